"""The turn path: what one turn of a conversation reads and writes, in as few statements as it takes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from consultations.responses import Event
from consultations.storage.addresses import Addresses
from consultations.storage.statements import Prepared
from consultations.storage.tables import answer, consultation, inbound, participant, session
from consultations.storage.turn_statements import (
    ADD_ANSWER,
    ADD_EVENT,
    ADD_MESSAGE,
    ADD_PERSON,
    COUNT_ANSWER,
    DROP_ANSWER,
    FIND_PERSON,
    FINISH_SESSION,
    LOCK_PERSON,
    MARK_SUPPORTED,
    OF_PERSON,
    RECEIVE,
    REMEMBER,
    SAVE_ANSWER,
    SAVE_SESSION,
    SESSION,
    SESSION_IN,
)


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as a turn needs them: their id, their current conversation, and what holds for them.

    `stopped`: they want to hear nothing. `language` is the one they chose, if they did. `blocked`: the
    channel said that nothing reaches them. `concerned`: some of what they wrote is held for the safeguarding
    lead. `recent` is, sealed, what they wrote last. `agreed` names the notice that they agreed to last.
    `asked`: what of their data they were just asked to be sure about.
    """

    id: int
    session_id: str | None
    stopped: bool
    language: str | None = None
    blocked: bool = False
    concerned: bool = False
    recent: str | None = None
    age_band: str | None = None
    agreed: str | None = None
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A conversation as it is kept: its own JSON, and what it must know of its consultation.

    `questionnaire_id` is the version that this person answers, whichever the consultation has by now.
    `interrupts` is the id of the conversation that goes on when this one is over.
    """

    id: str
    state: str
    consultation_id: int
    consultation: str
    plan_code: str
    questionnaire_id: str
    consultation_state: str
    remind_after_hours: int | None = None
    status: str = "new"
    kind: str = "consultation"
    interrupts: str | None = None


@dataclass(frozen=True, slots=True)
class OutgoingRow:
    """A message to keep until it is sent. `key` makes a second copy impossible; `body` is its JSON.

    `broadcast_id` names the broadcast that it belongs to, if any.
    """

    key: str
    kind: str
    body: str
    broadcast_id: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn leaves behind. `outcomes` gives the plan outcome of each question that has one.

    `decided` gives that of questions whose outcome this turn's answers decided, also where they were answered
    before.
    """

    session: Stored
    state: str
    status: str
    step: int
    events: Sequence[Event]
    outcomes: Mapping[str, str]
    decided: Mapping[str, str | None] = field(default_factory=dict)


