"""Erasing a person, or what they said in one consultation: every row about them goes, in every table.

What stays is stated: a concern (a safeguarding record, which no longer says whose it is), and how many people
stood behind an ask that was published, because that number was published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, or_, select, update

from consultations.erasures import Erasure, whoever
from consultations.sealing import KeyRing
from consultations.storage.addresses import Addresses, once
from consultations.storage.equality import EqualityAnswers
from consultations.storage.fairness_tables import fairness
from consultations.storage.tables import (
    answer,
    ask,
    ask_answer,
    consultation,
    event,
    inbound,
    outbox,
    participant,
    session,
    telling,
)

NOTICE = "notice"


def erase(connection: Connection, ring: KeyRing, participant_id: int, keep: str = "") -> set[str]:
    """Erase this person. Gives the values of their answers: some may name files, which are the caller's.

    `ring` finds what is kept apart. `keep` is the id of the message that asks for it: it stays noted, so that
    a second copy does nothing.
    """
    own = session.c.participant_id == participant_id
    said = _values(connection, own)
    EqualityAnswers(connection, ring).forget(participant_id)
    _keep_published_counts(connection, participant_id)
    _forget_messages(connection, participant_id, keep)
    connection.execute(delete(participant).where(participant.c.id == participant_id))
    return said


def withdraw(connection: Connection, ring: KeyRing, participant_id: int, consultation_id: int) -> set[str]:
    """Erase what this person said in one consultation, and what we said to them about it.

    Gives the values of the answers, as `erase` does.
    """
    own = (session.c.participant_id == participant_id) & (session.c.consultation_id == consultation_id)
    ids = connection.execute(select(session.c.id).where(own)).scalars().all()
    said = _values(connection, own)
    EqualityAnswers(connection, ring).forget(participant_id, consultation_id)
    asks = select(ask.c.id).where(ask.c.consultation_id == consultation_id)
    _keep_published_counts(connection, participant_id, ask.c.id.in_(asks))
    _delete_said(connection, participant_id, asks)
    connection.execute(update(session).where(session.c.interrupts.in_(ids)).values(interrupts=None))
    connection.execute(delete(session).where(own))
    _forget_agreement(connection, participant_id)
    return said


def _values(connection: Connection, own: ColumnElement[bool]) -> set[str]:
    answered = select(answer.c.value).join(session, session.c.id == answer.c.session_id).where(own)
    happened = select(event.c.value).join(session, session.c.id == event.c.session_id)
    rows = connection.execute(answered.union(happened.where(own, event.c.value.is_not(None))))
    return set(rows.scalars())


def _keep_published_counts(connection: Connection, participant_id: int, *only: ColumnElement[bool]) -> None:
    """A published number stays as it was published."""
    said_it = (
        exists()
        .where(ask_answer.c.ask_id == ask.c.id, answer.c.id == ask_answer.c.answer_id)
        .where(answer.c.participant_id == participant_id)
    )
    was_told = (
        exists()
        .where(telling.c.ask_id == ask.c.id, telling.c.participant_id == participant_id)
        .where(outbox.c.id == telling.c.outbox_id, outbox.c.sent_at.is_not(None))
    )
    for column, counted in ((ask.c.people_erased, said_it), (ask.c.told_erased, was_told)):
        change = update(ask).where(ask.c.published_at.is_not(None), counted, *only)
        connection.execute(change.values({column: column + 1}))


def _forget_messages(connection: Connection, participant_id: int, keep: str) -> None:
    """Forget which messages of theirs came in: their ids begin with a hash of the address."""
    whose = select(participant.c.channel, participant.c.address_sealed).where(
        participant.c.id == participant_id
    )
    found = connection.execute(whose).first()
    if found is not None:
        forget_inbound(connection, found.channel, found.address_sealed, keep)


def forget_inbound(connection: Connection, channel: str, sealed: str, keep: str = "") -> None:
    """Forget the ids of what came in from the address that is `sealed`, but not the one called `keep`."""
    addresses = Addresses.of(connection)
    address = addresses.open(channel, sealed)
    marks = [*addresses.marks(channel, address), *addresses.marks(channel, once(address))]
    theirs = or_(*(inbound.c.message_id.startswith(mark) for mark in marks))
    kept = addresses.received_as(channel, address, keep) if keep else []
    gone = delete(inbound).where(inbound.c.channel == channel, theirs, inbound.c.message_id.not_in(kept))
    connection.execute(gone)


def _delete_said(connection: Connection, participant_id: int, asks: Select[tuple[int]]) -> None:
    """Delete what we wrote to them: it repeats their words. Not what they were or will be told elsewhere."""
    told = select(telling.c.outbox_id).where(telling.c.participant_id == participant_id)
    elsewhere = outbox.c.id.in_(told.where(telling.c.ask_id.not_in(asks)))
    here = outbox.c.id.in_(told.where(telling.c.ask_id.in_(asks)))
    waiting = (outbox.c.kind == NOTICE) & outbox.c.due_at.is_not(None) & ~here
    judged = fairness.c.ask_id.in_(asks) & (fairness.c.participant_id == participant_id)
    connection.execute(delete(fairness).where(judged))
    own = outbox.c.participant_id == participant_id
    connection.execute(delete(outbox).where(own, ~elsewhere, ~waiting))


def _forget_agreement(connection: Connection, participant_id: int) -> None:
    values = {"session_id": None, "recent": None, "agreed": None}
    connection.execute(update(participant).where(participant.c.id == participant_id).values(values))


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many people, and how many who had withdrawn, a restore had brought back. `said`: see `erase`."""

    people: int = 0
    withdrawals: int = 0
    said: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Known:
    """The erasures by person: the last of everything, and those of single consultations."""

    whole: dict[str, Erasure] = field(default_factory=dict)
    single: dict[str, list[Erasure]] = field(default_factory=dict)


