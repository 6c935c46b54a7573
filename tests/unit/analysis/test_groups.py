"""How groups differ, what they agree on, who was not heard, and which waves compare."""

import pytest

from analysis.groups import (
    Part,
    Wave,
    consensus,
    coverage,
    differences,
    holm,
    in_words,
    newcombe,
    trend,
    wilson,
)


def test_intervals_are_wilsons_and_newcombes():
    found = wilson(Part(81, 263))
    assert (found.low, found.high) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert (wilson(Part(0, 0)).low, wilson(Part(0, 0)).high) == (0, 1)
    gap = newcombe(Part(56, 70), Part(48, 80))
    assert (gap.low, gap.high) == pytest.approx((0.0524, 0.3339), abs=1e-4)


def test_holm_adjusts_in_steps_and_keeps_the_order():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_one_real_difference_is_found_and_chance_is_called_no_reliable_difference():
    table = {
        "Positive": {"child": Part(80, 100), "parent": Part(40, 100), "staff": Part(2, 4)},
        "Mixed": {"child": Part(10, 100), "parent": Part(17, 100)},
    }
    first, second = differences(table, least=10)
    assert in_words(first).startswith("Positive: child is 40 points above parent (27 to ")
    assert in_words(second).startswith("Mixed: no reliable difference between child and parent (-7 points")


def test_a_difference_that_one_comparison_would_call_real_goes_among_twenty():
    alone = {"Theme 0": {"a": Part(30, 100), "b": Part(17, 100)}}
    many = alone | {f"Theme {n}": {"a": Part(20, 100), "b": Part(20, 100)} for n in range(1, 20)}
    assert differences(alone, 10)[0].reliable
    assert not any(found.reliable for found in differences(many, 10))


def test_a_small_group_that_disagrees_is_not_averaged_away():
    agreeing, small = [Part(900, 1000), Part(450, 500)], Part(1, 40)
    assert consensus(agreeing) == pytest.approx(0.81, abs=0.01)
    assert consensus([*agreeing, small]) < 0.05
    assert consensus([Part(7, 10), Part(2, 8)]) == pytest.approx(8 / 12 * 3 / 10)


def test_who_was_not_heard_comes_first():
    heard = coverage({"girls": 120, "boys": 60, "care": 0}, {"girls": 480, "boys": 500, "care": 20})
    assert [(one.group, one.verdict) for one in heard] == [
        ("boys", "under-heard"), ("care", "not heard"), ("girls", "over-heard"),
    ]  # fmt: skip


def test_a_trend_holds_only_the_waves_with_the_last_ones_wording():
    same = [
        Wave("2024", "How safe do you feel?", Part(5, 10)),
        Wave("2025", "How safe do you  feel", Part(6, 10)),
    ]
    other = Wave("2023", "Are you safe?", Part(9, 10))
    assert trend([other, *same]) == tuple(same)
    assert trend([same[0], other, same[1]]) == (same[1],)
