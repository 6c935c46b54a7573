"""Somebody in the chat, on any channel, with what was said to them last."""

from dataclasses import dataclass, field

from sqlalchemy import func, select

from bot.conversation import MESSAGE, Conversation
from bot.messages import Channel, Incoming, Message
from consultations.storage.database import Database
from consultations.storage.tables import outbox


@dataclass
class Chatter:
    """One person; whoever makes one sets the `conversation`."""

    database: Database
    channel: Channel = "web"
    conversation: Conversation = field(init=False)
    count: int = field(default=0, init=False)
    last: list[Message] = field(default_factory=list, init=False)

    def does(self, **fields: object) -> list[Message]:
        self.count += 1
        with self.database.read() as connection:
            newest = connection.execute(select(func.max(outbox.c.id))).scalar() or 0
        self.conversation.take(Incoming(self.channel, "me", f"m{self.count}", **fields))  # type: ignore[arg-type]
        with self.database.read() as connection:
            rows = connection.execute(select(outbox.c.body).where(outbox.c.id > newest).order_by(outbox.c.id))
            self.last = [MESSAGE.validate_json(body) for body in rows.scalars()]
        return self.last

    def says(self, text: str) -> list[Message]:
        return self.does(text=text)

    def presses(self, label: str) -> list[Message]:
        button = next(one for message in self.last for one in message.buttons if one.label == label)
        return self.does(button=button.id)
