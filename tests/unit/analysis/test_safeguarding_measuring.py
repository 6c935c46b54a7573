"""Measuring the screen: who was found, who was alarmed about for nothing."""

import pytest

from analysis.safeguarding.measuring import Message, Share, count
from analysis.safeguarding.outcome import Outcome

ALERT, REVIEW, NONE = Outcome.ALERT, Outcome.REVIEW, Outcome.NONE


@pytest.mark.parametrize(
    ("found", "base", "low", "high"),
    [(73, 73, 0.950, 1.0), (14, 73, 0.118, 0.297), (0, 0, 0, 1), (0, 10, 0, 0.278)],
)
def test_the_interval_is_wilsons(found: int, base: int, low: float, high: float) -> None:
    assert Share(found, base).interval == pytest.approx((low, high), abs=0.001)


def test_each_kind_of_message_is_counted_by_what_came_of_it() -> None:
    pairs = [
        (Message("a", ALERT, "physical"), ALERT),
        (Message("b", ALERT, "physical"), REVIEW),
        (Message("c", ALERT, "sexual"), NONE),
        (Message("d", NONE), ALERT),
        (Message("e", NONE), REVIEW),
        (Message("f", NONE), NONE),
        (Message("g", REVIEW, "other"), REVIEW),
    ]
    found = count(pairs)
    assert found.recall == {"physical": Share(1, 2), "sexual": Share(0, 1)}
    assert (found.all_recall, found.seen) == (Share(1, 3), Share(2, 3))
    assert (found.false_alarms, found.reviews, found.for_review) == (Share(1, 3), Share(1, 3), Share(1, 1))
