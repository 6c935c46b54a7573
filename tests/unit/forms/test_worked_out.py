"""What is carried on from one answer to the next, and what is worked out anew."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from consultations.forms.compiled import CompiledForm
from consultations.forms.form_state import FormState
from consultations.forms.given import Given
from consultations.forms.questionnaire import Item
from consultations.forms.worked_out import PEOPLE
from tests.builders import group, question, questionnaire, repeat, surroundings


def compiled(*items: Item) -> CompiledForm:
    return CompiledForm(questionnaire(*items))


def given(values: Mapping[str, str], seed: int = 7) -> Given:
    return Given(values, {}, "en", seed)


def carried(form: CompiledForm, before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """The questions whose values need not be worked out again when `before` becomes `after`."""
    first = FormState(form, given(before), surroundings())
    for name in form.questions:
        first.value(name)
    return set(form.recent.worked_out(given(after)).values)


def test_only_what_hangs_on_the_answer_is_worked_out_again() -> None:
    form = compiled(
        question("age", "integer"),
        question("older", "calculate", calculation="${age} + 1"),
        group("adults", question("work", relevant="true()"), relevant="${older} > 18"),
        question("town"),
        question("street", relevant="${town} != ''"),
    )
    assert carried(form, {"age": "9"}, {"age": "20"}) == {"town", "street"}
    assert carried(form, {"age": "9"}, {"age": "9", "town": "C"}) == {"age", "older", "work"}
    assert carried(form, {"age": "9"}, {"age": "9"}) == set(form.questions)


def test_a_group_opens_with_the_answer_that_opens_it() -> None:
    form = compiled(question("age", "integer"), group("adults", question("work"), relevant="${age} > 18"))
    assert not FormState(form, given({"age": "9"}), surroundings()).relevant("work")
    assert FormState(form, given({"age": "20"}), surroundings()).relevant("work")


@pytest.mark.parametrize(
    "calculation", ["today()", "random()", "uuid()", "../age + 1", "once(${age})", "${circle}", "${word}"]
)
def test_what_may_change_by_itself_is_never_carried_on(calculation: str) -> None:
    form = compiled(
        question("age", "integer"),
        question("circle", "calculate", calculation="${other}"),
        question("other", "calculate", calculation="${circle}"),
        repeat("round", question("word")),
        question("moving", "calculate", calculation=calculation),
        question("behind", relevant="${moving} != ''"),
    )
    assert carried(form, {"age": "9"}, {"age": "9"}) == {"age"}


def test_the_day_goes_on() -> None:
    form = compiled(question("day", "calculate", calculation="format-date(today(), '%Y-%m-%d')"))
    now = surroundings()
    first = FormState(form, given({}), now).value("day")
    later = replace(now, now=now.now + timedelta(days=1))
    assert FormState(form, given({}), later).value("day") > first


def test_choices_made_of_answers_are_looked_at_again() -> None:
    form = compiled(question("friend"), question("best", "select_one", choices="${friend}"), question("town"))
    assert FormState(form, given({"friend": "A"}), surroundings()).askable("best")
    assert not FormState(form, given({}), surroundings()).askable("best")


def test_another_language_begins_again() -> None:
    form = compiled(question("age", "integer"))
    FormState(form, given({"age": "9"}), surroundings()).value("age")
    assert not form.recent.worked_out(Given({"age": "9"}, {}, "pl", 7)).values


def test_people_do_not_see_each_other_and_the_first_are_forgotten() -> None:
    form = compiled(question("age", "integer"))
    for person in range(PEOPLE + 1):
        assert FormState(form, given({"age": str(person)}, person), surroundings()).value("age") == str(
            person
        )
    assert not form.recent.worked_out(given({"age": "0"}, 0)).values
    assert form.recent.worked_out(given({"age": "5"}, 5)).values == {"age": "5"}
