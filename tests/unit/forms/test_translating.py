"""The other languages of a question: what is worded anew, what stays, and what has grown old."""

from dataclasses import replace

import pytest

from consultations.forms.editing import Translation, Wording, added, astray, changed, wording_of
from consultations.forms.outdated import findings, outdated, outdated_of
from consultations.forms.questionnaire import Questionnaire
from consultations.forms.xlsform import read_form
from tests.unit.forms.test_editing import FORM, reread


@pytest.fixture
def some() -> Questionnaire:
    return read_form(FORM, "form.md").questionnaire


def wording(form: Questionnaire, name: str) -> Wording:
    return wording_of(form, next(one for one in form.questions() if one.name == name))


def in_polish(form: Questionnaire, name: str, **words: str) -> Wording:
    said = wording(form, name)
    return replace(said, others={"pl": replace(said.others["pl"], **words)})


def labels(form: Questionnaire, language: str) -> list[tuple[str, str]]:
    return [(one.name, one.label.get(language, "")) for one in form.choice_lists["places"]]


def test_a_translation_is_worded_anew_and_the_rest_stays(some: Questionnaire) -> None:
    said = in_polish(some, "why", label="Z jakiego powodu?", hint="Krótko.")
    edited = reread(changed(some, "why", said)).questions()[2]
    assert edited.label == {"en": "Why?", "pl": "Z jakiego powodu?"}
    assert edited.hint == {"pl": "Krótko."}


def test_what_is_left_as_it_was_shown_stays_with_its_choice_wherever_that_goes(some: Questionnaire) -> None:
    said = replace(wording(some, "where"), choices="The bus\nThe shop\nThe park")
    assert astray(some, "where", said) == []
    edited = changed(some, "where", said)
    assert labels(edited, "pl") == [("bus", "Autobus"), ("the_shop", ""), ("park", "Park")]


def test_choices_are_translated_line_by_line(some: Questionnaire) -> None:
    said = in_polish(some, "where", choices="W parku\n–")
    edited = changed(some, "where", said)
    assert labels(edited, "pl") == [("park", "W parku"), ("bus", "")]
    assert wording(edited, "where").others["pl"].choices == "W parku\n–"
    assert astray(some, "where", in_polish(some, "where", choices="W parku")) == ["pl"]


def test_a_new_question_can_be_in_every_language_at_once(some: Questionnaire) -> None:
    said = Wording("text", "And then?", others={"pl": Translation("I co dalej?")})
    whole, name = added(some, said)
    assert reread(whole).questions()[-1].label == {"en": "And then?", "pl": "I co dalej?"}
    assert name == "and_then"


def test_a_translation_grows_old_when_its_english_changes_and_not_otherwise(some: Questionnaire) -> None:
    english = changed(some, "why", replace(wording(some, "why"), label="What for?"))
    both = changed(some, "why", replace(in_polish(some, "why", label="Po co?"), label="What for?"))
    assert outdated(some, english) == ("pl survey why label",)
    assert outdated(some, both) == ()
    assert outdated(some, some) == ()
    assert outdated(None, some) == ()


def test_it_stays_old_until_it_is_translated_or_gone(some: Questionnaire) -> None:
    english = changed(some, "why", replace(wording(some, "why"), label="What for?"))
    marks = outdated(some, english)
    assert outdated(english, english, marks) == marks
    translated = changed(english, "why", in_polish(english, "why", label="Po co?"))
    assert outdated(english, translated, marks) == ()


def test_a_choice_that_means_something_else_now_is_found_at_its_row(some: Questionnaire) -> None:
    edited = reread(changed(some, "where", replace(wording(some, "where"), choices="The wood\nThe bus")))
    marks = outdated(some, edited)
    assert marks == ("pl choices places/park label",)
    assert outdated_of(edited, "where", marks) == {"pl": list(marks)}
    assert outdated_of(edited, "why", marks) == {}
    (fault,) = findings(edited, marks)
    assert (fault.place.sheet, fault.place.column, fault.level) == ("choices", "label::pl", "warning")
    assert fault.place.row == edited.choice_lists["places"][0].row
    assert "“Park” was written before" in fault.message
