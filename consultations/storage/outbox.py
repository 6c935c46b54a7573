"""Messages on their way out: leased while they are sent, kept until somebody has them.

Rows are leased by person, all of theirs at once, so that one person's messages leave in order even where
several processes send.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    exists,
    func,
    not_,
    or_,
    select,
    update,
)

from consultations.storage.addresses import Addresses
from consultations.storage.broadcast_tables import broadcast
from consultations.storage.tables import consultation, outbox, participant

NOTICE = "notice"
"""The kind of what comes unasked."""
FROM_SAFEGUARDING = "concern:"
"""How the keys begin of what the safeguarding lead writes: it leaves at once, and answers no turn."""
FETCHED = outbox.c.channel == "web"
"""There nobody is written to: a message waits on the person's own page until they come back."""
LEASE = timedelta(seconds=60)
"""How long a process may take for one person's messages before another may try."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message to send: where to, and its JSON. `attempts` counts the tries before this one. After
    `leased_until` it is somebody else's to send.
    """

    id: int
    participant_id: int
    address: str
    kind: str
    body: str
    attempts: int
    leased_until: datetime


SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("message"))
    .values(sent_at=bindparam("now"), external_id=bindparam("external"), due_at=None, leased_until=None)
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A message that was written to a person, as JSON; `sent_at` is None while nobody has it."""

    id: int
    body: str
    created_at: datetime
    sent_at: datetime | None


_OWN = outbox.c.participant_id == bindparam("person")
_TURN = bindparam("turn", type_=String())
_KEPT = select(outbox.c.id, outbox.c.body, outbox.c.created_at, outbox.c.sent_at).order_by(outbox.c.id)
_UNASKED = or_(outbox.c.kind == NOTICE, outbox.c.key.startswith(FROM_SAFEGUARDING))
LATEST_KEY = select(outbox.c.key).where(_OWN, not_(_UNASKED)).order_by(outbox.c.id.desc()).limit(1)
OF_TURN = _KEPT.where(_OWN, func.substr(outbox.c.key, 1, func.length(_TURN)) == _TURN)


@dataclass(frozen=True, slots=True)
class Arrived:
    """That a message was written to a person; its words are read by whoever shows it."""

    id: int
    participant_id: int
    kind: str


ARRIVED = (outbox.c.id, outbox.c.participant_id, outbox.c.kind)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that was given up: on which channel, what it is (its JSON), when, and why."""

    id: int
    channel: str
    kind: str
    body: str
    failed_at: datetime
    failure: str


DEAD = (outbox.c.id, outbox.c.channel, outbox.c.kind, outbox.c.body, outbox.c.failed_at, outbox.c.failure)
NOBODY_S_FAULT = ("blocked", "stopped", "cancelled")
"""Reasons for which a message is not sent that nobody can mend: they are no dead letters."""


def _dead() -> ColumnElement[bool]:
    """What was given up, but not what nobody can mend or the person does not want any more."""
    unwanted = exists().where(
        participant.c.id == outbox.c.participant_id,
        or_(
            participant.c.blocked_at.is_not(None),
            and_(participant.c.stopped_at.is_not(None), outbox.c.kind == NOTICE),
        ),
    )
    return and_(outbox.c.failed_at.is_not(None), outbox.c.failure.not_in(NOBODY_S_FAULT), ~unwanted)


def _held() -> ColumnElement[bool]:
    """What belongs to a broadcast that is paused or cancelled. It may have been leased when that was said."""
    return exists().where(
        broadcast.c.id == outbox.c.broadcast_id, broadcast.c.state.in_(("paused", "cancelled"))
    )


def _is_over() -> ColumnElement[bool]:
    """What invites to a consultation that is closed: its button would lead nowhere."""
    return exists().where(
        broadcast.c.id == outbox.c.broadcast_id,
        consultation.c.code == broadcast.c.start,
        consultation.c.state == "closed",
    )


