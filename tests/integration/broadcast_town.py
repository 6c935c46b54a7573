"""A town to write to: people on Telegram who have begun, one on the web, and what arrives with them."""

import asyncio
from dataclasses import dataclass, field

from sqlalchemy import update

from bot.broadcasts import CHANNELS, Broadcaster
from bot.conversation import Conversation
from bot.delivery import Delivery
from bot.messages import Incoming, Message
from bot.outcome import SendResult, Sent
from consultations.audience import Audience
from consultations.broadcast import Progress
from consultations.quiet_hours import read_quiet_hours
from consultations.storage.addresses import Addresses
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.conversations import Conversations
from consultations.storage.database import Database
from consultations.storage.outbox import Kept, Outbox
from consultations.storage.tables import participant
from tests.builders import LONDON, Clock, launch, world

PEOPLE = 30
NIGHT = read_quiet_hours("20:00-08:00", LONDON)
TEXTS = {"en": "We have new questions for you.", "pl": "Mamy nowe pytania."}


@dataclass
class Post:
    arrived: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[str, SendResult] = field(default_factory=dict)

    async def send(self, address: str, message: Message) -> SendResult:
        result = self.answers.get(address, Sent("1"))
        if isinstance(result, Sent):
            self.arrived.append((address, message.text))
        return result


@dataclass
class Town:
    """People on Telegram who have begun, and one on the web."""

    database: Database
    clock: Clock
    post: Post = field(default_factory=Post)
    rate: float = 28

    def __post_init__(self) -> None:
        launch(self.database)
        self.conversation = Conversation(self.database, world(self.clock))
        for number in range(PEOPLE):
            self.says(str(number), start="safe")
        self.conversation.take(Incoming("web", "browser", "w1", start="safe"))
        asyncio.run(self.delivery().deliver())
        self.post.arrived.clear()

    def speaks(self, address: str, language: str) -> None:
        with self.database.write() as connection:
            theirs = participant.c.address_hash.in_(Addresses.of(connection).hashes("telegram", address))
            connection.execute(update(participant).where(theirs).values(language=language))

    def says(self, address: str, text: str | None = None, start: str | None = None) -> None:
        number = self.clock.now.isoformat() + str(text) + address
        self.conversation.take(Incoming("telegram", address, number, text=text, start=start))

    def delivery(self) -> Delivery:
        return Delivery(self.database, {"telegram": self.post}, self.clock, quiet=NIGHT)

    def draft(self, channel: str = "telegram", **audience: object) -> int:
        with self.database.write() as connection:
            to = Audience("all", channel=channel, **audience)  # type: ignore[arg-type]
            return Broadcasts(connection, CHANNELS).draft("news", to, TEXTS, "safe", "me", self.clock()).id

    def step(self, name: str, number: int) -> None:
        with self.database.write() as connection:
            getattr(Broadcasts(connection, CHANNELS), name)(number, self.clock())

    def work(self) -> int:
        """What the service does each second."""
        written = self.fill()
        asyncio.run(self.delivery().deliver_bulk())
        return written

    def fill(self) -> int:
        return Broadcaster(self.database, self.clock, NIGHT, self.rate).fill()

    def look(self, number: int) -> tuple[str, Progress]:
        with self.database.read() as connection:
            broadcasts = Broadcasts(connection, CHANNELS)
            return broadcasts.get(number).state, broadcasts.progress(number)

    def on_the_web(self) -> list[Kept]:
        """What the page of the one on the web shows as news."""
        with self.database.read() as connection:
            person = Conversations(connection).find_person("web", "browser")
            return Outbox(connection).news(person.id) if person else []

    def count(self, channel: str = "telegram", **audience: object) -> int:
        with self.database.read() as connection:
            to = Audience("x", channel=channel, **audience)  # type: ignore[arg-type]
            return sum(Broadcasts(connection, CHANNELS).count(to).values())
