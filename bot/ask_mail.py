"""Tells staff by e-mail of the asks that wait for their decision, without a word of what people said.

Every round writes down who should know by now, and sends what is due. What does not go out is tried again for
as long as the ask has no published answer; the page of the ask and the first page of staff say so meanwhile.
"""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

import structlog

from bot.mail import Mail
from consultations.ask_routing import Stage
from consultations.storage.database import Database
from consultations.storage.routing import AskNotices, DueNotice

log = structlog.get_logger(__name__)

SUBJECTS: dict[Stage, str] = {
    "new": "Ask {number} is yours to decide",
    "soon": "Ask {number}: the day of the answer is near",
    "late": "Ask {number}: the answer is late",
}


@dataclass(frozen=True, slots=True)
class AskMail:
    """The work of telling. `public`: our address, "" where the settings do not say. `zone`: of the Trust's
    clock."""

    database: Database
    mail: Mail
    zone: tzinfo
    clock: Callable[[], datetime]
    public: str = ""

    def work(self) -> int:
        """One round; how many e-mails went out."""
        with self.database.write() as connection:
            notices, now = AskNotices(connection, self.zone), self.clock()
            notices.plan(now)
            due = notices.take(now)
        return sum(self._tell(one) for one in due)

    def _tell(self, notice: DueNotice) -> bool:
        failure = self._failure(notice)
        with self.database.write() as connection:
            notices = AskNotices(connection, self.zone)
            if failure is None:
                notices.sent(notice.id, self.clock())
            else:
                notices.failed(notice, failure, self.clock())
        return failure is None

    def _failure(self, notice: DueNotice) -> str | None:
        """Send it; why it did not go out, None where it did."""
        try:
            self.mail.send(notice.address, *self.words(notice))
        except (OSError, smtplib.SMTPException) as error:
            # The reason may hold an address of staff: it goes to the database, not into the log.
            log.warning("ask_mail_failed", notice=notice.id, error=type(error).__name__)
            return f"{error}" or type(error).__name__
        return None

    def words(self, notice: DueNotice) -> tuple[str, str]:
        """The subject and the text: a number, a part of the plan, a day and what to do.

        Not what it is called: that may be in the words of the people who said it.
        """
        ask = notice.ask
        why = (
            "You lead on this outcome."
            if notice.leads
            else "Nobody leads on this outcome, so every lead is told. An administrator can say who leads, "
            "on the page Accounts."
        )
        where = (
            f"{self.public}/staff/asks/{ask.id}" if self.public else "Sign in and look at “Yours to decide”."
        )
        said = [
            f"Ask {ask.id} is about outcome {ask.led.outcome} of plan {ask.led.plan}.",
            why,
            "It has no decision yet." if ask.decision is None else "It is decided, and not published yet.",
            self._clock(notice),
            where,
            "What people said is not in this message.",
        ]
        return SUBJECTS[notice.stage].format(number=ask.id), "\n".join(filter(None, said))

    def _clock(self, notice: DueNotice) -> str:
        """Days promised, days gone, days left."""
        made, due, today = notice.ask.created_on, notice.ask.due_on, self.clock().astimezone(self.zone).date()
        if due is None:
            return ""
        promised, gone, left = (due - made).days, (today - made).days, (due - today).days
        by = f"{due.day} {due:%B %Y}"
        if left < 0:
            return f"An answer was promised by {by}. It is {_days(-left)} late."
        return f"An answer is promised by {by}: {gone} of {_days(promised)} are gone, {_days(left)} left."


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
