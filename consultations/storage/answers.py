"""Answers as analysis reads them, and the readings it gives back."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, delete, exists, func, insert, or_, select

from consultations.storage.coding import by_people
from consultations.storage.reading_tables import reading_checked
from consultations.storage.tables import answer, participant, reading, reading_theme

SEPARATOR = "\n"
"""Between the codes of themes that come from the database as one text."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A written answer that is to be read."""

    answer_id: int
    revision: int
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What a model made of one answer. `themes` gives the words that matched, by theme code.

    `drove` holds stretches of words with their polarity, `because` what explains the label.
    """

    answer_id: int
    revision: int
    model: str
    status: str
    polarity: float | None
    subjectivity: float | None
    label: str | None
    kind: str | None
    frame: str | None
    language: str | None
    repaired: float | None
    vader: float | None
    agree: bool | None
    read_by: str | None
    likely: float | None
    drove: Sequence[tuple[str, float]]
    because: Sequence[str]
    themes: Mapping[str, Sequence[str]]


class AnswerRow(NamedTuple):
    """One answer that counts. What it was read as is given only where that is of its present words.

    The `value` of an answer that a concern holds is "", and it has not been read.

    `themes` holds codes with `SEPARATOR` between two; None where there are none.
    """

    participant: int
    consultation_id: int
    question: str
    value: str
    status: str | None
    label: str | None
    themes: str | None


OF_PRESENT_WORDS = and_(
    reading.c.answer_id == answer.c.id, reading.c.revision == answer.c.revision, ~answer.c.held
)

CHECKED = and_(
    reading_checked.c.answer_id == reading.c.answer_id, reading_checked.c.revision == reading.c.revision
)
READ = "read"
"""The status of a reading that found something to read."""
LABEL = func.coalesce(reading_checked.c.label, reading.c.label)
"""What a person said of these words, else what a model did."""


class Answers:
    """Reads answers and keeps readings. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def unread(
        self,
        consultation_id: int,
        questions: Collection[str],
        models: Collection[str],
        most: int,
        after: int = 0,
    ) -> list[Unread]:
        """Answers to `questions` that count and that none of `models` has read in their present words.

        At most `most`, in the order of their ids, from the first above `after`.
        """
        stale = or_(reading.c.answer_id.is_(None), reading.c.model.not_in(models))
        wanted = (
            select(answer.c.id, answer.c.revision, answer.c.question, answer.c.value)
            .outerjoin(reading, OF_PRESENT_WORDS)
            .where(_to_be_read(consultation_id, questions), answer.c.id > after, stale)
            .order_by(answer.c.id)
            .limit(most)
        )
        return [Unread(*row) for row in self._connection.execute(wanted)]

    def count_unread(self, consultation_id: int, questions: Collection[str]) -> int:
        """How many of the answers that `unread` gives no model has read at all in their present words."""
        wanted = (
            select(func.count())
            .select_from(answer.outerjoin(reading, OF_PRESENT_WORDS))
            .where(_to_be_read(consultation_id, questions), reading.c.answer_id.is_(None))
        )
        number: int = self._connection.execute(wanted).scalar_one()
        return number

    def keep_readings(self, rows: Sequence[ReadingRow], now: datetime) -> int:
        """Keep readings in place of those that these answers had. How many were kept.

        Left out is an answer that has gone or has other words by now, and on PostgreSQL one that another
        transaction is writing: so this waits for nobody. What is left out is unread still.
        """
        present = self.locked([row.answer_id for row in rows])
        kept = [row for row in rows if present.get(row.answer_id) == row.revision]
        if not kept:
            return 0
        ids = [row.answer_id for row in kept]
        self._connection.execute(delete(reading_theme).where(reading_theme.c.answer_id.in_(ids)))
        self._connection.execute(delete(reading).where(reading.c.answer_id.in_(ids)))
        self._connection.execute(insert(reading), [_reading(row, now) for row in kept])
        themes = [theme for row in kept for theme in _themes(row)]
        if themes:
            self._connection.execute(insert(reading_theme), themes)
        return len(kept)

    def locked(self, ids: Collection[int]) -> dict[int, int]:
        """The revision of each of these answers that nobody else is writing; nobody can until we are done."""
        free = select(answer.c.id, answer.c.revision).where(answer.c.id.in_(ids))
        rows = self._connection.execute(free.with_for_update(key_share=True, skip_locked=True))
        return {row.id: row.revision for row in rows}

    def counting(self, consultations: Collection[int]) -> list[AnswerRow]:
        """Every answer that counts in the consultations with these ids, in the order of their own ids."""
        shown = case((answer.c.held, ""), else_=answer.c.value)
        columns = answer.c.participant_id, answer.c.consultation_id, answer.c.question, shown
        themes = case((reading.c.answer_id.is_not(None), theme_codes()))  # most answers are no texts
        wanted = (
            select(*columns, reading.c.status, LABEL, themes)
            .select_from(answer.outerjoin(reading, OF_PRESENT_WORDS).outerjoin(reading_checked, CHECKED))
            .where(answer.c.consultation_id.in_(consultations), answer.c.counts)
            .order_by(answer.c.id)
        )
        return list(map(AnswerRow._make, self._connection.execute(wanted).all()))

    def keys(self, consultations: Collection[int]) -> list[tuple[int, int, str, int]]:
        """(id, consultation, question, participant) of every answer that counts in these."""
        columns = answer.c.id, answer.c.consultation_id, answer.c.question, answer.c.participant_id
        wanted = select(*columns).where(answer.c.consultation_id.in_(consultations), answer.c.counts)
        return [(row[0], row[1], row[2], row[3]) for row in self._connection.execute(wanted)]

    def channels(self, consultations: Collection[int]) -> list[tuple[int, int, str]]:
        """(participant, consultation, channel) of everybody who has an answer that counts in these."""
        wanted = (
            select(answer.c.participant_id, answer.c.consultation_id, participant.c.channel)
            .join(participant, participant.c.id == answer.c.participant_id)
            .where(answer.c.consultation_id.in_(consultations), answer.c.counts)
            .distinct()
        )
        return [(row[0], row[1], row[2]) for row in self._connection.execute(wanted)]

    def newest_reading(self, consultations: Collection[int]) -> tuple[datetime | None, tuple[str, ...]]:
        """When the last answer of these consultations was read, and which models read them."""
        wanted = (
            select(reading.c.model, func.max(reading.c.read_at))
            .join(answer, answer.c.id == reading.c.answer_id)
            .where(answer.c.consultation_id.in_(consultations), answer.c.counts)
            .group_by(reading.c.model)
            .order_by(reading.c.model)
        )
        rows = self._connection.execute(wanted).all()
        return max((row[1] for row in rows), default=None), tuple(row[0] for row in rows)


