"""What holds for one person's answers: repeats, paths, defaults, orders of choices."""

from collections.abc import Mapping

import pytest

from consultations.forms.compiled import CompiledForm
from consultations.forms.form_state import MOST_TIMES, FormState
from consultations.forms.given import Given
from consultations.forms.questionnaire import Choice, Questionnaire
from tests.builders import children, group, question, questionnaire, repeat, surroundings


def state(
    form: Questionnaire,
    values: Mapping[str, str] | None = None,
    times: Mapping[str, int] | None = None,
    seed: int = 7,
) -> FormState:
    return FormState(CompiledForm(form), Given(values or {}, times or {}, "en", seed), surroundings())


def keys(one: FormState) -> list[str]:
    return [f"{place.key}+" if place.another else place.key for place in one.places]


def test_every_time_round_is_a_place_of_its_own() -> None:
    found = state(children(), times={"child": 2, "toy[1]": 2, "toy[2]": 0})
    assert keys(found) == [
        "household",
        *("child[1]", "name[1]", "age[1]", "school[1]", "place[1]"),
        *("toy[1.1]", "toy_name[1.1]", "toy[1.2]", "toy_name[1.2]", "toy[1]+"),
        *("child[2]", "name[2]", "age[2]", "school[2]", "place[2]", "toy[2]+"),
        *("child+", "ages", "older"),
    ]


def test_a_name_inside_a_repeat_means_the_same_time_round() -> None:
    values = {"name[1]": "A", "age[1]": "4", "name[2]": "B", "age[2]": "9"}
    found = state(children(), values, {"child": 2})
    assert not found.relevant("school[1]")
    assert found.relevant("school[2]")
    assert found.fill({"en": "What is a toy of ${name}?"}, "toy_name[2.1]") == "What is a toy of B?"


def test_from_outside_a_name_means_every_time_round() -> None:
    values = {"age[1]": "4", "age[2]": "9"}
    found = state(children(), values, {"child": 2})
    assert found.value("ages") == "13"
    assert found.relevant("older")
    assert not state(children(), values).relevant("older")


def test_position_counts_the_times_round() -> None:
    found = state(children(), times={"child": 3})
    assert [found.value(f"place[{number}]") for number in (1, 2, 3)] == ["1", "2", "3"]


def test_a_count_says_how_often_and_never_too_often() -> None:
    form = questionnaire(question("many", "integer"), repeat("one", question("word"), count="${many}"))
    assert state(form).places[-1].key == "many"
    assert [place.key for place in state(form, {"many": "2"}).places][-1] == "word[2]"
    assert state(form, {"many": "1000000000"}).times("one", ()) == MOST_TIMES
    assert state(form, {"many": "-3"}).times("one", ()) == 0


def test_indexed_repeat_looks_into_another_time_round() -> None:
    form = questionnaire(
        repeat(
            "child",
            question("name"),
            question(
                "before", "calculate", calculation="indexed-repeat(${name}, ${child}, position(..) - 1)"
            ),
        ),
    )
    found = state(form, {"name[1]": "A", "name[2]": "B"}, {"child": 3})
    assert [found.value(f"before[{number}]") for number in (1, 2, 3)] == ["", "A", "B"]


@pytest.mark.parametrize(
    "path", ["../age > 10", "/data/about/age > 10", "/anything/about/age > 10", "current()/../age > 10"]
)
def test_written_paths_find_their_question(path: str) -> None:
    form = questionnaire(group("about", question("age", "integer"), question("why", relevant=path)))
    assert state(form, {"age": "12"}).relevant("why")
    assert not state(form, {"age": "9"}).relevant("why")


def test_a_constraint_sees_the_value_that_is_tried() -> None:
    form = questionnaire(question("age", "integer", constraint="${age} < 20 and . > 3"))
    assert state(form).allows("age", "10")
    assert not state(form, {"age": "10"}).allows("age", "20")
    assert not state(form, {"age": "10"}).allows("age", "3")


def test_a_constraint_in_a_repeat_looks_around_itself() -> None:
    form = questionnaire(
        repeat("child", question("age", "integer", constraint="position(..) = 1 or . < ../../child[1]/age"))
    )
    found = state(form, {"age[1]": "9"}, {"child": 2})
    assert found.allows("age[2]", "8")
    assert not found.allows("age[2]", "10")


def test_what_waits_for_itself_keeps_what_it_had() -> None:
    form = questionnaire(
        question("a", "calculate", calculation="${b} + 1"), question("b", "calculate", calculation="${a} + 1")
    )
    assert state(form, {"a": "4", "b": "2"}).value("b") == "4"
    assert state(form, {"a": "4"}).value("a") == "6"


def test_a_default_holds_until_it_is_answered_or_passed_over() -> None:
    form = questionnaire(question("town", default="Crewe"), question("why", relevant="${town} = 'Crewe'"))
    assert state(form).relevant("why")
    assert not state(form, {"town": ""}).relevant("why")
    assert state(form).defaults() == {"town": "Crewe"}


def test_a_default_may_be_worked_out() -> None:
    form = questionnaire(question("day", "date", default="today()"), question("odd", default="over(there"))
    assert state(form).value("day") == "2026-11-23"
    assert state(form).value("odd") == "over(there"


def test_a_random_order_is_the_person_s_own_and_stays() -> None:
    form = questionnaire(question("where", "select_one", choices="places", parameters={"randomize": "true"}))
    orders = {tuple(choice.name for choice in state(form, seed=seed).choices("where")) for seed in range(40)}
    assert len(orders) == 6
    assert state(form, seed=3).choices("where") == state(form, {"where": "park"}, seed=3).choices("where")


