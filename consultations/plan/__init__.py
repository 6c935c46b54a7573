"""The plan: outcomes, priorities, indicators, promises and the jargon buster; how it is read from a file."""

from consultations.plan.model import (
    AskedUs,
    Indicator,
    IndicatorLevel,
    Outcome,
    Partnership,
    Plan,
    PlanStatus,
    Polarity,
    Priority,
    PriorityKind,
    Statement,
    Term,
)
from consultations.plan.reading import PlanFile, parse_plan, read_plan

__all__ = [
    "AskedUs",
    "Indicator",
    "IndicatorLevel",
    "Outcome",
    "Partnership",
    "Plan",
    "PlanFile",
    "PlanStatus",
    "Polarity",
    "Priority",
    "PriorityKind",
    "Statement",
    "Term",
    "parse_plan",
    "read_plan",
]
