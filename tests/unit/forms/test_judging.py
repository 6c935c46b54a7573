"""Answers that are judged together, as those of one page are in ODK."""

from bot.rehearsal import Rehearsal
from consultations.forms.compiled import CompiledForm
from consultations.forms.form_state import FormState
from consultations.forms.given import Given
from consultations.forms.judging import may_stand
from tests.builders import question, questionnaire, repeat, surroundings

HUNDRED = "${play} + ${rest} = 100"
THIRDS = questionnaire(
    question("play", "integer", constraint=HUNDRED, required="true()"),
    question("rest", "integer", constraint=HUNDRED, required="true()"),
)
WITHOUT_OTHER = questionnaire(
    question("total", "calculate", calculation="${first} + ${second}"),
    question("first", "integer", constraint="${total} = 10"),
    question("second", "integer", relevant="${first} != 4"),
)


def stands(form: CompiledForm, key: str, value: str, **values: str) -> bool:
    return may_stand(FormState(form, Given(values, {}, "en", 7), surroundings()), key, value)


def test_an_answer_waits_for_those_that_its_constraint_reads() -> None:
    form = CompiledForm(THIRDS)
    assert stands(form, "play", "60")
    assert stands(form, "rest", "40", play="60")
    assert not stands(form, "rest", "50", play="60")


def test_it_waits_through_a_calculation_and_for_what_applies_only() -> None:
    form = CompiledForm(WITHOUT_OTHER)
    assert stands(form, "first", "3")
    assert not stands(form, "first", "4"), "the second will not be asked"
    assert not stands(form, "first", "3", second=""), "the second was passed over"


def test_an_answer_waits_for_its_own_time_round_only() -> None:
    pair = (question("low", "integer", constraint=". < ${high}"), question("high", "integer"))
    form = CompiledForm(questionnaire(repeat("pair", *pair)))
    state = FormState(form, Given({"high[1]": "3"}, {"pair": 2}, "en", 7), surroundings())
    assert not may_stand(state, "low[1]", "5")
    assert may_stand(state, "low[2]", "5")


def test_what_was_taken_for_now_is_asked_again_where_it_turns_out_wrong() -> None:
    rehearsal = Rehearsal(CompiledForm(WITHOUT_OTHER), surroundings())
    rehearsal.start()
    rehearsal.say("3")
    assert rehearsal.session.current == "second"
    rehearsal.say("5")
    assert rehearsal.session.current == "first"
    rehearsal.say("6")
    assert rehearsal.session.current == "first"
    rehearsal.say("5")
    assert rehearsal.session.status == "finished"


def test_the_last_one_is_judged_at_once() -> None:
    rehearsal = Rehearsal(CompiledForm(THIRDS), surroundings())
    rehearsal.start()
    rehearsal.say("60")
    rehearsal.say("50")
    assert rehearsal.session.current == "rest"
    rehearsal.say("40")
    assert rehearsal.session.status == "finished"
