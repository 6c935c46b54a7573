"""Readings stored a second, against TextBlob alone on the same texts; and a board of 100,000 answers.

The pipeline takes each answer from the database, decides whether it says anything and in which language,
scores it, finds its themes, and stores all that; the reference only calls `TextBlob(text).sentiment`. Both
take the same texts, in turn, and the medians are compared. Every stored number is checked to be TextBlob's.

The board is measured against what one would type into a notebook: read the same rows with pandas and count
the people of each value of each question, and of each label and theme, protecting nobody.

Run it with `python3 dev.py run python -m benchmarks.readings` (after `python3 dev.py bench` has made the
environment). Reach: 0.3 of TextBlob alone; 0.3 of the notebook.
"""

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import pandas as pd
from sqlalchemy import Connection, delete, insert, select
from textblob import TextBlob

from analysis.board import Board, board
from analysis.pipeline import read_new
from analysis.readings import AnswerReader
from benchmarks.report import Figure, report
from consultations.forms.questionnaire import Questionnaire
from consultations.storage.addresses import Addresses
from consultations.storage.database import Database
from consultations.storage.tables import answer, participant, reading, reading_theme, session
from tests import postgres
from tests.builders import KEYS, NOW, launch, plan, question, questionnaire

EXAMPLES = Path(__file__).parent.parent / "examples"
THEMES = EXAMPLES / "themes" / "cheshire-east-2022.yaml"
ANSWERS = EXAMPLES / "answers" / "feeling-safe.jsonl"
IN_WORDS = ("safer", "helps", "sooner", "in_charge")
ROUNDS = 3
WRITERS = 750
TALKERS = 10_000
TEXTS = [f"text{number}" for number in range(4)]
CHOICES = ["age_band", *(f"choice{number}" for number in range(7))]


def texts(number: int) -> list[str]:
    """So many of the example answers, over and over."""
    lines = [json.loads(line)["answers"] for line in ANSWERS.read_text(encoding="utf-8").splitlines()]
    written = [one[name] for one in lines for name in IN_WORDS if name in one]
    return list(islice(cycle(written), number))


def form() -> Questionnaire:
    """Four questions in free words, eight of one choice; the first of these tells groups apart."""
    words = [question(name, outcome="CE2") for name in TEXTS]
    return questionnaire(
        *words, *(question(name, "select_one", choices="places", outcome="CE2") for name in CHOICES)
    )


def fill(database: Database, people: int, names: list[str]) -> None:
    """People who have answered all questions called `names`."""
    consultation = launch(database, form(), taxonomy=THEMES.read_text(encoding="utf-8"), sample=True)
    words, places = iter(texts(people * len(TEXTS))), cycle(("park", "bus", "school", "park", "park"))
    ids = range(1, people + 1)
    asked = {"consultation_id": consultation.id, "questionnaire_id": consultation.questionnaire_id}
    talk = {**asked, "state": "{}", "status": "finished", "step": 9}
    moments = {"started_at": NOW, "updated_at": NOW}
    told = {"consultation_id": consultation.id, "plan_code": "cheshire", "outcome_code": "CE2"}
    stands = {**told, "revision": 1, "counts": True, "answered_at": NOW}
    given = [
        {"session_id": f"s{one}", "participant_id": one, "question": name, "value": next(values)}
        for name in names
        for values in [words if name in TEXTS else places]
        for one in ids
    ]
    with database.write() as connection:
        who = [
            {"id": one, "channel": "web", **Addresses(KEYS).columns("web", f"a{one}"), "created_at": NOW}
            for one in ids
        ]
        connection.execute(insert(participant), who)
        talks = [{"id": f"s{one}", "participant_id": one, **talk, **moments} for one in ids]
        connection.execute(insert(session), talks)
        connection.execute(insert(answer), [{**one, **stands} for one in given])


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def forget(database: Database) -> None:
    with database.write() as connection:
        connection.execute(delete(reading_theme))
        connection.execute(delete(reading))


