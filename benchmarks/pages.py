"""Server time of pages over 100,000 answers, at the 95th percentile, against counting the board each time.

    python -m benchmarks.pages

Ten thousand people have answered ten questions each, two of them in their own words. Every page is asked for
again and again, by a client in the same process, with nothing new said meanwhile. The reference is one board
counted anew, which the first page after an answer waits for. A page reaches its aim below 100 ms.
"""

import statistics
import tempfile
from pathlib import Path

from fastapi.testclient import TestClient

from analysis.board import board
from analysis.pipeline import read_new
from analysis.readings import AnswerReader
from benchmarks.readings import CHOICES, NOW, TALKERS, TEXTS, fill, seconds
from benchmarks.report import Figure, report
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.builders import KEYS
from tests.heard_site import HeardSite

ROUNDS = 40
AIM = 100.0  # milliseconds
PAGES = (
    "/",
    "/easy-read",
    "/open-data/answers.csv",
    "/board",
    "/board/outcomes/CE2",
    "/board/meeting?show=CE2",
    "/board/paper",
    "/api/v1/board/cheshire",
)


def counted_anew(site: HeardSite) -> float:
    """Milliseconds that one board takes."""
    with site.database.read() as connection:
        plan = Plans(connection).get("cheshire")
        return 1000 * statistics.median(seconds(lambda: board(connection, plan)) for _ in range(3))


def slow_end(browser: TestClient, path: str) -> float:
    """Milliseconds below which 95 of 100 requests are answered, the first one, which counts, left out."""
    assert browser.get(path).status_code == 200
    times = [1000 * seconds(lambda: browser.get(path)) for _ in range(ROUNDS)]
    return statistics.quantiles(times, n=20)[-1]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/pages.db", KEYS)
        database.upgrade()
        fill(database, TALKERS, TEXTS[:2] + CHOICES)
        read_new(database, lambda: NOW, make_reader=AnswerReader)
        site = HeardSite(database, Path(folder))
        anew, browser, figures = counted_anew(site), site.browser(), []
        print(f"the board of {TALKERS * 10:,} answers counted anew: {anew:.0f} ms")
        for path in PAGES:
            taken = slow_end(browser, path)
            name = f"p95 of {path} with {TALKERS * 10:,} answers"
            figures.append(Figure(name, taken, "ms", "a board counted anew", anew / taken, anew / AIM))
        database.close()
    report(figures)


if __name__ == "__main__":
    main()
