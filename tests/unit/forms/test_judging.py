"""Answers that are judged together, as those of one page are in ODK."""

import pytest

from bot.rehearsal import Rehearsal
from consultations.forms.compiled import CompiledForm
from consultations.forms.form_state import FormState
from consultations.forms.given import Given
from consultations.forms.judging import may_stand, must_answer, nothing_fits
from consultations.forms.questionnaire import Choice
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


def counted(kind: str, constraint: str, **parameters: object) -> CompiledForm:
    """A form whose second question must fit what the first one counts, and must be answered."""
    asked = question("asked", kind, constraint=constraint, required="true()", **parameters)
    return CompiledForm(questionnaire(question("people", "integer"), question("since", "date"), asked))


@pytest.mark.parametrize(
    ("kind", "constraint", "values", "stuck"),
    [
        ("integer", ". <= ${people}", {"people": ""}, True),
        ("integer", ". <= ${people}", {"people": "4"}, False),
        ("integer", ". >= 0 and . < ${people}", {"people": "0"}, True),
        ("decimal", ". = 100000 - ${people}", {"people": "60000"}, False),
        ("integer", ". = ${people} + 1", {"people": "60000"}, False),
        ("date", ". >= ${since} and . <= today()", {"since": ""}, True),
        ("date", ". >= ${since} and . <= today()", {"since": "2026-11-01"}, False),
        ("dateTime", ". > ${since}", {"since": "2200-11-01"}, False),
        ("text", ". = ${people}", {"people": "4"}, False),
        ("integer", ". < 0 and . > 5", {"people": "4"}, False),
    ],
)
def test_nobody_must_answer_what_no_answer_fits(
    kind: str, constraint: str, values: dict[str, str], stuck: bool
) -> None:
    form = counted(kind, constraint)
    state = FormState(form, Given({"since": "2026-01-01", **values}, {}, "en", 7), surroundings())
    assert nothing_fits(state, "asked") is stuck
    assert must_answer(state, "asked") is not stuck


def test_choices_are_tried_alone_and_together() -> None:
    number = question("people", "integer")
    form = CompiledForm(
        questionnaire(
            number,
            question("asked", "select_multiple", constraint="count-selected(.) = ${people}", choices="where"),
            where=tuple(Choice(name, {"en": name}) for name in ("home", "school", "park")),
        )
    )
    fits = [
        not nothing_fits(FormState(form, Given({"people": n}, {}, "en", 7), surroundings()), "asked")
        for n in ("1", "3", "4")
    ]
    assert fits == [True, True, False]


def test_a_question_that_no_answer_fits_can_be_skipped() -> None:
    rehearsal = Rehearsal(counted("integer", ". <= ${people} and . >= 0"), surroundings())
    rehearsal.start()
    assert "skip" in roles(rehearsal)
    rehearsal.say("/skip")
    rehearsal.say("/skip")
    assert rehearsal.session.current == "asked"
    assert "skip" in roles(rehearsal)
    rehearsal.say("3")
    assert rehearsal.session.current == "asked"
    rehearsal.say("/skip")
    assert rehearsal.session.status == "finished"


def roles(rehearsal: Rehearsal) -> list[str]:
    return [button.role for button in rehearsal.asked.buttons] if rehearsal.asked else []
