"""The types answered by a time, an order, a place or something sent."""

import pytest

from consultations.forms.question_types import (
    QUESTION_TYPES,
    Accepted,
    Draft,
    Option,
    Problem,
    Reading,
    Unsure,
    type_of,
)
from consultations.forms.questionnaire import Choice, Question


def read(name: str, text: str, choices: list[Choice] | None = None, **options: object) -> Reading:
    return type_of(name).read(Question("q", name, **options), choices or [], text)


def value_of(reading: Reading) -> str:
    """The value, with a question mark where it is not sure; the code of a problem."""
    if isinstance(reading, Problem):
        return reading.code
    return reading.value + ("?" if isinstance(reading, Unsure) else "")


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("15:30", "15:30:00.000"),
        ("15.30", "15:30:00.000"),
        ("1530", "15:30:00.000"),
        ("03:30", "03:30:00.000"),
        ("15:30:20", "15:30:20.000"),
        ("15:30:20.000+01:00", "15:30:20.000"),
        ("3pm", "15:00:00.000"),
        ("3.15 p.m.", "15:15:00.000"),
        ("12am", "00:00:00.000"),
        ("12 pm", "12:00:00.000"),
        ("noon", "12:00:00.000"),
        ("Midnight", "00:00:00.000"),
        ("half past 3", "15:30:00.000?"),
        ("quarter to four", "15:45:00.000?"),
        ("a quarter to 1", "12:45:00.000?"),
        ("twenty past eight in the morning", "08:20:00.000"),
        ("ten to 9 at night", "20:50:00.000"),
        ("at 8 o'clock", "08:00:00.000?"),
        ("three", "15:00:00.000?"),
        ("25:00", "not_a_time"),
        ("3:75", "not_a_time"),
        ("13 pm", "not_a_time"),
        ("after school", "not_a_time"),
    ],
)
def test_times_of_day(text, stored):
    assert value_of(read("time", text)) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2026-11-23T15:30", "2026-11-23T15:30:00.000"),
        ("23/11/2026 3pm", "2026-11-23T15:00:00.000"),
        ("3rd of May 2026 at half past 9", "2026-05-03T09:30:00.000?"),
        ("noon on 3 May 2026", "2026-05-03T12:00:00.000"),
        ("23/11/2026", "not_a_date_and_time"),
        ("soon", "not_a_date_and_time"),
    ],
)
def test_days_with_times(text, stored):
    assert value_of(read("dateTime", text)) == stored


def test_times_read_back_as_people_write_them():
    question = Question("q", "time")

    assert type_of("time").show(question, (), "15:30:00.000", "en") == "15:30"
    assert type_of("dateTime").show(question, (), "2026-11-03T15:30:00.000", "en") == "3/11/2026 15:30"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("two", "2"),
        ("twenty-one", "21"),
        ("a hundred and five", "105"),
        ("I am 7 years old", "7?"),
        ("we were twelve", "12?"),
    ],
)
def test_whole_numbers_in_words(text, stored):
    assert value_of(read("integer", text)) == stored


@pytest.mark.parametrize("text", ["two or three", "2 or 3", "many", "twoo", "two two", "no one"])
def test_what_is_no_one_number(text):
    assert read("integer", text) == Problem("not_a_number")


# Order

TOYS = [Choice(name, {"en": label}) for name, label in [("b", "A ball"), ("k", "A kite"), ("d", "A drum")]]


def test_taps_count_in_their_order_and_the_last_one_left_needs_none():
    rank = type_of("rank")

    first = rank.tap(Option("d"), "", TOYS)
    assert first == Draft("d")
    assert rank.tap(Option("d"), "d", TOYS) == Draft("d")
    assert rank.tap(Option("b"), "d", TOYS) == Accepted("d b k")


def test_the_last_tap_can_be_undone():
    rank = type_of("rank")

    assert rank.ordered
    assert rank.undo("d b") == Draft("d")
    assert rank.undo("d") == rank.undo("") == Draft("")
    assert rank.done("d") == Problem("rank_all")


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("drum, ball, kite", "d b k"),
        ("3 1 2", "d b k"),
        ("312", "d b k"),
        ("3, then 1", "d b k"),
        ("drum > kite > ball", "d k b"),
        ("drmu, kite, ball", "d k b?"),
        ("drum", "rank_all"),
        ("drum, drum, ball", "rank_all"),
        ("drum, zebra, ball", "not_a_choice"),
    ],
)
def test_an_order_in_writing(text, stored):
    assert value_of(read("rank", text, TOYS)) == stored


