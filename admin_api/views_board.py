"""The board's pages as data: what was heard about each outcome, from whom, and what was promised.

`board_pages` fills these; templates/board/ shows them. Whatever is a number of people in them is protected.
"""

from dataclasses import dataclass

from admin_api.charts import Datum
from admin_api.figures import Bit, Figure
from admin_api.views_asks import AskView
from admin_api.views_coverage import CoverageView
from admin_api.views_ledger import LedgerPage
from admin_api.views_voices import VoicesView
from analysis.summary import NumberStats
from consultations.plan import Outcome, Plan, Priority


@dataclass(frozen=True, slots=True)
class Method:
    """How the words were read, and the themes of each consultation. `when` is empty when none have been."""

    when: str
    models: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One consultation on the board: how many took part in it, in words, and the way to their answers."""

    code: str
    title: str
    state: str
    sample: bool
    took_part: str
    way: str = ""


@dataclass(frozen=True, slots=True)
class GroupView:
    """Who took part, by one question. `silent` names the groups nobody of which took part."""

    figure: Figure
    silent: str


@dataclass(frozen=True, slots=True)
class Card:
    """An outcome on the front page. `heard` is false where nothing can be shown; `instead` then says why.

    Where nobody was asked to write, `chosen` is a question with choices, and `choices` what people chose.
    `asks` says in words how many wait and how many promises are open; it may be empty.
    """

    code: str
    label: str
    heard: bool
    instead: str
    people: Datum
    themes: tuple[Bit, ...]
    feelings: tuple[Bit, ...]
    chosen: str
    choices: tuple[Bit, ...]
    asks: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """`way` leads from how many `took_part` to what they said. `left_out`: a consultation has so few answers
    that they are left out of all else.

    What of the `ledger` is late leads the page.
    """

    plan: Plan
    took_part: str
    way: str
    parts: tuple[Part, ...]
    sample: bool
    cards: tuple[Card, ...]
    quiet: tuple[Card, ...]
    groups: tuple[GroupView, ...]
    coverage: CoverageView
    left_out: bool
    promised: tuple[AskView, ...]
    waiting: tuple[AskView, ...]
    ledger: LedgerPage
    decided: tuple[AskView, ...]
    method: Method


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with its figures; `way` leads to its answers. `lead` is what can be said in sentences."""

    label: str
    consultation: str
    sample: bool
    answered: str
    way: str
    lead: tuple[str, ...]
    figures: tuple[Figure, ...]
    numbers: NumberStats | None
    unread: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """`how` says how the themes that people spoke of were found; "" where no theme is shown."""

    plan: Plan
    outcome: Outcome
    card: Card
    answers: Datum
    sample: bool
    unread: str
    unread_way: str
    questions: tuple[QuestionView, ...]
    voices: VoicesView | None
    asks: tuple[AskView, ...]
    year_one: tuple[Priority, ...]
    how: str
    method: Method
