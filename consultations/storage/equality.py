"""Answers to equality questions, apart from everything else: found with the key, or not at all."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from consultations.equality import Asked, Kept, Shown, Tally, Told
from consultations.sealing import KeyRing
from consultations.storage.equality_tables import equality_answer, equality_asked, equality_count

OWNER = "equality.owner"
"""What people are hashed for, so that no other hash of theirs is the same."""
CIRCUMSTANCES = "equality.circumstances"
"""What the age band and the day of an answer are sealed as."""


class EqualityAsked:
    """Which questions a consultation asks. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, consultation_id: int) -> tuple[Asked, ...]:
        """What is asked, in no order; nothing where nothing was chosen."""
        columns = (equality_asked.c.question, equality_asked.c.version, equality_asked.c.under_13)
        own = equality_asked.c.consultation_id == consultation_id
        return tuple(Asked(*row) for row in self._connection.execute(select(*columns).where(own)))

    def choose(self, consultation_id: int, asked: Iterable[Asked]) -> None:
        """Ask these from now on, and no others."""
        own = equality_asked.c.consultation_id == consultation_id
        self._connection.execute(delete(equality_asked).where(own))
        rows = [
            {
                "consultation_id": consultation_id,
                "question": one.question,
                "version": one.version,
                "under_13": one.under_13,
            }
            for one in asked
        ]
        if rows:
            self._connection.execute(insert(equality_asked), rows)


class EqualityAnswers:
    """What people answered. Never commits."""

    def __init__(self, connection: Connection, ring: KeyRing) -> None:
        self._connection = connection
        self._ring = ring

    def keep(
        self, participant_id: int, consultation_id: int, told: Told, age: str | None, today: date
    ) -> None:
        """Keep one answer in the place of an earlier one, or only delete that."""
        owners = self._owners(participant_id, consultation_id, told.question)
        self._connection.execute(delete(equality_answer).where(equality_answer.c.owner.in_(owners)))
        if told.choice is None:
            return
        row = {
            "owner": owners[0],
            "consultation_id": consultation_id,
            "question": told.question,
            "version": told.version,
            "choice": told.choice,
            "sealed": self._ring.seal(f"{today.isoformat()} {age or ''}", CIRCUMSTANCES),
        }
        self._connection.execute(insert(equality_answer).values(row))

    def of(self, participant_id: int, consultation_id: int) -> tuple[Told, ...]:
        """What this person answered in this consultation."""
        return tuple(one.told for one in self.kept(participant_id, consultation_id))

    def kept(self, participant_id: int, consultation_id: int) -> tuple[Kept, ...]:
        """All that is kept of what this person answered in this consultation."""
        columns = [equality_answer.c[name] for name in ("question", "version", "choice", "sealed")]
        own = self._own(participant_id, equality_answer.c.consultation_id == consultation_id)
        wanted = select(*columns).where(own).order_by(equality_answer.c.question)
        return tuple(self._kept(Told(*row[:3]), row[3]) for row in self._connection.execute(wanted))

    def _kept(self, told: Told, sealed: str) -> Kept:
        day, _, age = self._ring.open(sealed, CIRCUMSTANCES).partition(" ")
        return Kept(told, age or None, date.fromisoformat(day))

    def forget(self, participant_id: int, consultation_id: int | None = None) -> int:
        """Delete what this person answered, there or anywhere; how many answers."""
        here = equality_answer.c.consultation_id == consultation_id
        own = self._own(participant_id, *((here,) if consultation_id is not None else ()))
        return self._connection.execute(delete(equality_answer).where(own)).rowcount

    def _own(self, participant_id: int, *where: ColumnElement[bool]) -> ColumnElement[bool]:
        """The rows of one person: every question that anybody answered is tried with every key."""
        columns = (equality_answer.c.consultation_id, equality_answer.c.question)
        asked = self._connection.execute(select(*columns).where(*where).distinct()).all()
        owners = [one for row in asked for one in self._owners(participant_id, *row)]
        return equality_answer.c.owner.in_(owners)

    def _owners(self, participant_id: int, consultation_id: int, question: str) -> Sequence[str]:
        return self._ring.fingerprints(f"{participant_id} {consultation_id} {question}", OWNER)


class EqualityCounts:
    """How many said what, and what was left to be shown once the answers have gone. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tally(self, consultation_id: int) -> Tally:
        columns = (equality_answer.c.question, equality_answer.c.version, equality_answer.c.choice)
        wanted = select(*columns, func.count()).group_by(*columns)
        found: dict[tuple[str, str], dict[str, int]] = {}
        own = equality_answer.c.consultation_id == consultation_id
        for question, version, choice, people in self._connection.execute(wanted.where(own)):
            found.setdefault((question, version), {})[choice] = people
        return found

    def shown(self, consultation_id: int) -> tuple[Shown, ...]:
        """What was kept when the answers went; nothing where they are still there."""
        columns = [equality_count.c[name] for name in ("question", "version", "choice", "people", "below")]
        own = equality_count.c.consultation_id == consultation_id
        return tuple(Shown(*row) for row in self._connection.execute(select(*columns).where(own)))

    def replace(self, consultation_id: int, shown: Iterable[Shown]) -> int:
        """Delete the answers, keep what may be shown of them, and ask no more. How many answers went.

        What was kept before stays as it was: two counts of one consultation would tell their difference.
        """
        for one in () if self.shown(consultation_id) else shown:
            values = {name: getattr(one, name) for name in Shown.__slots__}
            self._connection.execute(insert(equality_count).values(consultation_id=consultation_id, **values))
        EqualityAsked(self._connection).choose(consultation_id, ())
        own = equality_answer.c.consultation_id == consultation_id
        return self._connection.execute(delete(equality_answer).where(own)).rowcount