def test_an_order_reads_back_with_its_numbers():
    assert (
        type_of("rank").show(Question("q", "rank"), TOYS, "d b k", "en") == "1. A drum, 2. A ball, 3. A kite"
    )


# Scales


def labelled() -> tuple[Question, list[Choice]]:
    question = Question("q", "range", parameters={"start": "1", "end": "3"}, choices="w")
    return question, [Choice("1", {"en": "Not at all"}), Choice("3", {"en": "Very"})]


def test_the_numbers_of_a_scale_carry_their_words():
    question, choices = labelled()

    assert [option.label for option in type_of("range").options(question, choices)] == [
        {"en": "1: Not at all"},
        {"": "2"},
        {"en": "3: Very"},
    ]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2", "2"),
        ("two", "2"),
        ("very", "3"),
        ("not at al", "1"),
        ("4", "not_on_the_scale"),
        ("x", "not_on_the_scale"),
    ],
)
def test_a_scale_is_answered_by_number_or_words(text, stored):
    question, choices = labelled()

    assert value_of(type_of("range").read(question, choices, text)) == stored


def test_a_long_scale_has_no_buttons_but_takes_numbers():
    question = Question("q", "range", parameters={"start": "0", "end": "1000000", "step": "5"})

    assert type_of("range").options(question, ()) == []
    assert value_of(type_of("range").read(question, (), "999995")) == "999995"
    assert value_of(type_of("range").read(question, (), "999996")) == "not_on_the_scale"


# Places

PLACES = [
    Choice("crewe", {"en": "Crewe"}, {"latitude": "53.1", "longitude": "-2.44"}),
    Choice("away", {"en": "Somewhere else"}),
]


def test_a_place_of_a_list_is_kept_as_its_point_or_its_name():
    kind, question = type_of("geopoint"), Question("q", "geopoint", choices="towns")

    assert [option.value for option in kind.options(question, PLACES)] == ["53.1 -2.44 0 0", "away"]
    assert value_of(kind.read(question, PLACES, "crewe")) == "53.1 -2.44 0 0"
    assert value_of(kind.read(question, PLACES, "Crew")) == "53.1 -2.44 0 0"
    assert value_of(kind.read(question, PLACES, "53.2, -2.5")) == "not_a_choice"
    assert kind.show(question, PLACES, "53.1 -2.44 0 0", "en") == "Crewe"


def test_without_a_list_a_place_is_a_latitude_and_a_longitude():
    assert value_of(read("geopoint", "53.1, -2.44")) == "53.1 -2.44 0 0"
    assert value_of(read("geopoint", "153.1, -2.44")) == "not_a_place"
    assert value_of(read("geopoint", "home")) == "not_a_place"


# What is sent


@pytest.mark.parametrize(("name", "sent", "taken"), [
    ("image", "image", True), ("image", "audio", False), ("audio", "audio", True), ("audio", "file", False),
    ("file", "file", True), ("file", "image", True),
])  # fmt: skip
def test_a_question_for_something_sent_takes_its_kind(name, sent, taken):
    kind = type_of(name)

    assert kind.attachment == name
    assert kind.attach(sent, "a1.jpg") == (Accepted("a1.jpg") if taken else Problem(f"send_{name}"))


@pytest.mark.parametrize("name", ["image", "audio", "file"])
def test_words_are_no_answer_where_something_is_to_be_sent(name):
    assert read(name, "a photo of my cat") == Problem(f"send_{name}")


def test_no_other_question_takes_something_sent():
    assert type_of("text").attach("image", "a1.jpg") == Problem("nothing_to_attach")


@pytest.mark.parametrize("name", sorted(QUESTION_TYPES))
def test_any_value_that_was_worked_out_can_be_shown(name):
    """A default or a calculation may give anything, whatever the type."""
    question = Question("q", name, parameters={"start": "1", "end": "3"}, choices="l")

    assert type_of(name).show(question, [], "id-1", "en")
