"""Editing in the page: what an officer changes is changed, what they leave alone stays."""

from dataclasses import replace

import pytest

from consultations.forms.editing import Wording, added, alone, changed, moved, removed, wording_of
from consultations.forms.questionnaire import Questionnaire, from_json, to_json
from consultations.forms.templates import TITLES, filled_in
from consultations.forms.together_check import check_together
from consultations.forms.xlsform import read_form
from consultations.forms.xlsform.writing import to_xlsx
from tests.unit.forms.forms import form

FORM = form(
    """
    type | name | label::English (en) | label::Polski (pl) | relevant | outcome
    note | hello | Hello! | Cześć! | |
    begin_group | school | School | Szkoła | |
    select_one places | where | Where? | Gdzie? | | A
    text | why | Why? | Dlaczego? | ${where} = 'park' | A
    end_group | | | | |
    integer | age | How old? | Ile lat? | |
    """,
    """
    list_name | name | label::English (en) | label::Polski (pl)
    places | park | The park | Park
    places | bus | The bus | Autobus
    """,
)


@pytest.fixture
def some() -> Questionnaire:
    return read_form(FORM, "form.md").questionnaire


def names(questionnaire: Questionnaire) -> list[str]:
    return [one.name for one in questionnaire.questions()]


def reread(questionnaire: Questionnaire) -> Questionnaire:
    return read_form(to_xlsx(questionnaire), "again.xlsx").questionnaire


def test_words_change_in_the_default_language_only(some: Questionnaire) -> None:
    why = some.questions()[2]
    edited = reread(changed(some, "why", replace(wording_of(some, why), label="What for?", hint="In short.")))
    assert edited.questions()[2].label == {"en": "What for?", "pl": "Dlaczego?"}
    assert edited.questions()[2].hint == {"en": "In short."}
    assert edited.questions()[2].relevant == why.relevant


def test_a_question_stands_alone_without_what_it_hangs_on(some: Questionnaire) -> None:
    why = replace(wording_of(some, some.questions()[2]), label="Why ${where}?")
    form = alone(changed(some, "why", why), "why")
    (question,) = form.questions()
    assert (question.label["en"], question.relevant) == ("Why [where]?", "")
    assert [one.name for one in alone(some, "where").choice_lists["places"]] == ["park", "bus"]


def test_choices_keep_the_names_under_which_answers_are_stored(some: Questionnaire) -> None:
    wording = wording_of(some, some.questions()[1])
    assert wording.choices == "The park\nThe bus"
    renamed = changed(some, "where", replace(wording, choices="A park\nThe bus"))
    assert [one.name for one in renamed.choice_lists["places"]] == ["park", "bus"]
    longer = changed(some, "where", replace(wording, choices="At home!\nThe bus\nThe park\n\n"))
    assert [one.name for one in longer.choice_lists["places"]] == ["at_home", "bus", "park"]
    assert longer.choice_lists["places"][2].label == {"en": "The park", "pl": "Park"}
    assert reread(longer).choice_lists.keys() == {"places"}


def test_a_question_is_added_where_it_is_wanted(some: Questionnaire) -> None:
    with_one, name = added(
        some, Wording("select_one", "Is it far?", outcome="A", choices="Yes\nNo"), after="where"
    )
    assert name == "is_it_far"
    assert names(with_one) == ["hello", "where", "is_it_far", "why", "age"]
    assert [one.name for one in reread(with_one).choice_lists["is_it_far_list"]] == ["yes", "no"]
    again, second = added(with_one, Wording("text", "Is it far?", outcome="A"))
    assert (second, names(again)[-1]) == ("is_it_far_2", "is_it_far_2")


def test_a_question_is_moved_among_its_neighbours(some: Questionnaire) -> None:
    assert names(moved(some, "why", -1)) == ["hello", "why", "where", "age"]
    assert names(moved(some, "age", -1)) == ["hello", "age", "where", "why"]
    assert moved(some, "hello", -1) == some
    assert moved(some, "why", 1) == some


def test_a_question_goes_with_its_list_and_an_empty_group(some: Questionnaire) -> None:
    without = removed(removed(some, "why"), "where")
    assert names(without) == ["hello", "age"]
    assert without.choice_lists == {}
    assert len(without.items) == 2


def test_an_edited_questionnaire_is_stored_like_any_other(some: Questionnaire) -> None:
    edited = moved(some, "why", -1)
    assert from_json(to_json(edited)) == edited


@pytest.mark.parametrize("name", TITLES)
def test_a_template_may_be_launched_as_it_is(name: str) -> None:
    read = read_form(filled_in(name, "CE2"), f"{name}.md", ["CE2"])
    assert [str(one) for one in read.findings] == []
    report = check_together(read.questionnaire)
    assert [str(one) for one in report.findings] == []
    assert f"{report.length.most} questions" in TITLES[name]
