"""A Children and Young People's Plan: what the Trust wants for children, and what it promised.

Codes are keys; titles are not. One plan may call the same outcome by two names (its foreword and its
chapter differ), so everything that refers to a part of a plan refers to its code, and the other names are
kept as `aliases`. Every code is unique within its plan.

Text is plain text. An empty text or tuple means that the plan does not say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar


class PlanStatus(StrEnum):
    DRAFT = "draft"
    SIGNED_OFF = "signed-off"
    CLOSED = "closed"


class PriorityKind(StrEnum):
    """An aim says what shall be, an action what will be done; year-one: reviewed after the first year."""

    AIM = "aim"
    ACTION = "action"
    YEAR_ONE = "year-one"


class Polarity(StrEnum):
    """Which way an indicator should move for things to get better."""

    UP = "up"
    DOWN = "down"
    MAINTAIN = "maintain"


class IndicatorLevel(StrEnum):
    """Whose well-being the indicator measures, as Outcomes Based Accountability tells them apart.

    Population: all children of a place; no one service owns it. Performance: those whom one service reaches.
    (Friedman, "Trying Hard Is Not Good Enough", 2005.)
    """

    POPULATION = "population"
    PERFORMANCE = "performance"


class _Part:
    """A part of a plan file: keys that the model does not know are refused, never dropped."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(_Part):
    """One short sentence that other records may refer to: a principle, a promise, a right."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(_Part):
    """A line of the jargon buster. `avoid`: children asked us not to use it; use `instead`."""

    jargon: str
    aliases: tuple[str, ...] = ()
    meaning: str
    avoid: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(_Part):
    """A multi-agency board that leads on an outcome, with the other names the same board goes by."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority(_Part):
    """What the Trust will work on, and the actions (each one sentence) that belong to it."""

    code: str
    text: str
    kind: PriorityKind
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(_Part):
    """How we will know that things got better.

    `baseline` and `target` are in `unit`. None means that no number has been published: never show it as 0.
    """

    code: str
    text: str
    polarity: Polarity
    level: IndicatorLevel | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""

    @property
    def has_number(self) -> bool:
        return self.baseline is not None or self.target is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedUs(_Part):
    """What children and young people asked the Trust to do or think about, as the plan records it.

    `led_to` is the code of the outcome that exists because they asked.
    """

    code: str
    text: str
    led_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(_Part):
    """One outcome of the plan. The leads are roles, never names of people."""

    code: str
    title: str
    short_title: str = ""
    aliases: tuple[str, ...] = ()
    why: str = ""
    lead_partnership: Partnership | None = None
    officer_lead: str = ""
    young_person_lead: str = ""
    asked_us: tuple[AskedUs, ...] = ()
    priorities: tuple[Priority, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    @property
    def label(self) -> str:
        """The shortest name the plan gives it: for buttons, charts and headings."""
        return self.short_title or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(_Part):
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
    terms: tuple[Term, ...] = ()
    outcomes: tuple[Outcome, ...]

    def outcome(self, code: str) -> Outcome | None:
        return next((outcome for outcome in self.outcomes if outcome.code == code), None)
