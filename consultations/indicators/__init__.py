"""What the figures of a plan say, and what they do not: Outcomes Based Accountability, read honestly."""

from consultations.indicators.curves import (
    Beside,
    Movement,
    Way,
    beside,
    curves,
    gap_series,
    groups_part_ways,
    headline,
    movement,
)
from consultations.indicators.differences import Difference, figure, plain
from consultations.indicators.findings import Finding, claimed, findings
from consultations.indicators.standing import Standing, TargetStanding, latest, standings

__all__ = [
    "Beside",
    "Difference",
    "Finding",
    "Movement",
    "Standing",
    "TargetStanding",
    "Way",
    "beside",
    "claimed",
    "curves",
    "figure",
    "findings",
    "gap_series",
    "groups_part_ways",
    "headline",
    "latest",
    "movement",
    "plain",
    "standings",
]
