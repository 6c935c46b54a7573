"""No number about fewer than five people is shown, and none can be worked out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure_control import (
    HIDDEN,
    Count,
    Part,
    Rule,
    protect_count,
    protect_overlap,
    protect_partition,
    protect_sum,
    protect_whole,
    share,
    unfit_parts,
    whole_or_nothing,
    wholes_of_partitions,
)
from consultations.errors import Refused
from tests.unit.analysis import attacker

FIVE = Rule()
rules = st.integers(5, 8).map(Rule)
cells = st.lists(st.integers(0, 9) | st.integers(0, 30), min_size=2, max_size=7)


def printed(counts):
    return [str(count) for count in counts]


def test_a_count_is_shown_or_said_in_words_and_is_c_in_a_data_file():
    assert [str(protect_count(people, FIVE)) for people in (0, 1, 4, 5)] == [
        "0",
        "fewer than 5",
        "fewer than 5",
        "5",
    ]
    assert str(HIDDEN) == "hidden to protect privacy"
    assert [protect_count(12, FIVE).code, protect_count(3, FIVE).code, HIDDEN.code] == ["12", "c", "c"]


def test_a_suppressed_count_does_not_know_its_number():
    assert protect_count(1, FIVE) == protect_count(4, FIVE)


def test_the_threshold_may_be_raised_and_never_lowered():
    assert str(protect_count(6, Rule(7))) == "fewer than 7"
    with pytest.raises(Refused, match="Use a threshold of 5 or more"):
        Rule(4)


def test_a_lone_small_cell_takes_the_next_smallest_with_it():
    assert printed(protect_partition([20, 12, 3], FIVE)) == [
        "20",
        "hidden to protect privacy",
        "hidden to protect privacy",
    ]


def test_small_cells_that_hide_each_other_are_said_to_be_small():
    assert printed(protect_partition([20, 3, 3, 2, 0], FIVE)) == [
        "20",
        "fewer than 5",
        "fewer than 5",
        "fewer than 5",
        "0",
    ]


def test_two_cells_of_four_are_not_said_to_be_small_for_then_both_would_be_known():
    assert protect_partition([20, 9, 4, 4], FIVE) == (Count(20), Count(9), HIDDEN, HIDDEN)


def test_two_cells_of_one_and_two_are_a_small_group_together_so_a_third_is_hidden():
    assert protect_partition([20, 9, 2, 1], FIVE) == (Count(20), HIDDEN, HIDDEN, HIDDEN)


def test_six_cells_of_one_that_add_up_to_six_would_all_be_known_so_a_seventh_is_hidden():
    assert protect_partition([20, 9, 1, 1, 1, 1, 1, 1], FIVE) == (Count(20), *(HIDDEN,) * 7)


def test_small_themes_that_must_cover_the_rest_are_not_said_to_be_small():
    assert protect_overlap([15, 8, 4, 4], 30, FIVE) == (Count(15), Count(8), HIDDEN, HIDDEN)


def test_a_whole_that_leaves_a_hidden_part_no_room_is_hidden():
    parts = [Part(12, HIDDEN), Part(12, Count(12))]
    assert protect_whole(12, parts, FIVE) == HIDDEN
    assert protect_whole(12, [Part(6, HIDDEN), Part(12, Count(12))], FIVE) == Count(12)


def test_where_everybody_said_the_same_nothing_is_shown():
    assert protect_partition([30, 0, 0], FIVE) == (HIDDEN,) * 3
    assert protect_overlap([30, 8], 30, FIVE) == (HIDDEN, HIDDEN)


def test_nothing_is_broken_down_for_fewer_than_ten_people():
    assert protect_partition([5, 4, 0], FIVE) == (HIDDEN,) * 3
    assert protect_overlap([9, 6], 9, FIVE) == (HIDDEN, HIDDEN)


def test_nought_is_shown_where_it_tells_of_nobody():
    assert protect_partition([16, 14, 0], FIVE) == (Count(16), Count(14), Count(0))


def test_all_but_two_choosing_it_tells_of_the_two():
    assert protect_overlap([28, 15, 10], 30, FIVE)[0] == HIDDEN


def test_two_people_who_chose_both_cannot_be_counted():
    assert protect_overlap([20, 12], 30, FIVE) == (Count(20), HIDDEN)


def test_a_percentage_needs_shown_numbers_and_a_base_of_ten():
    assert share(Count(5), Count(20), FIVE) == 25
    assert share(Count(5), Count(9), FIVE) is None
    assert share(HIDDEN, Count(20), FIVE) is None
    assert share(Count(5), HIDDEN, FIVE) is None


def test_a_whole_that_would_give_a_small_part_away_is_hidden():
    thirty, three = Part(30, Count(30)), Part(3, protect_count(3, FIVE))
    assert protect_whole(33, [thirty, three], FIVE) == HIDDEN
    assert protect_whole(30, [thirty, three], FIVE) == Count(30)
    assert protect_sum([thirty, three]) == HIDDEN
    assert protect_sum([thirty, thirty]) == Count(60)


def test_a_part_is_hidden_where_two_people_named_the_theme_only_elsewhere_or_twice():
    assert unfit_parts(22, [20, 12], FIVE) == {0, 1}  # two named it only in the second question
    assert unfit_parts(30, [20, 12], FIVE) == {1}  # two named it in both
    assert unfit_parts(26, [20, 12], FIVE) == set()
    assert unfit_parts(20, [20, 3], FIVE) == {1}  # nobody named it only in the second
    assert unfit_parts(43, [20, 3, 22], FIVE) == {0, 1}  # the first keeps the second company


@given(cells, rules)
def test_no_small_cell_of_a_partition_can_be_narrowed(people, rule):
    total, counts = sum(people), protect_partition(people, rule)
    if total >= rule.threshold:
        for cell in attacker.small_cells(people, rule):
            assert attacker.in_partition(counts, total, cell) >= set(range(1, rule.threshold))


@given(cells, rules)
def test_the_hidden_cells_together_are_never_a_small_group(people, rule):
    counts = protect_partition(people, rule)
    if sum(people) >= rule.threshold:
        assert not rule.is_small(
            sum(number for number, count in zip(people, counts, strict=True) if not count.shown)
        )


@given(cells.filter(any), st.data(), rules)
def test_neither_those_who_said_it_nor_those_who_did_not_can_be_narrowed_in_an_overlap(people, data, rule):
    total = data.draw(st.integers(max(people), sum(people)))
    counts = protect_overlap(people, total, rule)
    wanted = set(range(1, rule.threshold))
    for cell in attacker.small_cells(people, rule) if total >= rule.threshold else ():
        assert attacker.in_overlap(counts, total, cell) >= wanted
    for cell in attacker.small_cells([total - number for number in people], rule):
        assert {total - value for value in attacker.in_overlap(counts, total, cell)} >= wanted & set(
            range(total)
        )
    excess = attacker.said_two_things(counts, total)
    assert excess[-1] == 0 or excess[-1] >= rule.threshold or excess[0] == 0


@st.composite
def families(draw):
    """Two questions with the same three labels, and the people who are in a label in either."""
    tables = [draw(st.lists(st.integers(0, 16), min_size=3, max_size=3)) for _ in range(2)]
    wholes = [draw(st.integers(max(column), sum(column))) for column in zip(*tables, strict=True)]
    everybody = draw(st.integers(max(*map(sum, tables), *wholes), sum(map(sum, tables))))
    return tables, wholes, everybody


@settings(max_examples=600, deadline=None)
@given(families())
def test_no_small_cell_can_be_narrowed_through_the_totals_of_two_questions(family):
    tables, wholes, everybody = family
    totals = protect_overlap(wholes, everybody, FIVE)
    unfit = [
        unfit_parts(whole, column, FIVE)
        for whole, column in zip(wholes, zip(*tables, strict=True), strict=True)
    ]
    unfit_in = [{column for column, places in enumerate(unfit) if place in places} for place in range(2)]
    shown = [
        whole_or_nothing(protect_partition(table, FIVE, hidden))
        for table, hidden in zip(tables, unfit_in, strict=True)
    ]
    totals = wholes_of_partitions(totals, shown, tables, FIVE)
    known = [(counts, sum(table)) for counts, table in zip(shown, tables, strict=True)]
    for cell in attacker.small_cells(tables[0], FIVE) if sum(tables[0]) >= 5 else ():
        assert attacker.in_family(known, totals, everybody, cell) >= {1, 2, 3, 4}
