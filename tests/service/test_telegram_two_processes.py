"""Two processes on one bot: whatever both of them hear happens once, and nothing is lost."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from bot.conversation import Conversation
from bot.messages import Incoming
from bot.telegram.channel import TelegramChannel
from bot.telegram.polling import Pauses
from bot.telegram.receiving import Ports
from bot.telegram.settings import WEBHOOK_PATH, TelegramSettings
from consultations.storage.database import Database
from consultations.storage.tables import event
from tests.builders import KEYS, launch, question, questionnaire, world
from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_api.served import served

PAUSES = Pauses(first=0.02, most=0.1, conflict=0.3)
MESSAGES = 30


class Process:
    """One process's channel, with the conversation behind it. `taken` are the messages it was first with."""

    def __init__(self, fake: FakeBotApi, database: Database, **settings: str) -> None:
        self.conversation = Conversation(database, world())
        self.taken: list[str] = []
        chosen = TelegramSettings(fake.token, base_url=fake.url, poll_timeout=2, **settings)
        self.channel = TelegramChannel(chosen, Ports(self.receive, self.nobody), time.monotonic, None, PAUSES)

    async def receive(self, incoming: Incoming) -> None:
        if await asyncio.to_thread(self.conversation.take, incoming) is not None:
            self.taken.append(incoming.message_id)

    async def nobody(self, address: str) -> None:
        raise AssertionError(f"Nobody blocks the bot here, and not {address}.")


@contextlib.asynccontextmanager
async def running(*processes: Process) -> AsyncIterator[None]:
    for process in processes:
        await process.channel.start()
    try:
        yield
    finally:
        for process in processes:
            await process.channel.stop()


def kept(database: Database) -> list[str]:
    """Every text that was stored, as often as it was."""
    with database.read() as connection:
        said = select(event.c.value).where(event.c.kind == "answered").order_by(event.c.id)
        return list(connection.execute(said).scalars())


def a_long_consultation(database: Database) -> None:
    names = [f"q{number}" for number in range(MESSAGES + 5)]
    launch(database, questionnaire(*(question(name, "text", f"About {name}?") for name in names)))


def test_two_that_poll_handle_each_update_once_and_one_takes_over(
    fake: FakeBotApi, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    a_long_consultation(database)
    ada = fake.person()
    first, second = Process(fake, database), Process(fake, database)

    async def story() -> None:
        async with running(second):
            async with running(first):
                ada.says("/start safe")
                for number in range(MESSAGES - 1):
                    ada.says(f"answer {number}")
                    await asyncio.sleep(0.02)
                await fake.until(lambda: not fake.pending)
            ada.says("the last answer")
            await fake.until(lambda: not fake.pending, seconds=20)

    asyncio.run(story())
    assert kept(database) == [*(f"answer {number}" for number in range(MESSAGES - 1)), "the last answer"]
    assert sorted(first.taken + second.taken) == sorted(f"100:{n}" for n in range(1, MESSAGES + 2))
    assert capsys.readouterr().out.count("telegram.two_pollers") <= 2


def test_one_stands_by_while_the_other_polls(fake: FakeBotApi, sqlite_url: str) -> None:
    """Whoever polled first goes on hearing people while the other waits."""
    with contextlib.closing(Database(sqlite_url, KEYS)) as database:
        database.upgrade()
        a_long_consultation(database)
        ada = fake.person()
        first, second = Process(fake, database), Process(fake, database)

        async def story() -> None:
            async with running(first):
                ada.says("/start safe")
                await fake.until(lambda: not fake.pending)
                await asyncio.sleep(3 * PAUSES.first)
                ada.says("one")
                await fake.until(lambda: not fake.pending)
                async with running(second):
                    await fake.until(lambda: second.channel.stands_by)
                    ada.says("two")
                    await fake.until(lambda: not fake.pending)

        asyncio.run(story())
    assert first.taken[:2] == ["100:1", "100:2"]
    assert sorted(first.taken + second.taken) == ["100:1", "100:2", "100:3"]
    assert not first.channel.stands_by


def test_two_that_serve_the_webhook_handle_each_update_once(fake: FakeBotApi, database: Database) -> None:
    """Telegram brings the same update to both, at once."""
    a_long_consultation(database)
    ada = fake.person()

    async def story() -> list[str]:
        apps = FastAPI(), FastAPI()
        with served(apps[0]) as one, served(apps[1]) as other:
            urls = one, other
            processes = [Process(fake, database, mode="webhook", public_url=url) for url in urls]
            for app, process in zip(apps, processes, strict=True):
                app.include_router(process.channel.router)
            async with running(*processes):
                await both(fake, ada.says("/start safe"), urls)
                for number in range(8):
                    await both(fake, ada.says(f"answer {number}"), urls)
                await fake.until(lambda: not fake.pending)
            return [message for process in processes for message in process.taken]

    taken = asyncio.run(story())
    assert kept(database) == [f"answer {number}" for number in range(8)]
    assert sorted(taken) == [f"100:{number}" for number in range(1, 10)]


async def both(fake: FakeBotApi, update: dict[str, object], urls: tuple[str, ...]) -> None:
    secret = {"X-Telegram-Bot-Api-Secret-Token": TelegramSettings(fake.token).secret}
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        calls = [client.post(url + WEBHOOK_PATH, json=update, headers=secret) for url in urls]
        assert {answer.status_code for answer in await asyncio.gather(*calls)} == {200}
