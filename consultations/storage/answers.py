"""Answers as analysis reads them, and the readings it gives back."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

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
    themes: dict[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer that counts, with its reading where it has one."""

    answer_id: int
    participant: int
    question: str
    outcome: str | None
    value: str
    status: str | None
    label: str | None
    polarity: float | None


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
        """Keep readings in place of the ones these answers had."""
        if not rows:
            return
        ids = [row.answer_id for row in rows]
        self._connection.execute(delete(reading_theme).where(reading_theme.c.answer_id.in_(ids)))
        self._connection.execute(delete(reading).where(reading.c.answer_id.in_(ids)))
        self._connection.execute(insert(reading), [_reading(row, now) for row in rows])
        themes = [
            {"answer_id": row.answer_id, "theme": theme, "words": json.dumps(list(words))}
            for row in rows
            for theme, words in row.themes.items()
        ]
        if themes:
            self._connection.execute(insert(reading_theme), themes)

    def counting(self, consultation_id: int) -> list[AnswerRow]:
        """Every answer of a consultation that counts."""
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
            .outerjoin(reading, reading.c.answer_id == answer.c.id)
            .where(answer.c.consultation_id == consultation_id, answer.c.counts)
            .order_by(answer.c.id)
        )
        return [AnswerRow(*row) for row in self._connection.execute(wanted)]

    def themes(self, consultation_id: int) -> list[tuple[int, str]]:
        """(answer id, theme code) for every reading of a consultation."""
        wanted = (
            select(reading_theme.c.answer_id, reading_theme.c.theme)
            .join(answer, answer.c.id == reading_theme.c.answer_id)
            .where(answer.c.consultation_id == consultation_id, answer.c.counts)
        )
        return [(answer_id, theme) for answer_id, theme in self._connection.execute(wanted)]


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
