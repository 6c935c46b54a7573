"""How groups differ, with the doubt that belongs to it; what all of them agree on; who was not heard.

**Shares** have Wilson's interval (1927), **differences** of two shares Newcombe's hybrid of two of them
(1998, method 10). By chance alone two groups of 30 differ by 23 points one time in twenty, and a table of
many differences always has some that look real: so the p values of all comparisons of a table are adjusted by
Holm's method (1979), which keeps the chance of *any* false finding in the table at 5 %. What is left after
that is a difference; all else is “no reliable difference”.

**Group-informed consensus** is ∏ (A + 1)/(S + 2) over groups, of whom A of S said so (Small et al., “Polis”,
2021): one group that does not say so pulls it towards nought, however small it is. It compares only where the
groups are the same.

Everything takes rounded or true counts as they come; whoever publishes gives it counts that may be shown.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Z = 1.959964
"""Of a 95 % interval."""
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, shares of 0 to 1 or differences of -1 to 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many people: `some` of `base`."""

    some: int
    base: int

    @property
    def share(self) -> float:
        return self.some / self.base


@dataclass(frozen=True, slots=True)
class Difference:
    """The share of `one` less that of `other` in `what`; `p` is adjusted for all comparisons of its table."""

    what: str
    one: str
    other: str
    points: float
    interval: Interval
    p: float

    @property
    def reliable(self) -> bool:
        """Both the p value and the interval say so."""
        return self.p < LEVEL and (self.interval.low > 0 or self.interval.high < 0)


@dataclass(frozen=True, slots=True)
class Heard:
    """A group's part in the population, its part among those who answered, and what follows.

    `verdict`: “not heard”, “under-heard”, “over-heard” or “in proportion”; the first where nobody answered.
    """

    group: str
    population: float
    answered: float
    interval: Interval
    verdict: str


def wilson(part: Part) -> Interval:
    """Wilson's interval of a share, 95 %. Nothing is known of nobody: from 0 to 1."""
    if not part.base:
        return Interval(0.0, 1.0)
    share, square = part.share, Z * Z / part.base
    middle = (share + square / 2) / (1 + square)
    spread = Z / (1 + square) * math.sqrt(share * (1 - share) / part.base + square / (4 * part.base))
    return Interval(max(0.0, middle - spread), min(1.0, middle + spread))


def newcombe(one: Part, other: Part) -> Interval:
    """Newcombe's interval of the difference of two independent shares, 95 %."""
    first, second = wilson(one), wilson(other)
    gap = one.share - other.share
    down = math.hypot(one.share - first.low, second.high - other.share)
    up = math.hypot(first.high - one.share, other.share - second.low)
    return Interval(max(-1.0, gap - down), min(1.0, gap + up))


def p_value(one: Part, other: Part) -> float:
    """Of two shares being the same: two-sided z test with the pooled share."""
    pooled = (one.some + other.some) / (one.base + other.base)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / one.base + 1 / other.base))
    return 1.0 if spread == 0 else math.erfc(abs(one.share - other.share) / spread / math.sqrt(2))


def holm(values: Sequence[float]) -> list[float]:
    """p values adjusted by Holm's step-down method, in the order given."""
    order = sorted(range(len(values)), key=values.__getitem__)
    adjusted, highest = [1.0] * len(values), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, values[place] * (len(values) - rank)))
        adjusted[place] = highest
    return adjusted


def differences(table: Mapping[str, Mapping[str, Part]], least: int) -> tuple[Difference, ...]:
    """Every pair of groups compared in everything that both can be compared in, the most reliable first.

    `table`: what → group → part. Groups with a base under `least` are left out.
    """
    pairs = [
        (what, (one, parts[one]), (other, parts[other]))
        for what, parts in table.items()
        for one, other in combinations([name for name, part in parts.items() if part.base >= least], 2)
    ]
    adjusted = holm([p_value(one[1], other[1]) for _, one, other in pairs])
    found = [
        Difference(what, one[0], other[0], one[1].share - other[1].share, newcombe(one[1], other[1]), p)
        for (what, one, other), p in zip(pairs, adjusted, strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (each.p, -abs(each.points))))


def consensus(parts: Sequence[Part]) -> float:
    """Group-informed consensus over the groups in `parts`, 0 to 1: the product of their smoothed shares."""
    return math.prod((part.some + 1) / (part.base + 2) for part in parts)


def coverage(answered: Mapping[str, int], population: Mapping[str, float]) -> tuple[Heard, ...]:
    """Who was heard, for each group of the population, the least heard first.

    `population` are people or parts of any size. A group counts as under- or over-heard where its part of the
    population is outside the interval of its part of those who answered.
    """
    everybody, all_answers = sum(population.values()), sum(answered.get(group, 0) for group in population)
    found = []
    for group, people in population.items():
        part = Part(answered.get(group, 0), all_answers)
        expected, interval = people / everybody if everybody else 0.0, wilson(part)
        share = part.share if all_answers else 0.0
        found.append(Heard(group, expected, share, interval, _verdict(part.some, expected, interval)))
    return tuple(sorted(found, key=lambda each: each.answered - each.population))


def _verdict(some: int, expected: float, interval: Interval) -> str:
    if not some and expected:
        return "not heard"
    if interval.high < expected:
        return "under-heard"
    return "over-heard" if interval.low > expected else "in proportion"


def in_words(difference: Difference) -> str:
    """“Positive: child 20 points above parent (8 to 31).”, or that there is no reliable difference."""
    points, low, high = (round(100 * n) for n in (difference.points, *_ends(difference.interval)))
    pair = f"{difference.one} and {difference.other}"
    if not difference.reliable:
        doubt = f"{points:+d} points, {low:+d} to {high:+d}"
        return f"{difference.what}: no reliable difference between {pair} ({doubt})."
    way = "above" if points > 0 else "below"
    ends = sorted((abs(low), abs(high)))
    said = f"{difference.one} is {abs(points)} points {way} {difference.other}"
    return f"{difference.what}: {said} ({ends[0]} to {ends[1]})."


def _ends(interval: Interval) -> tuple[float, float]:
    return interval.low, interval.high


@dataclass(frozen=True, slots=True)
class Wave:
    """One time that a question was asked: when, in which words, and how many said so of how many."""

    name: str
    wording: str
    part: Part


def trend(waves: Sequence[Wave]) -> tuple[Wave, ...]:
    """The waves at the end of `waves` whose wording is the last one's: others are not comparable.

    Case, spaces and punctuation make no other wording.
    """
    kept: list[Wave] = []
    for wave in reversed(waves):
        if kept and plain_wording(wave.wording) != plain_wording(kept[0].wording):
            break
        kept.append(wave)
    return tuple(reversed(kept))


def plain_wording(text: str) -> str:
    """What makes two wordings the same."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())
