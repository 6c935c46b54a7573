"""Asks and the two walks: from an ask to the answers behind it, from an answer to what became of it."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    RowMapping,
    ScalarSelect,
    Select,
    and_,
    distinct,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    union,
    update,
)

from consultations import ask_words
from consultations.accountability import (
    Answered,
    Ask,
    check_decision,
    check_follow,
    check_publish,
    check_sign,
)
from consultations.errors import NotFound, Refused, worded
from consultations.participants import OUTSIDE
from consultations.storage.answers import OF_PRESENT_WORDS, carries
from consultations.storage.asked import question_in_languages
from consultations.storage.circulars import key_of_copy
from consultations.storage.outbox import FETCHED
from consultations.storage.statements import among, insert_new
from consultations.storage.tables import (
    answer,
    ask,
    ask_answer,
    consultation,
    outbox,
    participant,
    reading,
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
    partnership: str = ""
    officer_lead: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody who said what an ask is about: where to tell them, and in which conversation they said it.

    `language` is the one they chose, None where the conversation alone says it.
    """

    participant_id: int
    channel: str
    session_state: str
    language: str | None = None

    @property
    def reads(self) -> str:
        """The language that they are told in; "" where none is known."""
        return self.language or str(json.loads(self.session_state).get("language", ""))


Participants = Select[tuple[int]] | CompoundSelect[tuple[int]]
"""A statement that gives the ids of participants, some of them several times."""


