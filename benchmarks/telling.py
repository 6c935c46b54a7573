"""Preparing the telling of one ask to 100,000 people: a message for each, in their language, each once.

Killed by an exception half of the way and begun again, as a process would be. The reference is what the house
promises, 30 seconds, and 200 MB of memory above what the process had before. Half of the way it is counted
who has not been told, while the database has no statistics of what was just written: in 5 seconds. How fast
the messages then leave is the channel's limit (benchmarks/broadcast.py).
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from benchmarks.report import Figure, report
from bot import session as sessions
from bot.announcements import announce
from bot.session import Session
from consultations.accountability import Answered
from consultations.storage.asks import Asks
from consultations.storage.database import Database
from consultations.storage.tables import answer, ask, ask_answer, outbox, participant, session, telling
from tests.builders import KEYS, launch

PEOPLE = 100_000
LANGUAGES = ("en", "en-easy", "pl", "ar")
SECONDS, MEGABYTES, COUNTING = 30.0, 200.0, 5.0
AT_ONCE = 10_000


def people_answered(connection: Connection, consultation: int, version: str, now: datetime) -> None:
    """`PEOPLE` who said the same thing, and an ask of it that is signed and published."""
    state = {one: sessions.to_json(Session("s", "safe", version, language=one)) for one in LANGUAGES}
    for numbers in (range(start, start + AT_ONCE) for start in range(1, PEOPLE + 1, AT_ONCE)):
        told = {"channel": "telegram", "created_at": now}
        who = [{"id": one, "address_sealed": f"s{one}", "address_hash": f"h{one}", **told} for one in numbers]
        begun = {
            "consultation_id": consultation,
            "questionnaire_id": version,
            "status": "finished",
            "step": 3,
        }
        when = {"started_at": now, "updated_at": now}
        spoke = [
            {"id": f"s{one}", "participant_id": one, "state": state[LANGUAGES[one % 4]], **begun, **when}
            for one in numbers
        ]
        said = {"consultation_id": consultation, "question": "better", "value": "Lights", "revision": 1}
        said |= {"counts": True, "answered_at": now}
        words = [{"id": one, "session_id": f"s{one}", "participant_id": one, **said} for one in numbers]
        connection.execute(insert(participant), who)
        connection.execute(insert(session), spoke)
        connection.execute(insert(answer), words)


def an_ask(connection: Connection, consultation: int, now: datetime) -> None:
    about = {"question": "better", "question_label": "Better?", "theme": "lights", "theme_label": "Lights"}
    where = {"plan_code": "cheshire", "outcome_code": "CE2", "title": "Lights"}
    made = {"id": 1, "consultation_id": consultation, "created_at": now, "created_by": "officer"}
    connection.execute(insert(ask), {**about, **where, **made})
    for numbers in (range(start, start + AT_ONCE) for start in range(1, PEOPLE + 1, AT_ONCE)):
        connection.execute(insert(ask_answer), [{"ask_id": 1, "answer_id": one} for one in numbers])
    asks = Asks(connection)
    asks.decide(1, Answered("cant", "The park is not ours."), "officer", now)
    asks.sign(1, asks.get(1).wording, "young lead", now)
    asks.publish(1, now)


def furnish(url: str, now: datetime) -> None:
    database = Database(url, KEYS)
    database.upgrade()
    consultation = launch(database)
    with database.write() as connection:
        people_answered(connection, consultation.id, consultation.questionnaire_id, now)
        an_ask(connection, consultation.id, now)
    database.close()


def cut_off(now: datetime) -> Iterator[datetime]:
    """A clock that stops half of the way."""
    for _ in range(PEOPLE // 1000):
        yield now
    raise KeyboardInterrupt


def counted(database: Database) -> tuple[int, int]:
    with database.read() as connection:
        written = connection.execute(select(func.count()).select_from(outbox)).scalar_one()
        told = connection.execute(select(func.count()).select_from(telling)).scalar_one()
    return written, told


def untold(database: Database) -> float:
    """The seconds that it takes to count who has not been told."""
    began = time.perf_counter()
    with database.read() as connection:
        Asks(connection).untold(1)
    return time.perf_counter() - began


def memory() -> float:
    """The most that this process has held, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        url = os.environ.get("TOGETHER_BENCH_DATABASE_URL", f"sqlite:///{Path(folder) / 'bench.db'}")
        # In a process of its own, so that the memory it takes is not counted.
        furnishing = get_context("spawn").Process(target=furnish, args=(url, now))
        furnishing.start()
        furnishing.join()
        database = Database(url, KEYS)
        before, began, counting = memory(), time.perf_counter(), 0.0
        ticking = cut_off(now)
        try:
            announce(database, lambda: next(ticking))
        except KeyboardInterrupt:
            counting = untold(database)
            announce(database, lambda: now)
        took, grew = time.perf_counter() - began - counting, max(memory() - before, 0.1)
        if counted(database) != (PEOPLE, PEOPLE):
            sys.exit(f"{counted(database)} messages and notes for {PEOPLE} people.")
        database.close()
    report(
        [
            Figure("telling: prepare 100,000 messages", took, "s", "30 s", SECONDS / took, 1.0),
            Figure("telling: count who is not told", counting, "s", "5 s", COUNTING / counting, 1.0),
            Figure("telling: memory it takes", grew, "MB", "200 MB", MEGABYTES / grew, 1.0),
        ]
    )


if __name__ == "__main__":
    main()
