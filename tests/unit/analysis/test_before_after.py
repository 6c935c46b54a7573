"""How the same people felt before and after."""

import numpy as np
import pytest

from analysis.before_after import compare
from analysis.disclosure_control import Rule

RULE = Rule()


def people(*faces: int) -> dict[int, int]:
    return dict(enumerate(faces))


def chance() -> np.random.Generator:
    return np.random.default_rng(7)


def test_the_difference_is_taken_per_person() -> None:
    before, after = people(*[2, 3] * 10), people(*[4, 3] * 10)
    found = compare(before, after, RULE, chance())
    assert found.pairs.value == 20
    assert found.change.mean == 1
    # The standard error of the mean is 1 / √20 = 0.224; 1.96 of them are 0.44.
    assert (found.change.low, found.change.high) == pytest.approx((0.56, 1.44), abs=0.07)
    assert found.change.direction == "better"


def test_who_answered_once_does_not_count() -> None:
    before = people(*[3] * 12)
    after = {**people(*[2] * 10), **dict.fromkeys(range(100, 150), 5)}
    found = compare(before, after, RULE, chance())
    assert (found.pairs.value, found.change.mean, found.change.direction) == (10, -1, "worse")


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (4, "fewer than 5"), (5, "5"), (9, "10")])
def test_no_mean_is_shown_of_a_few(count: int, said: str) -> None:
    found = compare(people(*[1] * count), people(*[5] * count), RULE, chance())
    assert (str(found.pairs), found.change) == (said, None)


def test_no_change_is_claimed_where_chance_explains_it() -> None:
    before, after = people(*[3] * 12), people(*[2, 4] * 6)
    found = compare(before, after, RULE, chance())
    assert found.change.direction == "unclear"


def test_the_same_chance_gives_the_same_interval() -> None:
    before, after = people(*[1, 2, 3] * 5), people(*[3, 3, 4] * 5)
    assert compare(before, after, RULE, chance()) == compare(before, after, RULE, chance())
