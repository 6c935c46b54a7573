"""A Telegram channel that runs against the fake Bot API, with a recorder in place of the conversation."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from bot.messages import Button, Incoming, Message
from bot.telegram.channel import TelegramChannel
from bot.telegram.polling import Pauses
from bot.telegram.receiving import Ports
from bot.telegram.sending import Latest
from bot.telegram.settings import TelegramSettings
from tests.fake_bot_api import FakeBotApi

QUICK = Pauses(first=0.01, most=0.05, conflict=0.02)
COMMANDS = {
    "en": (("stop", "Stop"), ("help", "Get help")),
    "en-easy": (("stop", "Stop"),),
    "pl": (("stop", "Stop"), ("help", "Pomoc")),
}


class Recorder:
    """Keeps what arrives, once each, like the conversation; raises what it is told to, first."""

    def __init__(self, *errors: BaseException) -> None:
        self.heard: list[Incoming] = []
        self.deliveries: list[str] = []
        self.gone: list[str] = []
        self.returned: list[str] = []
        self.moves: list[tuple[str, str]] = []
        self.keys: set[str] = set()
        self.shown: Latest | None = None
        self.errors = list(errors)

    async def receive(self, incoming: Incoming) -> None:
        self.deliveries.append(incoming.message_id)
        if self.errors:
            raise self.errors.pop(0)
        if incoming.message_id not in {known.message_id for known in self.heard}:
            self.heard.append(incoming)

    async def blocked(self, address: str) -> None:
        self.gone.append(address)

    async def back(self, address: str) -> None:
        self.returned.append(address)

    async def moved(self, old: str, new: str) -> None:
        self.moves.append((old, new))

    async def first_time(self, key: str) -> bool:
        new = key not in self.keys
        self.keys.add(key)
        return new

    async def latest(self, address: str) -> Latest | None:
        return self.shown

    @property
    def texts(self) -> list[str | None]:
        return [incoming.text for incoming in self.heard]


def channel_for(
    fake: FakeBotApi,
    recorder: Recorder,
    clock: Callable[[], float] = time.monotonic,
    **settings: Any,
) -> TelegramChannel:
    wanted = {"token": fake.token, "base_url": fake.url, "poll_timeout": 5} | settings
    ports = Ports(
        recorder.receive,
        recorder.blocked,
        back=recorder.back,
        moved=recorder.moved,
        first_time=recorder.first_time,
        latest=recorder.latest,
    )
    return TelegramChannel(TelegramSettings(**wanted), ports, clock, COMMANDS, QUICK)


@contextlib.asynccontextmanager
async def running(fake: FakeBotApi, recorder: Recorder, **settings: Any) -> AsyncIterator[TelegramChannel]:
    channel = channel_for(fake, recorder, **settings)
    await channel.start()
    try:
        yield channel
    finally:
        await channel.stop()


def told(story: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(story())


QUESTION = Message(
    "question",
    "What do you like?",
    (Button("q1:sport", "Sport"), Button("q1:music", "Music"), Button("q1:done", "Done", role="done")),
    hint="Press as many as you like.",
    progress="3 of about 8",
    question="likes",
)


def ticked(*chosen: str) -> Message:
    buttons = tuple(
        Button(button.id, button.label, selected=button.label in chosen, role=button.role)
        for button in QUESTION.buttons
    )
    return Message("question", QUESTION.text, buttons, QUESTION.hint, QUESTION.progress, QUESTION.question)
