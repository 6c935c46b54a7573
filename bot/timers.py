"""Does what is due: reminds those who went away in the middle. `reminders` says who and when.

Each timer is a transaction of its own, in which its person is locked, so that no turn runs beside it. Several
processes may do this at once: a timer is leased by one of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

import structlog
from sqlalchemy import Connection

from bot import session as sessions
from bot import wording
from bot.conversation import MESSAGE
from bot.reminders import (
    PUSHED,
    UNDER_WAY,
    Drop,
    Pause,
    Remind,
    Reminding,
    Wait,
    Windows,
    reminder,
    reminder_due,
)
from consultations.consultation import Consultation
from consultations.errors import places
from consultations.storage.conversations import Conversations, OutgoingRow
from consultations.storage.database import Database
from consultations.storage.timers import Leased, Paused, Timers

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Reminders:
    """Fires the timers of reminders. `windows` and `zone` say when people may be written to."""

    database: Database
    clock: Callable[[], datetime]
    windows: Windows
    zone: tzinfo

    def fire(self) -> int:
        """Do all that is due. Gives the number of reminders written; one that fails is tried again later."""
        written = 0
        while leased := self._lease():
            written += sum(self._try(one) for one in leased)
        return written

    def _lease(self) -> list[Leased]:
        with self.database.write() as connection:
            return Timers(connection).lease(self.clock())

    def _try(self, leased: Leased) -> bool:
        try:
            with self.database.write() as connection:
                return self._settle(connection, leased)
        except Exception as error:  # noqa: BLE001 # whatever it was, the other timers go on
            what = {"error": type(error).__name__, "at": places(error)}  # never its words
            log.error("timer_failed", timer=leased.id, **what)  # noqa: TRY400 # see above
            return False

    def _settle(self, connection: Connection, leased: Leased) -> bool:
        """What the timer does now: whether it wrote a reminder."""
        now, timers = self.clock(), Timers(connection)
        paused = timers.claim(leased, now)
        if paused is None:
            return False
        match reminder_due(_pause(paused), self._reminding(paused), now):
            case Remind():
                _write(connection, paused, now)
                timers.fired(paused.id, now)
                return True
            case Wait(until):
                timers.postpone(paused.id, until)
            case Drop():
                timers.drop(paused.id)
        return False

    def _reminding(self, paused: Paused) -> Reminding:
        hours = paused.remind_after_hours
        return Reminding(None if hours is None else timedelta(hours=hours), self.windows, self.zone)


def plan_reminders(connection: Connection, consultation: Consultation) -> int:
    """Set the timers of those who are under way, after the officer has changed when they are due."""
    hours = consultation.remind_after_hours
    if hours is None:
        return 0
    return Timers(connection).set_all(consultation.id, "reminder", timedelta(hours=hours), PUSHED)


def _pause(paused: Paused) -> Pause:
    silent = paused.stopped_at is not None or paused.blocked_at is not None
    return Pause(
        since=paused.updated_at,
        step=paused.step,
        noted_step=paused.noted_step,
        answering=paused.status in UNDER_WAY,
        open=paused.consultation_state == "open",
        reachable=paused.channel in PUSHED and not silent,
        elsewhere=paused.present_session != paused.session_id,
        reminded=paused.fired_at is not None,
    )


def _write(connection: Connection, paused: Paused, now: datetime) -> None:
    """The reminder into the outbox, under a key that no second one can have."""
    message = reminder(paused.code, paused.title, _language(paused))
    row = OutgoingRow(f"reminder:{paused.session_id}", "notice", MESSAGE.dump_json(message).decode())
    Conversations(connection).put_in_outbox(paused.participant_id, paused.channel, [row], now)


def _language(paused: Paused) -> str:
    return paused.language or sessions.from_json(paused.session_state).language or wording.DEFAULT
