"""How a plan measures itself, as Outcomes Based Accountability orders it (Friedman, 2005).

A number is a `Decimal` in the indicator's unit. None means that no number has been published: it is never
shown as 0 and never compared. What the plan states and what its own figures give are kept apart.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from consultations.plan.parts import Part


class Polarity(StrEnum):
    """Which way an indicator should move for things to get better."""

    UP = "up"
    DOWN = "down"
    MAINTAIN = "maintain"

    def worse(self, earlier: Decimal, later: Decimal) -> bool:
        """Whether `later` is worse than `earlier`. Less of what is to be maintained is worse."""
        return later > earlier if self is Polarity.DOWN else later < earlier


class IndicatorLevel(StrEnum):
    """Whose well-being the indicator measures, as Outcomes Based Accountability tells them apart.

    Population: all children of a place; no one service owns it. Performance: those whom one service reaches.
    (Friedman, "Trying Hard Is Not Good Enough", 2005.)
    """

    POPULATION = "population"
    PERFORMANCE = "performance"


class MeasureKind(StrEnum):
    """The three questions about a service: how much did we do, how well, is anyone better off?"""

    HOW_MUCH = "how-much"
    HOW_WELL = "how-well"
    BETTER_OFF = "better-off"


class Unit(StrEnum):
    """What the numbers count. A difference of two percentages is in percentage points, never in per cent."""

    NUMBER = "number"
    PERCENT = "%"
    RATE = "rate"
    POINTS = "points"
    DAYS = "days"
    WEEKS = "weeks"
    SCORE = "score"


class Aggregation(StrEnum):
    """How the points of a series hang together.

    Annual: each stands for itself. Cumulative: each holds the one before, so it can never fall. Rolling: the
    periods overlap. Gap: what is looked at is the difference of two series.
    """

    ANNUAL = "annual"
    CUMULATIVE = "cumulative"
    ROLLING = "rolling"
    GAP = "gap"


class Comparator(StrEnum):
    """Whose figures a series holds."""

    LOCAL = "local"
    NATIONAL = "national"
    NEIGHBOURS = "neighbours"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Part):
    """One figure of a series. `missing` is the reason why there is no value, as the plan gives it."""

    period: str
    starts: date | None = None
    ends: date | None = None
    value: Decimal | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Part):
    """The figures of one place or group over time, in the order of time. `group` is empty for everybody."""

    name: str
    of: Comparator = Comparator.LOCAL
    group: str = ""
    points: tuple[Point, ...] = ()

    @property
    def latest(self) -> Point | None:
        """The last point with a value: apart from the baseline, which stays what it was."""
        return next((point for point in reversed(self.points) if point.value is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentOf(Part):
    """A target that a plan gives both as a per cent of people and as the number it says that makes."""

    percent: Decimal
    people: Decimal

    @property
    def computed(self) -> Decimal:
        return self.percent * self.people / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Part):
    """What is to be reached: a number, a benchmark (“National Average”), a change, or not set yet.

    `change` is in per cent of the figure of `change_from`, below 0 for less; an empty `change_from` means
    that the plan does not say of which year. `where`: where in the plan it stands, when it stands in several
    places and they differ.
    """

    period: str = ""
    value: Decimal | None = None
    benchmark: str = ""
    change: Decimal | None = None
    change_from: str = ""
    not_set: str = ""
    percent_of: PercentOf | None = None
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Part):
    """A sentence of the plan about a difference, with the figures it is about.

    Either since an earlier period (`since`) or against another series (`against`) in the period `until`.
    `stated` is the difference as the plan gives it, which may be called per cent where points are meant.
    """

    text: str
    stated: Decimal
    until: str
    since: str = ""
    against: str = ""
    series: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor(Part):
    """Something that made the difference, and the partner who did it."""

    text: str
    partner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Part):
    """The difference that is looked at: the figures of the series `of` less those of the series `less`."""

    of: str
    less: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Part):
    """How we will know that things got better.

    `baseline` and `target` are in `unit`. None means that no number has been published: never show it as 0.
    `target` is the one number to reach; where there are several, or it is no number, they are `targets`.
    """

    code: str
    text: str
    polarity: Polarity
    continues: str = ""
    level: IndicatorLevel | None = None
    kind: MeasureKind | None = None
    aggregation: Aggregation = Aggregation.ANNUAL
    key: bool = False
    unit: Unit | None = None
    counts: str = ""
    source: str = ""
    scheme: str = ""
    baseline: Decimal | None = None
    baseline_period: str = ""
    no_baseline: str = ""
    target: Decimal | None = None
    targets: tuple[Target, ...] = ()
    gap: Gap | None = None
    series: tuple[Series, ...] = ()
    claims: tuple[Claim, ...] = ()
    story: str = ""
    difference: tuple[Factor, ...] = ()

    @property
    def has_number(self) -> bool:
        return self.baseline is not None or any(each.value is not None for each in self.all_targets)

    @property
    def all_targets(self) -> tuple[Target, ...]:
        single = () if self.target is None else (Target(value=self.target),)
        return (*single, *self.targets)

    @property
    def whole(self) -> Series | None:
        """The local series about everybody."""
        return next((s for s in self.series if s.of is Comparator.LOCAL and not s.group), None)

    def named(self, name: str) -> Series | None:
        return next((series for series in self.series if series.name == name), None)
