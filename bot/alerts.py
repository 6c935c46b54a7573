"""Tells those on duty that somebody may not be safe: by e-mail and Telegram, without a word of what was said.

Every round writes down who should know by now and sends what is due. What does not go out is tried again
after seconds, for as long as nobody has looked at the concern or acts on it; every staff page says so.
"""

import asyncio
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

import structlog

from bot.delivery import Sender
from bot.mail import Mail
from bot.messages import Message
from bot.outcome import Sent
from consultations.duty import Rota
from consultations.sealing import KeyRing
from consultations.storage.concern_alerts import ConcernAlerts, DueAlert
from consultations.storage.database import Database

log = structlog.get_logger()


class NotSentError(Exception):
    """An alert did not go out; why, in words."""


@dataclass(frozen=True, slots=True)
class Alerts:
    """The work of telling. `mail` and `telegram` are None where the deployment has none. `link`: where the
    queue is, "" where the settings do not say. `zone`: of the Trust's clock.
    """

    database: Database
    ring: KeyRing
    rota: Rota
    zone: tzinfo
    clock: Callable[[], datetime]
    link: str = ""
    mail: Mail | None = None
    telegram: Sender | None = None

    async def work(self) -> None:
        """One round."""
        due = await asyncio.to_thread(self._due)
        await asyncio.gather(*(self._tell(alert) for alert in due))

    def _due(self) -> list[DueAlert]:
        now = self.clock()
        with self.database.write() as connection:
            alerts = ConcernAlerts(connection, self.ring)
            alerts.plan(self.rota, self.zone, now)
            return alerts.take(now)

    async def _tell(self, alert: DueAlert) -> None:
        try:
            await self._send(alert)
        except (OSError, smtplib.SMTPException, NotSentError) as error:
            # The reason may hold an address of staff: it goes to the database, not into the log.
            log.warning("concern_alert_failed", alert=alert.id, error=type(error).__name__)
            await asyncio.to_thread(self._note, alert, f"{error}" or type(error).__name__)
        else:
            await asyncio.to_thread(self._note, alert, None)

    async def _send(self, alert: DueAlert) -> None:
        subject, text = self.words(alert)
        if alert.way == "email":
            if self.mail is None:
                raise NotSentError("There is no mail server in the settings (TOGETHER_SMTP_HOST).")
            await asyncio.to_thread(self.mail.send, alert.address, subject, text)
            return
        if self.telegram is None:
            raise NotSentError("There is no Telegram bot in the settings (TOGETHER_TELEGRAM_TOKEN).")
        result = await self.telegram.send(alert.address, Message("notice", f"{subject}\n\n{text}"))
        if not isinstance(result, Sent):
            raise NotSentError(f"Telegram did not take it: {type(result).__name__}.")

    def _note(self, alert: DueAlert, failure: str | None) -> None:
        with self.database.write() as connection:
            alerts = ConcernAlerts(connection, self.ring)
            if failure is None:
                alerts.sent(alert.id, self.clock())
            else:
                alerts.failed(alert, failure, self.clock())

    def _idle(self, alert: DueAlert) -> str:
        """For how long nobody has looked, or acts, where it is not the first round."""
        since = alert.first_seen_at or alert.received_at
        minutes = int((self.clock() - since).total_seconds() / 60) if alert.step else 0
        if not minutes:
            return ""
        if alert.first_seen_at is None:
            return f"Nobody has looked at it for {minutes} minutes."
        return f"It was opened {minutes} minutes ago, and nobody has said that they act on it."

    def words(self, alert: DueAlert) -> tuple[str, str]:
        """The subject and the text: a number, a time and what to do."""
        came = alert.received_at.astimezone(self.zone)
        said = [
            f"Concern {alert.concern_id} came in at {came:%H:%M} on {came.day} {came:%B %Y}.",
            self._idle(alert),
            f"Sign in and look at it: {self.link}" if self.link else "Sign in and look at Concerns.",
            "Looking at it tells us that you have it: nobody else is told for half an hour.",
            "Then press “I am acting on this”, or others are told.",
            "You cannot act now? Then do not open it: others are told.",
            "What was said is not in this message.",
        ]
        text = "\n".join(filter(None, said))
        return f"Safeguarding: concern {alert.concern_id} waits for you", text
