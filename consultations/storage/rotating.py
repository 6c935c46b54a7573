"""Sealing anew with the present key what earlier keys sealed, in batches that each stand for themselves.

A rotation that breaks off is taken up by the next one: what the present key sealed is left as it is. The
file of erasures and the codes of letters are found by hashes alone, of which nobody can make new ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, func, select, true, update

from consultations.sealing import KeyRing
from consultations.storage import trust, webhooks
from consultations.storage.addresses import Addresses, once
from consultations.storage.api_tables import webhook
from consultations.storage.concern_tables import concern, concern_alert, concern_message
from consultations.storage.database import Database
from consultations.storage.factor_tables import staff_factor
from consultations.storage.retaining import GONE
from consultations.storage.tables import inbound, outbox, participant
from consultations.storage.trust_tables import trust_setting

BATCH = 200


@dataclass(frozen=True, slots=True)
class Sealed:
    """A column of sealed texts: what they were sealed as, what stands before each, which rows hold one."""

    column: Column[str]
    purpose: str
    before: str = ""
    rows: ColumnElement[bool] = field(default_factory=true)


OTHERS = (
    Sealed(participant.c.recent, "participant.recent"),
    Sealed(concern.c.words, "concern.words"),
    Sealed(concern.c.reasons, "concern.reasons"),
    Sealed(concern.c.ended_because, "concern.ended_because"),
    Sealed(concern_message.c.words, "concern.message"),
    Sealed(concern_alert.c.address, "concern_alert.address"),
    Sealed(staff_factor.c.sealed_secret, "totp"),
    Sealed(outbox.c.body, "outbox.body", "sealed:"),
    Sealed(webhook.c.sealed_secret, webhooks.PURPOSE),
    Sealed(trust_setting.c.words, trust.PURPOSE, rows=trust_setting.c.name == trust.TOKEN),
)
"""Every sealed column but the addresses of participants, and the answers to equality questions: these are
found by a hash that nobody can make anew, and need the earlier key anyway.
"""


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many addresses, and how many other texts, the present key now seals that an earlier one did."""

    addresses: int = 0
    others: int = 0


def rotate(database: Database, ring: KeyRing, batch: int = BATCH) -> Rotated:
    """Seal everything with the present key. May be broken off and run again, beside running processes."""
    addresses = sum(_addresses(database, batch))
    return Rotated(addresses, sum(count for one in OTHERS for count in _texts(database, ring, one, batch)))


def _addresses(database: Database, batch: int) -> Iterator[int]:
    last: int | None = 0
    while last is not None:
        with database.write() as connection:
            columns = (participant.c.id, participant.c.channel, participant.c.address_sealed)
            after = select(*columns, participant.c.address_hash).where(participant.c.id > last)
            wanted = after.order_by(participant.c.id).limit(batch).with_for_update()
            rows = connection.execute(wanted).all()
            ring = Addresses.of(connection).ring
            old = [row for row in rows if not ring.is_present(row.address_sealed)]
            for row in old:
                _readdress(connection, row)
        last = rows[-1].id if rows else None
        yield len(old)


def _readdress(connection: Connection, row: Any) -> None:
    addresses = Addresses.of(connection)
    address = addresses.open(row.channel, row.address_sealed)
    columns = addresses.columns(row.channel, address)
    if row.address_hash.startswith(GONE):
        columns["address_hash"] = row.address_hash
    connection.execute(update(participant).where(participant.c.id == row.id).values(columns))
    for who in (address, once(address)):
        _remark(connection, row.channel, addresses.marks(row.channel, who))


def _remark(connection: Connection, channel: str, marks: list[str]) -> None:
    """Let the ids of what came in begin with the present hash, so that a repeated message is still known."""
    present, *earlier = marks
    for mark in earlier:
        own = (inbound.c.channel == channel, inbound.c.message_id.startswith(mark))
        number = func.substr(inbound.c.message_id, len(mark) + 1)
        connection.execute(update(inbound).where(*own).values(message_id=present + number))


def _texts(database: Database, ring: KeyRing, sealed: Sealed, batch: int) -> Iterator[int]:
    key = next(iter(sealed.column.table.primary_key))
    last = key.type.python_type()  # nought or "", before every key
    while True:
        with database.write() as connection:
            held = (sealed.column.is_not(None), sealed.column.startswith(sealed.before))
            mine = (key > last, sealed.rows, *held)
            wanted = select(key, sealed.column).where(*mine).order_by(key).limit(batch).with_for_update()
            rows = connection.execute(wanted).all()
            count = sum(_reseal(connection, ring, sealed, key == row[0], row[1]) for row in rows)
        yield count
        if not rows:
            return
        last = rows[-1][0]


def _reseal(
    connection: Connection, ring: KeyRing, sealed: Sealed, own: ColumnElement[bool], written: str
) -> bool:
    """Whether the text had to be sealed anew."""
    text = written.removeprefix(sealed.before)
    if not text or ring.is_present(text):
        return False
    anew = sealed.before + ring.seal(ring.open(text, sealed.purpose), sealed.purpose)
    connection.execute(update(sealed.column.table).where(own).values({sealed.column: anew}))
    return True


def a_sealed_address(connection: Connection) -> tuple[str, str] | None:
    """The channel and the sealed address of one participant, the first, to see whether the key opens it."""
    wanted = select(participant.c.channel, participant.c.address_sealed).order_by(participant.c.id).limit(1)
    row = connection.execute(wanted).first()
    return None if row is None else (row.channel, row.address_sealed)
