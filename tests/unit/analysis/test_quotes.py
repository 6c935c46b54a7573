"""Quotes: representative, different from each other, and never from where they must not be."""

from analysis.quotes import Candidate, choose, represent

BUS = [
    Candidate(1, "the bus is always late in the morning", "child", 0.9),
    Candidate(2, "The bus is always late in the  morning", "child", 0.9),
    Candidate(3, "my bus is always late every morning", "child", 0.88),
    Candidate(4, "no bus goes to the youth club after six", "child", 0.85),
    Candidate(5, "zebra crossing painted purple on tuesdays", "child", 0.86),
]


def test_the_same_words_are_quoted_once_and_the_second_quote_says_something_else():
    first, second = choose(BUS, {"child"}, 2)
    assert first.id in (1, 3)
    assert second.id in (4, 5)


def test_nothing_is_quoted_from_a_small_group_a_held_answer_or_what_hardly_carries_the_theme():
    for wrong in (
        Candidate(9, "the bus is late again today", "staff", 0.9),
        Candidate(9, "the bus is late again today", "child", 0.9, held=True),
        Candidate(9, "the bus is late again today", "child", 0.39),
        Candidate(9, "late bus", "child", 0.9),
        Candidate(9, "word " * 61, "child", 0.9),
    ):
        assert choose([wrong], {"child"}) == ()


def test_fewer_are_quoted_than_asked_for_where_there_are_no_more():
    assert len(choose(BUS[:1], {"child"})) == 1
    assert choose([], {"child"}) == ()


def test_the_most_typical_answer_of_each_theme_stands_first_and_the_largest_theme_before_the_others():
    late, again = "the bus is always late in the morning", "in the morning the bus is always late"
    buses = {1: late, 2: again, 4: "no bus goes to the youth club after six"}
    found = represent({"clubs": {7: "a youth club that opens on sundays"}, "buses": buses}, 2)
    assert [(one.theme, one.first) for one in found] == [("buses", True), ("clubs", True), ("buses", False)]
    assert [one.id for one in found if one.theme == "buses"] in ([1, 4], [2, 4])


def test_an_answer_stands_for_one_theme_only():
    both = {1: "the bus is late and there is no light at the stop"}
    assert [one.theme for one in represent({"buses": both, "lights": both})] == ["buses"]
