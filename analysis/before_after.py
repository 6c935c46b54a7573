"""What changed between two times that the same people were asked how something is. Pure.

The difference is taken for each person who chose a face both times, and then averaged: who answered only once
says nothing about a change. The interval is the percentile bootstrap over people (Efron and Tibshirani, “An
Introduction to the Bootstrap”, 1993, chapter 13).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.disclosure_control import Count, Rule, protect_count

RESAMPLES = 10_000
MIDDLE = (2.5, 97.5)
"""Per cent of the resamples that lie below the two ends of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Change:
    """The mean change per person in points of the scale, with its 95 % interval; above 0 is better."""

    mean: float
    low: float
    high: float

    @property
    def direction(self) -> str:
        """What the interval supports: “better”, “worse”, or neither."""
        if self.low > 0:
            return "better"
        return "worse" if self.high < 0 else "unclear"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many answered both times, and what changed; None where they are too few to show a mean of."""

    pairs: Count
    change: Change | None


def compare(
    before: Mapping[int, int], after: Mapping[int, int], rule: Rule, chance: np.random.Generator
) -> Comparison:
    """Compare two askings; each maps a person to the point of the scale that they chose.

    A mean is shown of at least `rule.minimum_base` people.
    """
    differences = np.array([after[person] - before[person] for person in before.keys() & after.keys()])
    people = len(differences)
    change = _change(differences, chance) if people >= rule.minimum_base else None
    return Comparison(protect_count(people, rule), change)


def _change(differences: np.ndarray, chance: np.random.Generator) -> Change:
    """How often each difference is drawn says all about a resample: that takes no memory per person."""
    values, counts = np.unique(differences, return_counts=True)
    people = len(differences)
    drawn = chance.multinomial(people, counts / people, size=RESAMPLES)
    low, high = np.percentile(drawn @ values / people, MIDDLE)
    return Change(float(differences.mean()), float(low), float(high))
