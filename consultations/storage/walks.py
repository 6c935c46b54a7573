"""The two walks: from a number on the board to the answers behind it, from an answer to what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from consultations.accountability import Ask, Verdict
from consultations.bearing import Bearing, Bearings
from consultations.errors import NotFound, Refused, worded
from consultations.ledger import entries
from consultations.plan import Plan
from consultations.storage.answers import (
    CHECKED,
    LABEL,
    OF_PRESENT_WORDS,
    READ,
    SEPARATOR,
    carries,
    theme_codes,
)
from consultations.storage.asks import Asks
from consultations.storage.fairness_tables import fairness
from consultations.storage.ledger import Ledger
from consultations.storage.plans import Plans
from consultations.storage.reading_tables import reading_checked
from consultations.storage.tables import answer, ask_answer, consultation, outbox, reading, telling

PLAN, STAFF, ASK, TOLD = "plan", "staff", "ask", "told"
SEVERAL = " "
"""What stands between the names of a multiple choice."""


@dataclass(frozen=True, slots=True)
class Address:
    """What a number counts: all answers of a consultation, those to a question, or those of them with a
    theme, choice or feeling.
    """

    consultation: str
    question: str = ""
    part: str = ""

    def __str__(self) -> str:
        return "/".join(filter(None, (self.consultation, self.question, self.part)))


@dataclass(frozen=True, slots=True)
class OfAsk:
    """The answers behind an ask; with a `part`, those of people who judge our answer so or were told it."""

    ask: int
    part: str = ""

    def __str__(self) -> str:
        return f"{ASK}:{'/'.join(filter(None, (str(self.ask), self.part)))}"


@dataclass(frozen=True, slots=True)
class About:
    """What was said about a plan or one outcome, with a theme, feeling or status, by one group (`QUESTION=
    ANSWER`); "" for any. By everybody but staff, or by `staff`.
    """

    plan: str
    outcome: str = ""
    part: str = ""
    group: str = ""
    staff: bool = False

    def __str__(self) -> str:
        said = "/".join((self.plan, self.outcome, self.part, self.group)).rstrip("/")
        return f"{STAFF if self.staff else PLAN}:{said}"


Number = Address | OfAsk | About


@dataclass(frozen=True, slots=True)
class Became:
    """One ask that an answer stands behind, whether the person was told, and what they think of it.

    `bears_on`: the parts of the plan in which the result of the decision shows.
    """

    ask: Ask
    bears_on: tuple[Bearing, ...]
    told_at: datetime | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Chain:
    """One answer, without its words, and what became of it."""

    answer_id: int
    consultation: str
    question: str
    outcome: str
    answered_at: datetime
    themes: tuple[str, ...]
    asks: tuple[Became, ...]


def read_address(text: str) -> Number:
    """`CONSULTATION[/QUESTION[/PART]]`, `ask:NUMBER[/PART]`, or `plan:PLAN[/OUTCOME[/PART[/GROUP]]]`, which
    for staff begins with `staff:`. Raises `Refused`.
    """
    kind, colon, rest = text.partition(":")
    named, parts = rest.split("/", 3), text.split("/")
    if kind in (PLAN, STAFF) and named[0]:
        plan, outcome, part, group = (*named, *[""] * (4 - len(named)))
        return About(plan, outcome, part, group, kind == STAFF)
    if kind == ASK and len(named) <= 2 and named[0].isdecimal():
        return OfAsk(int(named[0]), *named[1:])
    if (colon and kind in (PLAN, STAFF, ASK)) or len(parts) > 3 or not all(parts):
        raise Refused(
            "bad_address",
            worded("“{text}” is no address of a number.", text=text),
            "Write it as it stands beside the number.",
        )
    return Address(*parts)


def behind(connection: Connection, number: Address | OfAsk) -> Sequence[int]:
    """The ids of the answers that a number counts. Raises `NotFound`."""
    if isinstance(number, OfAsk):
        wanted = _of_ask(connection, number)
    else:
        wanted = _of_consultation(connection, number)
    return connection.execute(wanted).scalars().all()


def _of_consultation(connection: Connection, address: Address) -> Select[int]:
    where = select(consultation.c.id).where(consultation.c.code == address.consultation)
    number = connection.execute(where).scalar_one_or_none()
    if number is None:
        raise NotFound(
            "no_consultation",
            worded("There is no consultation “{consultation}”.", consultation=address.consultation),
        )
    wanted = (
        select(answer.c.id)
        .outerjoin(reading, OF_PRESENT_WORDS)
        .outerjoin(reading_checked, CHECKED)
        .where(answer.c.consultation_id == number, answer.c.counts)
        .order_by(answer.c.id)
    )
    if address.question:
        wanted = wanted.where(answer.c.question == address.question)
    return wanted.where(_has(address.part), ~answer.c.held) if address.part else wanted


def _has(part: str) -> ColumnElement[bool]:
    chosen = (SEVERAL + answer.c.value + SEVERAL).contains(f"{SEVERAL}{part}{SEVERAL}", autoescape=True)
    return or_(carries(part), and_(reading.c.status == READ, LABEL.in_([part])), chosen)


def _of_ask(connection: Connection, number: OfAsk) -> Select[int]:
    Asks(connection).get(number.ask)
    wanted = (
        select(answer.c.id)
        .join(ask_answer, ask_answer.c.answer_id == answer.c.id)
        .where(ask_answer.c.ask_id == number.ask)
        .order_by(answer.c.id)
    )
    if number.part == TOLD:
        sent = outbox.c.sent_at.is_not(None)
        told = select(telling.c.participant_id).join(outbox, outbox.c.id == telling.c.outbox_id).where(sent)
        return wanted.where(answer.c.participant_id.in_(told.where(telling.c.ask_id == number.ask)))
    if number.part:
        judged = select(fairness.c.participant_id).where(fairness.c.ask_id == number.ask)
        return wanted.where(answer.c.participant_id.in_(judged.where(fairness.c.verdict == number.part)))
    return wanted


def chain(connection: Connection, answer_id: int) -> Chain:
    """What became of one answer. Raises `NotFound`."""
    wanted = (
        select(answer, consultation.c.code)
        .join(consultation, consultation.c.id == answer.c.consultation_id)
        .where(answer.c.id == answer_id)
    )
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise NotFound(
            "no_answer", worded("There is no answer {answer_id}, or not any more.", answer_id=answer_id)
        )
    themes = select(theme_codes()).select_from(answer.outerjoin(reading, OF_PRESENT_WORDS))
    found = connection.execute(themes.where(answer.c.id == answer_id)).scalar_one()
    themes_said = tuple(sorted(found.split(SEPARATOR))) if found else ()
    asks = Asks(connection).behind_answer(answer_id)
    became = tuple(_became(connection, one, row.participant_id) for one in asks)
    outcome = row.outcome_code or ""
    return Chain(answer_id, row.code, row.question, outcome, row.answered_at, themes_said, became)


def bearings(connection: Connection, plan: Plan) -> Bearings:
    """The parts of a plan by code, with what was recorded about them."""
    return Bearings(plan, entries(plan, (), Ledger(connection).of_plan(plan.code)))


def _became(connection: Connection, one: Ask, participant_id: int) -> Became:
    told = (
        select(outbox.c.sent_at)
        .join(telling, telling.c.outbox_id == outbox.c.id)
        .where(telling.c.ask_id == one.id, telling.c.participant_id == participant_id)
    )
    judged = select(fairness.c.verdict).where(
        fairness.c.ask_id == one.id, fairness.c.participant_id == participant_id
    )
    return Became(
        one,
        bearings(connection, Plans(connection).get(one.plan_code)).of(one.links),
        connection.execute(told).scalar_one_or_none(),
        connection.execute(judged).scalar_one_or_none(),
    )
