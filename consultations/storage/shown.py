"""What somebody has before them in a channel that we push messages to: the newest thing said in a turn."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from consultations.storage.addresses import Addresses
from consultations.storage.tables import outbox, participant


@dataclass(frozen=True, slots=True)
class Shown:
    """A message that went out: the channel's own id of it, and its JSON."""

    external_id: str
    body: str


def latest_shown(connection: Connection, channel: str, address: str) -> Shown | None:
    """The newest message to `address` that is no notice, or None."""
    wanted = (
        select(outbox.c.external_id, outbox.c.body)
        .join(participant)
        .where(
            participant.c.channel == channel,
            participant.c.address_hash.in_(Addresses.of(connection).hashes(channel, address)),
            outbox.c.channel == channel,
            outbox.c.kind != "notice",
            outbox.c.external_id.is_not(None),
        )
        .order_by(outbox.c.id.desc())
        .limit(1)
    )
    row = connection.execute(wanted).one_or_none()
    return None if row is None else Shown(*row)
