"""Small things that tests are about, made in one line each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from analysis.safeguarding import Outcome, Screened
from bot.conversation import World
from consultations.consultation import Consultation
from consultations.forms.compiled import Surroundings
from consultations.forms.questionnaire import Choice, Group, Item, Question, Questionnaire
from consultations.plan import Plan, parse_plan
from consultations.sealing import KeyRing
from consultations.storage.consultations import Consultations, Launch
from consultations.storage.database import Database
from consultations.storage.plans import Plans

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
KEYS = KeyRing((b"only for the tests, 32 bytes....",))

YES_NO = (Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"}))
PLACES = (
    Choice("park", {"en": "The park"}),
    Choice("bus", {"en": "The bus stop"}),
    Choice("school", {"en": "School"}),
)


def question(name: str, type_: str = "text", label: str = "", **fields: object) -> Question:
    """A question in English; its label is its name where none is given."""
    return Question(name=name, type=type_, label={"en": label or f"{name}?"}, **fields)  # type: ignore[arg-type]


def questionnaire(
    *items: Item, languages: tuple[str, ...] = ("en",), **lists: tuple[Choice, ...]
) -> Questionnaire:
    return Questionnaire(
        name="safe_places",
        title="Safe places",
        version="1",
        default_language=languages[0],
        languages=languages,
        items=items,
        choice_lists={"yes_no": YES_NO, "places": PLACES, **lists},
    )


def group(name: str, *items: Item, label: str = "", relevant: str = "", **fields: object) -> Group:
    """A group in English, without words where none are given."""
    return Group(name, {"en": label} if label else {}, relevant, tuple(items), **fields)  # type: ignore[arg-type]


def repeat(name: str, *items: Item, label: str = "", count: str = "") -> Group:
    return group(name, *items, label=label, repeats=True, count=count)


def children() -> Questionnaire:
    """Two levels of repeats: children, and the toys of each."""
    return questionnaire(
        question("household", "integer"),
        repeat(
            "child",
            question("name"),
            question("age", "integer", "How old is ${name}?", constraint=". < 20"),
            question("school", relevant="${age} >= 5"),
            question("place", "calculate", calculation="position(..)"),
            repeat("toy", question("toy_name", label="What is a toy of ${name}?")),
            label="About a child",
        ),
        question("ages", "calculate", calculation="sum(${age})"),
        question("older", "text", "Who is older?", relevant="count(${child}) > 1"),
    )


def safe_places() -> Questionnaire:
    """A note, a choice, a question that depends on it, several choices, and free words."""
    return questionnaire(
        question("hello", "note", "Hello."),
        question(
            "safe", "select_one", "Do you feel safe?", choices="yes_no", outcome="CE2", required="true()"
        ),
        question("why_not", "text", "What makes you feel unsafe?", relevant="${safe} = 'no'", outcome="CE2"),
        question("where", "select_multiple", "Where do you go?", choices="places"),
        question("better", "text", "What would make it better?", outcome="CE2"),
    )


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def tick(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Ids:
    """Ids that are the same in every run: id-1, id-2, …"""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __call__(self) -> str:
        return f"id-{next(self.numbers)}"


class PlainScreen:
    """A screen that knows three phrases, so that a test says what it means by them."""

    def screen(self, text: str, earlier: Sequence[str] = (), language: str = "en") -> Screened:
        whole = " ".join([*earlier, text])
        if "he hits me" in text or ("he comes in" in whole and "at night" in text):
            return Screened(Outcome.ALERT, "physical", ("he hits me",))
        if "a bit sad" in text:
            return Screened(Outcome.REVIEW, "emotional", ("a bit sad",))
        if language not in ("en", "en-easy"):
            return Screened(Outcome.REVIEW, None, ("not covered",))
        return Screened(Outcome.NONE)


def world(clock: Clock | None = None) -> World:
    return World(clock or Clock(), LONDON, Ids(), lambda: 0.5, PlainScreen(), KEYS)


def surroundings(now: datetime = NOW) -> Surroundings:
    return Surroundings(now, LONDON, lambda: 0.5, Ids())


def launch(
    database: Database, form: Questionnaire | None = None, code: str = "safe", **fields: object
) -> Consultation:
    """A consultation that is open, about a plan with the outcome CE2."""
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
        given = {"title": "Safe places", **fields}
        return Consultations(connection).open(
            Launch(
                code=code,
                plan_code="cheshire",
                questionnaire=form or safe_places(),
                source_name="safe.md",
                source=b"| survey |",
                **given,  # type: ignore[arg-type]
            ),
            NOW,
        )


def plan() -> Plan:
    """The smallest plan: one outcome, CE2."""
    return parse_plan(PLAN.encode(), "plan.yaml").plans[0]


PLAN = """
code: cheshire
title: A plan
area: Cheshire
starts: 2022-04-01
ends: 2026-03-31
status: draft
pledges:
  - code: P1
    title: Our pledge
    audience: Children in care
    points:
      - code: P1.1
        text: A home for as long as you need it
outcomes:
  - code: CE2
    title: Children and young people feel and are safe
    priorities:
      - code: CE2.P1
        text: Light the streets
        kind: year-one
    indicators:
      - code: CE2.I1
        text: More children feel safe
        polarity: up
"""
