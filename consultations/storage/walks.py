"""The two walks: from a number on the board to the answers behind it, from an answer to what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from consultations.accountability import Ask, Verdict
from consultations.errors import NotFound, Refused
from consultations.storage.answers import CHECKED, LABEL, OF_PRESENT_WORDS, SEPARATOR, carries, theme_codes
from consultations.storage.asks import Asks
from consultations.storage.fairness_tables import fairness
from consultations.storage.reading_tables import reading_checked
from consultations.storage.tables import answer, consultation, outbox, reading, telling

SEVERAL = " "
"""What stands between the names of a multiple choice."""


@dataclass(frozen=True, slots=True)
class Address:
    """What a number counts: the answers to a question, or those of them with a theme, choice or feeling."""

    consultation: str
    question: str
    part: str = ""

    def __str__(self) -> str:
        return "/".join(filter(None, (self.consultation, self.question, self.part)))


@dataclass(frozen=True, slots=True)
class Became:
    """One ask that an answer stands behind, whether the person was told, and what they think of it."""

    ask: Ask
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


def read_address(text: str) -> Address:
    """`CONSULTATION/QUESTION` or `CONSULTATION/QUESTION/PART`. Raises `Refused`."""
    parts = text.split("/")
    if not 2 <= len(parts) <= 3 or not all(parts):
        raise Refused(
            "bad_address",
            f"“{text}” is no address of a number.",
            "Write CONSULTATION/QUESTION or CONSULTATION/QUESTION/PART, as it stands beside the number.",
        )
    return Address(*parts)


def behind(connection: Connection, address: Address) -> Sequence[int]:
    """The ids of the answers that the number at `address` counts. Raises `NotFound`."""
    where = select(consultation.c.id).where(consultation.c.code == address.consultation)
    number = connection.execute(where).scalar_one_or_none()
    if number is None:
        raise NotFound("no_consultation", f"There is no consultation “{address.consultation}”.")
    wanted = (
        select(answer.c.id)
        .outerjoin(reading, OF_PRESENT_WORDS)
        .outerjoin(reading_checked, CHECKED)
        .where(answer.c.consultation_id == number, answer.c.question == address.question, answer.c.counts)
        .order_by(answer.c.id)
    )
    if address.part:
        chosen = (SEVERAL + answer.c.value + SEVERAL).contains(
            f"{SEVERAL}{address.part}{SEVERAL}", autoescape=True
        )
        wanted = wanted.where(or_(carries(address.part), LABEL.in_([address.part]), chosen), ~answer.c.held)
    return connection.execute(wanted).scalars().all()


def chain(connection: Connection, answer_id: int) -> Chain:
    """What became of one answer. Raises `NotFound`."""
    wanted = (
        select(answer, consultation.c.code)
        .join(consultation, consultation.c.id == answer.c.consultation_id)
        .where(answer.c.id == answer_id)
    )
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise NotFound("no_answer", f"There is no answer {answer_id}, or not any more.")
    themes = select(theme_codes()).select_from(answer.outerjoin(reading, OF_PRESENT_WORDS))
    found = connection.execute(themes.where(answer.c.id == answer_id)).scalar_one()
    themes_said = tuple(sorted(found.split(SEPARATOR))) if found else ()
    asks = Asks(connection).behind_answer(answer_id)
    became = tuple(_became(connection, one, row.participant_id) for one in asks)
    outcome = row.outcome_code or ""
    return Chain(answer_id, row.code, row.question, outcome, row.answered_at, themes_said, became)


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
        one, connection.execute(told).scalar_one_or_none(), connection.execute(judged).scalar_one_or_none()
    )
