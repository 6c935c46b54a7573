"""What a reader of an indicator must be told beside its figures, in whole sentences.

Figures are never corrected here: what the plan states and what its own figures give are both said.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from consultations.indicators.curves import compared, falls, groups_part_ways, movement, twins
from consultations.indicators.differences import Difference, figure, plain
from consultations.indicators.standing import latest
from consultations.plan import Aggregation, Claim, Indicator, Point, Series, Target, Unit
from consultations.plan.doubts import label_doubts


@dataclass(frozen=True, slots=True)
class Finding:
    """A stable code, for programs and tests, and a sentence."""

    code: str
    words: str


def findings(indicator: Indicator) -> tuple[Finding, ...]:
    return tuple(Finding(code, words) for look in LOOKS for code, words in look(indicator))


Found = Iterator[tuple[str, str]]


def _label(indicator: Indicator) -> Found:
    for _, message, _ in label_doubts(indicator):
        yield "label-polarity", message


def _no_number(indicator: Indicator) -> Found:
    if not indicator.series and not indicator.has_number:
        reason = f" ({indicator.no_baseline})" if indicator.no_baseline else ""
        yield "no-number", f"No number published yet{reason}."


def _missing(indicator: Indicator) -> Found:
    for series in indicator.series:
        for point in series.points:
            if point.value is None:
                yield "missing", f"{series.name}, {point.period}: no figure ({point.missing})."


def _baseline_and_latest(indicator: Indicator) -> Found:
    found = latest(indicator)
    if indicator.baseline is not None and found and found[1] != indicator.baseline:
        started, now = (figure(value, indicator.unit) for value in (indicator.baseline, found[1]))
        yield "later-figure", f"The baseline is {started}; a later figure ({found[0]}) is {now}."


def _over_hundred(indicator: Indicator) -> Found:
    values = [v for v in (indicator.baseline, *(t.value for t in indicator.all_targets)) if v is not None]
    values += [p.value for s in indicator.series for p in s.points if p.value is not None]
    if indicator.unit is Unit.PERCENT and any(value > 100 for value in values):
        most = figure(max(values), indicator.unit)
        why = f": it counts {indicator.counts}" if indicator.counts else ""
        yield "over-hundred", f"{most} is more than a hundred{why}. It is shown as published."


def _stated_and_computed(indicator: Indicator) -> Found:
    for target in indicator.all_targets:
        share = target.percent_of
        if share and target.value is not None and target.value != share.computed:
            sums = f"{plain(share.percent)}% of {plain(share.people)} is {plain(share.computed.normalize())}"
            yield "stated-computed", f"The plan says {plain(target.value)}; {sums}."


def _two_targets(indicator: Indicator) -> Found:
    for one, other in combinations(indicator.all_targets, 2):
        if one.period == other.period and _says(one) != _says(other):
            where = " and ".join(f"{_says(each)} ({each.where})" for each in (one, other))
            yield "two-targets", f"Two targets for {one.period or 'the same time'}: {where}."


def _says(target: Target) -> str:
    if target.value is not None:
        return f"to {plain(target.value)}"
    if target.change is None:
        return target.benchmark or target.not_set
    return f"by {plain(abs(target.change))}% {'more' if target.change > 0 else 'less'}"


def _change_of_no_year(indicator: Indicator) -> Found:
    for target in indicator.all_targets:
        if target.change is not None and not target.change_from:
            asked = f"{plain(abs(target.change))}%"
            yield (
                "change-of-no-year",
                f"The target is a change by {asked}: of which year it does not say.",
            )


def _claims(indicator: Indicator) -> Found:
    for claim in indicator.claims:
        found = claimed(indicator, claim)
        if found:
            yield "claim", f"The plan says “{claim.text}”. Its figures give {found.words}."


def claimed(indicator: Indicator, claim: Claim) -> Difference | None:
    """The difference that a claim is about, from the plan's own figures."""
    ours = indicator.named(claim.series) if claim.series else indicator.whole
    if ours is None:
        return None
    if claim.against:
        theirs = indicator.named(claim.against)
        found = compared(ours, theirs, indicator, claim.until) if theirs else None
        return found.difference if found else None
    ends = [_point(ours, period) for period in (claim.since, claim.until)]
    values = [point.value for point in ends if point and point.value is not None]
    return Difference(values[0], values[1], indicator.unit) if len(values) == 2 else None


def _point(series: Series, period: str) -> Point | None:
    return next((point for point in series.points if point.period == period), None)


def _same_figures(indicator: Indicator) -> Found:
    for one, other in twins(indicator):
        yield (
            "same-figures",
            f"{one.name} and {other.name} have the same figures throughout: one may have been copied.",
        )


def _groups(indicator: Indicator) -> Found:
    if groups_part_ways(indicator):
        told = (f"{series.name}: {found.way}" for series in indicator.series if series.group
                if (found := movement(series, indicator)))  # fmt: skip
        whole = indicator.whole and movement(indicator.whole, indicator)
        everybody = f"; everybody together: {whole.way}" if whole else ""
        yield "groups-part-ways", f"Not all groups go the same way. {', '.join(told)}{everybody}."


def _cumulative(indicator: Indicator) -> Found:
    if indicator.aggregation is Aggregation.CUMULATIVE:
        yield "cumulative", "Each figure holds the ones before, so it cannot fall from one year to the next."
    for series, before, after in falls(indicator):
        drop = f"from {before.period} to {after.period}"
        yield "cumulative-fall", f"{series.name} falls {drop}, which a running total cannot: check it."


def _no_unit(indicator: Indicator) -> Found:
    if indicator.series and indicator.unit is None:
        yield "no-unit", "The plan does not say what the numbers count."


LOOKS: tuple[Callable[[Indicator], Found], ...] = (
    _no_number,
    _groups,
    _label,
    _missing,
    _same_figures,
    _baseline_and_latest,
    _over_hundred,
    _stated_and_computed,
    _two_targets,
    _change_of_no_year,
    _claims,
    _cumulative,
    _no_unit,
)
