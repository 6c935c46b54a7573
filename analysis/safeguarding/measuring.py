"""How well a screen does on messages whose outcome is known."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from analysis.safeguarding.outcome import Category, Outcome, Screen

_Z = 1.959964  # the normal quantile of a 95 % interval


@dataclass(frozen=True, slots=True)
class Message:
    """A message, the last ones before it (oldest first), and what a person says should follow from it."""

    text: str
    outcome: Outcome
    category: Category | None = None
    earlier: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Share:
    """`found` of `base`, with its 95 % interval by Wilson's score method."""

    found: int
    base: int

    @property
    def interval(self) -> tuple[float, float]:
        """From 0 to 1; all of it where nothing was counted. (Wilson 1927, JASA 22:209.)"""
        if not self.base:
            return 0.0, 1.0
        share, weight = self.found / self.base, _Z * _Z / self.base
        centre = share + weight / 2
        spread = _Z * sqrt((share * (1 - share) + weight / 4) / self.base)
        return max(0.0, (centre - spread) / (1 + weight)), min(1.0, (centre + spread) / (1 + weight))

    def __str__(self) -> str:
        if not self.base:
            return "0 of 0"
        low, high = self.interval
        return f"{self.found} of {self.base}, {self.found / self.base:.1%} ({low:.1%} to {high:.1%})"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a screen made of messages.

    `recall`: of those that should alert, how many did, by category; `seen`: how many of them did or are for
    review; `false_alarms`: of those that are nothing, how many alerted; `for_review`: of those for review,
    how many were found at all; `reviews`: of those that are nothing, how many a person looks at in vain.
    """

    recall: Mapping[str, Share]
    all_recall: Share
    seen: Share
    false_alarms: Share
    for_review: Share
    reviews: Share


def measure(screen: Screen, messages: Iterable[Message]) -> Measured:
    """Screen every message and count."""
    return count((one, screen.screen(one.text, one.earlier, one.language).outcome) for one in messages)


def count(pairs: Iterable[tuple[Message, Outcome]]) -> Measured:
    """Count messages and what came of them."""
    tally = Counter((one.outcome, one.category or "other", came) for one, came in pairs)
    alerts = sorted({category for wanted, category, _ in tally if wanted is Outcome.ALERT})

    def share(wanted: Outcome, *came: Outcome, of: str | None = None) -> Share:
        those = {key: n for key, n in tally.items() if key[0] is wanted and of in (None, key[1])}
        return Share(sum(n for key, n in those.items() if key[2] in came), sum(those.values()))

    return Measured(
        recall={category: share(Outcome.ALERT, Outcome.ALERT, of=category) for category in alerts},
        all_recall=share(Outcome.ALERT, Outcome.ALERT),
        seen=share(Outcome.ALERT, Outcome.ALERT, Outcome.REVIEW),
        false_alarms=share(Outcome.NONE, Outcome.ALERT),
        for_review=share(Outcome.REVIEW, Outcome.ALERT, Outcome.REVIEW),
        reviews=share(Outcome.NONE, Outcome.REVIEW),
    )
