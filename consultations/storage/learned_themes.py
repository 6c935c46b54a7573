"""Themes that a model suggests for answers that nobody coded, and what it learned them from.

They stand in the reading, in place of those that the words gave; `reading.themes_by` says which model's they
are, null where the words'. What a person coded stands elsewhere (`coding`) and wins over both.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, or_, select, update

from consultations.storage.answers import OF_PRESENT_WORDS, SEPARATOR, Answers
from consultations.storage.coding import OF_PRESENT_WORDS as CODED_WORDS
from consultations.storage.coding import by_people, scattered
from consultations.storage.reading_tables import answer_code
from consultations.storage.statements import insert_new
from consultations.storage.tables import answer, reading, reading_theme
from consultations.storage.theme_tables import learned_themes
from consultations.theme_standing import Learned

Themes = Mapping[str, Sequence[str]]
"""By code, the words that matched it, if any did."""


class CodedAnswer(NamedTuple):
    """An answer in its present words and what counts of what people gave it: the last coder's codes."""

    answer_id: int
    revision: int
    words: str
    codes: frozenset[str]


class Uncoded(NamedTuple):
    """A read answer that nobody coded, with what it was read as."""

    answer_id: int
    revision: int
    words: str
    frame: str | None
    label: str | None


class LearnedThemes:
    """Reads what was coded, keeps what was learned and suggested. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def coded_by_consultation(self) -> dict[int, tuple[int, datetime]]:
        """Where people coded: by consultation id, how many answers, and when the last."""
        wanted = (
            select(
                answer.c.consultation_id,
                func.count(answer.c.id.distinct()),
                func.max(answer_code.c.coded_at),
            )
            .join(answer_code, CODED_WORDS)
            .where(answer.c.counts, ~answer.c.held)
            .group_by(answer.c.consultation_id)
        )
        return {row[0]: (row[1], row[2]) for row in self._connection.execute(wanted)}

    def coded(self, consultation_id: int, questions: Collection[str]) -> list[CodedAnswer]:
        """Every coded answer to `questions`, in the order of their ids; `words` are "" where deleted."""
        people = by_people()
        wanted = (
            select(answer.c.id, answer.c.revision, answer.c.value, people)
            .where(
                *_of(consultation_id, questions),
                answer.c.id.in_(select(answer_code.c.answer_id)),
                people.is_not(None),
            )
            .order_by(answer.c.id)
        )
        return [
            CodedAnswer(number, revision, words, frozenset(codes.split(SEPARATOR)))
            for number, revision, words, codes in self._connection.execute(wanted)
        ]

    def some_uncoded(self, consultation_id: int, questions: Collection[str], most: int) -> list[str]:
        """The words of at most `most` uncoded answers, from all over the consultation."""
        wanted = _uncoded(consultation_id, questions)
        wanted = wanted.order_by(*scattered())
        return [row.value for row in self._connection.execute(wanted.limit(most))]

    def waiting(
        self, consultation_id: int, questions: Collection[str], model: str | None, most: int, after: int
    ) -> list[Uncoded]:
        """Uncoded answers whose themes are not `model`'s; for None, those whose are not the words'.

        At most `most`, in the order of their ids, from the first above `after`.
        """
        others: ColumnElement[bool] = reading.c.themes_by.is_not(None)
        if model is not None:
            others = or_(reading.c.themes_by.is_(None), reading.c.themes_by != model)
        wanted = _uncoded(consultation_id, questions).where(others, answer.c.id > after)
        rows = self._connection.execute(wanted.order_by(answer.c.id).limit(most))
        return [Uncoded(one.id, one.revision, one.value, one.frame, one.label) for one in rows]

    def put(self, suggested: Sequence[tuple[Uncoded, Themes]], model: str | None) -> int:
        """Keep these themes in place of those that the readings had. How many answers got them.

        Left out is what has gone, has other words by now, or is being written by somebody else.
        """
        present = Answers(self._connection).locked([one.answer_id for one, _ in suggested])
        same = select(reading.c.answer_id, reading.c.revision).where(reading.c.answer_id.in_(present))
        read = {(row.answer_id, row.revision) for row in self._connection.execute(same)}
        kept = [
            (one.answer_id, themes)
            for one, themes in suggested
            if present.get(one.answer_id) == one.revision and (one.answer_id, one.revision) in read
        ]
        ids = [number for number, _ in kept]
        self._connection.execute(delete(reading_theme).where(reading_theme.c.answer_id.in_(ids)))
        self._connection.execute(update(reading).where(reading.c.answer_id.in_(ids)).values(themes_by=model))
        rows = [
            {"answer_id": number, "theme": code, "words": json.dumps(list(words))}
            for number, themes in kept
            for code, words in themes.items()
        ]
        if rows:
            self._connection.execute(insert(reading_theme), rows)
        return len(kept)

    def all(self) -> dict[int, Learned]:
        """What was learned, by consultation id."""
        rows = self._connection.execute(select(learned_themes)).mappings()
        return {
            row["consultation_id"]: Learned(**{name: row[name] for name in Learned.__dataclass_fields__})
            for row in rows
        }

    def keep(self, consultation_id: int, learned: Learned, now: datetime) -> None:
        """Say what was learned, in place of what was before. Of two at once the first one counts."""
        self.forget(consultation_id)
        values = {name: getattr(learned, name) for name in Learned.__dataclass_fields__}
        row = {"consultation_id": consultation_id, **values, "learned_at": now}
        self._connection.execute(insert_new(self._connection, learned_themes), row)

    def forget(self, consultation_id: int) -> None:
        """Nothing is learned any more."""
        own = learned_themes.c.consultation_id == consultation_id
        self._connection.execute(delete(learned_themes).where(own))


def _uncoded(consultation_id: int, questions: Collection[str]) -> Select[tuple[int, int, str, str, str]]:
    columns = answer.c.id, answer.c.revision, answer.c.value, reading.c.frame, reading.c.label
    return (
        select(*columns)
        .join(reading, OF_PRESENT_WORDS)
        .where(
            *_of(consultation_id, questions),
            answer.c.value != "",  # kept no longer: it stays as it was read
            reading.c.status == "read",
            by_people().is_(None),
        )
    )


def _of(consultation_id: int, questions: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    own = answer.c.consultation_id == consultation_id
    return own, answer.c.question.in_(questions), answer.c.counts, ~answer.c.held
