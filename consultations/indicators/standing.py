"""How an indicator stands against its targets. Reached is only what is reached and was worth reaching."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from consultations.indicators.curves import compared, headline
from consultations.indicators.differences import Difference, figure
from consultations.plan import Comparator, Indicator, Polarity, Target


class Standing(StrEnum):
    """`behind-start` and `no-gain` are never a success, whatever the latest figure is."""

    REACHED = "reached"
    NOT_YET = "not-yet"
    BEHIND_START = "behind-start"
    NO_GAIN = "no-gain"
    NOT_COMPARABLE = "not-comparable"
    NOT_SET = "not-set"


@dataclass(frozen=True, slots=True)
class TargetStanding:
    """One target: how it stands, in a word and in sentences."""

    target: Target
    standing: Standing
    words: str

    @property
    def good(self) -> bool:
        return self.standing is Standing.REACHED


def standings(indicator: Indicator) -> tuple[TargetStanding, ...]:
    return tuple(_standing(indicator, target) for target in indicator.all_targets)


def latest(indicator: Indicator) -> tuple[str, Decimal] | None:
    """The period and the value of the last figure that the indicator is about; never the baseline."""
    series = headline(indicator)
    point = series.latest if series else None
    return (point.period, point.value) if point and point.value is not None else None


def _standing(indicator: Indicator, target: Target) -> TargetStanding:
    if target.benchmark:
        return _against_benchmark(indicator, target)
    if target.value is None:
        return TargetStanding(target, Standing.NOT_SET, _not_set(target))
    if indicator.baseline is not None and (found := _against_start(indicator, target)):
        return found
    return _against_latest(indicator, target, target.value)


def _not_set(target: Target) -> str:
    if target.change is None:
        return f"{target.not_set or 'No target is set'}."
    way = "more" if target.change > 0 else "less"
    year = f"of {target.change_from}" if target.change_from else "in a year that the plan does not name"
    return f"{abs(target.change):f}% {way} than the figure {year}."


def _against_start(indicator: Indicator, target: Target) -> TargetStanding | None:
    """Said first where the target is no better than the baseline."""
    assert indicator.baseline is not None  # noqa: S101 - asked by the caller
    assert target.value is not None  # noqa: S101 - asked by the caller
    reached, started = figure(target.value, indicator.unit), figure(indicator.baseline, indicator.unit)
    if indicator.polarity.worse(indicator.baseline, target.value):
        side = "above" if target.value > indicator.baseline else "below"
        words = f"The target ({reached}) is {side} where we started ({started}): it is the worse figure."
        return TargetStanding(target, Standing.BEHIND_START, words)
    if target.value == indicator.baseline and indicator.polarity is not Polarity.MAINTAIN:
        words = f"The target ({reached}) is where we started: reaching it would be no change."
        return TargetStanding(target, Standing.NO_GAIN, words)
    return None


def _against_latest(indicator: Indicator, target: Target, value: Decimal) -> TargetStanding:
    found = latest(indicator)
    wanted = figure(value, indicator.unit)
    if found is None:
        words = f"The target is {wanted}. No figure has been published since the baseline."
        return TargetStanding(target, Standing.NOT_COMPARABLE, words)
    period, now = found
    if indicator.polarity.worse(value, now):
        words = f"{figure(now, indicator.unit)} in {period}: not yet {wanted}."
        return TargetStanding(target, Standing.NOT_YET, words)
    words = f"{figure(now, indicator.unit)} in {period}: the target of {wanted} is reached."
    return TargetStanding(target, Standing.REACHED, words)


def _against_benchmark(indicator: Indicator, target: Target) -> TargetStanding:
    theirs = next((s for s in indicator.series if s.of is Comparator.NATIONAL), None)
    found = compared(indicator.whole, theirs, indicator) if indicator.whole and theirs else None
    if found is None:
        words = f"The target is “{target.benchmark}”. The plan gives no figure to compare with."
        return TargetStanding(target, Standing.NOT_COMPARABLE, words)
    reached = not indicator.polarity.worse(found.difference.earlier, found.difference.later)
    words = f"“{target.benchmark}” in {found.period}: {_beside_words(found.difference)}."
    return TargetStanding(target, Standing.REACHED if reached else Standing.NOT_YET, words)


def _beside_words(difference: Difference) -> str:
    return "the same" if difference.points == 0 else difference.words
