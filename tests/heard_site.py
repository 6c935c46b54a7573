"""The whole application over an empty database, and people who answer: for tests of what the board sees."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from admin_api.app import create_app
from admin_api.parts import Launching, Parts
from admin_api.rendering import Pages, Site, make_environment
from analysis.pipeline import read_new
from bot.standing import questions_about
from bot.telling import feedback_form
from consultations.accountability import NEWS_FOLLOWS, Answered
from consultations.consultation import Consultation
from consultations.forms.questionnaire import Choice, Questionnaire
from consultations.plan import read_plan
from consultations.storage.asks import Asks, Promotion
from consultations.storage.consultations import Consultations, Launch
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.builders import Clock, question, questionnaire, world
from together.samples import load_samples

PLAN = Path(__file__).parent.parent / "examples" / "plans" / "cheshire-east-2022.yaml"
AGES = (
    Choice("5-9", {"en": "9 or under"}),
    Choice("10-14", {"en": "10 to 14"}),
    Choice("15-19", {"en": "15 or over"}),
)
THEMES = """
plan: CE-2022
version: 1
themes:
  - {code: lights, label: Street lights, outcomes: [CE2], words: [light*, dark]}
  - {code: buses, label: Buses, outcomes: [CE2], words: [bus, buses]}
"""
LIGHTS = "More lights please"
BUSES = "A later bus"


def safe_form(better: str = "What would make it better?") -> Questionnaire:
    """How old, whether they feel safe (CE2), what would make it better (CE2)."""
    return questionnaire(
        question("age_band", "select_one", "How old are you?", choices="ages"),
        question("safe", "select_one", "Do you feel safe?", choices="yes_no", outcome="CE2"),
        question("better", "text", better, outcome="CE2"),
        ages=AGES,
    )


@dataclass
class HeardSite:
    """A Trust with the example plan. `browser()` opens its pages."""

    database: Database
    folder: Path
    clock: Clock = field(default_factory=Clock)
    people: int = 0

    def __post_init__(self) -> None:
        pages = Pages(make_environment(Site("Together", "A Children’s Trust")))
        chance = random.Random(7).randbytes
        self.parts = Parts(
            self.database,
            self.clock,
            chance,
            pages,
            secure_cookies=False,
            preview=lambda ask, _: ask.title,
            feedback_form=feedback_form,
            launching=Launching(pledge_form=questions_about),
        )
        self.world = world(self.clock)
        self.app: FastAPI = create_app(self.parts)

    def browser(self) -> TestClient:
        return TestClient(self.app, base_url="http://together.example", follow_redirects=False)

    def shows(self, path: str) -> str:
        response = self.browser().get(path, headers={"accept": "text/html"})
        assert response.status_code == 200, response.text
        return response.text

    def import_plan(self) -> None:
        with self.database.write() as connection:
            Plans(connection).save(read_plan(PLAN).plans[0], self.clock())

    def consult(self, form: Questionnaire | None = None, code: str = "safe", **more: object) -> Consultation:
        self.import_plan()
        launch = {"title": "Safe places", "taxonomy": THEMES, "source_name": "safe.md", "source": b"", **more}
        with self.database.write() as connection:
            opened = Launch(code=code, plan_code="CE-2022", questionnaire=form or safe_form(), **launch)
            return Consultations(connection).open(opened, self.clock())

    def answer(self, count: int, code: str = "safe", *, over: bool = True, **answers: str) -> None:
        """`count` people answer alike, through the engine; what they wrote is read."""
        alike = answers or {"age_band": "5-9", "safe": "yes", "better": LIGHTS}
        self.answer_each([alike] * count, code, over=over)

    def answer_each(self, given: Sequence[dict[str, str]], code: str = "safe", *, over: bool = True) -> None:
        """One person for each of these answers, through the engine; what they wrote is read.

        Then it is `over`: only what is over is counted. Who answers later finds it open again.
        """
        file = self.folder / "answers.jsonl"
        file.write_text("\n".join(self._lines(given)), encoding="utf-8")
        with self.database.write() as connection:
            consultation = Consultations(connection).reopen(code)
        load_samples(self.database, consultation, file, self.world)
        read_new(self.database, self.clock)
        if over:
            self.is_over(code)

    def is_over(self, code: str = "safe") -> None:
        """Nobody can answer any more, so that the board counts what was said."""
        with self.database.write() as connection:
            Consultations(connection).close(code, self.clock())

    def _lines(self, given: Sequence[dict[str, str]]) -> Iterator[str]:
        for answers in given:
            self.people += 1
            person = {"respondent": f"p{self.people}", "channel": "web", "answers": answers}
            yield json.dumps(person)

    def promote(self, theme: str = "lights", title: str = "Light on the way home") -> int:
        label = {"lights": "Street lights", "buses": "Buses"}[theme]
        with self.database.write() as connection:
            number = Consultations(connection).get("safe").id
            asked = "What would make it better?"
            wanted = Promotion(number, "better", asked, theme, label, "CE-2022", "CE2", title)
            return Asks(connection).promote(wanted, "officer", self.clock()).id

    def decide(self, ask: int, decision: str = "will_do", words: str = "put up lamps.") -> None:
        with self.database.write() as connection:
            news = self.clock().date() + timedelta(days=60) if decision in NEWS_FOLLOWS else None
            Asks(connection).decide(ask, Answered(decision, words, news), "lead", self.clock())

    def publish(self, ask: int) -> None:
        with self.database.write() as connection:
            asks, now = Asks(connection), self.clock()
            asks.sign(ask, asks.get(ask).wording, "young lead", now)
            asks.publish(ask, now)


class Words(HTMLParser):
    """The words of a page as they are read, without the drawings; and its links by their words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: dict[str, str] = {}
        self._at, self._drawing = "", 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self._drawing += tag == "svg"
        self._at = dict(attrs).get("href", "") if tag == "a" else self._at

    def handle_endtag(self, tag: str) -> None:
        self._drawing -= tag == "svg"
        self._at = "" if tag == "a" else self._at

    def handle_data(self, data: str) -> None:
        if self._drawing == 0 and data.strip():
            self.said.append(data)
        if self._at and data.strip():
            self.links[" ".join(data.split())] = self._at


def words(page: str) -> str:
    return " ".join(" ".join(Words(page).said).split())
