"""Marks that ODK draws with are no words."""

import pytest

from consultations.forms.xlsform.markup import plain_words
from tests.unit.forms.forms import form, questionnaire


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# Part 1", "Part 1"),
        ("**Bold** and *slanted*, __bold__ and _slanted_", "Bold and slanted, bold and slanted"),
        ("**${a}**: _(only ${b_c}s)_", "${a}: (only ${b_c}s)"),
        ('<span style="color:red">Red</span>&nbsp;words', "Red words"),
        ("One<br/>two<p>three</p>", "One\ntwo\nthree"),
        ("See [the site](https://a.example/b_c)", "See the site (https://a.example/b_c)"),
        (r"\*Needed, 5 \# and a\_b", "*Needed, 5 # and a_b"),
        ("3 &lt; 5 &amp; 4", "3 < 5 & 4"),
    ],
)
def test_marks_are_taken_out(written, shown):
    assert plain_words(written) == shown


@pytest.mark.parametrize(
    "words",
    [
        "3 < 5 and 2 > 1", "AT&T; R&D", "5 * 3 * 2", "2*3*4", "* one\n* two", "I <3 it", "a_b_c",
        "snake__case__x",
        "${my__own__name} ${_a_}", "Name: ________", "e.g. <your name>", "#1", "**", "_", "[1-5]",
    ],
)  # fmt: skip
def test_what_only_looks_like_marks_stays(words):
    assert plain_words(words) == words


def test_a_form_is_asked_in_plain_words():
    read = questionnaire(
        form(
            "type | name | label | hint\nbegin_group | g | # Part | \n"
            "select_one yn | q | **Well**? | _Say_\nend_group | | |",
            "list_name | name | label\nyn | yes | <b>Yes</b>",
        )
    )
    question = read.questions()[0]

    assert (read.items[0].label, question.label, question.hint) == (
        {"en": "Part"},
        {"en": "Well?"},
        {"en": "Say"},
    )
    assert read.choice_lists["yn"][0].label == {"en": "Yes"}