def check(database: Database) -> None:
    """Every number stored is the one that TextBlob gives; raises AssertionError."""
    wanted = select(answer.c.value, reading.c.polarity, reading.c.subjectivity).join_from(answer, reading)
    with database.read() as connection:
        rows = connection.execute(wanted.where(reading.c.status == "read")).all()
    assert len(rows) > WRITERS
    assert all((row[1], row[2]) == tuple(TextBlob(row[0]).sentiment) for row in rows)


def reading_figure(kind: str, url: str) -> Figure:
    """The whole way of `WRITERS` people's four texts, and TextBlob alone."""
    database = Database(url, KEYS)
    database.upgrade()
    fill(database, WRITERS, TEXTS)
    written = texts(WRITERS * len(TEXTS))
    ours, theirs = [], []
    read_new(
        database, lambda: NOW, make_reader=AnswerReader
    )  # both warm: word lists and the language model are loaded once
    for _ in range(ROUNDS):
        forget(database)
        ours.append(seconds(lambda: read_new(database, lambda: NOW, make_reader=AnswerReader)))
        theirs.append(seconds(lambda: [TextBlob(text).sentiment for text in written]))
    check(database)
    idle = seconds(lambda: read_new(database, lambda: NOW, make_reader=AnswerReader))
    pace, alone = len(written) / median(ours), len(written) / median(theirs)
    print(f"{kind}: {pace:.0f} readings/s, TextBlob {alone:.0f}/s; nothing new: {1000 * idle:.0f} ms a round")
    return Figure(f"readings stored, {kind}", pace, "answers/s", "TextBlob alone", pace / alone, 0.3)


def notebook(connection: Connection) -> list[pd.Series]:
    """People by value, label and theme of each question, as pandas counts them."""
    rows = pd.read_sql(
        select(answer, reading.c.status, reading.c.label).join_from(answer, reading, isouter=True), connection
    )
    themes = pd.read_sql(select(reading_theme), connection)
    rows = rows.loc[:, ~rows.columns.duplicated()]
    themed = themes.merge(rows, left_on="answer_id", right_on="id")
    tables = [(rows, ["question", "value"]), (rows, ["question", "label"]), (themed, ["question", "theme"])]
    by_outcome = [
        (rows, ["outcome_code", "label"]),
        (themed, ["outcome_code", "theme"]),
        (rows, ["outcome_code"]),
    ]
    return [frame.groupby(keys)["participant_id"].nunique() for frame, keys in tables + by_outcome]


def board_figure(url: str) -> Figure:
    """The board of 10,000 people's ten answers."""
    database = Database(url, KEYS)
    database.upgrade()
    fill(database, TALKERS, TEXTS[:2] + CHOICES)
    read_new(database, lambda: NOW, make_reader=AnswerReader)
    idle = seconds(lambda: read_new(database, lambda: NOW, make_reader=AnswerReader))
    ours, theirs = [], []
    with database.read() as connection:
        for _ in range(ROUNDS):
            theirs.append(seconds(lambda: notebook(connection)))
            ours.append(seconds(lambda: _whole(board(connection, plan()))))
    print(f"nothing new among {TALKERS * 2:,} texts: {1000 * idle:.0f} ms a round")
    ratio = median(theirs) / median(ours)
    return Figure("board of 100,000 answers", 1000 * median(ours), "ms", "a notebook", ratio, 0.3)


def _whole(found: Board) -> None:
    assert found.summary.people.value == TALKERS


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """For each kind, the URL of an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": f"sqlite:///{folder}/readings.db"}
        try:
            with postgres.server(durable=True) as server:
                yield {**found, "PostgreSQL": server.create().render_as_string(hide_password=False)}
        except postgres.NoPostgresError as reason:
            print(f"PostgreSQL not measured: {reason}")
            yield found


def main() -> None:
    began = time.perf_counter()
    with databases() as urls, tempfile.TemporaryDirectory() as folder:
        measured = [reading_figure(kind, url) for kind, url in urls.items()]
        measured.append(board_figure(f"sqlite:///{folder}/board.db"))
    print(f"{time.perf_counter() - began:.0f} s in all")
    report(measured)


if __name__ == "__main__":
    main()
