"""The curves of an indicator: which way each goes, the gap between two, and what may be laid beside what.

Only figures of the same period are compared; a missing one is never compared and never counts as 0.
"""

import itertools
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from consultations.indicators.differences import Difference
from consultations.plan import Aggregation, Comparator, Indicator, Point, Polarity, Series


class Way(StrEnum):
    """Which way a curve goes, read with the indicator's polarity.

    Not rated: the two sides of a gap, of which only the distance is looked at.
    """

    BETTER = "better"
    WORSE = "worse"
    LEVEL = "level"
    NOT_RATED = "not rated"


@dataclass(frozen=True, slots=True)
class Movement:
    """From the first figure of a series to its last, missing ones left out."""

    first: Point
    last: Point
    difference: Difference
    way: Way


@dataclass(frozen=True, slots=True)
class Beside:
    """Our figure beside another series', in the last period that both have."""

    series: Series
    period: str
    difference: Difference


def movement(series: Series, indicator: Indicator) -> Movement | None:
    """None where there are fewer than two figures: one point is no curve."""
    known = [point for point in series.points if point.value is not None]
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]
    difference = Difference(_value(first), _value(last), indicator.unit)
    rated = indicator.gap is None or series == gap_series(indicator)
    return Movement(first, last, difference, way(difference, indicator.polarity) if rated else Way.NOT_RATED)


def headline(indicator: Indicator) -> Series | None:
    """The series that the indicator is about: the gap where it is one, else everybody here."""
    return indicator.whole if indicator.gap is None else gap_series(indicator)


def way(difference: Difference, polarity: Polarity) -> Way:
    if difference.points == 0:
        return Way.LEVEL
    return Way.WORSE if polarity.worse(difference.earlier, difference.later) else Way.BETTER


def curves(indicator: Indicator) -> tuple[Series, ...]:
    """The series in the order to be shown: groups before the whole where they go another way than it."""
    groups = tuple(series for series in indicator.series if series.group)
    rest = tuple(series for series in indicator.series if not series.group)
    return (*groups, *rest) if groups_part_ways(indicator) else (*rest, *groups)


def groups_part_ways(indicator: Indicator) -> bool:
    """Whether a group goes another way than everybody together: the whole would then hide it."""
    whole = indicator.whole and movement(indicator.whole, indicator)
    groups = [found for s in indicator.series if s.group and (found := movement(s, indicator))]
    return bool(whole) and any(group.way is not whole.way for group in groups if whole)


def beside(indicator: Indicator) -> tuple[Beside, ...]:
    """Everybody here beside each place that the plan compares with; a gap has nothing beside it."""
    if indicator.whole is None or indicator.gap:
        return ()
    others = [series for series in indicator.series if series.of is not Comparator.LOCAL]
    found = (compared(indicator.whole, other, indicator) for other in others)
    return tuple(each for each in found if each)


def compared(ours: Series, theirs: Series, indicator: Indicator, period: str = "") -> Beside | None:
    """`ours` against `theirs` in `period`, or in the last one that both have a figure for."""
    known = {point.period: point.value for point in theirs.points if point.value is not None}
    for point in reversed(ours.points):
        if point.value is not None and point.period in known and period in ("", point.period):
            return Beside(theirs, point.period, Difference(known[point.period], point.value, indicator.unit))
    return None


def gap_series(indicator: Indicator) -> Series | None:
    """The gap in each period that both series have a figure for; missing, with the reason, in the others."""
    if indicator.gap is None:
        return None
    of, less = indicator.named(indicator.gap.of), indicator.named(indicator.gap.less)
    if of is None or less is None:
        return None
    taken = {point.period: point for point in less.points}
    points = tuple(_gap_point(point, taken.get(point.period)) for point in of.points)
    return Series(name=f"Gap: {of.name} less {less.name}", points=points)


def _gap_point(of: Point, less: Point | None) -> Point:
    if of.value is None or less is None or less.value is None:
        return Point(period=of.period, missing="one of the two figures is missing")
    return Point(period=of.period, starts=of.starts, ends=of.ends, value=of.value - less.value)


def twins(indicator: Indicator) -> tuple[tuple[Series, Series], ...]:
    """Pairs of series with the same figures in every period: one may have been copied from the other."""
    filled = [series for series in indicator.series if _figures(series)]
    return tuple(
        (one, other)
        for place, one in enumerate(filled)
        for other in filled[place + 1 :]
        if _figures(one) == _figures(other) and len(_figures(one)) > 1
    )


def falls(indicator: Indicator) -> tuple[tuple[Series, Point, Point], ...]:
    """Where a cumulative series falls, which it cannot: each figure holds the one before."""
    if indicator.aggregation is not Aggregation.CUMULATIVE:
        return ()
    return tuple(
        (series, before, after)
        for series in indicator.series
        for before, after in _neighbours(series)
        if _value(after) < _value(before)
    )


def _neighbours(series: Series) -> list[tuple[Point, Point]]:
    known = [point for point in series.points if point.value is not None]
    return list(itertools.pairwise(known))


def _figures(series: Series) -> list[tuple[str, Decimal]]:
    return [(point.period, point.value) for point in series.points if point.value is not None]


def _value(point: Point) -> Decimal:
    assert point.value is not None  # noqa: S101 - only called on known points
    return point.value
