"""Sentences about numbers: they claim what the published numbers support, and nothing more."""

from datetime import UTC, datetime

from admin_api import sentences
from analysis.disclosure_control import HIDDEN, Count
from analysis.summary import Row, Unread

FEW = Count(None, below=5)


def row(label: str, people: int | Count, name: str = "") -> Row:
    return Row(name or label.lower(), label, Count(people) if isinstance(people, int) else people, None)


def test_numbers_of_people_in_words() -> None:
    assert sentences.people(Count(1250)) == "1,250 people"
    assert sentences.people(Count(0)) == "nobody"
    assert sentences.people(FEW) == "fewer than 5 people"
    assert sentences.people(HIDDEN) == "a number of people that we do not show"


def test_most_needs_more_than_half() -> None:
    rows = (row("Yes", 25), row("No", 15))
    assert sentences.chosen_most(rows, Count(40), one_each=True) == (
        "Most of the 40 people who answered chose “Yes”: 25 of them."
    )
    rows = (row("Yes", 20), row("No", 15), row("Maybe", 5))
    assert sentences.chosen_most(rows, Count(35), one_each=True) == (
        "Chosen most often: “Yes”, by 20 of the 35 people who answered."
    )


def test_most_often_is_not_said_where_a_hidden_number_could_be_greater() -> None:
    rows = (row("Yes", 12), row("No", HIDDEN), row("Maybe", 6))
    assert sentences.chosen_most(rows, Count(34), one_each=False) == ""


def test_most_often_is_said_beside_numbers_that_are_surely_small() -> None:
    rows = (row("Yes", 12), row("No", FEW), row("Maybe", 6))
    assert "“Yes”, by 12" in sentences.chosen_most(rows, Count(34), one_each=False)


def test_nothing_is_said_of_a_tie_or_of_a_hidden_base() -> None:
    tie = (row("Yes", 12), row("No", 12))
    assert sentences.chosen_most(tie, Count(24), one_each=True) == ""
    assert sentences.chosen_most((row("Yes", 12),), HIDDEN, one_each=True) == ""


def test_choices_of_many_never_claim_most_people() -> None:
    rows = (row("Park", 30), row("Bus", 20))
    assert sentences.chosen_most(rows, Count(34), one_each=False).startswith("Chosen most often: “Park”")


def test_themes_are_named_with_their_numbers() -> None:
    themes = (row("Lights", 18), row("Buses", 9), row("Dogs", HIDDEN), row("Parks", 0))
    assert sentences.spoke_of(themes) == "They spoke of Lights (18 people) and Buses (9)."
    assert sentences.spoke_of((row("Dogs", HIDDEN),)) == ""


def test_feelings_say_when_numbers_are_missing() -> None:
    rows = (row("Positive", 18, "positive"), row("Mixed", HIDDEN, "mixed"))
    assert sentences.felt(rows) == "18 people sounded positive; the other numbers are not shown."


def test_what_was_not_read_is_said_without_small_numbers() -> None:
    said = sentences.not_read(Unread(Count(7), FEW, Count(0)))
    assert "nothing that can be read, such as “n/a”: 7 people" in said.lower()
    assert "not in English, so a person must read it: number not shown" in said
    assert "aiting" not in said
    assert sentences.not_read(Unread(Count(0), Count(0), Count(0))) == ""


def test_days_are_those_of_the_calendar_in_england() -> None:
    before_midnight = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)  # 23:30 in summer time
    after_midnight = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert sentences.day(before_midnight) == "1 July 2026"
    assert sentences.day(after_midnight) == "2 July 2026"
    assert sentences.days_between(before_midnight, after_midnight) == 1