_TAKEN_BACK = and_(outbox.c.sent_at.is_(None), or_(outbox.c.failed_at.is_not(None), _held()))
NOTICES = _KEPT.where(_OWN, _UNASKED)
NEWS = NOTICES.where(not_(_TAKEN_BACK), not_(_is_over()))
WAITING = (
    outbox.c.id,
    outbox.c.participant_id,
    participant.c.address_sealed,
    outbox.c.kind,
    outbox.c.body,
    outbox.c.attempts,
)


class Outbox:
    """Leases, marks and finds outgoing messages. Never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lease(
        self,
        channel: str,
        now: datetime,
        people: int = 50,
        only: int | None = None,
        *,
        bulk: bool = False,
        lease: timedelta = LEASE,
    ) -> list[Waiting]:
        """Lease what is due on `channel` for at most `people` persons (or for `only` one), oldest first.

        `bulk`: what comes unasked (notices), or else replies. Somebody whose messages of that kind are leased
        already is passed over, so that nothing overtakes. Nobody else gets them until `lease` has passed.
        """
        kind = and_(outbox.c.kind == NOTICE, not_(_held())) if bulk else outbox.c.kind != NOTICE
        due = and_(outbox.c.channel == channel, outbox.c.due_at <= now, kind)
        who = self._people(due, now, people, only, bulk)
        if not who:
            return []
        # Another process may have leased between that look and the lock: such rows are left to it.
        free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until < now)
        wanted = (
            select(*WAITING)
            .join(participant)
            .where(due, free, outbox.c.participant_id.in_(who))
            .order_by(outbox.c.id)
        )
        rows = self._connection.execute(wanted).all()
        self._mark_leased([row.id for row in rows], now + lease)
        opened = Addresses.of(self._connection).open
        return [
            Waiting(row.id, row.participant_id, opened(channel, row.address_sealed), *row[3:], now + lease)
            for row in rows
        ]

    def _people(
        self, due: ColumnElement[bool], now: datetime, people: int, only: int | None, bulk: bool
    ) -> list[int]:
        """Persons with something due and nothing of that kind leased, locked where the database can."""
        leased = outbox.alias()
        served = exists().where(
            leased.c.participant_id == outbox.c.participant_id,
            leased.c.leased_until >= now,
            leased.c.kind == NOTICE if bulk else leased.c.kind != NOTICE,
        )
        waiting = select(outbox.c.participant_id).where(due, ~served)
        if only is not None:
            waiting = waiting.where(outbox.c.participant_id == only)
        first = waiting.group_by(outbox.c.participant_id).order_by(func.min(outbox.c.id)).limit(people)
        ids = list(self._connection.execute(first).scalars())
        locked = select(participant.c.id).where(participant.c.id.in_(ids)).with_for_update(skip_locked=True)
        return list(self._connection.execute(locked).scalars()) if ids else []

    def _mark_leased(self, ids: Sequence[int], until: datetime) -> None:
        change = update(outbox).where(outbox.c.id.in_(ids))
        self._connection.execute(change.values(leased_until=until, attempts=outbox.c.attempts + 1))

    def release(self, rows: Sequence[Waiting]) -> None:
        """They were leased and not tried: anybody may have them, unless somebody has them by now."""
        for row in rows:
            own = and_(outbox.c.id == row.id, outbox.c.leased_until == row.leased_until)
            change = update(outbox).where(own)
            self._connection.execute(change.values(leased_until=None, attempts=outbox.c.attempts - 1))

    def sent(self, message_id: int, now: datetime, external_id: str | None = None) -> None:
        """It reached the channel."""
        self._connection.execute(SENT, {"message": message_id, "now": now, "external": external_id})

    def retry(self, ids: Sequence[int], at: datetime, why: str, *, counts: bool = True) -> None:
        """They did not go out; try again at `at`. `counts`: whether that was a failed attempt."""
        change = update(outbox).where(outbox.c.id.in_(ids)).values(due_at=at, leased_until=None, failure=why)
        tried = outbox.c.attempts if counts else outbox.c.attempts - 1
        self._connection.execute(change.values(attempts=tried))

    def give_up(self, ids: Sequence[int], now: datetime, why: str) -> None:
        """They can never go out. They stay, for staff to see."""
        change = update(outbox).where(outbox.c.id.in_(ids))
        self._connection.execute(change.values(due_at=None, leased_until=None, failed_at=now, failure=why))

    def give_up_all(self, participant_id: int, now: datetime, why: str) -> None:
        """Nothing that waits for this person can go out."""
        waiting = select(outbox.c.id).where(
            outbox.c.participant_id == participant_id, outbox.c.due_at.is_not(None)
        )
        self.give_up(list(self._connection.execute(waiting).scalars()), now, why)

    def give_up_notices(self, participant_id: int, now: datetime, why: str) -> None:
        """Nothing that nobody asked for may go to this person any more."""
        waiting = select(outbox.c.id).where(
            outbox.c.participant_id == participant_id,
            outbox.c.kind == NOTICE,
            outbox.c.sent_at.is_(None),
            outbox.c.failed_at.is_(None),
        )
        self.give_up(list(self._connection.execute(waiting).scalars()), now, why)

    def dead_letters(self, most: int = 200) -> list[DeadLetter]:
        """What was given up and could be tried again, the newest first."""
        rows = self._connection.execute(
            select(*DEAD).where(_dead()).order_by(outbox.c.failed_at.desc(), outbox.c.id.desc()).limit(most)
        )
        return [DeadLetter(*row) for row in rows]

    def count_dead(self) -> int:
        counted = select(func.count()).select_from(outbox).where(_dead())
        return int(self._connection.execute(counted).scalar_one())

    def resend(self, ids: Sequence[int], now: datetime) -> int:
        """Try dead letters again, from the beginning. Gives how many there were."""
        again = {"due_at": now, "leased_until": None, "attempts": 0, "failed_at": None, "failure": None}
        change = update(outbox).where(_dead(), outbox.c.id.in_(ids)).values(again)
        return self._connection.execute(change).rowcount

    def last_reply(self, participant_id: int) -> list[Kept]:
        """Everything that the latest turn said to this person, in order; [] before the first."""
        key = self._connection.execute(LATEST_KEY, {"person": participant_id}).scalar_one_or_none()
        if key is None:
            return []
        turn = key.rpartition(":")[0]
        return self._kept(OF_TURN, {"person": participant_id, "turn": f"{turn}:"})

    def notices(self, participant_id: int) -> list[Kept]:
        """What this person was told unasked, the oldest first."""
        return self._kept(NOTICES, {"person": participant_id})

    def news(self, participant_id: int) -> list[Kept]:
        """What of that their page shows: not what was taken back, nor what invites to something over."""
        return self._kept(NEWS, {"person": participant_id})

    def newest(self) -> int:
        """The number of the latest message to anybody; 0 before the first."""
        return self._connection.execute(select(func.max(outbox.c.id))).scalar_one_or_none() or 0

    def arrived(self, channel: str, after: int) -> list[Arrived]:
        """What was written on `channel` after the message with the number `after`, to whomever."""
        wanted = select(*ARRIVED).where(outbox.c.id > after, outbox.c.channel == channel)
        return [Arrived(*row) for row in self._connection.execute(wanted.order_by(outbox.c.id))]

    def missed(self, participant_id: int, after: int) -> list[Arrived]:
        """What one person has not been shown: messages after that number, and earlier notices unsent."""
        unsent = and_(outbox.c.kind == "notice", outbox.c.sent_at.is_(None), outbox.c.failed_at.is_(None))
        own = select(*ARRIVED).where(outbox.c.participant_id == participant_id)
        rows = self._connection.execute(own.where(or_(outbox.c.id > after, unsent)).order_by(outbox.c.id))
        return [Arrived(*row) for row in rows]

    def _kept(self, wanted: Select[Any], values: Mapping[str, object]) -> list[Kept]:
        return [Kept(*row) for row in self._connection.execute(wanted, values)]
