"""Messages as they lie in the outbox: as JSON, or sealed where nobody but the person may read them."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.messages import Message
from consultations.sealing import KeyRing

MESSAGE = TypeAdapter(Message)
SEALED = "sealed:"
PURPOSE = "outbox.body"


@dataclass(frozen=True, slots=True)
class Envelopes:
    """Writes and opens them. Without a ring a sealed one stays shut."""

    ring: KeyRing | None = None

    def seal(self, message: Message) -> str:
        """The body of a message that only the person is to read. ValueError without a ring."""
        if self.ring is None:
            raise ValueError("Nothing can be sealed without a key.")
        return SEALED + self.ring.seal(MESSAGE.dump_json(message).decode(), PURPOSE)

    def put(self, message: Message) -> str:
        """The body of a message: sealed where it repeats what may not lie open."""
        return self.seal(message) if message.private else MESSAGE.dump_json(message).decode()

    def open(self, body: str) -> Message:
        """The message. ValueError for a sealed one without a ring, `Refused` for one of another key."""
        if not body.startswith(SEALED):
            return MESSAGE.validate_json(body)
        if self.ring is None:
            raise ValueError("This message is sealed.")
        return MESSAGE.validate_json(self.ring.open(body.removeprefix(SEALED), PURPOSE))
