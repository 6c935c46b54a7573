"""Durable chat turns a second, against what one would compare them with, measured in the same run.

(a) the same number of bare SQL transactions of the same shape, (b) python-telegram-bot's ConversationHandler
with PicklePersistence flushed each turn; at 100 and at 10,000 known participants, on SQLite and PostgreSQL.
The ways are measured in turn, several times over, and the medians compared, since a shared disk's pace
changes by the minute.

Reach: 0.4 of (a), 5 times (b) at 10,000, and at 10,000 participants at least 0.7 of the pace at 100.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from benchmarks import bare_turns, telegram_turns
from benchmarks.report import Figure, report
from bot import session as sessions
from bot.conversation import Conversation
from bot.messages import Incoming
from bot.session import Session
from consultations.forms.questionnaire import Questionnaire
from consultations.storage.addresses import Addresses
from consultations.storage.database import Database
from consultations.storage.tables import participant, session
from tests import postgres
from tests.builders import KEYS, NOW, launch, question, questionnaire, world

ROUNDS = 5
TURNS = 300
PARTICIPANTS = (100, 10_000)


def form() -> Questionnaire:
    """Twelve questions in free words, enough for the turns of one round at 100 participants."""
    return questionnaire(*(question(f"q{number}", outcome="CE2") for number in range(12)))


def fill(database: Database, participants: int) -> list[Session]:
    """Known participants, each with the first question in front of them."""
    consultation = launch(database, form())
    begun = [
        Session(f"s{number}", "safe", consultation.questionnaire_id, "en", "asking", step=1, current="q0")
        for number in range(participants)
    ]
    people = [
        {
            "id": place + 1,
            "channel": "web",
            **Addresses(KEYS).columns("web", f"a{place}"),
            "session_id": one.id,
            "created_at": NOW,
        }
        for place, one in enumerate(begun)
    ]
    rows = [
        {
            "id": one.id,
            "participant_id": place + 1,
            "consultation_id": consultation.id,
            "questionnaire_id": consultation.questionnaire_id,
            "state": sessions.to_json(one),
            "status": "asking",
            "step": 1,
            "started_at": NOW,
            "updated_at": NOW,
        }
        for place, one in enumerate(begun)
    ]
    with database.write() as connection:
        connection.execute(insert(participant), people)
        connection.execute(insert(session), rows)
    return begun


class Race:
    """Ours and the bare statements on one database, in turn."""

    def __init__(self, url: str, participants: int) -> None:
        self.database = Database(url, KEYS)
        self.database.upgrade()
        begun = fill(self.database, participants)
        self.found_by = [Addresses(KEYS).hashes("web", f"a{one}")[0] for one in range(participants)]
        self.participants = participants
        self.conversation = Conversation(self.database, world())
        self.bare = bare_turns.Bare(url)
        self.state = sessions.to_json(
            replace(begun[0], answers={f"q{number}": "some words" for number in range(6)})
        )
        self.ours: list[float] = []
        self.theirs: list[float] = []
        self.cpu: list[float] = []
        self.done = 0

    def our_turn(self, number: int) -> None:
        person = (self.done + number) % self.participants
        message = f"ours-{self.done + number}"
        text = f"some words to keep, number {self.done + number}"  # nobody writes what another has written
        self.conversation.take(Incoming("web", f"a{person}", message, text=text))

    def bare_turn(self, number: int) -> None:
        person = (self.done + number) % self.participants
        self.bare.turn(self.done + number, self.found_by[person], NOW, self.state, "{}" * 200)

    def round(self) -> None:
        pace, cpu = bare_turns.rate(self.our_turn, TURNS)
        self.ours.append(pace)
        self.cpu.append(cpu)
        self.theirs.append(bare_turns.rate(self.bare_turn, TURNS)[0])
        self.done += TURNS


@contextmanager
def databases() -> Iterator[dict[str, list[str]]]:
    """For each kind, the URL of an empty database for each number of participants."""
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": [f"sqlite:///{folder}/{number}.db" for number in PARTICIPANTS]}
        try:
            with postgres.server(durable=True) as server:
                urls = [server.create().render_as_string(hide_password=False) for _ in PARTICIPANTS]
                yield {**found, "PostgreSQL": urls}
        except postgres.NoPostgresError as reason:
            print(f"PostgreSQL not measured: {reason}")
            yield found


def figures(kind: str, races: list[Race], telegram: dict[int, float]) -> list[Figure]:
    """What one kind of database gave."""
    found = []
    for race in races:
        ours, bare = median(race.ours), median(race.theirs)
        label = f"{kind}, {race.participants:,} participants"
        found.append(Figure(f"turns, {label}", ours, "turns/s", "bare SQL", ours / bare, 0.4))
        print(f"{label}: {median(race.cpu):.2f} ms of CPU a turn, {ours:.0f} turns/s, bare SQL {bare:.0f}")
        if race.participants == PARTICIPANTS[-1]:
            pickled = telegram[race.participants]
            found.append(
                Figure(f"turns, {label}, PTB", ours, "turns/s", "PicklePersistence", ours / pickled, 5)
            )
    small, large = (median(race.cpu) for race in races)
    found.append(
        Figure(f"CPU a turn, 100 : 10,000, {kind}", large, "ms", "100 participants", small / large, 0.7)
    )
    return found


def main() -> None:
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        telegram = {number: telegram_turns.rate(Path(folder), number, 40) for number in PARTICIPANTS}
    for number, pace in telegram.items():
        print(f"PicklePersistence, {number:,} participants: {pace:.0f} turns/s")
    with databases() as found:
        races = {
            kind: [Race(*pair) for pair in zip(urls, PARTICIPANTS, strict=True)]
            for kind, urls in found.items()
        }
        for _ in range(ROUNDS):
            for race in (race for pair in races.values() for race in pair):
                race.round()
        measured = [figure for kind, pair in races.items() for figure in figures(kind, pair, telegram)]
    print(f"{time.perf_counter() - began:.0f} s in all")
    report(measured)


if __name__ == "__main__":
    main()
