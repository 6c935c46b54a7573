"""A broadcast to 10,000 chats over HTTP, and the same with the sender killed three times on the way.

A fake Bot API on the loopback refuses 1 % of the chats once with 429 and 1 % always with 403. The sender is a
process of its own with the Trust's real parts: outbox, pace, Telegram channel.

Reach: 0.97 of the configured rate of calls, measured while 1 % to 97 % of the messages leave (the last ones
wait for their `retry_after`); nothing lost, nothing repeated. Killed with -9 three times: nothing lost, and
repeated at most what was in flight.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from benchmarks.broadcast_sender import RATE
from benchmarks.report import Figure, report
from bot.broadcasts import CHANNELS
from consultations.audience import Audience
from consultations.storage.addresses import Addresses
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.database import Database
from consultations.storage.tables import participant
from tests.builders import KEYS
from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_api.rules import ApiError
from tests.fake_bot_api.world import Trouble

CHATS = 10_000
EVERY = 100
"""One chat in so many is refused with 429, and another with 403."""
KILLS = 3
PATIENCE = 600.0
"""Seconds before a run is given up: on a busy machine it takes longer, and nothing is lost for that."""


def prepare(folder: Path, fake: FakeBotApi) -> tuple[Database, int]:
    """People who can be written to, the troubles on the way, and a broadcast that has begun."""
    database, now = Database(f"sqlite:///{folder / 'bench.db'}", KEYS), datetime.now(UTC)
    database.upgrade()
    people = [
        {"id": one, "channel": "telegram", **Addresses(KEYS).columns("telegram", str(one)), "created_at": now}
        for one in range(1, CHATS + 1)
    ]
    for one in range(1, CHATS + 1):
        fake.person(one)
    fake.world.blocked.update(range(EVERY // 2, CHATS, EVERY))
    fake.world.troubles.extend(
        Trouble(
            ApiError(429, "Too Many Requests: retry after 1", 1), calls=1, method="sendMessage", chat_id=one
        )
        for one in range(EVERY, CHATS + 1, EVERY)
    )
    with database.write() as connection:
        connection.execute(insert(participant), people)
        broadcasts = Broadcasts(connection, CHANNELS)
        draft = broadcasts.draft("news", Audience("all"), {"en": "Hello."}, "", "benchmark", now)
        broadcasts.begin(draft.id, now)
    return database, draft.id


@contextmanager
def sender(folder: Path, fake: FakeBotApi) -> Iterator[subprocess.Popen[bytes]]:
    command = [
        sys.executable,
        "-m",
        "benchmarks.broadcast_sender",
        str(folder / "bench.db"),
        fake.url,
        fake.token,
    ]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": "."})
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def arrived(fake: FakeBotApi) -> Counter[int]:
    with fake.world.locked():
        return Counter(chat for (chat, _), message in fake.world.posted.items() if message.from_bot)


def finished(database: Database, number: int) -> bool:
    with database.read() as connection:
        return Broadcasts(connection, CHANNELS).get(number).state == "finished"


def run(kills: int) -> tuple[float, int, int]:
    """The rate reached (messages a second), and how many messages were lost and how many repeated."""
    with tempfile.TemporaryDirectory() as name, FakeBotApi() as fake:
        folder = Path(name)
        database, number = prepare(folder, fake)
        reached: list[tuple[float, int]] = []
        left, began = kills, time.monotonic()
        while not finished(database, number) and time.monotonic() - began < PATIENCE:
            with sender(folder, fake) as process:
                left -= _watch(process, database, number, fake, reached, kill=left > 0)
        counts = arrived(fake)
        database.close()
    wanted = set(range(1, CHATS + 1)) - fake.world.blocked
    return _rate(reached), len(wanted - counts.keys()), sum(counts.values()) - len(counts)


def _watch(
    process: subprocess.Popen[bytes],
    database: Database,
    number: int,
    fake: FakeBotApi,
    reached: list[tuple[float, int]],
    *,
    kill: bool,
) -> bool:
    """Look on until everything is sent; or kill the sender when another quarter has been. Whether it was."""
    began = sum(arrived(fake).values())
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until and not finished(database, number):
        time.sleep(0.2)
        sent = sum(arrived(fake).values())
        reached.append((time.monotonic(), sent))
        if kill and sent - began >= CHATS // (KILLS + 1):
            process.send_signal(signal.SIGKILL)
            return True
    return False


def _rate(reached: list[tuple[float, int]]) -> float:
    inside = [(at, sent) for at, sent in reached if CHATS * 0.01 <= sent <= CHATS * 0.97]
    (first, before), (last, after) = inside[0], inside[-1]
    return (after - before) / (last - first)


def main() -> None:
    rate, lost, repeated = run(kills=0)
    print(f"straight through: {rate:.1f} a second of {RATE}, {lost} lost, {repeated} repeated")
    _, lost_killed, repeated_killed = run(kills=KILLS)
    print(f"killed {KILLS} times: {lost_killed} lost, {repeated_killed} repeated (in flight when killed)")
    calls = rate * (1 + 2 / EVERY)  # a refusal takes its turn as well
    reached = 1 - (lost + repeated) / CHATS
    kept = 1 - lost_killed / CHATS
    against = f"the configured rate of {RATE} a second"
    report(
        [
            Figure("broadcast to 10,000 chats", calls, "calls/s", against, calls / RATE, 0.97),
            Figure("arrived just once", CHATS - lost - repeated, "chats", "all chats", reached, 1.0),
            Figure("arrived, killed three times", CHATS - lost_killed, "chats", "all chats", kept, 1.0),
        ]
    )


if __name__ == "__main__":
    main()
