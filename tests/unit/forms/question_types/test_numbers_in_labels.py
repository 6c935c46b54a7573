"""Numbers among the words of choices, several choices without a comma, and numbers between whole ones."""

import pytest

from consultations.forms.questionnaire import Choice
from tests.unit.forms.question_types.test_as_people_say import meant


def listed(*labels: str) -> list[Choice]:
    return [Choice(label.replace(" ", "_"), {"en": label}, row=row) for row, label in enumerate(labels)]


YEARS = listed(*(f"Year {year}" for year in range(7, 14)))
STAGES = listed("KS1 (Years 1-2)", "KS2 (Years 3-6)", "KS3 (Years 7-9)", "Café (near the park)")
FEELINGS = listed("Happy", "Sad", "Angry")


@pytest.mark.parametrize(
    ("choices", "typed", "value"),
    [
        (YEARS, "7", "Year_7"),
        (YEARS, "seven", "Year_7"),
        (YEARS, "13", "Year_13"),
        (YEARS, "2", None),
        (STAGES, "8", "KS3_(Years_7-9)"),
        (STAGES, "KS3", "KS3_(Years_7-9)?"),
        (STAGES, "ks 3", None),
        (STAGES, "cafe", "Café_(near_the_park)?"),
        (listed("Something 3", "Other", "Last"), "3", "Something_3?"),
        (listed("Dogs", "Cats", "Fish"), "3", "Fish"),
        (listed("Yes, a bit", "Yes, a lot", "No"), "a bit", "Yes,_a_bit?"),
        (listed("Yes", "No"), "i dont think so", "No?"),
        (listed("Yes", "No"), "1\ufe0f\u20e3", "Yes"),
    ],
)
def test_a_number_means_what_the_words_say_before_it_means_a_place(choices, typed, value):
    assert meant("select_one", typed, choices) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("happy sad", "Happy Sad"),
        ("happy i sad", "Happy Sad"),
        ("wszystkie", "Happy Sad Angry?"),
        ("i am happy", "Happy?"),
        ("happy holidays", "Happy?"),
    ],
)
def test_several_choices_need_no_comma(typed, value):
    assert meant("select_multiple", typed, FEELINGS) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1½", "1.5"), ("one and a half", "1.5"), ("½", "0.5"), ("12!", "12"), ("11/2", None), ("half", "0.5")],
)
def test_halves_are_numbers(typed, value):
    assert meant("decimal", typed) == value
