"""Broadcasts and their audiences, kept; who is in an audience now; how far a broadcast is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from consultations.audience import Audience, audience_from_json, audience_to_json, check_audience
from consultations.broadcast import (
    Broadcast,
    Progress,
    Purpose,
    StaffStep,
    Step,
    check_draft,
    state_after,
)
from consultations.errors import NotFound, worded
from consultations.forms.questionnaire import Questionnaire
from consultations.storage.broadcast_tables import audience as audiences
from consultations.storage.broadcast_tables import broadcast, recipient
from consultations.storage.consultations import Consultations
from consultations.storage.outbox import FETCHED
from consultations.storage.tables import answer, consultation, outbox, participant, session


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a broadcast is to be written to. `language` is "" where we do not know theirs."""

    participant_id: int
    channel: str
    language: str


class Broadcasts:
    """Reads and writes through `connection`, and never commits. `channels` are those we can write to."""

    def __init__(self, connection: Connection, channels: Sequence[str]) -> None:
        self._connection = connection
        self._channels = channels

    # Audiences

    def save_audience(self, one: Audience, now: datetime) -> None:
        """Keep an audience under its name, in the place of the one that had it. Raises `FaultyInput`."""
        check_audience(one, self.asked(one.consultation), self._channels)
        self._connection.execute(delete(audiences).where(audiences.c.name == one.name))
        row = {"name": one.name, "definition": audience_to_json(one), "created_at": now}
        self._connection.execute(insert(audiences), row)

    def asked(self, code: str) -> Questionnaire | None:
        """Everything that the consultation called `code` asks or has asked; None where there is none."""
        consultations = Consultations(self._connection)
        found = consultations.find(code)
        return consultations.over_versions(found) if found else None

    def audience(self, name: str) -> Audience:
        """Raises `NotFound`."""
        wanted = select(audiences.c.definition).where(audiences.c.name == name)
        definition = self._connection.execute(wanted).scalar_one_or_none()
        if definition is None:
            raise NotFound(
                "no_audience",
                worded("There is no audience “{name}”.", name=name),
                "Save one: together broadcast audience.",
            )
        return audience_from_json(definition)

    def all_audiences(self) -> list[Audience]:
        wanted = select(audiences.c.definition).order_by(audiences.c.name)
        return [audience_from_json(text) for text in self._connection.execute(wanted).scalars()]

    def count(self, one: Audience) -> Mapping[tuple[str, str], int]:
        """How many people are in it now, by channel and language ("" where theirs is unknown)."""
        language = func.coalesce(participant.c.language, "")
        wanted = select(participant.c.channel, language, func.count()).where(self._in_it(one))
        rows = self._connection.execute(wanted.group_by(participant.c.channel, language))
        return {(channel, spoken): number for channel, spoken, number in rows}

    def _in_it(self, one: Audience) -> ColumnElement[bool]:
        """Who has not stopped, is not blocked, can be written to, and is meant."""
        channels = [one.channel] if one.channel else list(self._channels)
        conditions: list[ColumnElement[bool]] = [
            participant.c.stopped_at.is_(None),
            participant.c.blocked_at.is_(None),
            participant.c.channel.in_(channels),
        ]
        if one.language:
            conditions.append(participant.c.language == one.language)
        if one.consultation and one.took_part != "anybody":
            conditions.append(_took_part(one))
        conditions += [_answered(one.consultation, *pair) for pair in one.answered.items()]
        return and_(*conditions)

    # Broadcasts

    def draft(
        self,
        purpose: Purpose,
        to: Audience,
        texts: Mapping[str, str],
        start: str,
        by: str,
        now: datetime,
    ) -> Broadcast:
        """Keep a broadcast that nobody is sent yet. Raises `FaultyInput`."""
        self._check(texts, start)
        row = {
            "purpose": purpose,
            "audience": audience_to_json(to),
            "texts": json.dumps(dict(texts), ensure_ascii=False),
            "start": start,
            "state": "draft",
            "created_at": now,
            "created_by": by,
        }
        key = self._connection.execute(insert(broadcast), row).inserted_primary_key
        return self.get(key[0] if key else 0)

    def _check(self, texts: Mapping[str, str], start: str) -> None:
        found = Consultations(self._connection).find(start)
        check_draft(texts, start, opens=found is not None and found.state == "open")

    def get(self, number: int, *, lock: bool = False) -> Broadcast:
        """With `lock`, others who would change it wait until the transaction ends. Raises `NotFound`."""
        wanted = select(broadcast).where(broadcast.c.id == number)
        row = self._connection.execute(wanted.with_for_update() if lock else wanted).one_or_none()
        if row is None:
            raise NotFound(
                "no_broadcast",
                worded("There is no broadcast {number}.", number=number),
                "Look at the list of them.",
            )
        return _broadcast(row)

    def all(self) -> list[Broadcast]:
        """Every broadcast, the newest first."""
        rows = self._connection.execute(select(broadcast).order_by(broadcast.c.id.desc()))
        return [_broadcast(row) for row in rows]

    def sending(self) -> list[Broadcast]:
        wanted = select(broadcast).where(broadcast.c.state == "sending").order_by(broadcast.c.id)
        return [_broadcast(row) for row in self._connection.execute(wanted)]

    def begin(self, number: int, now: datetime) -> Broadcast:
        """Send it, to those who are in its audience at this moment.

        Raises `Refused` where it was sent, and `FaultyInput` where its button leads nowhere by now.
        """
        one = self._take_step(number, "send", started_at=now)
        self._check(one.texts, one.start)
        people = select(literal(number), participant.c.id).where(self._in_it(one.audience))
        self._connection.execute(
            insert(recipient).from_select([recipient.c.broadcast_id, recipient.c.participant_id], people)
        )
        return one

    def pause(self, number: int, now: datetime) -> Broadcast:
        """Send no more of it for now: `Outbox.lease` leaves out what is in the outbox."""
        return self._take_step(number, "pause")

    def go_on(self, number: int, now: datetime) -> Broadcast:
        """Send the rest of what was paused."""
        return self._take_step(number, "resume")

    def cancel(self, number: int, now: datetime) -> Broadcast:
        """Never send the rest of it."""
        one = self._take_step(number, "cancel", finished_at=now)
        gone = {"due_at": None, "failed_at": now, "failure": "cancelled"}
        self._connection.execute(update(outbox).where(_unsent(number, now)).values(gone))
        return one

    def step(self, number: int, step: StaffStep, now: datetime) -> Broadcast:
        """What staff do with it. Raises `Refused` where it cannot be done now."""
        steps = {"send": self.begin, "pause": self.pause, "resume": self.go_on, "cancel": self.cancel}
        return steps[step](number, now)

    def finish(self, number: int, now: datetime) -> None:
        self._take_step(number, "finish", finished_at=now)

    def _take_step(self, number: int, step: Step, **values: object) -> Broadcast:
        state = state_after(self.get(number, lock=True).state, step)
        change = update(broadcast).where(broadcast.c.id == number)
        self._connection.execute(change.values(state=state, **values))
        return self.get(number)

    def waiting(self, number: int, now: datetime) -> int:
        """How many of its messages lie in the outbox and are still to go out."""
        wanted = select(func.count()).select_from(outbox).where(_unsent(number, now), ~FETCHED)
        return int(self._connection.execute(wanted).scalar_one())

    def take(self, number: int, most: int, now: datetime) -> list[Recipient]:
        """The next people to be written to, marked as written. Whoever has stopped meanwhile is left out."""
        open_ = and_(recipient.c.broadcast_id == number, recipient.c.written_at.is_(None))
        wanted = (
            select(participant.c.id, participant.c.channel, func.coalesce(participant.c.language, ""))
            .join(recipient, recipient.c.participant_id == participant.c.id)
            .where(open_)
            .order_by(participant.c.id)
            .limit(most)
        )
        gone = or_(participant.c.stopped_at.is_not(None), participant.c.blocked_at.is_not(None))
        left = select(participant.c.id).where(gone)
        self._connection.execute(delete(recipient).where(open_, recipient.c.participant_id.in_(left)))
        found = [Recipient(*row) for row in self._connection.execute(wanted)]
        ids = [one.participant_id for one in found]
        mark = update(recipient).where(open_, recipient.c.participant_id.in_(ids)).values(written_at=now)
        self._connection.execute(mark)
        return found

    def progress(self, number: int) -> Progress:
        """How far it is. On the web somebody has it once it lies on their page."""
        total = self._connection.execute(
            select(func.count()).select_from(recipient).where(recipient.c.broadcast_id == number)
        ).scalar_one()
        has_it = or_(outbox.c.sent_at.is_not(None), and_(FETCHED, outbox.c.failed_at.is_(None)))
        sent, failed = self._connection.execute(
            select(
                func.coalesce(func.sum(case((has_it, 1), else_=0)), 0),
                func.coalesce(func.sum(case((outbox.c.failed_at.is_not(None), 1), else_=0)), 0),
            ).where(outbox.c.broadcast_id == number)
        ).one()
        return Progress(total, int(sent), total - int(sent) - int(failed), int(failed))