class Conversations:
    """Reads and writes one turn. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def receive(self, channel: str, message_id: str, now: datetime) -> bool:
        """Note that a message came in. False where it had come before: then nothing more must happen."""
        row = {"channel": channel, "message_id": message_id, "received_at": now}
        new: bool = RECEIVE.run(self._connection, row).rowcount == 1
        return new

    def receive_from(self, channel: str, address: str, message_id: str, now: datetime) -> bool:
        """The same for a message of the person at `address`, which is not kept in clear."""
        present, *earlier = Addresses.of(self._connection).received_as(channel, address, message_id)
        if earlier:
            known = select(inbound.c.message_id).where(
                inbound.c.channel == channel, inbound.c.message_id.in_(earlier)
            )
            if self._connection.execute(known).first():
                return False
        return self.receive(channel, present, now)

    def person(self, channel: str, address: str, now: datetime) -> Person:
        """The participant at `address`, locked until the transaction ends; made where there is none."""
        row = self._row(LOCK_PERSON, channel, address)
        if row is None:
            add_person(self._connection, channel, address, now)
            row = self._row(LOCK_PERSON, channel, address)
        return _person(row or ())

    def find_person(self, channel: str, address: str) -> Person | None:
        """The participant at `address`, not locked, or None."""
        row = self._row(FIND_PERSON, channel, address)
        return None if row is None else _person(row)

    def move_person(self, participant_id: int, channel: str, address: str) -> None:
        """The channel has another address for this person from now on."""
        self.change_person(participant_id, **Addresses.of(self._connection).columns(channel, address))

    def _row(self, wanted: Prepared, channel: str, address: str) -> Sequence[Any] | None:
        """The row of the participant, stored with the present key or an earlier one."""
        for found_by in Addresses.of(self._connection).hashes(channel, address):
            row: Sequence[Any] | None = wanted.run(
                self._connection, {"channel": channel, "found_by": found_by}
            ).fetchone()
            if row is not None:
                return row
        return None

    def session(self, session_id: str) -> Stored | None:
        row = SESSION.run(self._connection, {"id": session_id}).fetchone()
        return None if row is None else Stored(*row)

    def session_in(self, participant_id: int, consultation_id: int) -> Stored | None:
        """The newest conversation that this person has in this consultation, or None."""
        who = {"participant": participant_id, "consultation": consultation_id}
        row = SESSION_IN.run(self._connection, who).fetchone()
        return None if row is None else Stored(*row)

    def of_person(self, participant_id: int) -> list[Stored]:
        """Every conversation that this person has had, the earliest first."""
        rows = OF_PERSON.run(self._connection, {"participant": participant_id}).fetchall()
        return [Stored(*row) for row in rows]

    def add_session(
        self,
        session_id: str,
        participant_id: int,
        consultation_id: int,
        now: datetime,
        number: int = 1,
        interrupts: str | None = None,
    ) -> None:
        """Begin a conversation with the consultation's present version, for the `number`-th time.

        `interrupts` is the id of the conversation that goes on when this one is over.
        """
        version = select(consultation.c.questionnaire_id).where(consultation.c.id == consultation_id)
        values = {
            "id": session_id,
            "participant_id": participant_id,
            "consultation_id": consultation_id,
            "questionnaire_id": version.scalar_subquery(),
            "round": number,
            "interrupts": interrupts,
            "state": "",
            "status": "new",
            "step": 0,
            "started_at": now,
            "updated_at": now,
        }
        self._connection.execute(insert(session).values(values))

    def rounds(self, participant_id: int, consultation_id: int) -> int:
        """How often this person has begun in this consultation."""
        mine = (session.c.participant_id == participant_id, session.c.consultation_id == consultation_id)
        number: int | None = self._connection.execute(
            select(func.max(session.c.round)).where(*mine)
        ).scalar_one()
        return number or 0

    def interrupt(self, session_id: str, interrupted: str | None) -> None:
        """Say which conversation goes on when this one is over."""
        change = update(session).where(session.c.id == session_id)
        self._connection.execute(change.values(interrupts=interrupted))

    def move_session(self, session_id: str, questionnaire_id: str, state: str) -> None:
        """Carry a conversation over into another version of its questionnaire."""
        change = update(session).where(session.c.id == session_id)
        self._connection.execute(change.values(questionnaire_id=questionnaire_id, state=state))

    def last_seen(self, session_id: str) -> datetime | None:
        """When something was last said in this conversation."""
        wanted = select(session.c.updated_at).where(session.c.id == session_id)
        return self._connection.execute(wanted).scalar_one_or_none()

    def change_person(self, participant_id: int, **values: object) -> None:
        """Set columns of one participant."""
        self._connection.execute(update(participant).where(participant.c.id == participant_id), values)

    def remember(self, participant_id: int, recent: str, now: datetime) -> None:
        """Keep, sealed, what this person wrote last."""
        REMEMBER.run(self._connection, {"person": participant_id, "recent": recent, "recent_at": now})

    def save(self, turn: Turn, participant_id: int, now: datetime) -> None:
        """Keep the session, what happened, and what it means for the answers."""
        values = {"state": turn.state, "status": turn.status, "step": turn.step, "updated_at": now}
        if any(one.kind == "finished" for one in turn.events):
            FINISH_SESSION.run(self._connection, {"session": turn.session.id, **values, "finished_at": now})
        else:
            SAVE_SESSION.run(self._connection, {"session": turn.session.id, **values})
        ADD_EVENT.run_each(self._connection, [_event(turn, one, now) for one in turn.events])
        for one in turn.events:
            self._apply(turn, one, participant_id, now)
        for name, outcome in turn.decided.items():
            self._set_outcome(turn.session, name, outcome)

    def _set_outcome(self, stored: Stored, name: str, outcome: str | None) -> None:
        """Keep what `name` was answered with against another outcome of the plan, or against none."""
        change = update(answer).where(answer.c.session_id == stored.id, answer.c.question == name)
        plan_code = stored.plan_code if outcome else None
        self._connection.execute(change.values(plan_code=plan_code, outcome_code=outcome))

    def remark(self, stored: Stored, words: str, now: datetime) -> None:
        """Keep words that no question asked for."""
        row = {"session_id": stored.id, "step": 0, "kind": "remarked", "question": None, "instance": ""}
        ADD_EVENT.run_each(self._connection, [{**row, "value": words, "at": now}])

    def _apply(self, turn: Turn, one: Event, participant_id: int, now: datetime) -> None:
        where = {"session": turn.session.id, "name": one.question, "round_in": one.instance}
        if one.kind == "answered" or (one.kind == "calculated" and one.value):
            self._put_answer(turn, one, participant_id, now)
        elif one.kind in ("withheld", "restored"):
            COUNT_ANSWER.run(self._connection, {**where, "counting": one.kind == "restored"})
        elif one.kind in ("skipped", "cleared", "calculated"):
            DROP_ANSWER.run(self._connection, where)
        elif one.kind == "supported" and one.value == "yes":
            # It stays so when the helper has gone: what was said with help was said with help.
            MARK_SUPPORTED.run(self._connection, {"session": turn.session.id})

    def _put_answer(self, turn: Turn, one: Event, participant_id: int, now: datetime) -> None:
        name = one.question or ""
        outcome = turn.outcomes.get(name)
        values = {
            "session_id": turn.session.id,
            "participant_id": participant_id,
            "consultation_id": turn.session.consultation_id,
            "question": name,
            "instance": one.instance,
            "plan_code": turn.session.plan_code if outcome else None,
            "outcome_code": outcome,
            "value": one.value,
            "revision": 1,
            "counts": True,
            "answered_at": now,
        }
        if ADD_ANSWER.run(self._connection, values).rowcount == 0:
            where = {"session": turn.session.id, "name": name, "round_in": one.instance}
            SAVE_ANSWER.run(self._connection, {**where, "new_value": one.value, "at": now})

    def put_in_outbox(
        self, participant_id: int, channel: str, rows: Iterable[OutgoingRow], now: datetime
    ) -> None:
        """Keep messages to be sent. One whose key is there already is left out."""
        values = [
            {
                "key": row.key,
                "participant_id": participant_id,
                "channel": channel,
                "kind": row.kind,
                "broadcast_id": row.broadcast_id,
                "body": row.body,
                "created_at": now,
                "due_at": now,
                "attempts": 0,
            }
            for row in rows
        ]
        ADD_MESSAGE.run_each(self._connection, values)


def add_person(connection: Connection, channel: str, address: str, now: datetime) -> None:
    """Make the participant at `address`, unless there is one.

    While a key is replaced, two processes may hash the same address with different keys, and no unique
    constraint sees that: they take turns by a lock whose number does not depend on which key is the present.
    """
    addresses = Addresses.of(connection)
    hashes = addresses.hashes(channel, address)
    if len(hashes) > 1:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(int(min(hashes)[:15], 16))))
        earlier = participant.c.address_hash.in_(hashes)
        if connection.execute(
            select(participant.c.id).where(participant.c.channel == channel, earlier)
        ).first():
            return
    row = {"channel": channel, **addresses.columns(channel, address), "created_at": now}
    ADD_PERSON.run(connection, row)


def _person(row: Sequence[Any]) -> Person:
    return Person(row[0], row[1], bool(row[2]), row[3], bool(row[4]), bool(row[5]), *row[6:10])


def _event(turn: Turn, one: Event, now: datetime) -> dict[str, object]:
    return {
        "session_id": turn.session.id,
        "step": turn.step,
        "kind": one.kind,
        "question": one.question,
        "instance": one.instance,
        "value": one.value,
        "at": now,
    }