def _to_be_read(consultation_id: int, questions: Collection[str]) -> ColumnElement[bool]:
    return and_(
        answer.c.consultation_id == consultation_id,
        answer.c.question.in_(questions),
        answer.c.counts,
        ~answer.c.held,
        answer.c.value != "",  # kept no longer: it stays as it was read
    )


def theme_codes() -> ColumnElement[str]:
    """The themes of an answer in one text: as a person gave them, else as its reading has them.

    None without either of the present words.
    """
    codes = select(func.aggregate_strings(reading_theme.c.theme, SEPARATOR))
    read = codes.where(reading_theme.c.answer_id == reading.c.answer_id).scalar_subquery()
    return func.coalesce(by_people(), read)


def carries(theme: str) -> ColumnElement[bool]:
    """Whether an answer has `theme`: as a person gave it, else as its reading has it."""
    people = by_people()
    given = (SEPARATOR + people + SEPARATOR).contains(f"{SEPARATOR}{theme}{SEPARATOR}", autoescape=True)
    read = exists().where(reading_theme.c.answer_id == answer.c.id, reading_theme.c.theme == theme)
    return case((people.is_not(None), given), else_=read)


def _reading(row: ReadingRow, now: datetime) -> dict[str, Any]:
    apart = ("read_at", "themes_by")
    stored = {
        column.name: getattr(row, column.name) for column in reading.columns if column.name not in apart
    }
    lists = {"drove": json.dumps(list(row.drove)), "because": json.dumps(list(row.because))}
    return {**stored, **lists, "read_at": now}


def _themes(row: ReadingRow) -> Iterator[dict[str, Any]]:
    for theme, words in row.themes.items():
        yield {"answer_id": row.answer_id, "theme": theme, "words": json.dumps(list(words))}
