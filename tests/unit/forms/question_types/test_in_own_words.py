"""Answers in people's own words: what is asked about because it is likely, and what is left alone."""

from datetime import UTC, date, datetime

import pytest

from consultations.forms.question_types import type_of
from consultations.forms.question_types.named_days import time_ago, with_day_named
from consultations.forms.questionnaire import Choice, Question
from tests.unit.forms.question_types.test_as_people_say import meant

YES_NO = [
    Choice("y", {"en": "Yes", "pl": "Tak"}),
    Choice("n", {"en": "No", "pl": "Nie"}),
    Choice("d", {"en": "Not sure"}),
]
SPOTS = [
    Choice("park", {"en": "The park", "pl": "Park"}),
    Choice("bus", {"en": "The bus stop", "pl": "Przystanek"}),
    Choice("school", {"en": "School", "pl": "Szkoła"}),
    Choice("town", {"en": "Macclesfield"}),
    Choice("none", {"en": "None of these", "pl": "Żadne z tych"}),
]
YEARS = [Choice(f"y{year}", {"en": f"Year {year}"}) for year in (7, 8, 9, 10)]
WISHES = [Choice("p", {"en": "Parks"}), Choice("b", {"en": "Buses"}), Choice("c", {"en": "Youth club"})]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nope never", "n?"),
        ("yeah my mum drives me", "y?"),
        ("not when its dark", "n?"),
        ("hell yeah", "y"),
        ("absolutely not", "n"),
        ("depends", "d?"),
        ("chyba tak", "y?"),
        ("yes and no", None),
        ("the bottom one", "d?"),
        ("b)", "n?"),
    ],
)
def test_yes_and_no_in_several_words(text: str, value: str | None) -> None:
    assert meant("select_one", text, YES_NO) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("i do feel safe", "y?"),
        ("i feel unsafe", "n?"),
        ("i dont feel very safe there tbh", "n?"),
        ("i like cats", None),
    ],
)
def test_an_answer_in_the_words_of_its_question(text: str, value: str | None) -> None:
    asked = Question("q", "select_one", {"en": "Do you feel safe on the bus?"}, choices="l")
    read = type_of("select_one").read(asked, YES_NO, text)
    assert (f"{read.value}?" if hasattr(read, "value") else None) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("🚌", "bus?"),
        ("🏫", "school?"),
        ("😀", None),
        ("w szkole", "school?"),
        ("macc", "town?"),
        ("the park but not when its dark", "park?"),
        ("school because of my mates", "school?"),
        ("parkandzoo", None),
        ("not the park", None),
        ("pls the park lol", "park"),
    ],
)
def test_a_choice_by_its_picture_its_stem_or_before_a_reason(text: str, value: str | None) -> None:
    assert meant("select_one", text, SPOTS) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("im in yr8", "y8?"), ("year seven", "y7?"), ("7 or 8", None), ("not year 7", None), ("year 12", None)],
)
def test_the_one_number_of_an_answer_in_a_list_of_numbers(text: str, value: str | None) -> None:
    assert meant("select_one", text, YEARS) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("PARK AND SCHOOL", "park school"),
        ("1. park 2. school", "park school"),
        ("park but also school", "park school"),
        ("park school and stuff", "park school"),
        ("park school & macclesfield", "park school town"),
        ("both 1 and 2", "park bus"),
        ("no", "none?"),
        ("nothing really", "none?"),
        ("literally everything", "park bus school town?"),
    ],
)
def test_several_choices_in_a_list(text: str, value: str) -> None:
    assert meant("select_multiple", text, SPOTS) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("first club second parks third buses", "c p b?"),
        ("youth club then parks, buses last", "c p b?"),
        ("3-1-2", "c p b"),
        ("bus, club, park", "b c p?"),
        ("buses last, parks first, club second", None),
        ("parks parks parks", None),
    ],
)
def test_an_order_in_words(text: str, value: str | None) -> None:
    assert meant("rank", text, WISHES) == value


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "twelv", "12?"),
        ("integer", "twentyone", "21?"),
        ("integer", "twice", "2"),
        ("integer", "thirty eight years old", "38?"),
        ("integer", "szesnaście", "16"),
        ("integer", "dwadziescia dwa", "22"),
        ("integer", "اثنا عشر", "12"),
        ("integer", "3 or 4", None),
        ("integer", "1k", None),
        ("decimal", "eight and a half hours", "8.5"),
        ("decimal", "about 7 and a half", "7.5?"),
        ("decimal", "seven point two five", "7.25"),
        ("decimal", "8h30", "8.5?"),
        ("decimal", "three quarters", "0.75"),
        ("decimal", "osiem i pół", "8.5"),
        ("range", "seven out of ten", "7"),
        ("range", "7 na 10", "7"),
        ("range", "full marks", "10?"),
        ("time", "12 at night", "00:00:00.000"),
        ("time", "2 at night", "02:00:00.000"),
        ("time", "930pm", "21:30:00.000"),
        ("time", "i go to bed at 9pm", "21:00:00.000?"),
        ("time", "wpół do dziewiątej", "08:30:00.000?"),
        ("time", "9pm or 10pm", None),
        ("date", "thursday 3rd septembr 2026", "2026-09-03"),
        ("date", "the third of september 2026", "2026-09-03"),
        ("date", "3 wrzesnia 2024 r.", "2024-09-03"),
        ("acknowledge", "ok got it thanks", "OK"),
        ("acknowledge", "зрозуміло", "OK"),
        ("acknowledge", "thats cool", "OK"),
        ("acknowledge", "not ok", None),
    ],
)
def test_numbers_days_and_times_among_words(kind: str, text: str, value: str | None) -> None:
    assert meant(kind, text) == value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("last night at 10", "2026-11-22 10 at night"),
        ("sunday morning at 8", "2026-11-22 8 in the morning"),
        ("3 dni temu", "2026-11-20"),
        ("w poniedziałek", "2026-11-23 w"),
        ("yesteday", "2026-11-22"),
        ("the 5th of this month", "2026-11-05"),
        ("last month", None),
    ],
)
def test_days_in_other_words(text: str, written: str | None) -> None:
    named = with_day_named(text, date(2026, 11, 23))
    assert (named.text if named else None) == written


def test_hours_ago_are_counted_from_now() -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert time_ago("half an hour ago", now) == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert time_ago("2 hrs ago", now) == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert time_ago("2 days ago", now) is None
