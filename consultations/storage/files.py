"""Which of the kept files are answers. (The files themselves are in a folder, see `bot.files`.)"""

from collections.abc import Collection

from sqlalchemy import Connection, exists, select

from consultations.storage.addresses import Addresses
from consultations.storage.tables import answer, participant


def answers_with_file(connection: Connection, channel: str, address: str, stored: str) -> bool:
    """Whether the person at `address` has an answer that is the file called `stored`."""
    own = (
        participant.c.channel == channel,
        participant.c.address_hash.in_(Addresses.of(connection).hashes(channel, address)),
    )
    theirs = answer.join(participant, answer.c.participant_id == participant.c.id)
    wanted = exists().select_from(theirs).where(*own, answer.c.value == stored)
    return bool(connection.execute(select(wanted)).scalar())


def without_answer(connection: Connection, stored: Collection[str]) -> set[str]:
    """Those of the files that are nobody's answer, or not any more."""
    held = select(answer.c.value).where(answer.c.value.in_(stored))
    return set(stored) - set(connection.execute(held).scalars())
