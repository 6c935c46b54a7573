"""A Children and Young People's Plan: what the Trust wants for children, and what it promised.

Codes are keys; titles are not. One plan may call the same outcome by two names (its foreword and its
chapter differ), so everything that refers to a part of a plan refers to its code, and the other names are
kept as `aliases`. Every code is unique within its plan.

Text is plain text. An empty text or tuple means that the plan does not say.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consultations.plan.commitments import (
    Action,
    Document,
    Interdependency,
    Pledge,
    Promise,
    PromiseBox,
    Review,
    Risk,
    Service,
    Village,
)
from consultations.plan.measures import Indicator
from consultations.plan.parts import Part, Statement


class PlanStatus(StrEnum):
    DRAFT = "draft"
    SIGNED_OFF = "signed-off"
    CLOSED = "closed"


class PriorityKind(StrEnum):
    """An aim says what shall be, an action what will be done; year-one: reviewed after the first year."""

    AIM = "aim"
    ACTION = "action"
    YEAR_ONE = "year-one"


class EveryChildMatters(StrEnum):
    """The five outcomes that plans of many Trusts and years share ("Every Child Matters", 2003)."""

    BE_HEALTHY = "be-healthy"
    STAY_SAFE = "stay-safe"
    ENJOY_AND_ACHIEVE = "enjoy-and-achieve"
    POSITIVE_CONTRIBUTION = "make-a-positive-contribution"
    ECONOMIC_WELLBEING = "achieve-economic-wellbeing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Part):
    """A line of the jargon buster. `avoid`: children asked us not to use it; use `instead`."""

    jargon: str
    aliases: tuple[str, ...] = ()
    meaning: str
    avoid: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Part):
    """A multi-agency board that leads on an outcome, with the other names the same board goes by."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority(Part):
    """What the Trust will work on, and the actions (each one sentence) that belong to it."""

    code: str
    text: str
    kind: PriorityKind
    continues: str = ""
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedUs(Part):
    """What children and young people asked the Trust to do or think about, as the plan records it.

    `led_to` is the code of the outcome that exists because they asked.
    """

    code: str
    text: str
    led_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Part):
    """One outcome of the plan. The leads are roles, never names of people.

    `rights` are codes of the plan's own rights, `every_child_matters` the common ones: the same answers can
    then be looked at by either. `continues` is the code, in the plan before, of what this one carries on.
    """

    code: str
    title: str
    short_title: str = ""
    aliases: tuple[str, ...] = ()
    continues: str = ""
    why: str = ""
    lead_partnership: Partnership | None = None
    officer_lead: str = ""
    young_person_lead: str = ""
    asked_us: tuple[AskedUs, ...] = ()
    every_child_matters: tuple[EveryChildMatters, ...] = ()
    rights: tuple[str, ...] = ()
    good_looks_like: tuple[Statement, ...] = ()
    priorities: tuple[Priority, ...] = ()
    actions: tuple[Action, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    risks: tuple[Risk, ...] = ()
    depends_on: tuple[Interdependency, ...] = ()

    @property
    def label(self) -> str:
        """The shortest name the plan gives it: for buttons, charts and headings."""
        return self.short_title or self.title

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that the plan calls it by."""
        return tuple(filter(None, (self.title, self.short_title, *self.aliases)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Part):
    """One plan of one Trust. `starts` and `ends` are the first and the last day it covers."""

    code: str
    title: str
    area: str
    starts: date
    ends: date
    status: PlanStatus
    vision: str = ""
    principles: tuple[Statement, ...] = ()
    we_will: tuple[Statement, ...] = ()
    we_wont: tuple[Statement, ...] = ()
    rights: tuple[Statement, ...] = ()
    success: tuple[Statement, ...] = ()
    values: tuple[Statement, ...] = ()
    promises: tuple[Promise, ...] = ()
    promise_boxes: tuple[PromiseBox, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    terms: tuple[Term, ...] = ()
    services: tuple[Service, ...] = ()
    documents: tuple[Document, ...] = ()
    reviews: tuple[Review, ...] = ()
    village: Village | None = None
    outcomes: tuple[Outcome, ...]

    def outcome(self, code: str) -> Outcome | None:
        return next((outcome for outcome in self.outcomes if outcome.code == code), None)

    def outcome_called(self, name: str) -> Outcome | None:
        """The outcome with this title, short title or alias, upper and lower case being alike."""
        wanted = name.casefold()
        return next((o for o in self.outcomes if wanted in map(str.casefold, o.names)), None)

    def indicator(self, code: str) -> Indicator | None:
        every = (indicator for outcome in self.outcomes for indicator in outcome.indicators)
        return next((indicator for indicator in every if indicator.code == code), None)
