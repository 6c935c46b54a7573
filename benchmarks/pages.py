"""Server time of the main pages over 100,000 stored answers, against counting the board anew each time.

    python -m benchmarks.pages
    python -m benchmarks.pages --answers 1000000

On SQLite and on PostgreSQL, ten thousand people have answered ten questions each, two of them in their own
words (`stored`). Every page is asked for again and again, by a client in the same process, with nothing new
said meanwhile. Printed are the first time, the middle and the 95th percentile of the others. The reference is
one board counted anew, which the first page after an answer waits for where a board is small. A page reaches
its aim below 100 ms at the 95th percentile; over more answers than 100,000, below 300 ms.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fastapi.testclient import TestClient

from analysis.board import board
from benchmarks.readings import databases, seconds
from benchmarks.report import Figure, report
from benchmarks.stored import NAMES, store
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.builders import KEYS
from tests.heard_site import HeardSite
from tests.staff_site import StaffSite

ROUNDS = 40
USUAL = 100_000
AIM, AIM_BEYOND = 100.0, 300.0  # milliseconds
OPEN_PAGES = (
    "/",
    "/easy-read",
    "/open-data/answers.csv",
    "/board",
    "/board/outcomes/CE2",
    "/board/meeting?show=CE2",
    "/board/paper",
    "/api/v1/board/cheshire",
)
STAFF_PAGES = (
    "/staff",
    "/staff/launch",
    "/staff/consultations/safe",
    "/staff/consultations/safe/watch",
    "/staff/consultations/safe/coding",
    "/staff/consultations/safe/themes",
    "/staff/consultations/safe/quotes",
    "/staff/explore?outcome=CE2",
    "/staff/explore?theme=bullying&kind=worry",
    "/staff/explore?theme=sex_education&kind=praise&feeling=mixed",  # what nobody wrote
    "/staff/reading",
    "/staff/doubts",
)


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds: of the first request, and of the others the middle and the 95th percentile."""

    first: float
    middle: float
    slow: float


def counted_anew(database: Database) -> float:
    """Milliseconds that one board takes."""
    with database.read() as connection:
        plan = Plans(connection).get("cheshire")
        return 1000 * statistics.median(seconds(lambda: board(connection, plan)) for _ in range(3))


def times(browser: TestClient, path: str) -> Times:
    def ask() -> None:
        answer = browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    first = 1000 * seconds(ask)
    others = [1000 * seconds(ask) for _ in range(ROUNDS)]
    return Times(first, statistics.median(others), statistics.quantiles(others, n=20)[-1])


def figures(kind: str, database: Database, folder: Path, answers: int) -> Iterator[Figure]:
    store(database, answers // len(NAMES))
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE consultation SET state = 'closed'")  # what is open is not counted
    database.analyse()  # as the running service does
    anew = counted_anew(database)
    print(f"{kind}: the board of {answers:,} answers counted anew: {anew:.0f} ms")
    heard, staff = HeardSite(database, folder), StaffSite(database)
    officer = staff.signed_in()
    pages = [*((heard.browser(), path) for path in OPEN_PAGES), *((officer, path) for path in STAFF_PAGES)]
    aim = AIM if answers <= USUAL else AIM_BEYOND
    for browser, path in pages:
        taken = times(browser, path)
        print(f"  {path:62} first {taken.first:7.0f}  p50 {taken.middle:6.1f}  p95 {taken.slow:6.1f} ms")
        name = f"p95 of {path}, {answers:,} answers, {kind}"
        yield Figure(name, taken.slow, "ms", "a board counted anew", anew / taken.slow, anew / aim)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=USUAL)
    answers = parser.parse_known_args()[0].answers
    found: list[Figure] = []
    with databases() as urls, tempfile.TemporaryDirectory() as folder:
        for kind, url in urls.items():
            database = Database(url, KEYS)
            database.upgrade()
            found += figures(kind, database, Path(folder), answers)
            database.close()
    report(found)


if __name__ == "__main__":
    main()
