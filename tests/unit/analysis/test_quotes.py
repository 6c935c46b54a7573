"""Quotes: representative, different from each other, and never from where they must not be."""

from analysis.quotes import Candidate, choose

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
