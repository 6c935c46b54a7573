"""Typed answers as people type them: what is taken, what is asked about, what is no answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.forms.question_types import Accepted, Problem, Unsure, type_of
from consultations.forms.question_types.matching import Match, nearest
from consultations.forms.questionnaire import Choice, Question


def listed(*labels: str) -> list[Choice]:
    return [Choice(f"c{row}", {"en": label}, row=row) for row, label in enumerate(labels, start=2)]


YES_NO = listed("Yes", "No")
YES_NO_UNSURE = listed("Yes", "No", "I'm not sure")
FACES = listed("😀 Very happy", "🙂 Happy", "😐 OK", "🙁 Sad", "😢 Very sad")
FEELINGS = listed("Very happy", "Happy", "In the middle", "Sad", "Very sad")
PLACES = listed("The park", "School", "Town at night", "At home")
AGES = listed("Under 5", "5 to 7", "8 to 10", "11 or older")
TIMES = listed("0", "1", "2", "More than 2")
AGREE = listed("Strongly agree", "Agree", "Disagree", "Strongly disagree")


def found(choices: list[Choice], text: str) -> str | None:
    """The words of the choice found, with a question mark where it is not sure."""
    match = nearest(choices, text)
    return match and match.choice.label["en"] + ("" if match.sure else "?")


@pytest.mark.parametrize(
    ("choices", "text", "meant"),
    [
        (YES_NO, "yes pls", "Yes"),
        (YES_NO, "YESSSS!!", "Yes"),
        (YES_NO, "yeah", "Yes"),
        (YES_NO, "nope", "No"),
        (YES_NO, "no thanks", "No"),
        (YES_NO, "no no no", "No"),
        (YES_NO, "👍🏽", "Yes"),
        (YES_NO, "ok", "Yes?"),
        (YES_NO, "not really", "No?"),
        (YES_NO, "yes but only at home", "Yes?"),
        (YES_NO, "i don't feel safe", None),
        (YES_NO, "maybe", None),
        (YES_NO, "2", "No"),
        (YES_NO, "the second one", "No"),
        (YES_NO, "3", None),
        (YES_NO_UNSURE, "idk", "I'm not sure"),
        (YES_NO_UNSURE, "maybe", "I'm not sure?"),
        (YES_NO_UNSURE, "🤷‍♀️", "I'm not sure"),
        (FACES, "😃😃", "😀 Very happy"),
        (FACES, ":)", "🙂 Happy"),
        (FACES, "sad", "🙁 Sad"),
        (FACES, "hapy", "🙂 Happy"),
        (FACES, "unhappy", "🙁 Sad?"),
        (FEELINGS, "😀", "Very happy"),
        (FEELINGS, "🙂", "Happy"),
        (FEELINGS, "😐", "In the middle"),
        (FEELINGS, "🙁", "Sad"),
        (FEELINGS, "😢", "Very sad"),
        (FEELINGS, "😡", "Very sad?"),
        (FEELINGS, "not happy", "Sad?"),
        (PLACES, "i think the park", "The park"),
        (PLACES, "park because of the swings", "The park?"),
        (PLACES, "shcool", "School?"),
        (PLACES, "scool", "School"),
        (PLACES, "town", "Town at night?"),
        (PLACES, "not school", None),
        (PLACES, "school or park", None),
        (PLACES, "the last one", "At home?"),
        (PLACES, "dont like school", None),
        (PLACES, "druga", "School"),
        (PLACES, "٢", "School"),
        (YES_NO, "так", "Yes"),
        (YES_NO, "nac ydw", "No"),
        (FEELINGS, "meh", "In the middle?"),
        (AGREE, "dont agree", None),
        (PLACES, "😀", None),
        (AGES, "9", "8 to 10"),
        (AGES, "eleven", "11 or older"),
        (AGES, "5-7", "5 to 7"),
        (AGES, "3", "Under 5"),
        (TIMES, "two", "2"),
        (TIMES, "7", "More than 2"),
        (AGREE, "agre", "Agree"),
        (AGREE, "dis agree", "Disagree"),
        (AGREE, "strong disagree", "Strongly disagree"),
    ],
)
def test_what_is_meant(choices, text, meant):
    assert found(choices, text) == meant


def test_a_number_is_a_place_in_the_list_and_never_a_name_that_nobody_sees():
    scale = [Choice(str(value), {"en": words}) for value, words in enumerate(["Never", "Some", "Always"])]

    assert found(scale, "1") == "Never"
    assert found(scale, "some") == "Some"


def test_words_of_any_language_are_known():
    both = [Choice("safe", {"en": "Safe", "pl": "Bezpiecznie"}), Choice("not", {"en": "Other", "pl": "Inne"})]

    assert found(both, "bezpiecznie") == "Safe"


def read(name: str, choices: list[Choice], text: str) -> object:
    return type_of(name).read(Question("q", name, choices="l"), choices, text)


def test_a_choice_with_an_accent_stands_among_other_words():
    cafe = (Choice("c", {"en": "Café"}), Choice("p", {"en": "The park"}))
    assert nearest(cafe, "i think the café please") == Match(cafe[0], sure=True)


def test_a_likely_answer_is_asked_about_with_its_words():
    reading = read("select_one", PLACES, "shcool")

    assert isinstance(reading, Unsure)
    assert (reading.value, reading.shown.label) == ("c3", {"en": "School"})


def test_several_parts_are_taken_one_by_one():
    likely = read("select_multiple", PLACES, "home and the park, school")

    assert isinstance(likely, Unsure)
    assert likely.shown.label == {"en": "The park, School, At home"}
    assert read("select_multiple", PLACES, "school & park") == Accepted("c2 c3")
    assert read("select_multiple", PLACES, "3 1") == Accepted("c2 c4")


def test_a_part_that_means_nothing_makes_the_rest_a_question():
    reading = read("select_multiple", PLACES, "school, zebras")

    assert isinstance(reading, Unsure)
    assert reading.shown.label == {"en": "School"}


def test_all_of_them_is_asked_about_and_none_of_them_is_nothing_chosen():
    everything = read("select_multiple", PLACES, "all of them")

    assert isinstance(everything, Unsure)
    assert everything.value == "c2 c3 c4 c5"
    assert read("select_multiple", PLACES, "none") == Problem("nothing_chosen")
    assert read(
        "select_multiple", [*PLACES, Choice("none", {"en": "None of these"}, row=9)], "none"
    ) == Accepted("none")


def test_picks_are_stored_in_the_order_of_the_sheet_however_they_were_shuffled():
    assert read("select_multiple", PLACES[::-1], "park, school") == Accepted("c2 c3")


def test_nothing_is_meant_where_nothing_is_offered():
    assert nearest([], "the park") is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.sampled_from([YES_NO_UNSURE, FACES, PLACES, AGES, TIMES]))
def test_any_text_means_a_choice_of_the_list_or_nothing(text, choices):
    match = nearest(choices, text)

    assert match is None or match.choice in choices


@pytest.mark.parametrize("choices", [YES_NO, FACES, FEELINGS, PLACES, AGES, TIMES, AGREE])
def test_the_words_of_a_choice_always_mean_that_choice(choices):
    assert [found(choices, choice.label["en"]) for choice in choices] == [one.label["en"] for one in choices]