def _took_part(one: Audience) -> ColumnElement[bool]:
    began = exists().where(
        session.c.participant_id == participant.c.id,
        session.c.consultation_id == consultation.c.id,
        consultation.c.code == one.consultation,
    )
    match one.took_part:
        case "never":
            return ~began
        case "finished":
            return began.where(session.c.status == "finished")
        case "not_finished":
            return began.where(session.c.status != "finished")
        case _:
            return began


def _answered(code: str, question: str, choice: str) -> ColumnElement[bool]:
    """Whether they chose `choice`, alone or among others."""
    padded = literal(" ").concat(answer.c.value).concat(" ")
    return exists().where(
        answer.c.participant_id == participant.c.id,
        answer.c.consultation_id == consultation.c.id,
        consultation.c.code == code,
        answer.c.question == question,
        answer.c.counts,
        padded.contains(f" {choice} ", autoescape=True),
    )


def _unsent(number: int, now: datetime) -> ColumnElement[bool]:
    """The messages of a broadcast that have not gone and are not being sent at this moment."""
    return and_(
        outbox.c.broadcast_id == number,
        outbox.c.sent_at.is_(None),
        outbox.c.failed_at.is_(None),
        or_(outbox.c.leased_until.is_(None), outbox.c.leased_until < now),
    )


def _broadcast(row: Row[Any]) -> Broadcast:
    values = row._mapping
    return Broadcast(
        **{
            **values,
            "audience": audience_from_json(values["audience"]),
            "texts": json.loads(values["texts"]),
        }
    )
