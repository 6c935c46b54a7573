"""`or_other`: one more choice and a question, and a warning for whoever shares the list."""

import pytest

from tests.unit.forms.forms import YES_NO, codes, form, only, questionnaire


def test_or_other_becomes_a_choice_and_a_question_with_a_warning():
    content = form("type | name | label | outcome\nselect_one yn or_other | q | Well? | safe", YES_NO)
    fault, read = only(content, "or_other"), questionnaire(content)

    q, other = read.questions()
    assert (fault.level, "“Other” choice" in fault.fix) == ("warning", True)
    assert [choice.name for choice in read.choice_lists["yn"]] == ["yes", "no", "other"]
    assert (q.choices, other.name, other.type, other.relevant) == (
        "yn",
        "q_other",
        "text",
        "selected(${q}, 'other')",
    )
    assert (other.label, other.outcome) == ({"en": "What is it?"}, "safe")


def test_or_other_speaks_the_languages_of_the_form():
    survey = (
        "type | name | label::English (en) | label::Polski (pl)\nselect_one yn or_other | q | Well? | No i?"
    )
    choices = "list_name | name | label::English (en) | label::Polski (pl)\nyn | yes | Yes | Tak"
    read = questionnaire(form(survey, choices))

    assert read.choice_lists["yn"][-1].label == {"en": "Something else", "pl": "Coś innego"}


SHARED = "type | name | label\nselect_one yn or_other | q | Well? |\n{} | p | And here? |"


@pytest.mark.parametrize("kind", ["select_one yn", "select_multiple yn", "rank yn"])
def test_or_other_in_a_list_that_is_shared_is_said_at_the_other_question(kind):
    content = form(SHARED.format(kind), YES_NO)
    fault = only(content, "or_other_shared")

    assert (fault.level, fault.place.line, "“q” adds it" in fault.message) == ("warning", 4, True)
    assert [choice.name for choice in questionnaire(content).choice_lists["yn"]] == ["yes", "no", "other"]


@pytest.mark.parametrize(
    ("kind", "choices"),
    [
        ("select_one yn or_other", YES_NO),
        ("text", YES_NO),
        ("select_one yn", YES_NO + "yn | other | Something else"),
        ("select_one mm", YES_NO + "mm | m | Maybe"),
    ],
)
def test_or_other_is_not_said_twice_where_nothing_is_shared(kind, choices):
    assert "or_other_shared" not in codes(form(SHARED.format(kind), choices))
