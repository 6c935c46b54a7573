"""Days, times, numbers and several choices as people say them, in the languages of the chat."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.forms.question_types import Accepted, Problem, Unsure, type_of
from consultations.forms.question_types.named_days import with_day_named
from consultations.forms.questionnaire import Choice, Question

TODAY = date(2026, 11, 23)  # a Monday
WORRIES = [
    Choice(name, {"en": label}, row=row)
    for row, (name, label) in enumerate(
        [("bully", "Bullying"), ("cars", "Cars"), ("exams", "Tests and exams"), ("none", "None of these")]
    )
]


def meant(kind: str, text: str, choices: list[Choice] | None = None, **parameters: str) -> str | None:
    """The stored value, with a question mark where it is asked about; None where it is no answer."""
    question = Question("q", kind, choices="l" if choices else None, parameters=parameters)
    match type_of(kind).read(question, choices or [], text):
        case Accepted(value):
            return value
        case Unsure(value):
            return f"{value}?"
        case Problem():
            return None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("yesterday", "2026-11-22"),
        ("Today!", "2026-11-23"),
        ("wczoraj", "2026-11-22"),
        ("غدا", "2026-11-24"),
        ("tomorrow at 3pm", "2026-11-24 3pm"),
        ("at 3pm tomorrow", "2026-11-24 3pm"),
        ("last tuesday", "2026-11-17?"),
        ("last monday", "2026-11-16?"),
        ("monday", "2026-11-23?"),
        ("on fri", "2026-11-20?"),
        ("next friday", "2026-11-27?"),
        ("2 weeks ago", "2026-11-09?"),
        ("three days ago", "2026-11-20?"),
        ("in a week", "2026-11-30?"),
        ("3rd of may", "2026-05-03?"),
        ("the 24th of December", "2025-12-24?"),
        ("29 feb", "2024-02-29?"),
        ("3/5", "2026-05-03?"),
        ("31/2", None),
        ("last week", None),
        ("may 2015", None),
        ("my cat", None),
        ("999999999 days ago", None),
    ],
)
def test_a_day_is_named_from_today(text, named):
    found = with_day_named(text, TODAY)
    assert (found and found.text + ("" if found.sure else "?")) == named


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1)))
def test_any_text_names_a_day_or_none(text, today):
    named = with_day_named(text, today)
    assert named is None or date.fromisoformat(named.text[:10])


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("date", "3 maja 2015", "2015-05-03"),
        ("date", "3 травня 2015", "2015-05-03"),
        ("date", "٣/٥/٢٠١٥", "2015-05-03"),
        ("date", "3 Mai 2015", "2015-05-03"),
        ("date", "3rd may 15", "2015-05-03"),
        ("time", "half 3", "15:30:00.000?"),
        ("time", "three thirty", "15:30:00.000?"),
        ("time", "half eight am", "08:30:00.000"),
        ("integer", "١٢", "12"),
        ("integer", "dwa", "2"),
        ("integer", "a couple", "2?"),
        ("integer", "the pump is broken", None),
        ("decimal", "٢٫٥", "2.5"),
    ],
)
def test_written_in_other_words(kind, text, value):
    assert meant(kind, text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("7/10", "7"), ("8 out of 10", "8"), ("3/5", None), ("11/10", None)]
)
def test_a_share_of_the_scale_is_its_number(text, value):
    assert meant("range", text, start="0", end="10") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("all of them", "bully cars exams?"),
        ("both", None),
        ("first two", "bully cars?"),
        ("1-3", "bully cars exams?"),
        ("the last 2", "exams none?"),
        ("all except cars", "bully exams?"),
        ("everything apart from exams", "bully cars?"),
        ("everything apart from zebras", None),
        ("bullying n cars", "bully cars"),
        ("first nine", None),
    ],
)
def test_several_at_once(text, value):
    assert meant("select_multiple", text, WORRIES) == value