def replay(connection: Connection, ring: KeyRing, erasures: Sequence[Erasure]) -> Replayed:
    """Erase again whoever is in `erasures` and came back with a restore. Whoever came anew stays."""
    known = _sorted(erasures)
    people, withdrawals, said = 0, 0, set[str]()
    if not erasures:
        return Replayed()
    codes, addresses = _codes(connection), Addresses.of(connection)
    rows = connection.execute(
        select(
            participant.c.id, participant.c.channel, participant.c.address_sealed, participant.c.created_at
        )
    )
    for row in rows.all():
        names = whoever(ring, row.channel, addresses.open(row.channel, row.address_sealed))
        if any(name in known.whole and row.created_at < known.whole[name].at for name in names):
            said |= erase(connection, ring, row.id)
            people += 1
            continue
        for one in (one for name in names for one in known.single.get(name, [])):
            if _began_before(connection, row.id, codes.get(one.consultation), one):
                said |= withdraw(connection, ring, row.id, codes[one.consultation])
                withdrawals += 1
    return Replayed(people, withdrawals, frozenset(said))


def _sorted(erasures: Sequence[Erasure]) -> _Known:
    known = _Known()
    for one in erasures:
        if one.consultation:
            known.single.setdefault(one.who, []).append(one)
        elif one.who not in known.whole or known.whole[one.who].at < one.at:
            known.whole[one.who] = one
    return known


def _codes(connection: Connection) -> Mapping[str, int]:
    rows = connection.execute(select(consultation.c.code, consultation.c.id))
    return {row.code: row.id for row in rows}


def _began_before(
    connection: Connection, participant_id: int, consultation_id: int | None, withdrawal: Erasure
) -> bool:
    """Whether they have something there that they had withdrawn."""
    wanted = (
        select(func.count())
        .select_from(session)
        .where(
            session.c.participant_id == participant_id,
            session.c.consultation_id == consultation_id,
            session.c.started_at < withdrawal.at,
        )
    )
    return consultation_id is not None and connection.execute(wanted).scalar_one() > 0
