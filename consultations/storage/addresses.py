"""Addresses (chat ids, tokens of browsers) in the database: sealed to write to, a keyed hash to find by.

The one place that knows how. The keys travel with the database's connections, as `Database` was given them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from consultations.errors import Refused
from consultations.sealing import KeyRing

OPTION = "together_keys"
"""The execution option of the engine that holds the key ring."""
MARK = 32
"""How many hexadecimal digits of a hash stand before a message's id: 128 bits."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Seals, finds and opens addresses with the keys of `ring`."""

    ring: KeyRing

    @classmethod
    def of(cls, connection: Connection) -> "Addresses":
        """Those of the connection's database. Raises `Refused` where it was opened without a key."""
        ring = connection.get_execution_options().get(OPTION)
        if ring is None:
            raise Refused(
                "addresses.no_key",
                "The database was opened without the key that addresses are sealed with.",
                "Set TOGETHER_KEY to the key that was in use; `together doctor` says whether it fits.",
            )
        return cls(ring)

    def seal(self, channel: str, address: str) -> str:
        return self.ring.seal(address, _purpose(channel))

    def open(self, channel: str, sealed: str) -> str:
        """The address, to write to it. Raises `Refused` where no key here opens it."""
        return self.ring.open(sealed, _purpose(channel))

    def hashes(self, channel: str, address: str) -> Sequence[str]:
        """What the address may be found by: its hash with each key, the present one first."""
        return self.ring.fingerprints(address, _purpose(channel))

    def columns(self, channel: str, address: str) -> dict[str, str]:
        """How the address is stored, with the present key."""
        return {
            "address_sealed": self.seal(channel, address),
            "address_hash": self.hashes(channel, address)[0],
        }

    def marks(self, channel: str, address: str) -> list[str]:
        """What the id of a message from this address is stored under, with each key."""
        return [f"{one[:MARK]}:" for one in self.hashes(channel, address)]

    def received_as(self, channel: str, address: str, message_id: str) -> list[str]:
        """A message's id as it is stored, with each key; the address is not in it."""
        own = message_id.removeprefix(f"{address}:")
        return [f"{mark}{own}" for mark in self.marks(channel, address)]


def once(address: str) -> str:
    """What is noted where somebody at `address` was refused, in an address's place."""
    return f"refused:{address}"


def _purpose(channel: str) -> str:
    return f"participant.address/{channel}"
