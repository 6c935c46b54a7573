"""What in officers' own words is hard for a child to read, and what stands there instead."""

from admin_api.plain_words import hard, hard_among
from consultations.forms.together_check.jargon import words_of_offices

OFFICE = "We will facilitate the implementation of additional lamps along the principal walking routes."


def test_plain_words_have_nothing_to_say() -> None:
    assert hard("We will put lights in the park by March.") == []
    assert hard("") == []


def test_hard_words_are_named_with_what_to_say_instead() -> None:
    too_hard, office = hard(OFFICE)
    assert too_hard.startswith(
        "“We will facilitate the implementation of additional lamps…” is hard to read:"
    )
    assert "Flesch-Kincaid grade" in too_hard
    assert office == "“facilitate” is a hard word. Say “help, run”."


def test_each_thing_is_said_once() -> None:
    assert hard_among((OFFICE, "", OFFICE)) == hard(OFFICE)


def test_words_of_offices_are_named_as_they_stand() -> None:
    assert list(words_of_offices("Stakeholders, and their Siblings")) == [
        ("Siblings", "brothers and sisters"),
        ("Stakeholders", "the people it matters to"),
    ]
