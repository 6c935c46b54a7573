"""500 people at once in the web chat of one process, on SQLite.

A server of its own (`together serve`) on the loopback; each person opens the chat, answers the questionnaire
as a browser without scripts does (POST, redirect, GET), and thinks before each answer. A turn is the POST:
when it is answered, the answer is stored.

They think as long as people in online surveys do: about ten seconds for a question by itself, minutes for
words of their own (Pew Research Center, “How we keep our online surveys from running too long”, 2022;
here half a minute to a minute and a half). `--hurried`: four to twelve seconds, which nobody does.

The people come when the models have been loaded, a few seconds after the start.

Reach: the 99th percentile of a turn at most 250 ms, no errors. Prints how the state grows with each person.
"""

import asyncio
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from statistics import quantiles

import httpx2 as httpx
from sqlalchemy import func, select

from benchmarks.report import Figure, report
from consultations.storage.database import Database
from consultations.storage.tables import answer, session
from tests.builders import KEYS, launch, safe_places
from together.warming import WARM

PEOPLE = 500
COMING = 12.0
"""Seconds within which all of them have come."""


@dataclass(frozen=True)
class Pace:
    """Seconds before a choice and before words of one's own, at least and at most."""

    choosing: tuple[float, float]
    writing: tuple[float, float]


UNHURRIED, HURRIED = Pace((5.0, 15.0), (30.0, 90.0)), Pace((4.0, 12.0), (4.0, 12.0))
MOST_MS = 250.0
FORM_ID = re.compile(r'name="form_id" value="([^"]+)"')
BUTTON = re.compile(r'name="button" value="([^"]+\.\d+)"')
OWN_PAGE = {"sec-fetch-site": "same-origin"}
WORDS = "It is dark on the way home and the lights are broken."


@dataclass
class Seen:
    """What the people saw: milliseconds of every turn, and what went wrong."""

    turns: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


async def person(client: httpx.AsyncClient, chance: random.Random, pace: Pace, seen: Seen) -> None:
    """One person from the first page to the end."""
    await asyncio.sleep(chance.uniform(0, COMING))
    page = (await client.get("/chat/safe")).text
    fields: dict[str, str] = {"start": "true"}
    for _ in range(6):
        fields["form_id"] = unescape(FORM_ID.findall(page)[0])
        began = time.perf_counter()
        answered = await client.post("/chat/safe", data=fields)
        seen.turns.append((time.perf_counter() - began) * 1000)
        if answered.status_code != 303:
            seen.errors.append(f"POST {answered.status_code}")
        page = (await client.get("/chat/safe")).text
        buttons = BUTTON.findall(page)
        fields = {"button": unescape(chance.choice(buttons))} if buttons else {"text": WORDS}
        await asyncio.sleep(chance.uniform(*(pace.choosing if buttons else pace.writing)))


async def everybody(address: str, people: int, pace: Pace) -> Seen:
    seen = Seen()
    limits = httpx.Limits(max_connections=None, keepalive_expiry=2)
    clients = [
        httpx.AsyncClient(base_url=address, timeout=30, limits=limits, headers=OWN_PAGE)
        for _ in range(people)
    ]
    try:
        work = [person(one, random.Random(number), pace, seen) for number, one in enumerate(clients)]
        for result in await asyncio.gather(*work, return_exceptions=True):
            if isinstance(result, Exception):
                seen.errors.append(repr(result))
    finally:
        await asyncio.gather(*(one.aclose() for one in clients))
    return seen


@contextmanager
def server(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "together", "serve", "--port", str(port)]
    environment = {**os.environ, "TOGETHER_DATA_FOLDER": str(folder), "PYTHONPATH": str(Path.cwd())}
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, cwd=folder)
    try:
        _when_warm(log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _when_warm(log: Path) -> None:
    for _ in range(600):
        if WARM in log.read_text():
            return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start: {log.read_text()}")


def growth(database: Database, file: Path, people: int, empty: int) -> str:
    with database.read() as connection:
        state = connection.execute(select(func.avg(func.length(session.c.state)))).scalar_one()
        answers = connection.execute(select(func.count()).select_from(answer)).scalar_one()
    size = sum(one.stat().st_size for one in file.parent.glob("together.db*")) - empty
    each = f"{answers / people:.1f} answers, {size / people:.0f} bytes of database"
    return f"each person: {state:.0f} bytes of session, {each}"


def main() -> None:
    pace = HURRIED if "--hurried" in sys.argv else UNHURRIED
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "together.db"
        database = Database(f"sqlite:///{file}", KEYS)
        database.upgrade()
        launch(database, safe_places())
        empty = sum(one.stat().st_size for one in folder.glob("together.db*"))
        with server(folder) as address:
            seen = asyncio.run(everybody(address, PEOPLE, pace))
        print(growth(database, file, PEOPLE, empty))
        database.close()
    slowest = quantiles(seen.turns, n=100)[98]
    middle = quantiles(seen.turns, n=2)[0]
    print(f"{len(seen.turns)} turns, {middle:.0f} ms at the median; errors: {seen.errors[:3]}")
    errors = len(seen.errors)
    report(
        [
            Figure("a turn of 500 at once, 99 %", slowest, "ms", f"{MOST_MS:g} ms", MOST_MS / slowest, 1.0),
            Figure("people without an error", PEOPLE - errors, "people", "all", 1 - errors / PEOPLE, 1.0),
        ]
    )


if __name__ == "__main__":
    main()
