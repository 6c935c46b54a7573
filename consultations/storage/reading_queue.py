"""What people wrote, in the order in which it came in, until a person has read it.

The screen for safeguarding misses some. The net that holds is a person who reads all free text within one
working day; this makes it possible, and counts whether it happened.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    delete,
    false,
    func,
    insert,
    literal,
    or_,
    select,
)

from consultations.storage.metadata import Instant
from consultations.storage.reading_tables import answer_seen
from consultations.storage.tables import answer, consultation
from consultations.working_days import Day


class ToRead(NamedTuple):
    """One written answer that nobody has read in its present words."""

    answer_id: int
    revision: int
    consultation: str
    question: str
    words: str
    came_at: datetime


class Due(NamedTuple):
    """How many answers should have been read by now, or were, and how many of these were read in time."""

    all: int
    in_time: int


Questions = Mapping[int, Sequence[str]]
"""The questions that are answered in own words, by consultation."""
OF_THESE_WORDS = and_(answer_seen.c.answer_id == answer.c.id, answer_seen.c.revision == answer.c.revision)


class ReadingQueue:
    """Reads and marks. Never commits. What a concern holds is not in it: others read that."""

    def __init__(self, connection: Connection, questions: Questions) -> None:
        self._connection = connection
        self._written = _written(questions)

    def waiting(self, most: int) -> list[ToRead]:
        """What nobody has read, the oldest first."""
        wanted = (
            select(
                answer.c.id,
                answer.c.revision,
                consultation.c.title,
                answer.c.question,
                answer.c.value,
                answer.c.answered_at,
            )
            .join(consultation, consultation.c.id == answer.c.consultation_id)
            .outerjoin(answer_seen, OF_THESE_WORDS)
            .where(self._written, answer_seen.c.answer_id.is_(None))
            .order_by(answer.c.answered_at, answer.c.id)
            .limit(most)
        )
        return [ToRead(*row) for row in self._connection.execute(wanted)]

    def mark(self, read: Mapping[int, int], by: str, now: datetime) -> int:
        """Somebody has read these: answer id → the revision that was on the page. How many were marked.

        One that was changed meanwhile stays in the queue: nobody has read its present words.
        """
        present = select(answer.c.id, answer.c.revision).where(answer.c.id.in_(read), self._written)
        same = [row.id for row in self._connection.execute(present) if read[row.id] == row.revision]
        if same:
            self._connection.execute(delete(answer_seen).where(answer_seen.c.answer_id.in_(same)))
            rows = [{"answer_id": one, "revision": read[one], "seen_at": now, "seen_by": by} for one in same]
            self._connection.execute(insert(answer_seen), rows)
        return len(same)

    def since(self, start: datetime, days: Sequence[Day], now: datetime) -> Due:
        """Whether what came in since then was read in time. `days`: all that there were, in their order."""
        came, seen = answer.c.answered_at, answer_seen.c.seen_at
        last = case(*((came < day.ends, literal(day.last, Instant())) for day in days))
        late = came < max((day.ends for day in days if day.last < now), default=start)
        wanted = (
            select(
                func.count(case((seen.is_not(None), 1), (late, 1))),
                func.count(case((seen.is_(None), None), (seen <= last, 1))),  # most have not to be looked up
            )
            .select_from(answer.outerjoin(answer_seen, OF_THESE_WORDS))
            .where(self._written, came >= start)
        )
        return Due(*self._connection.execute(wanted).one())

    def count(self) -> int:
        """How many wait."""
        return self.counts(None)[0]

    def counts(self, before: datetime | None) -> tuple[int, int]:
        """How many wait, and how many of these came in before `before`."""
        late = answer.c.answered_at < before if before else false()
        wanted = (
            select(func.count(), func.count(case((late, 1))))
            .select_from(answer.outerjoin(answer_seen, OF_THESE_WORDS))
            .where(self._written, answer_seen.c.answer_id.is_(None))
        )
        waiting, old = self._connection.execute(wanted).one()
        return int(waiting), int(old)


def _written(questions: Questions) -> ColumnElement[bool]:
    """Answers in own words that count and that no concern holds."""
    of_them = [
        and_(answer.c.consultation_id == number, answer.c.question.in_(names))
        for number, names in questions.items()
        if names
    ]
    return and_(answer.c.counts, ~answer.c.held, answer.c.value != "", or_(false(), *of_them))
