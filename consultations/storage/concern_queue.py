"""The queue of concerns, for the safeguarding lead and deputies."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, func, insert, select, update

from consultations.concerns import (
    Concern,
    Disclosed,
    Ending,
    SentBack,
    check_act,
    check_end,
    check_message,
    check_release,
)
from consultations.errors import NotFound, Refused, worded
from consultations.sealing import KeyRing
from consultations.storage.concern_tables import concern, concern_alert, concern_message
from consultations.storage.concerns import REASONS, WORDS, Concerns
from consultations.storage.tables import participant

BECAUSE = "concern.ended_because"
MESSAGE = "concern.message"
"""What the sealed columns are sealed for."""


class Standing(NamedTuple):
    """How it stands with the concerns, in numbers that every member of staff may see.

    `unseen`: alerts that nobody has looked at; `to_review`: what is to be looked at today and was not yet;
    `failing`: messages to those on duty that do not go out. `oldest`: when the first unseen alert came in.
    `idle`: when the first alert was seen on which nobody acts yet.
    """

    unseen: int
    to_review: int
    failing: int
    oldest: datetime | None
    idle: datetime | None


class ConcernQueue:
    """Reads and moves concerns. Never commits, and notes nothing in the audit log: the edge does both."""

    def __init__(self, connection: Connection, ring: KeyRing) -> None:
        self._connection = connection
        self._ring = ring

    def waiting(self) -> list[Concern]:
        """What is not referred or closed: alerts first, then the oldest first."""
        wanted = _concerns().where(concern.c.ended_at.is_(None))
        return self._all(wanted.order_by(concern.c.outcome, concern.c.received_at, concern.c.id))

    def over(self, most: int) -> list[Concern]:
        """What is referred or closed, the latest first."""
        wanted = _concerns().where(concern.c.ended_at.is_not(None))
        return self._all(wanted.order_by(concern.c.ended_at.desc()).limit(most))

    def _all(self, wanted: Select[Any]) -> list[Concern]:
        return [Concern(**row._mapping) for row in self._connection.execute(wanted)]

    def get(self, number: int) -> Concern:
        """Raises `NotFound`."""
        found = self._all(_concerns().where(concern.c.id == number))
        if not found:
            raise NotFound("no_concern", worded("There is no concern {number}.", number=number))
        return found[0]

    def open(self, number: int) -> Disclosed:
        """The words of a concern. The caller notes in the audit log who reads them. Raises `NotFound`."""
        row = self._connection.execute(select(concern).where(concern.c.id == number)).one_or_none()
        if row is None:
            raise NotFound("no_concern", worded("There is no concern {number}.", number=number))
        return Disclosed(
            words=json.loads(self._ring.open(row.words, WORDS)),
            reasons=json.loads(self._ring.open(row.reasons, REASONS)),
            question=row.question,
            language=row.language,
            ended_because=self._ring.open(row.ended_because, BECAUSE) if row.ended_because else "",
            messages=self._messages(number),
        )

    def _messages(self, number: int) -> Sequence[SentBack]:
        wanted = select(concern_message).where(concern_message.c.concern_id == number)
        rows = self._connection.execute(wanted.order_by(concern_message.c.id))
        return [SentBack(self._ring.open(row.words, MESSAGE), row.by, row.at) for row in rows]

    # What is done

    def see(self, number: int, by: str, now: datetime) -> Concern:
        """Somebody looks at it. The first time stops the alerts. Raises `NotFound`."""
        found = self.get(number)
        if found.first_seen_at is None:
            seen = update(concern).where(concern.c.id == number, concern.c.first_seen_at.is_(None))
            values = {
                "first_seen_at": now,
                "first_seen_by": by,
                "state": "seen",
                "version": found.version + 1,
            }
            self._connection.execute(seen.values(values))
            self._stop_alerts(number)
        return self.get(number)

    def act(self, number: int, version: int, by: str, now: datetime) -> Concern:
        """Somebody begins to act on it. Raises `NotFound`, `Refused`."""
        check_act(self.get(number))
        acting = self._change(number, version, state="acting", acting_at=now, acting_by=by)
        self._stop_alerts(number)
        self._hold(number)
        return acting

    def end(self, number: int, version: int, how: Ending, reason: str, by: str, now: datetime) -> Concern:
        """Refer or close it, and say why. Raises `NotFound`, `Refused`."""
        kept = self._ring.seal(check_end(self.get(number), reason), BECAUSE)
        ended = self._change(number, version, state=how, ended_at=now, ended_by=by, ended_because=kept)
        self._stop_alerts(number)
        if how == "referred":
            self._hold(number)
        return ended

    def _stop_alerts(self, number: int) -> None:
        told = update(concern_alert).where(concern_alert.c.concern_id == number)
        self._connection.execute(told.values(due_at=None))

    def release(self, number: int, version: int, by: str, now: datetime) -> Concern:
        """Let the words count as any others. Raises `NotFound`, `Refused`."""
        check_release(self.get(number))
        changed = self._change(number, version, released_at=now, released_by=by)
        self._hold_again(number)
        return changed

    def _hold(self, number: int) -> None:
        """Hold the words of what was only to be looked at: somebody found that there is something in it."""
        own = update(concern).where(concern.c.id == number, concern.c.holds == 0)
        if self._connection.execute(own.values(holds=1)).rowcount:
            self._hold_again(number)

    def _hold_again(self, number: int) -> None:
        """Work out anew which of the person's words are held."""
        own = select(concern.c.participant_id).where(concern.c.id == number)
        person = self._connection.execute(own).scalar_one()
        if person is not None:
            Concerns(self._connection, self._ring).hold(person)

    def write_to(self, number: int, words: str, by: str, now: datetime) -> int:
        """Keep a message to the person, to be sent next; give their id. Raises `NotFound`, `Refused`."""
        sealed = self._ring.seal(check_message(self.get(number), words), MESSAGE)
        values = {"concern_id": number, "words": sealed, "by": by, "at": now}
        made = insert(concern_message).values(values).returning(concern_message.c.id)
        return int(self._connection.execute(made).scalar_one())

    def _change(self, number: int, version: int, **values: object) -> Concern:
        own = and_(concern.c.id == number, concern.c.version == version)
        changed = self._connection.execute(update(concern).where(own).values(version=version + 1, **values))
        if changed.rowcount == 0:
            raise Refused(
                "changed_meanwhile", "A colleague was here a moment before you.", "Look at it again."
            )
        return self.get(number)


