"""Answers whose readings are in doubt, because the methods differ, and what a person says of them.

What a person says counts in place of the reading of the same words, whatever a model says later.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, false, func, insert, or_, select

from consultations.storage.answers import OF_PRESENT_WORDS
from consultations.storage.reading_tables import reading_checked
from consultations.storage.tables import answer, consultation, reading


class Doubtful(NamedTuple):
    """An answer whose reading a person should look at."""

    answer_id: int
    revision: int
    consultation_id: int
    consultation: str
    question: str
    words: str
    label: str
    kind: str


class Checked(NamedTuple):
    """What a person says of one answer in the words of this revision."""

    answer_id: int
    revision: int
    label: str
    kind: str


Questions = Mapping[int, Sequence[str]]
"""The questions that are answered in own words, by consultation."""
OF_THESE_WORDS = and_(
    reading_checked.c.answer_id == answer.c.id, reading_checked.c.revision == answer.c.revision
)


class ReadingChecks:
    """Reads and keeps. Never commits. What a concern holds is not in it."""

    def __init__(self, connection: Connection, questions: Questions) -> None:
        self._connection = connection
        self._doubted = and_(
            _of(questions), reading.c.agree.is_(False), reading_checked.c.answer_id.is_(None)
        )

    def waiting(self, most: int, after: int = 0) -> list[Doubtful]:
        """What is in doubt and nobody has looked at, the oldest first, from behind the answer `after`."""
        wanted = (
            select(
                answer.c.id,
                answer.c.revision,
                answer.c.consultation_id,
                consultation.c.title,
                answer.c.question,
                answer.c.value,
                reading.c.label,
                reading.c.kind,
            )
            .join(reading, OF_PRESENT_WORDS)
            .join(consultation, consultation.c.id == answer.c.consultation_id)
            .outerjoin(reading_checked, OF_THESE_WORDS)
            .where(self._doubted, answer.c.id > after)
            .order_by(answer.c.id)
            .limit(most)
        )
        return [Doubtful(*row) for row in self._connection.execute(wanted)]

    def count(self) -> int:
        """How many wait."""
        wanted = (
            select(func.count())
            .select_from(answer.join(reading, OF_PRESENT_WORDS).outerjoin(reading_checked, OF_THESE_WORDS))
            .where(self._doubted)
        )
        return int(self._connection.execute(wanted).scalar_one())

    def keep(self, checked: Sequence[Checked], by: str, now: datetime) -> int:
        """What a person says counts from now on. How many; one that was changed meanwhile is left out."""
        given = {one.answer_id: one for one in checked}
        present = self._connection.execute(
            select(answer.c.id, answer.c.revision).where(answer.c.id.in_(given))
        )
        kept = [given[row.id] for row in present if given[row.id].revision == row.revision]
        ids = [one.answer_id for one in kept]
        self._connection.execute(delete(reading_checked).where(reading_checked.c.answer_id.in_(ids)))
        if kept:
            rows = [{**one._asdict(), "checked_at": now, "checked_by": by} for one in kept]
            self._connection.execute(insert(reading_checked), rows)
        return len(kept)


def _of(questions: Questions) -> ColumnElement[bool]:
    of_them = [
        and_(answer.c.consultation_id == number, answer.c.question.in_(names))
        for number, names in questions.items()
        if names
    ]
    return and_(answer.c.counts, answer.c.value != "", or_(false(), *of_them))
