"""Addresses sealed, found by a keyed hash, and in no other column"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from consultations.storage.addresses import Addresses, once

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

PEOPLE = sa.table(
    "participant",
    *(sa.column(name) for name in ("id", "channel", "address", "address_sealed", "address_hash")),
)
INBOUND = sa.table("inbound", sa.column("channel"), sa.column("message_id"))
OUTBOX = sa.table("outbox", sa.column("id"), sa.column("participant_id"), sa.column("key"))
SESSIONS = sa.table("session", sa.column("id"), sa.column("participant_id"), sa.column("state"))
GONE = "gone:"


def upgrade() -> None:
    with op.batch_alter_table("participant") as table:
        table.add_column(sa.Column("address_sealed", sa.Text(), nullable=True))
        table.add_column(sa.Column("address_hash", sa.String(length=64), nullable=True))
    _seal(op.get_bind())
    with op.batch_alter_table("participant") as table:
        table.drop_constraint("uq_participant_channel_address", type_="unique")
        table.drop_column("address")
        table.alter_column("address_sealed", existing_type=sa.Text(), nullable=False)
        table.alter_column("address_hash", existing_type=sa.String(length=64), nullable=False)
        table.create_unique_constraint(
            op.f("uq_participant_channel_address_hash"), ["channel", "address_hash"]
        )


def downgrade() -> None:
    with op.batch_alter_table("participant") as table:
        table.add_column(sa.Column("address", sa.String(length=200), nullable=True))
    connection = op.get_bind()
    wanted = sa.select(PEOPLE.c.id, PEOPLE.c.channel, PEOPLE.c.address_sealed)
    for one in connection.execute(wanted).all():
        address = Addresses.of(connection).open(one.channel, one.address_sealed)
        connection.execute(sa.update(PEOPLE).where(PEOPLE.c.id == one.id).values(address=address))
    with op.batch_alter_table("participant") as table:
        table.drop_constraint("uq_participant_channel_address_hash", type_="unique")
        table.drop_column("address_hash")
        table.drop_column("address_sealed")
        table.alter_column("address", existing_type=sa.String(length=200), nullable=False)
        table.create_unique_constraint(op.f("uq_participant_channel_address"), ["channel", "address"])


def _seal(connection: sa.Connection) -> None:
    """Seal what is there. Needs no key where nobody is there; else `Refused` says that there is none."""
    people = connection.execute(sa.select(PEOPLE.c.id, PEOPLE.c.channel, PEOPLE.c.address)).all()
    if people:
        addresses = Addresses.of(connection)
        for one in people:
            _seal_one(connection, addresses, one)
    # What is left was written for nobody we know (groups, somebody forgotten). It is needed no more.
    unsealed = INBOUND.c.channel.in_({one.channel for one in people} | {"telegram", "web"})
    marked = sa.func.length(sa.func.substr(INBOUND.c.message_id, 1, 33)) == 33
    sealed = sa.and_(marked, sa.func.substr(INBOUND.c.message_id, 33, 1) == ":")
    connection.execute(sa.delete(INBOUND).where(unsealed, ~sealed))


def _seal_one(connection: sa.Connection, addresses: Addresses, one: Any) -> None:
    columns = addresses.columns(one.channel, one.address)
    if one.address.startswith(GONE):
        columns["address_hash"] = one.address
    connection.execute(sa.update(PEOPLE).where(PEOPLE.c.id == one.id).values(columns))
    _mark_inbound(connection, addresses, one)
    _shorten_keys(connection, one)
    _shorten_sources(connection, one)


def _mark_inbound(connection: sa.Connection, addresses: Addresses, one: Any) -> None:
    own = INBOUND.c.channel == one.channel
    theirs = sa.or_(
        INBOUND.c.message_id.startswith(f"{one.address}:", autoescape=True),
        INBOUND.c.message_id == once(one.address),
    )
    for old in connection.execute(sa.select(INBOUND.c.message_id).where(own, theirs)).scalars().all():
        refused = old == once(one.address)
        who, number = (once(one.address), "once") if refused else (one.address, old)
        new = addresses.received_as(one.channel, who, number)[0]
        connection.execute(sa.update(INBOUND).where(own, INBOUND.c.message_id == old).values(message_id=new))


def _shorten_keys(connection: sa.Connection, one: Any) -> None:
    before = f"{one.channel}:{one.address}:"
    own = (OUTBOX.c.participant_id == one.id, OUTBOX.c.key.startswith(before, autoescape=True))
    for row in connection.execute(sa.select(OUTBOX.c.id, OUTBOX.c.key).where(*own)).all():
        key = f"{one.channel}:{one.id}:{row.key.removeprefix(before)}"
        connection.execute(sa.update(OUTBOX).where(OUTBOX.c.id == row.id).values(key=key))


def _shorten_sources(connection: sa.Connection, one: Any) -> None:
    """The state of a conversation says which message gave which answer."""
    own = (SESSIONS.c.participant_id == one.id, SESSIONS.c.state != "")
    for row in connection.execute(sa.select(SESSIONS.c.id, SESSIONS.c.state).where(*own)).all():
        state = json.loads(row.state)
        sources = state.get("sources")
        if sources:
            state["sources"] = {name.removeprefix(f"{one.address}:"): key for name, key in sources.items()}
            change = sa.update(SESSIONS).where(SESSIONS.c.id == row.id)
            connection.execute(change.values(state=json.dumps(state, ensure_ascii=False)))
