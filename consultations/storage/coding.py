"""Themes that people gave to answers. No model writes here, and what stands here wins over any model."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    ScalarSelect,
    and_,
    cast,
    delete,
    func,
    insert,
    select,
)

from consultations.storage.reading_tables import answer_code
from consultations.storage.redaction_tables import redacted_answer
from consultations.storage.redactions import OF_PRESENT_WORDS as REDACTED
from consultations.storage.tables import answer

SEPARATOR = "\n"
MOST_IN_SAMPLE = 300
_STEP, _AROUND = 7_919, 104_729
"""Two primes."""


class ToCode(NamedTuple):
    """An answer in the sample, in the words that are to be coded."""

    answer_id: int
    revision: int
    question: str
    words: str


class Given(NamedTuple):
    """A coded answer: its question, its words without what tells who somebody is, and its codes."""

    question: str
    words: str
    codes: tuple[str, ...]


def scattered() -> tuple[ColumnElement[int], ColumnElement[int]]:
    """An order of answers, always the same, that has nothing to do with when one came: id × step, modulo.

    PostgreSQL refuses a product above 2^31 unless it is asked for a larger one.
    """
    return (cast(answer.c.id, BigInteger) * _STEP) % _AROUND, answer.c.id


class Coding:
    """Reads and keeps codes. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sample(self, consultation_id: int, questions: Collection[str]) -> list[ToCode]:
        """At most 300 answers, the same in the same order for every coder; no held ones."""
        wanted = (
            select(answer.c.id, answer.c.revision, answer.c.question, answer.c.value)
            .where(
                answer.c.consultation_id == consultation_id,
                answer.c.question.in_(questions),
                answer.c.counts,
                ~answer.c.held,
                answer.c.value != "",
            )
            .order_by(*scattered())
            .limit(MOST_IN_SAMPLE)
        )
        return [ToCode(*row) for row in self._connection.execute(wanted)]

    def keep(self, one: ToCode, coder: str, codes: Sequence[str], now: datetime) -> None:
        """Keep what `coder` gave, in place of what they gave before."""
        own = and_(answer_code.c.answer_id == one.answer_id, answer_code.c.coder == coder)
        self._connection.execute(delete(answer_code).where(own))
        row = {"answer_id": one.answer_id, "coder": coder, "revision": one.revision}
        row |= {"codes": SEPARATOR.join(codes), "coded_at": now}
        self._connection.execute(insert(answer_code).values(row))

    def coded(self, consultation_id: int) -> Mapping[str, Mapping[int, frozenset[str]]]:
        """By coder: answer id → codes, of present words."""
        wanted = (
            select(answer_code.c.coder, answer_code.c.answer_id, answer_code.c.codes)
            .join(answer, OF_PRESENT_WORDS)
            .where(
                answer.c.consultation_id == consultation_id,
                answer.c.id.in_(
                    select(answer_code.c.answer_id)
                ),  # few: SQLite would look through all answers
                ~answer.c.held,
            )
        )
        found: dict[str, dict[int, frozenset[str]]] = {}
        for coder, number, codes in self._connection.execute(wanted):
            found.setdefault(coder, {})[number] = frozenset(codes.split(SEPARATOR))
        return found

    def given(self, consultation_id: int) -> list[Given]:
        """Every coded answer with what counts of its codes, in the order of their ids; redacted."""
        people = by_people()
        wanted = (
            select(answer.c.question, redacted_answer.c.redacted_text, people)
            .join(redacted_answer, REDACTED)
            .where(
                answer.c.consultation_id == consultation_id,
                answer.c.id.in_(select(answer_code.c.answer_id)),
                people.is_not(None),
            )
            .order_by(answer.c.id)
        )
        return [
            Given(row[0], row[1], tuple(row[2].split(SEPARATOR))) for row in self._connection.execute(wanted)
        ]


OF_PRESENT_WORDS: ColumnElement[bool] = and_(
    answer_code.c.answer_id == answer.c.id, answer_code.c.revision == answer.c.revision
)


def by_people() -> ScalarSelect[str]:
    """For a statement about `answer`: what the last coder gave to its present words; null where none did."""
    last = (
        select(func.max(answer_code.c.coded_at)).where(OF_PRESENT_WORDS).correlate(answer).scalar_subquery()
    )
    codes = select(func.max(answer_code.c.codes)).where(OF_PRESENT_WORDS, answer_code.c.coded_at == last)
    return codes.correlate(answer).scalar_subquery()
