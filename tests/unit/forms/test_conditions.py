"""When a question is asked, in words that an officer reads: said in full, or not at all."""

import pytest

from consultations.forms.conditions import condition_words
from consultations.forms.questionnaire import Choice, Question
from tests.builders import questionnaire

FORM = questionnaire(
    Question("safe", "select_one", {"en": "Do you feel safe?"}, choices="feelings"),
    Question("liked", "select_multiple", {"en": "What do you like?"}, choices="feelings"),
    Question("better", "text", {"en": "What could be better?"}),
    Question("age", "integer", {"en": "How old are you?"}),
    Question("worked_out", "calculate"),
    feelings=(Choice("no", {"en": "Not at all"}), Choice("yes", {"en": "Yes"})),
)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("${safe} = 'no'", "“Do you feel safe?” is “Not at all”"),
        ("${safe} != 'yes'", "“Do you feel safe?” is not “Yes”"),
        ("selected(${liked}, 'no')", "“Not at all” is chosen at “What do you like?”"),
        ("not(selected(${liked}, 'no'))", "“Not at all” is not chosen at “What do you like?”"),
        ("string-length(${better}) > 0", "“What could be better?” is answered"),
        ("string-length(${better}) = 0", "“What could be better?” is not answered"),
        ("${better} != ''", "“What could be better?” is answered"),
        ("${age} >= 13", "“How old are you?” is 13 or more"),
        ("${age} < 13", "“How old are you?” is less than 13"),
        ("${age} = 13", "“How old are you?” is 13"),
        (
            "${safe} = 'no' and ${age} <= 11",
            "“Do you feel safe?” is “Not at all”, and “How old are you?” is 11 or less",
        ),
        (
            "${safe} = 'no' or ${better} = ''",
            "“Do you feel safe?” is “Not at all”, or “What could be better?” is not answered",
        ),
    ],
)
def test_what_can_be_said_is_said(expression: str, words: str) -> None:
    assert condition_words(expression, FORM) == words


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "${safe} = ",
        "${nobody} = 'no'",
        "${worked_out} = 'no'",
        "${safe} = 'no' or ${age} > 1 and ${age} < 5",
        "${safe} = 'no' and (${age} > 1 or ${age} < 5)",
        "${safe} > 'no'",
        "${better} < ''",
        "string-length(${better}) < 5",
        "string-length(${better}) >= 0",
        "1 < ${age} < 3",
        "not(${safe} = 'no')",
        "regex(${better}, 'x')",
        "${age} + 1",
        "${age} = -1",
    ],
)
def test_what_is_more_than_these_words_is_not_said(expression: str) -> None:
    assert condition_words(expression, FORM) == ""
