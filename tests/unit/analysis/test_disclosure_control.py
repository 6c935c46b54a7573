"""No number about fewer than five people is shown, and none can be worked out."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure_control import (
    HIDDEN,
    Count,
    Publication,
    Rule,
    protect_count,
    protect_overlap,
    protect_partition,
    share,
)
from consultations.errors import Refused
from tests.unit.analysis.attacker import Reader, round_up_small

FIVE = Rule()
rules = st.integers(5, 8).map(Rule)
cells = st.lists(st.integers(0, 9) | st.integers(0, 30), min_size=2, max_size=7)
tight = st.lists(st.sampled_from((0, 1, 3, 4, 5, 7, 8, 12, 13, 17)), min_size=2, max_size=8)
"""Cells at the ends of what rounds alike: here a total tells most."""


def printed(counts: Sequence[Count]) -> list[str]:
    return ["-" if count == HIDDEN else count.code for count in counts]


def test_small_numbers_are_c_and_the_rest_is_rounded_to_five() -> None:
    shown = [protect_count(people, FIVE).code for people in (0, 1, 4, 5, 7, 8, 12, 13, 1_002, 1_003)]
    assert shown == ["0", "c", "c", "5", "5", "10", "10", "15", "1000", "1005"]
    assert str(protect_count(3, FIVE)) == "fewer than 5"
    assert (str(HIDDEN), HIDDEN.code) == ("hidden to protect privacy", "c")


def test_a_suppressed_count_does_not_know_its_number() -> None:
    assert protect_count(1, FIVE) == protect_count(4, FIVE)


def test_the_threshold_may_be_raised_up_to_seven_being_small_and_never_lowered() -> None:
    assert [protect_count(people, Rule(8)).code for people in (1, 7, 8, 12, 13)] == [
        "c",
        "c",
        "10",
        "10",
        "15",
    ]
    for wrong in (4, 9):
        with pytest.raises(Refused, match="Use a threshold of 5 to 8"):
            Rule(wrong)


@given(st.integers(0, 300), rules)
def test_no_rounded_number_tells_one_number_alone(people: int, rule: Rule) -> None:
    count = protect_count(people, rule)
    alike = [other for other in range(301) if protect_count(other, rule) == count]
    assert len(alike) >= 3 or people == 0 or people > 295
    if people >= rule.threshold:
        assert count.value == round_up_small(people, rule.threshold)


def test_percentages_are_made_of_rounded_numbers_and_need_a_base_of_ten() -> None:
    twelve, twenty_three = protect_count(12, FIVE), protect_count(23, FIVE)
    assert share(twelve, twenty_three, FIVE) == 40
    assert share(Count(5), protect_count(7, FIVE), FIVE) is None
    assert share(HIDDEN, Count(20), FIVE) is None
    assert share(Count(5), HIDDEN, FIVE) is None


def test_a_small_cell_beside_large_ones_needs_no_other_to_hide_it() -> None:
    assert printed(protect_partition([21, 12, 3], FIVE)) == ["20", "10", "c"]
    assert printed(protect_partition([20, 3, 3, 2, 0], FIVE)) == ["20", "c", "c", "c", "0"]


def test_where_rounding_leaves_a_small_cell_one_value_the_smallest_other_is_hidden_too() -> None:
    assert printed(protect_partition([12, 12, 4], FIVE)) == [
        "-",
        "10",
        "c",
    ]  # 28 to 32, and 24 at most beside
    assert printed(protect_partition([8, 8, 1], FIVE)) == ["-", "10", "c"]  # 13 to 17, and 16 at least beside


def test_nothing_is_broken_down_for_fewer_than_ten_people() -> None:
    assert printed(protect_partition([5, 4, 0], FIVE)) == ["-", "-", "-"]
    assert printed(protect_overlap([9, 6], 9, FIVE)) == ["-", "-"]
    assert printed(protect_partition([0, 0], FIVE)) == ["0", "0"]


def test_all_but_two_choosing_it_does_not_tell_of_the_two() -> None:
    assert printed(protect_overlap([28, 15, 10], 30, FIVE)) == ["30", "15", "10"]
    reader = Reader()
    reader.reads("chose", Count(30))
    reader.reads("all", Count(30))
    reader.adds_up("all", ["chose", "did not"])
    assert reader.can_be("did not") == (0, 4)


@settings(deadline=None)
@given(cells | tight, rules)
def test_no_small_cell_of_a_partition_can_be_worked_out(people: list[int], rule: Rule) -> None:
    reader = Reader(rule.threshold)
    reader.reads("total", protect_count(sum(people), rule))
    reader.adds_up("total", range(len(people)))
    for cell, count in enumerate(protect_partition(people, rule)):
        reader.reads(cell, count)
    assert not [cell for cell, number in enumerate(people) if rule.is_small(number) and reader.knows(cell)]


@settings(deadline=None)
@given((cells | tight).filter(any), st.data(), rules)
def test_no_small_cell_of_an_overlap_can_be_worked_out(
    people: list[int], data: st.DataObject, rule: Rule
) -> None:
    total = data.draw(st.integers(max(people), sum(people)))
    reader = Reader(rule.threshold)
    reader.reads("total", protect_count(total, rule))
    reader.overlaps("total", range(len(people)))
    for cell, count in enumerate(protect_overlap(people, total, rule)):
        reader.reads(cell, count)
    assert not [cell for cell, number in enumerate(people) if rule.is_small(number) and reader.knows(cell)]


def test_most_tables_lose_nothing_to_each_other() -> None:
    """What is hidden beside a small cell is the exception: rounding every total protects."""
    tables = [[n, 2 * n % 17, 3 * n % 23, n % 5] for n in range(10, 210)]
    hidden = sum(HIDDEN in protect_partition(table, FIVE) for table in tables)
    assert hidden <= len(tables) / 50


small_people = st.sampled_from((0, 1, 2, 3, 4, 4, 5, 7, 8, 12, 13, 22))
filters = st.lists(st.sets(st.integers(0, 7), min_size=1), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(small_people, min_size=8, max_size=8), filters, rules)
def test_no_sequence_of_filters_recovers_a_small_cell(
    people: list[int], chosen: list[set[int]], rule: Rule
) -> None:
    """Eight kinds of people; each filter shows how many are in some of them; all are printed together."""
    together = Publication(rule)
    kinds = together.add_all("kind", enumerate(people))
    for number, picked in enumerate(chosen):
        together.add(number, sum(people[kind] for kind in picked))
        together.partition(number, [kinds[kind] for kind in picked])
    counts, reader = together.close(), Reader(rule.threshold)
    for number, picked in enumerate(chosen):
        reader.adds_up(number, [kinds[kind] for kind in picked])
    truth = {
        **dict(zip(kinds, people, strict=True)),
        **{n: sum(people[k] for k in p) for n, p in enumerate(chosen)},
    }
    for key, count in counts.items():
        reader.reads(key, count)
    assert [key for key, number in truth.items() if rule.is_small(number) and reader.knows(key)] == []


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(small_people, min_size=4, max_size=4), min_size=3, max_size=3))
def test_no_small_cell_of_a_cross_table_is_recovered_from_its_margins(rows: list[list[int]]) -> None:
    together, reader = Publication(FIVE), Reader()
    columns = [list(column) for column in zip(*rows, strict=True)]
    truth = {(y, x): number for y, row in enumerate(rows) for x, number in enumerate(row)}
    lines = {("row", y): [(y, x) for x in range(4)] for y in range(3)}
    lines |= {("column", x): [(y, x) for y in range(3)] for x in range(4)}
    lines["all"] = [("row", y) for y in range(3)]
    truth |= {("row", y): sum(row) for y, row in enumerate(rows)}
    truth |= {("column", x): sum(column) for x, column in enumerate(columns)}
    truth["all"] = sum(map(sum, rows))
    for key, number in truth.items():
        together.add(key, number)
    for whole, parts in lines.items():
        together.partition(whole, parts)
        reader.adds_up(whole, parts)
    for key, count in together.close().items():
        reader.reads(key, count)
    assert [key for key, number in truth.items() if FIVE.is_small(number) and reader.knows(key)] == []


@settings(max_examples=60, deadline=None)
@given(st.lists(small_people, min_size=4, max_size=4), st.permutations(range(4)), rules)
def test_what_is_published_later_gives_way_and_gives_nothing_away(
    people: list[int], order: list[int], rule: Rule
) -> None:
    """Four kinds of people in one table; later, in another, the first two of `order` and the others apart."""
    together, reader = Publication(rule), Reader(rule.threshold)
    kinds = together.add_all("kind", enumerate(people))
    together.add("total", sum(people))
    together.partition("total", kinds)
    before = dict(together.close())
    pairs = {("pair", 0): order[:2], ("pair", 1): order[2:]}
    for key, pair in pairs.items():
        together.add(key, sum(people[kind] for kind in pair))
        together.partition(key, [kinds[kind] for kind in pair])
    together.partition("total", list(pairs))
    counts = together.close()
    assert {key: counts[key] for key in before} == before
    reader.adds_up("total", kinds)
    reader.adds_up("total", list(pairs))
    for key, pair in pairs.items():
        reader.adds_up(key, [kinds[kind] for kind in pair])
    for key, count in counts.items():
        reader.reads(key, count)
    truth = dict(zip(kinds, people, strict=True)) | {
        key: sum(people[kind] for kind in pair) for key, pair in pairs.items()
    }
    assert [key for key, number in truth.items() if rule.is_small(number) and reader.knows(key)] == []


def test_what_a_reader_cannot_know_is_left_out_of_the_reckoning() -> None:
    together = Publication(FIVE)
    together.add("total", 30)
    together.add("part", 3)
    together.partition("total", ["part"])  # not so
    assert printed([*together.close().values()]) == ["30", "c"]
