"""The geometry of a chart of curves, without a browser: what to draw, where, and how to say it in words.

Across, places are per cent of the drawing's width; down, they are em: words keep their size on a phone and
when the reader enlarges them. Each curve has a sign and a dash of its own: nobody needs colours to tell
them apart. `templates/curves.html` draws what is computed here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import floor, log10

from admin_api.translation.speaking import message, translate
from consultations.indicators import curves, figure, gap_series, movement, standings
from consultations.plan import Indicator, Series, Target

LEFT, RIGHT = 16.0, 97.0  # per cent of the width
TOP, BOTTOM = 1.0, 15.0  # em
TICKS = 4
CROWDED = 6
"""More periods than this, and only every second is written under the chart."""
SIGNS = ("●", "■", "▲", "◆", "○", "□", "△", "◇")
DASHES = 4
YEAR = re.compile(r"\d{4}")
BASELINE = message("where we started")


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure: its sign stands at `x`, `y`."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Segment:
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve, ready to draw. `cells` are its figures in words, one for each period of the table."""

    name: str
    sign: str
    dash: int
    marks: tuple[Mark, ...]
    segments: tuple[Segment, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across, or a period below, with its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class CurveChart:
    """`cut`: the scale does not begin at 0, and the page says so."""

    title: str
    description: str
    curves: tuple[Curve, ...]
    periods: tuple[str, ...]
    across: tuple[Tick, ...]
    below: tuple[Tick, ...]
    cut: str

    @property
    def height(self) -> float:
        return BOTTOM + 2.0

    @property
    def bottom(self) -> float:
        return BOTTOM

    @property
    def left(self) -> float:
        return LEFT

    @property
    def right(self) -> float:
        return RIGHT


Line = tuple[str, dict[str, Decimal], dict[str, str]]
"""A name, the figures by period, and why a period has none."""


def curve_chart(indicator: Indicator) -> CurveChart | None:
    """The chart of all that the plan says in numbers; None where there are fewer than two figures."""
    lines = list(_lines(indicator))
    periods = _periods(lines)
    values = [value for _, known, _ in lines for value in known.values()]
    if len(values) < 2:
        return None
    low, step, top = _scale(values)
    places = {period: _x(number, len(periods)) for number, period in enumerate(periods)}
    drawn = tuple(
        _curve(number, line, periods, places, (low, top), indicator) for number, line in enumerate(lines)
    )
    return CurveChart(
        title=indicator.text,
        description=describe(indicator, lines, periods),
        curves=drawn,
        periods=periods,
        across=tuple(_across(low, step, top, indicator)),
        below=tuple(_below(periods, places)),
        cut=_scaled(low, indicator) if low != 0 else "",
    )


def _lines(indicator: Indicator) -> Iterable[Line]:
    gap = gap_series(indicator)
    for series in (*((gap,) if gap else ()), *curves(indicator)):
        known = {point.period: point.value for point in series.points if point.value is not None}
        missing = {point.period: point.missing for point in series.points if point.value is None}
        yield series.name, known, missing
    numbers = {_name(target): target.value for target in indicator.all_targets if target.value is not None}
    if indicator.baseline is not None:
        yield (
            translate("Where we started, and targets"),
            {_began(indicator): indicator.baseline, **numbers},
            {},
        )
    elif numbers:
        yield translate("Targets"), numbers, {}


def _began(indicator: Indicator) -> str:
    return indicator.baseline_period or BASELINE


def _name(target: Target) -> str:
    return target.period or "target"


def _periods(lines: Sequence[Line]) -> tuple[str, ...]:
    """Every period once: where we started first, then by year; in the plan's order where it gives no year."""
    met = dict.fromkeys(period for _, known, missing in lines for period in (*known, *missing))
    if not all(YEAR.search(period) or period == BASELINE for period in met):
        return tuple(met)
    return tuple(sorted(met, key=_year))


def _year(period: str) -> int:
    found = YEAR.search(period)
    return int(found[0]) if found else 0


def _scale(values: Sequence[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """The lowest line, the distance between lines and the highest: round numbers around `values`.

    It begins at 0 unless that would press curves flat that lie close together, far from 0.
    """
    low, high = min(values), max(values)
    floor_ = Decimal(0) if low >= 0 and low < high * Decimal("0.8") else low
    step = _round_step((high - floor_) / TICKS if high > floor_ else Decimal(1))
    bottom = (floor_ // step) * step if floor_ >= 0 else -(-floor_ // step + 1) * step
    top = bottom
    while top < high:
        top += step
    return bottom, step, top


def _round_step(rough: Decimal) -> Decimal:
    size = Decimal(10) ** floor(log10(rough))
    return next(size * times for times in (1, 2, 5, 10) if size * times >= rough)


def _x(number: int, count: int) -> float:
    inner = RIGHT - LEFT - 6
    return round(LEFT + 3 + inner * (number / (count - 1) if count > 1 else 0.5), 2)


def _y(value: Decimal, low: Decimal, top: Decimal) -> float:
    return round(BOTTOM - float((value - low) / (top - low)) * (BOTTOM - TOP), 2)


def _curve(
    number: int,
    line: Line,
    periods: Sequence[str],
    places: dict[str, float],
    ends: tuple[Decimal, Decimal],
    indicator: Indicator,
) -> Curve:
    name, known, missing = line
    marks = {period: Mark(places[period], _y(known[period], *ends)) for period in periods if period in known}
    cells = tuple(_cell(period, known, missing, indicator) for period in periods)
    return Curve(
        name=name,
        sign=SIGNS[number % len(SIGNS)],
        dash=number % DASHES,
        marks=tuple(marks.values()),
        segments=tuple(_segments(marks, [p for p in periods if p in known or p in missing])),
        cells=cells,
    )


def _segments(marks: dict[str, Mark], own: Sequence[str]) -> Iterable[Segment]:
    """Lines between figures that follow each other; a missing one breaks the curve."""
    for before, after in pairwise(own):
        if before in marks and after in marks:
            yield Segment(marks[before].x, marks[before].y, marks[after].x, marks[after].y)


def _cell(period: str, known: dict[str, Decimal], missing: dict[str, str], indicator: Indicator) -> str:
    if period in known:
        return figure(known[period], indicator.unit)
    return translate("no figure ({why})", why=missing[period]) if period in missing else ""


def _across(low: Decimal, step: Decimal, top: Decimal, indicator: Indicator) -> Iterable[Tick]:
    value = low
    while value <= top:
        yield Tick(_y(value, low, top), _scaled(value, indicator))
        value += step


def _scaled(value: Decimal, indicator: Indicator) -> str:
    """A line of the scale, without noughts that say nothing."""
    return figure(value.normalize() + 0, indicator.unit)


def _below(periods: Sequence[str], places: dict[str, float]) -> Iterable[Tick]:
    every = 2 if len(periods) > CROWDED else 1
    yield from (Tick(places[period], _short(period)) for period in periods[::every])


def _short(period: str) -> str:
    return translate("start") if period == BASELINE else period


def describe(indicator: Indicator, lines: Sequence[Line], periods: Sequence[str]) -> str:
    """What the chart shows, for a reader who does not see it; the table beside it has every number."""
    told = " ".join(_told(name, known, indicator) for name, known, _ in lines)
    return translate(
        "Chart of curves from {first} to {last}. {told}",
        first=periods[0],
        last=periods[-1],
        told=told,
    )


def _told(name: str, known: dict[str, Decimal], indicator: Indicator) -> str:
    series = next((each for each in _all(indicator) if each.name == name), None)
    moved = movement(series, indicator) if series else None
    if moved is None:
        ends = ", ".join(f"{figure(value, indicator.unit)} ({period})" for period, value in known.items())
        return f"{name}: {ends}." if ends else translate("{name}: no figure.", name=name)
    first, last = (figure(p.value, indicator.unit) for p in (moved.first, moved.last) if p.value is not None)
    return translate(
        "{name}: {first} in {period}, {last} in {last_period}; {difference}, {way}.",
        name=name,
        first=first,
        period=moved.first.period,
        last=last,
        last_period=moved.last.period,
        difference=moved.difference.words,
        way=moved.way,
    )


def _all(indicator: Indicator) -> tuple[Series, ...]:
    gap = gap_series(indicator)
    return (*indicator.series, *((gap,) if gap else ()))


def reached(indicator: Indicator) -> bool:
    """Whether a target is reached that was worth reaching: only then may anything be shown as a success."""
    return any(each.good for each in standings(indicator))