def standing(connection: Connection) -> Standing:
    """How it stands with the concerns now."""
    open_ones = and_(concern.c.ended_at.is_(None), concern.c.first_seen_at.is_(None))
    unseen, oldest = connection.execute(
        select(func.count(), func.min(concern.c.received_at)).where(open_ones, concern.c.outcome == "alert")
    ).one()
    to_review = select(func.count()).where(open_ones, concern.c.outcome == "review")
    failing = select(func.count()).where(
        concern_alert.c.due_at.is_not(None), concern_alert.c.failed_at.is_not(None)
    )
    idle = select(func.min(concern.c.first_seen_at)).where(
        concern.c.state == "seen", concern.c.outcome == "alert"
    )
    return Standing(
        unseen,
        connection.execute(to_review).scalar_one(),
        connection.execute(failing).scalar_one(),
        oldest,
        connection.execute(idle).scalar_one(),
    )


class Unsent(NamedTuple):
    """A message of the safeguarding lead's that is not in the outbox yet."""

    id: int
    participant_id: int
    channel: str
    language: str
    words: str


def unsent_messages(connection: Connection, ring: KeyRing, now: datetime) -> list[Unsent]:
    """Those that are to go out; from now on they count as sent."""
    wanted = (
        select(
            concern_message.c.id,
            concern.c.participant_id,
            concern.c.channel,
            concern.c.language,
            concern_message.c.words,
        )
        .join(concern, concern.c.id == concern_message.c.concern_id)
        .where(concern_message.c.sent_at.is_(None), concern.c.participant_id.is_not(None))
        .order_by(concern_message.c.id)
        .with_for_update(of=concern_message, skip_locked=True)
    )
    rows = connection.execute(wanted).all()
    noted = update(concern_message).where(concern_message.c.id.in_([row.id for row in rows]))
    connection.execute(noted.values(sent_at=now))
    return [Unsent(*row[:4], ring.open(row.words, MESSAGE)) for row in rows]


def _concerns() -> Select[Any]:
    names = [name for name in Concern.__dataclass_fields__ if name not in ("reachable", "age_band")]
    reachable = and_(concern.c.participant_id.is_not(None), participant.c.blocked_at.is_(None))
    columns = [*(concern.c[name] for name in names), participant.c.age_band]
    return select(*columns, func.coalesce(reachable, False).label("reachable")).select_from(
        concern.outerjoin(participant, participant.c.id == concern.c.participant_id)
    )
