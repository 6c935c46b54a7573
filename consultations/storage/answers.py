"""Answers as analysis reads them, and the readings it gives back."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, or_, select

from consultations.storage.statements import insert_new
from consultations.storage.tables import answer, reading, reading_theme


@dataclass(frozen=True, slots=True)
class Unread:
    """A written answer that the present model has not read."""

    answer_id: int
    revision: int
    text: str


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What a model made of one answer. `themes` gives the words that matched, by theme code."""

    answer_id: int
    revision: int
    model: str
    status: str
    polarity: float | None
    subjectivity: float | None
    label: str | None
    drove: Sequence[str]
    themes: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer that counts. A reading is given only where it is of the answer's present words."""

    answer_id: int
    participant: int
    question: str
    outcome: str | None
    value: str
    status: str | None
    label: str | None
    polarity: float | None
    themes: tuple[str, ...]


class Answers:
    """Reads answers and keeps readings. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def unread(self, consultation_id: int, questions: Collection[str], model: str, most: int) -> list[Unread]:
        """At most `most` answers to `questions` that `model` has not read in their present words."""
        stale = or_(
            reading.c.answer_id.is_(None),
            reading.c.model != model,
            reading.c.revision != answer.c.revision,
        )
        wanted = (
            select(answer.c.id, answer.c.revision, answer.c.value)
            .outerjoin(reading, reading.c.answer_id == answer.c.id)
            .where(answer.c.consultation_id == consultation_id, answer.c.question.in_(questions), stale)
            .order_by(answer.c.id)
            .limit(most)
        )
        return [Unread(*row) for row in self._connection.execute(wanted)]

    def keep_readings(self, rows: Sequence[ReadingRow], now: datetime) -> None:
        """Keep readings in place of the ones these answers had. What is no longer there is left out."""
        if not rows:
            return
        ids = [row.answer_id for row in rows]
        self._connection.execute(delete(reading_theme).where(reading_theme.c.answer_id.in_(ids)))
        self._connection.execute(delete(reading).where(reading.c.answer_id.in_(ids)))
        locked = select(answer.c.id).where(answer.c.id.in_(ids)).order_by(answer.c.id).with_for_update()
        here = set(self._connection.execute(locked).scalars())
        kept = [row for row in rows if row.answer_id in here]
        if not kept:
            return
        self._connection.execute(insert_new(self._connection, reading), [_reading(row, now) for row in kept])
        themes = [
            {"answer_id": row.answer_id, "theme": theme, "words": json.dumps(list(words))}
            for row in kept
            for theme, words in row.themes.items()
        ]
        if themes:
            self._connection.execute(insert_new(self._connection, reading_theme), themes)

    def counting(self, consultation_id: int) -> list[AnswerRow]:
        """Every answer of a consultation that counts."""
        present = and_(reading.c.answer_id == answer.c.id, reading.c.revision == answer.c.revision)
        wanted = (
            select(
                answer.c.id,
                answer.c.participant_id,
                answer.c.question,
                answer.c.outcome_code,
                answer.c.value,
                reading.c.status,
                reading.c.label,
                reading.c.polarity,
            )
            .outerjoin(reading, present)
            .where(answer.c.consultation_id == consultation_id, answer.c.counts)
            .order_by(answer.c.id)
        )
        themes = self._themes(consultation_id)
        return [AnswerRow(*row, themes.get(row.id, ())) for row in self._connection.execute(wanted)]

    def _themes(self, consultation_id: int) -> dict[int, tuple[str, ...]]:
        """The themes of each answer of a consultation, by answer id."""
        wanted = (
            select(reading_theme.c.answer_id, reading_theme.c.theme)
            .join(answer, answer.c.id == reading_theme.c.answer_id)
            .join(reading, reading.c.answer_id == answer.c.id)
            .where(answer.c.consultation_id == consultation_id, reading.c.revision == answer.c.revision)
            .order_by(reading_theme.c.answer_id, reading_theme.c.theme)
        )
        found: dict[int, tuple[str, ...]] = {}
        for answer_id, theme in self._connection.execute(wanted):
            found[answer_id] = (*found.get(answer_id, ()), theme)
        return found

    def newest_reading(self, consultations: Collection[int]) -> tuple[datetime | None, tuple[str, ...]]:
        """When the last answer of these consultations was read, and which models read them."""
        wanted = (
            select(reading.c.model, func.max(reading.c.read_at))
            .join(answer, answer.c.id == reading.c.answer_id)
            .where(answer.c.consultation_id.in_(consultations))
            .group_by(reading.c.model)
            .order_by(reading.c.model)
        )
        rows = self._connection.execute(wanted).all()
        return max((row[1] for row in rows), default=None), tuple(row[0] for row in rows)


def _reading(row: ReadingRow, now: datetime) -> dict[str, Any]:
    return {
        "answer_id": row.answer_id,
        "revision": row.revision,
        "model": row.model,
        "status": row.status,
        "polarity": row.polarity,
        "subjectivity": row.subjectivity,
        "label": row.label,
        "drove": json.dumps(list(row.drove)),
        "read_at": now,
    }
