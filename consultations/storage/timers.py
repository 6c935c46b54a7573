"""Timers: what is to happen to a conversation later, unless it has moved by then.

A timer holds for one step of one conversation. Each turn sets it anew; it fires once at most.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, Connection, bindparam, null, or_, select, update

from consultations.storage.lifecycle_tables import timer
from consultations.storage.statements import Prepared
from consultations.storage.tables import consultation, participant, session

Kind = Literal["reminder"]
LEASE = timedelta(seconds=60)
"""How long a process may take for one timer before another may try."""

SET = Prepared(
    update(timer)
    .where(
        timer.c.session_id == bindparam("session"),
        timer.c.kind == bindparam("which"),
        timer.c.fired_at.is_(None),
    )
    .values(step=bindparam("at_step"), due_at=bindparam("due"), leased_until=null())
)
ADD = Prepared.insert_new(timer, ("session_id", "kind", "step", "due_at"))
PAUSED = (
    select(
        timer.c.id,
        timer.c.step.label("noted_step"),
        timer.c.fired_at,
        session.c.id.label("session_id"),
        session.c.step,
        session.c.status,
        session.c.updated_at,
        session.c.state.label("session_state"),
        participant.c.id.label("participant_id"),
        participant.c.channel,
        participant.c.language,
        participant.c.session_id.label("present_session"),
        participant.c.stopped_at,
        participant.c.blocked_at,
        consultation.c.code,
        consultation.c.title,
        consultation.c.state.label("consultation_state"),
        consultation.c.remind_after_hours,
    )
    .select_from(timer)
    .join(session, session.c.id == timer.c.session_id)
    .join(participant, participant.c.id == session.c.participant_id)
    .join(consultation, consultation.c.id == session.c.consultation_id)
)


@dataclass(frozen=True, slots=True)
class Leased:
    """A timer that is due, and whose it is."""

    id: int
    participant_id: int


@dataclass(frozen=True, slots=True)
class Paused:
    """A conversation with its timer: all that decides what the timer does. Field by field as stored."""

    id: int
    noted_step: int
    fired_at: datetime | None
    session_id: str
    step: int
    status: str
    updated_at: datetime
    session_state: str
    participant_id: int
    channel: str
    language: str | None
    present_session: str | None
    stopped_at: datetime | None
    blocked_at: datetime | None
    code: str
    title: str
    consultation_state: str
    remind_after_hours: int | None


class Timers:
    """Sets, leases and ends timers. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set(self, session_id: str, kind: Kind, step: int, due_at: datetime) -> None:
        """Let it be due at `due_at`, for this step. One that has fired stays as it is."""
        changed = {"session": session_id, "which": kind, "at_step": step, "due": due_at}
        if SET.run(self._connection, changed).rowcount == 0:
            new = {"session_id": session_id, "kind": kind, "step": step, "due_at": due_at}
            ADD.run(self._connection, new)

    def set_all(self, consultation_id: int, kind: Kind, after: timedelta, channels: Collection[str]) -> int:
        """Set the timer of everybody who is on the way in a consultation, on these channels. How many."""
        wanted = (
            select(session.c.id, session.c.step, session.c.updated_at)
            .join(participant, participant.c.id == session.c.participant_id)
            .where(
                session.c.consultation_id == consultation_id,
                session.c.status != "finished",
                participant.c.channel.in_(channels),
            )
        )
        rows = self._connection.execute(wanted).all()
        for row in rows:
            self.set(row.id, kind, row.step, row.updated_at + after)
        return len(rows)

    def lease(self, now: datetime, most: int = 100) -> list[Leased]:
        """Lease at most `most` timers that are due, those due longest first."""
        free = or_(timer.c.leased_until.is_(None), timer.c.leased_until < now)
        due = select(timer.c.id).where(timer.c.due_at <= now, free).order_by(timer.c.due_at).limit(most)
        locked = due.with_for_update(skip_locked=True)
        ids = list(self._connection.execute(locked).scalars())
        if not ids:
            return []
        self._change(timer.c.id.in_(ids), leased_until=now + LEASE)
        owner = select(timer.c.id, session.c.participant_id).join(session, session.c.id == timer.c.session_id)
        rows = self._connection.execute(owner.where(timer.c.id.in_(ids)).order_by(timer.c.due_at))
        return [Leased(*row) for row in rows]

    def claim(self, leased: Leased, now: datetime) -> Paused | None:
        """The timer if it is due still, with its person locked until the transaction ends.

        So no turn runs beside it: None where one has set the timer anew since it was leased.
        """
        who = select(participant.c.id).where(participant.c.id == leased.participant_id)
        self._connection.execute(who.with_for_update())
        still_due = PAUSED.where(timer.c.id == leased.id, timer.c.due_at <= now)
        row = self._connection.execute(still_due).mappings().first()
        return None if row is None else Paused(**row)

    def fired(self, timer_id: int, now: datetime) -> None:
        """It did what it was for, and never does again."""
        self._change(timer.c.id == timer_id, fired_at=now, due_at=None, leased_until=None)

    def drop(self, timer_id: int) -> None:
        """There is nothing to wait for. The next turn may set it anew."""
        self._change(timer.c.id == timer_id, due_at=None, leased_until=None)

    def postpone(self, timer_id: int, until: datetime) -> None:
        self._change(timer.c.id == timer_id, due_at=until, leased_until=None)

    def _change(self, which: ColumnElement[bool], **values: object) -> None:
        self._connection.execute(update(timer).where(which).values(**values))
