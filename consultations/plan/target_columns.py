"""A measure's targets as columns beside it, one for each period, as Trusts print their tables.

A cell holds a number or a benchmark (“National Average”). Targets that say more stay in the sheet of targets.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from consultations.plan.measures import Indicator, Target
from consultations.plan.model import Plan
from consultations.plan.yaml_source import Data

PREFIX = "target "
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def in_columns(indicator: Indicator) -> bool:
    """Whether all of its targets fit into columns."""
    periods = [target.period for target in indicator.targets]
    return len(set(periods)) == len(periods) and all(_is_simple(target) for target in indicator.targets)


def _is_simple(target: Target) -> bool:
    plain = Target(period=target.period, value=target.value, benchmark=target.benchmark)
    number = target.value is not None
    benchmark = bool(target.benchmark) and not NUMBER.fullmatch(target.benchmark)
    return bool(target.period) and target == plain and number is not benchmark


def periods_of(plan: Plan) -> tuple[str, ...]:
    """The periods that need a column, in the order they are met."""
    indicators = [indicator for outcome in plan.outcomes for indicator in outcome.indicators]
    targets = (target for indicator in indicators if in_columns(indicator) for target in indicator.targets)
    return tuple(dict.fromkeys(target.period for target in targets))


def target_cells(indicator: Indicator, periods: Sequence[str]) -> Iterable[Decimal | str | None]:
    """What stands in each column."""
    kept = {target.period: target for target in indicator.targets} if in_columns(indicator) else {}
    for period in periods:
        target = kept.get(period)
        yield None if target is None else target.benchmark if target.value is None else target.value


def targets_written(cells: Mapping[str, str]) -> list[Data]:
    """The targets that a row's columns hold, as plain data."""
    found: list[Data] = []
    for heading, written in cells.items():
        if heading.startswith(PREFIX):
            kind = "value" if NUMBER.fullmatch(written) else "benchmark"
            found.append({"period": heading.removeprefix(PREFIX), kind: written})
    return found
