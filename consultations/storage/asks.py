"""Asks and the two walks: from an ask to the answers behind it, from an answer to what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, distinct, func, insert, select, update

from consultations.accountability import Ask, check_decision, check_publish
from consultations.errors import NotFound, Refused
from consultations.storage.answers import OF_PRESENT_WORDS
from consultations.storage.statements import insert_new
from consultations.storage.tables import (
    answer,
    ask,
    ask_answer,
    consultation,
    outbox,
    participant,
    reading,
    reading_theme,
    session,
    telling,
)


@dataclass(frozen=True, slots=True)
class Promotion:
    """The theme of a question that an officer makes an ask of."""

    consultation_id: int
    question: str
    question_label: str
    theme: str
    theme_label: str
    plan_code: str
    outcome_code: str
    title: str


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody who said what an ask is about: where to tell them, and in which conversation they said it."""

    participant_id: int
    channel: str
    session_state: str


class Asks:
    """Keeps asks. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def promote(self, wanted: Promotion, by: str, now: datetime) -> Ask:
        """Make an ask of a theme, with the answers that carry it now. Raises `Refused`."""
        answers = self._answers_with(wanted)
        if not answers:
            raise Refused(
                "no_answers", "No answer carries that theme.", "Choose a theme that people spoke of."
            )
        values = {field: getattr(wanted, field) for field in Promotion.__dataclass_fields__}
        made = self._connection.execute(
            insert_new(self._connection, ask), {**values, "created_at": now, "created_by": by}
        )
        if made.rowcount == 0:
            raise Refused("already_an_ask", "This theme of this question is an ask already.")
        number = self._number(wanted)
        self._connection.execute(
            insert(ask_answer), [{"ask_id": number, "answer_id": one} for one in answers]
        )
        return self.get(number)

    def _answers_with(self, wanted: Promotion) -> Sequence[int]:
        carrying = (
            select(answer.c.id)
            .join(reading, OF_PRESENT_WORDS)
            .join(reading_theme, reading_theme.c.answer_id == answer.c.id)
        )
        return (
            self._connection.execute(
                carrying.where(
                    answer.c.consultation_id == wanted.consultation_id,
                    answer.c.question == wanted.question,
                    answer.c.counts,
                    reading_theme.c.theme == wanted.theme,
                )
            )
            .scalars()
            .all()
        )

    def _number(self, wanted: Promotion) -> int:
        same = (
            ask.c.consultation_id == wanted.consultation_id,
            ask.c.question == wanted.question,
            ask.c.theme == wanted.theme,
        )
        number: int = self._connection.execute(select(ask.c.id).where(*same)).scalar_one()
        return number

    def decide(self, number: int, decision: str, what_happens: str, by: str, now: datetime) -> Ask:
        """Record what was decided. Raises `NotFound`, `Refused`."""
        checked = check_decision(self.get(number), decision, what_happens)
        values = {
            "decision": checked,
            "what_happens": what_happens.strip(),
            "decided_at": now,
            "decided_by": by,
        }
        open_still = update(ask).where(ask.c.id == number, ask.c.published_at.is_(None))
        self._connection.execute(open_still.values(**values))
        return self.get(number)

    def publish(self, number: int, now: datetime) -> Ask:
        """Make the decision public. Publishing twice changes nothing. Raises `NotFound`, `Refused`."""
        check_publish(self.get(number))
        fresh = update(ask).where(ask.c.id == number, ask.c.published_at.is_(None))
        self._connection.execute(fresh.values(published_at=now))
        return self.get(number)

    def get(self, number: int) -> Ask:
        """The ask with this number. Raises `NotFound`."""
        found = self._select(ask.c.id == number)
        if not found:
            raise NotFound("no_ask", f"There is no ask {number}.")
        return found[0]

    def all(self) -> list[Ask]:
        """Every ask, the newest first."""
        return self._select()

    def all_of(self, consultation_id: int) -> list[Ask]:
        """Every ask of one consultation, the newest first."""
        return self._select(ask.c.consultation_id == consultation_id)

    def published(self) -> list[Ask]:
        return self._select(ask.c.published_at.is_not(None))

    def behind_answer(self, answer_id: int) -> list[Ask]:
        """What became of one answer: the asks it stands behind."""
        return self._select(
            ask.c.id.in_(select(ask_answer.c.ask_id).where(ask_answer.c.answer_id == answer_id))
        )

    def answers(self, number: int) -> Sequence[int]:
        """The ids of the answers behind an ask."""
        behind = select(ask_answer.c.answer_id).where(ask_answer.c.ask_id == number)
        return self._connection.execute(behind.order_by(ask_answer.c.answer_id)).scalars().all()

    def to_announce(self) -> list[Ask]:
        """Published asks whose messages have not been written yet."""
        return self._select(ask.c.published_at.is_not(None), ask.c.announced_at.is_(None))

    def tellers(self, number: int) -> list[Teller]:
        """Those who said it and have not stopped, each once."""
        people = (
            select(participant.c.id, participant.c.channel, func.min(session.c.state))
            .join(answer, answer.c.participant_id == participant.c.id)
            .join(ask_answer, ask_answer.c.answer_id == answer.c.id)
            .join(session, session.c.id == answer.c.session_id)
            .where(ask_answer.c.ask_id == number, participant.c.stopped_at.is_(None))
            .group_by(participant.c.id, participant.c.channel)
            .order_by(participant.c.id)
        )
        return [Teller(*row) for row in self._connection.execute(people)]

    def told(self, number: int, participant_id: int, outbox_key: str) -> None:
        """Note which message tells this person about this ask."""
        message = select(outbox.c.id).where(outbox.c.key == outbox_key).scalar_subquery()
        row = {"ask_id": number, "participant_id": participant_id}
        self._connection.execute(insert_new(self._connection, telling).values(**row, outbox_id=message))

    def announced(self, number: int, now: datetime) -> None:
        self._connection.execute(update(ask).where(ask.c.id == number).values(announced_at=now))

    def _select(self, *conditions: ColumnElement[bool]) -> list[Ask]:
        rows = self._connection.execute(_asks().where(*conditions).order_by(ask.c.id.desc())).mappings()
        return [Ask(**row) for row in rows]


def _asks() -> Select[tuple[object, ...]]:
    people = (
        select(func.count(distinct(answer.c.participant_id)))
        .join(ask_answer, ask_answer.c.answer_id == answer.c.id)
        .where(ask_answer.c.ask_id == ask.c.id)
    )
    told = (
        select(func.count())
        .select_from(telling.join(outbox, outbox.c.id == telling.c.outbox_id))
        .where(telling.c.ask_id == ask.c.id, outbox.c.sent_at.is_not(None))
    )
    own = (column for column in ask.c if column.name in Ask.__dataclass_fields__)
    return select(
        *own,
        consultation.c.code.label("consultation"),
        consultation.c.sample,
        (people.scalar_subquery() + ask.c.people_erased).label("people"),
        (told.scalar_subquery() + ask.c.told_erased).label("told"),
    ).join(consultation, consultation.c.id == ask.c.consultation_id)