class Asks:
    """Keeps asks. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def promote(self, wanted: Promotion, by: str, now: datetime) -> Ask:
        """Make an ask of a theme, with the answers that carry it now. Raises `Refused`."""
        carrying = _carrying(wanted.consultation_id, wanted.question, wanted.theme)
        if self._connection.execute(carrying.limit(1)).first() is None:
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
        self._stand_behind(number, carrying)
        return self.get(number)

    def _stand_behind(self, number: int, answers: Select[tuple[int]]) -> None:
        """Keep these answers as what an ask is made of, beside those that are there."""
        rows = answers.add_columns(literal(number))
        kept = insert_new(self._connection, ask_answer).from_select(["answer_id", "ask_id"], rows)
        self._connection.execute(kept)

    def _number(self, wanted: Promotion) -> int:
        same = (
            ask.c.consultation_id == wanted.consultation_id,
            ask.c.question == wanted.question,
            ask.c.theme == wanted.theme,
        )
        number: int = self._connection.execute(select(ask.c.id).where(*same)).scalar_one()
        return number

    def decide(self, number: int, answered: Answered, by: str, now: datetime) -> Ask:
        """Record what was decided. Raises `NotFound`, `Refused`."""
        present = self.get(number)
        checked = check_decision(present, answered, now.date())
        asked = question_in_languages(self._connection, present)
        values = {
            "decision": checked,
            "what_happens": answered.what_happens.strip(),
            "translations": ask_words.to_json(replace(answered.translations, question=asked)),
            "next_news_on": answered.next_news_on,
            "action_code": answered.links.action,
            "promise_code": answered.links.promise,
            "indicator_code": answered.links.indicator,
            "decided_at": now,
            "decided_by": by,
            "asked_to_change": None,
        }
        return self._change_unpublished(number, values)

    def sign(self, number: int, wording: str, by: str, now: datetime) -> Ask:
        """A young person lead signs the words as they are (`Ask.wording`). Raises `NotFound`, `Refused`."""
        check_sign(self.get(number), wording)
        values = {"signed_by": by, "signed_at": now, "signed_wording": wording, "asked_to_change": None}
        return self._change_unpublished(number, values)

    def ask_to_change(self, number: int, wording: str, words: str, by: str) -> Ask:
        """A young person lead wants the words otherwise; no signature holds. Raises `NotFound`, `Refused`."""
        check_sign(self.get(number), wording)
        values = {"signed_by": by, "signed_wording": None, "asked_to_change": words}
        return self._change_unpublished(number, values)

    def _change_unpublished(self, number: int, values: Mapping[str, object]) -> Ask:
        open_still = update(ask).where(ask.c.id == number, ask.c.published_at.is_(None))
        self._connection.execute(open_still.values(**values))
        return self.get(number)

    def publish(self, number: int, now: datetime) -> Ask:
        """Make the decision public, for those too who said it since the ask was made.

        Publishing twice changes nothing. Raises `NotFound`, `Refused`.
        """
        one = self.get(number)
        check_publish(one)
        fresh = update(ask).where(ask.c.id == number, ask.c.published_at.is_(None))
        if self._connection.execute(fresh.values(published_at=now)).rowcount:
            added = self._newcomers(one)
            self._connection.execute(update(ask).where(ask.c.id == number).values(people_added=added))
            self._stand_behind(number, _carrying_now(one))
        return self.get(number)

    def follow(self, number: int, by: str, now: datetime, due_on: date | None) -> Ask:
        """The ask in which there will be more news of this one, with the same answers behind it.

        The one that is there already, where somebody was quicker. Raises `NotFound`, `Refused`.
        """
        before = self.get(number)
        check_follow(before)
        copied = [ask.c[name] for name in (*COPIED, "people_erased")]
        fresh: dict[str, object] = {"created_at": now, "created_by": by, "due_on": due_on, "follows": number}
        fresh["translations"] = ask_words.to_json(replace(before.translations, what_happens={}))
        names = [*COPIED, "people_erased", "edition", *fresh]
        values = [
            *copied,
            ask.c.edition + 1,
            *(literal(one, ask.c[name].type) for name, one in fresh.items()),
        ]
        made = insert_new(self._connection, ask).from_select(names, select(*values).where(ask.c.id == number))
        new = self._connection.execute(made).rowcount > 0
        following = self._connection.execute(select(ask.c.id).where(ask.c.follows == number)).scalar_one()
        if new:
            self._stand_behind(following, select(ask_answer.c.answer_id).where(ask_answer.c.ask_id == number))
        return self.get(following)

    def get(self, number: int) -> Ask:
        """The ask with this number. Raises `NotFound`."""
        found = self._select(ask.c.id == number)
        if not found:
            raise NotFound("no_ask", worded("There is no ask {number}.", number=number))
        return found[0]

    def all(self) -> list[Ask]:
        """Every ask, the newest first."""
        return self._select()

    def all_of(self, consultation_id: int) -> list[Ask]:
        """Every ask of one consultation, the newest first."""
        return self._select(ask.c.consultation_id == consultation_id)

    def published(self) -> list[Ask]:
        """Every ask that was answered, with its latest published answer only."""
        return [one for one in self._select(ask.c.published_at.is_not(None)) if not one.followed]

    def behind_answer(self, answer_id: int) -> list[Ask]:
        """What became of one answer: the asks it stands behind."""
        return self._select(
            ask.c.id.in_(select(ask_answer.c.ask_id).where(ask_answer.c.answer_id == answer_id))
        )

    def answers(self, number: int) -> Sequence[int]:
        """The ids of the answers behind an ask."""
        behind = select(ask_answer.c.answer_id).where(ask_answer.c.ask_id == number)
        return self._connection.execute(behind.order_by(ask_answer.c.answer_id)).scalars().all()

    def ages(self, number: int) -> Mapping[str, int]:
        """How many people of each age band stand behind an ask, those who did not say as `not_said`."""
        age = func.coalesce(participant.c.age_band, "not_said")
        wanted = select(age, func.count()).where(participant.c.id.in_(_said(number))).group_by(age)
        return {row[0]: row[1] for row in self._connection.execute(wanted)}

    def added(self, number: int) -> int:
        """How many people had not said it when the ask was made, and are told too."""
        one = self.get(number)
        return one.people_added if one.published_at else self._newcomers(one)

    def reachable(self, number: int) -> int:
        """How many get the message: people who said it, or say it since, and can be written to."""
        one = self.get(number)
        return self._people(_said(number) if one.published_at else _saying(one), MAY_BE_TOLD)

    def untold(self, number: int) -> int:
        """How many of those who said it and can be reached have had no message, nor find one on the web."""
        on_the_web = and_(FETCHED, outbox.c.failed_at.is_(None))
        has_it = (
            exists()
            .where(_tells(number), outbox.c.id == telling.c.outbox_id)
            .where(or_(outbox.c.sent_at.is_not(None), on_the_web))
        )
        return self._people(_said(number), MAY_BE_TOLD, participant.c.blocked_at.is_(None), ~has_it)

    def _newcomers(self, one: Ask) -> int:
        return self._people(_saying(one)) - self._people(_said(one.id))

    def _people(self, who: Participants, *conditions: ColumnElement[bool]) -> int:
        wanted = select(func.count()).select_from(_of_whom(who, *conditions).subquery())
        number: int = self._connection.execute(wanted).scalar_one()
        return number

    def to_announce(self) -> list[Ask]:
        """Published asks whose messages have not been written yet."""
        return self._select(ask.c.published_at.is_not(None), ask.c.announced_at.is_(None))

    def to_tell(self, number: int) -> Sequence[int]:
        """The numbers of those who said it, have not stopped, and have no message about it yet."""
        people = _of_whom(_said(number), MAY_BE_TOLD, ~exists().where(_tells(number)))
        return self._connection.execute(people.order_by(people.selected_columns.id)).scalars().all()

    def tellers(self, number: int, only: Sequence[int] | None = None) -> list[Teller]:
        """Those who said it and have not stopped, each once; of the participants `only`, where given."""
        where = select(ask.c.consultation_id).where(ask.c.id == number).scalar_subquery()
        people = (
            select(participant.c.id, participant.c.channel, func.min(session.c.state), participant.c.language)
            .join(session, session.c.participant_id == participant.c.id)
            .where(session.c.consultation_id == where, MAY_BE_TOLD)
            .where(
                among(self._connection, participant.c.id, only)
                if only is not None
                else participant.c.id.in_(_said(number))
            )
            .group_by(participant.c.id, participant.c.channel, participant.c.language)
            .order_by(participant.c.id)
        )
        return [Teller(*row) for row in self._connection.execute(people)]

    def told(self, number: int, key: str, people: Collection[int]) -> None:
        """Note that the copies of a circular (`Circular.key`) tell these people about this ask."""
        copy = outbox.c.key == key_of_copy(key, outbox.c.participant_id)
        message = select(literal(number), outbox.c.participant_id, outbox.c.id).where(
            copy, among(self._connection, outbox.c.participant_id, people)
        )
        columns = ["ask_id", "participant_id", "outbox_id"]
        self._connection.execute(insert_new(self._connection, telling).from_select(columns, message))

    def announced(self, number: int, now: datetime) -> None:
        self._connection.execute(update(ask).where(ask.c.id == number).values(announced_at=now))

    def _select(self, *conditions: ColumnElement[bool]) -> list[Ask]:
        rows = self._connection.execute(_asks().where(*conditions).order_by(ask.c.id.desc())).mappings()
        return [_ask(row) for row in rows]


MAY_BE_TOLD = and_(participant.c.stopped_at.is_(None), participant.c.channel.not_in(OUTSIDE))
"""They have not stopped, and answered where we can write to them."""
COPIED = (
    "consultation_id", "question", "question_label", "theme", "theme_label", "plan_code", "outcome_code",
    "title", "partnership", "officer_lead", "action_code", "promise_code", "indicator_code",
)  # fmt: skip
"""What an ask has in common with the one that it follows."""


def _carrying(consultation: int | ScalarSelect[int], question: str, theme: str) -> Select[tuple[int]]:
    """The answers to a question that count, that no concern holds, and that carry a theme."""
    return (
        select(answer.c.id)
        .join(reading, OF_PRESENT_WORDS)
        .where(
            answer.c.consultation_id == consultation,
            answer.c.question == question,
            answer.c.counts,
            carries(theme),
        )
    )


def _carrying_now(one: Ask) -> Select[tuple[int]]:
    where = select(ask.c.consultation_id).where(ask.c.id == one.id).scalar_subquery()
    return _carrying(where, one.question, one.theme)


def _saying(one: Ask) -> CompoundSelect[tuple[int]]:
    """The participants who said it when the ask was made, and those whose answers carry the theme now."""
    return union(_said(one.id), _carrying_now(one).with_only_columns(answer.c.participant_id))


def _ask(row: RowMapping) -> Ask:
    translations = ask_words.from_json(row["translations"])
    return Ask(**{**row, "followed": bool(row["followed"]), "translations": translations})


def _said(number: int) -> Select[tuple[int]]:
    """The participants whose answers stand behind an ask."""
    return (
        select(answer.c.participant_id)
        .join(ask_answer, ask_answer.c.answer_id == answer.c.id)
        .where(ask_answer.c.ask_id == number)
    )


def _of_whom(who: Participants, *holds: ColumnElement[bool]) -> Select[int]:
    """The ids of those of `who` (ids of participants) of whom all of `holds` is true.

    They are found first, by the keys of the tables, and only then looked at. PostgreSQL, while it has no
    statistics of tables that have just been filled, takes it that hardly anybody fulfils a condition, and
    otherwise goes through all of `who` anew for each who does.
    """
    each = who.subquery()
    once = select(each.c[0].label("id")).distinct().subquery()
    looked_at = select(participant.c.id, and_(true(), *holds).label("wanted"))
    found = looked_at.join(once, once.c.id == participant.c.id).cte("found").prefix_with("MATERIALIZED")
    return select(found.c.id).where(found.c.wanted)


def _tells(number: int) -> ColumnElement[bool]:
    """That a telling is of this ask and of the participant beside it: one row, found by its key."""
    return and_(telling.c.ask_id == number, telling.c.participant_id == participant.c.id)


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
    later = ask.alias("later")
    own = (column for column in ask.c if column.name in Ask.__dataclass_fields__)
    return select(
        *own,
        consultation.c.code.label("consultation"),
        consultation.c.sample,
        (people.scalar_subquery() + ask.c.people_erased).label("people"),
        (told.scalar_subquery() + ask.c.told_erased).label("told"),
        exists().where(later.c.follows == ask.c.id, later.c.published_at.is_not(None)).label("followed"),
    ).join(consultation, consultation.c.id == ask.c.consultation_id)