def test_the_author_s_seed_gives_everybody_the_same_order() -> None:
    form = questionnaire(
        question("where", "select_one", choices="places", parameters={"randomize": "true", "seed": "3"})
    )
    assert state(form, seed=1).choices("where") == state(form, seed=2).choices("where")


def test_choices_can_be_made_of_earlier_answers() -> None:
    form = questionnaire(
        repeat("child", question("name")), question("eldest", "select_one", choices="${name}")
    )
    found = state(form, {"name[1]": "A", "name[2]": "B"}, {"child": 2})
    assert [choice.name for choice in found.choices("eldest")] == ["A", "B"]
    assert found.askable("eldest")
    assert not state(form).askable("eldest")


@pytest.mark.parametrize("keep", ["${age} > 3", "age > 3", "./age > ${least}"])
def test_earlier_answers_are_filtered_by_what_was_said_beside_each(keep: str) -> None:
    form = questionnaire(
        question("least", "integer"),
        repeat("child", question("name"), question("age", "integer")),
        question("eldest", "select_one", choices="${name}", choice_filter=keep),
    )
    said = {"least": "3", "name[1]": "A", "age[1]": "5", "name[2]": "B", "age[2]": "2", "name[3]": "C"}
    found = state(form, said, {"child": 3})
    assert [choice.name for choice in found.choices("eldest")] == ["A"]


def test_a_question_that_is_only_read_is_not_asked() -> None:
    form = questionnaire(question("total", "integer", calculation="2 + 3", read_only=True))
    assert not state(form).askable("total")
    assert state(form).value("total") == "5"


def test_a_sum_in_which_something_is_missing_is_blank() -> None:
    form = questionnaire(
        question("age", "integer"),
        question("months", "calculate", calculation="${age} * 12"),
        question("twice", "integer", default="${age} * 2"),
        question("known", relevant="${months} != ''"),
    )
    found = state(form)
    assert (found.value("months"), found.value("twice")) == ("", "")
    assert not found.relevant("known")
    assert state(form, {"age": "2"}).value("months") == "24"


def test_how_often_a_repeat_goes_round_may_depend_on_the_one_around_it() -> None:
    form = questionnaire(
        repeat("day", repeat("hour", question("doing"), count="position(..)"), count="2 + 1")
    )
    assert keys(state(form))[-1] == "doing[3.3]"
    assert [state(form).times("hour", (("day", number),)) for number in (1, 2, 3)] == [1, 2, 3]


def test_a_default_looks_around_itself() -> None:
    form = questionnaire(repeat("child", question("number", "integer", default="position(..)")))
    found = state(form, times={"child": 2})
    assert found.defaults() == {"number[1]": "1", "number[2]": "2"}


def test_a_hidden_value_comes_back_when_it_applies_again() -> None:
    form = questionnaire(
        question("n", "integer"),
        question("secret", "hidden", default="7", relevant="${n} = 1"),
    )
    before = state(form)
    assert before.calculated() == {"secret": ""}
    assert state(form, {**before.calculated(), "n": "1"}).value("secret") == "7"


def test_a_count_inside_a_repeat_may_ask_which_time_round_it_is() -> None:
    hours = repeat("hour", question("place", "calculate", calculation="position(..)"), count="position(..)")
    form = questionnaire(question("days", "integer"), repeat("day", hours, count="${days}"))
    found = state(form, {"days": "3"})
    assert [place.key for place in found.places if place.name == "place"] == [
        *("place[1.1]", "place[2.1]", "place[2.2]"),
        *("place[3.1]", "place[3.2]", "place[3.3]"),
    ]
    assert found.value("place[3.2]") == "2"


def test_words_can_be_looked_up_in_the_persons_language() -> None:
    looked_up = "jr:itext(instance('classes')/root/item[name = ${income}]/itextId)"
    form = questionnaire(
        question("income", "select_one", choices="income"),
        question("shown", "calculate", calculation=looked_up),
        question("asked", "calculate", calculation="jr:itext('/data/income:label')"),
        languages=("en", "pl"),
        income=(Choice("1", {"en": "Little"}), Choice("2", {"en": "Much"})),
        classes=(Choice("1", {"en": "Lower", "pl": "Niska"}), Choice("2", {"en": "Upper", "pl": "Wysoka"})),
    )
    found = FormState(CompiledForm(form), Given({"income": "2"}, {}, "pl", 7), surroundings())
    assert found.value("shown") == "Wysoka"
    assert found.value("asked") == "income?"
    assert state(form, {"income": "3"}).value("shown") == ""


@pytest.mark.parametrize(
    ("more", "times"), [({}, 1), ({1: "no"}, 1), ({1: "yes"}, 2), ({1: "yes", 2: "yes", 3: "no"}, 3)]
)
def test_a_count_may_need_itself(more: Mapping[int, str], times: int) -> None:
    again = "if(${plants} = 0 or ${plant}[position() = ${plants}]/more = 'yes', ${plants} + 1, ${plants})"
    form = questionnaire(
        question("plants", "calculate", calculation="count(${plant})"),
        repeat("plant", question("kind"), question("more"), count=again),
        question("said", "calculate", calculation="${plants} * 10"),
    )
    found = state(form, {f"more[{number}]": answer for number, answer in more.items()})
    assert found.times("plant", ()) == times
    assert found.value("said") == str(times * 10)
    assert keys(found).count(f"more[{times}]") == 1


def test_a_count_that_always_wants_one_more_comes_to_an_end() -> None:
    form = questionnaire(repeat("plant", question("kind"), count="count(${plant}) + 1"))
    assert state(form).times("plant", ()) == MOST_TIMES
