"""The sending half of benchmarks/broadcast.py: a process that can be killed at any moment."""

import asyncio
import logging
import sys
import time
from datetime import UTC, datetime, timedelta

import structlog
import uvloop

from bot.broadcasts import Broadcaster
from bot.delivery import Delivery
from bot.pacing import Pace
from bot.telegram.channel import TelegramChannel
from bot.telegram.receiving import Ports
from bot.telegram.settings import TelegramSettings
from consultations.quiet_hours import read_quiet_hours
from consultations.storage.database import Database
from tests.builders import KEYS

RATE = 150
"""Messages a second: five times what Telegram allows, and what two busy cores do beside the fake."""
LEASE = timedelta(seconds=12)


def utc_now() -> datetime:
    return datetime.now(UTC)


async def send(path: str, url: str, token: str) -> None:
    database = Database(f"sqlite:///{path}", KEYS)
    settings = TelegramSettings(token=token, mode="polling", base_url=url)
    channel = TelegramChannel(settings, Ports(receive=_nothing, blocked=_nothing), time.monotonic)
    await channel.start()
    pace = Pace(RATE, time.monotonic)
    delivery = Delivery(database, {"telegram": channel.sender}, utc_now, {"telegram": pace}, lease=LEASE)
    broadcaster = Broadcaster(database, utc_now, read_quiet_hours("", UTC), RATE)
    await asyncio.gather(_fill(broadcaster), _deliver(delivery))


async def _fill(broadcaster: Broadcaster) -> None:
    while True:
        await asyncio.to_thread(broadcaster.fill)
        await asyncio.sleep(1)


async def _deliver(delivery: Delivery) -> None:
    while True:
        await delivery.deliver_bulk()
        await asyncio.sleep(0.2)


async def _nothing(_: object) -> None:
    """Nobody writes in a benchmark."""


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    uvloop.run(send(*sys.argv[1:]))  # as uvicorn does
