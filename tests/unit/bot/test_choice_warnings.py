"""Choices that are commands when they are typed: officers are told, and it is so."""

import pytest

from bot.choice_warnings import DOES, choice_warnings
from bot.engine import AT_ANY_TIME
from consultations.forms.xlsform import FormFile, read_form
from tests.unit.bot.test_ways import Chat
from tests.unit.forms.forms import form


def read(label: str, heading: str = "label") -> FormFile:
    survey = f"type | name | {heading}\nselect_one x | q | What should they do?"
    choices = f"list_name | name | {heading}\nx | a | {label}\nx | b | Else"
    return read_form(form(survey, choices), "form.md")


def warned(label: str, heading: str = "label") -> list[str]:
    found = read(label, heading)
    return [
        str(fault)
        for fault in found.findings_with(choice_warnings(found.questionnaire))
        if fault.code == "choice_is_command"
    ]


@pytest.mark.parametrize(
    ("label", "heading"),
    [
        ("Stop", "label"),
        ("Help!", "label"),
        ("Start", "label"),
        ("Cancel", "label"),
        ("Who reads this", "label"),
        ("My answers", "label"),
        ("Pomoc", "label::Polski (pl)"),
        ("مساعدة", "label::العربية (ar)"),
        ("Stop", "label::Polski (pl)"),
    ],
)
def test_a_label_that_is_a_command_when_typed_is_a_warning_at_its_row(label: str, heading: str) -> None:
    (warning,) = warned(label, heading)

    assert f"“{label}”" in warning
    assert f"line 6, sheet “choices”, column “{heading}”" in warning


@pytest.mark.parametrize("label", ["I want it to stop", "Help from a teacher", "Skip", "Yes", "Back", "Done"])
def test_a_label_that_is_an_answer_where_it_is_offered_is_none(label: str) -> None:
    assert warned(label) == []


def test_what_is_warned_of_is_what_happens() -> None:
    chat = Chat(read("Stop").questionnaire)
    chat.says("Stop")
    assert (chat.session.stopped, chat.session.answers) == (True, {})

    chat = Chat(read("Skip").questionnaire)
    chat.says("Skip")
    assert chat.session.answers["q"] == "a"


def test_every_command_that_comes_before_answers_is_warned_of() -> None:
    assert {"stop", "help", "start", *AT_ANY_TIME} == set(DOES)
