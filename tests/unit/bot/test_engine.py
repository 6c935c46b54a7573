"""Whatever people send, a conversation goes on and says something."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine import advance
from bot.messages import Button, Incoming
from bot.rehearsal import Rehearsal
from bot.session import Session, from_json, to_json
from bot.transcript import transcript
from consultations.forms.compiled import CompiledForm
from consultations.forms.questionnaire import Choice, Question
from consultations.forms.xlsform import read_form
from tests.builders import question, questionnaire, safe_places, surroundings

EXAMPLES = Path(__file__).parent.parent.parent.parent / "examples" / "questionnaires"
FORMS = {
    file.stem: CompiledForm(read_form(file.read_bytes(), file.name).questionnaire)
    for file in sorted(EXAMPLES.glob("*.md"))
}
WORDS = st.sampled_from(
    [
        "yes",
        "no",
        "1",
        "2",
        "3, 1",
        "7",
        "skip",
        "back",
        "stop",
        "start",
        "help",
        "done",
        "10/5/2020",
        "",
        " ",
        "?",
    ]
)
TURNS = st.lists(st.integers(0, 12) | WORDS | st.text(max_size=30), max_size=40)


def take(rehearsal: Rehearsal, turn: int | str) -> list[str]:
    """Press the button at that place, or type the words; give what was said."""
    buttons = rehearsal.asked.buttons if rehearsal.asked else ()
    if isinstance(turn, str) or not buttons:
        step = rehearsal.say(str(turn))
    else:
        step = rehearsal.press(buttons[turn % len(buttons)])
    return [message.text for message in step.messages]


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=25, deadline=None)
@given(turns=TURNS)
def test_every_turn_says_something_and_can_be_carried_on(name: str, turns: list[int | str]) -> None:
    rehearsal = Rehearsal(FORMS[name], surroundings())
    rehearsal.start()
    for turn in turns:
        assert take(rehearsal, turn)
        assert from_json(to_json(rehearsal.session)) == rehearsal.session
        assert set(rehearsal.session.answers) <= set(rehearsal.form.questions)
        assert transcript(rehearsal.session, rehearsal.form, surroundings()) is not None


@pytest.mark.parametrize("name", FORMS)
def test_pressing_the_first_button_comes_to_an_end(name: str) -> None:
    rehearsal = Rehearsal(FORMS[name], surroundings())
    rehearsal.start()
    for _ in range(60):
        assert rehearsal.asked is not None
        skip = next((one for one in rehearsal.asked.buttons if one.role == "skip"), None)
        rehearsal.press(skip or rehearsal.asked.buttons[0])
        if rehearsal.session.status == "finished":
            return
    pytest.fail("the conversation never came to an end")


def test_the_same_turn_gives_the_same_step() -> None:
    form, around = CompiledForm(safe_places()), surroundings()
    session = Session("s", "safe", "v1")
    hello = Incoming("web", "a", "1", start="safe")
    assert advance(session, form, hello, around) == advance(session, form, hello, around)


def test_an_answer_that_no_longer_fits_is_asked_again_at_the_end() -> None:
    form = CompiledForm(
        questionnaire(
            question("most", "integer"),
            question("mine", "integer", constraint=". <= ${most}", constraint_message={"en": "Too many."}),
        )
    )
    rehearsal = Rehearsal(form, surroundings())
    rehearsal.start()
    rehearsal.say("5")
    rehearsal.say("4")
    rehearsal.say("back")
    rehearsal.say("back")
    step = rehearsal.say("3")
    assert [message.text for message in step.messages] == ["Too many.", "mine?"]
    rehearsal.say("2")
    assert rehearsal.session.status == "finished"


def test_a_question_without_choices_left_is_passed_over() -> None:
    form = CompiledForm(
        questionnaire(
            question("where", "select_one", choices="places", choice_filter="name = 'moon'", required="yes")
        )
    )
    rehearsal = Rehearsal(form, surroundings())
    rehearsal.start()
    assert rehearsal.session.status == "finished"


FILTERED = CompiledForm(
    questionnaire(
        question("area", "select_one", choices="areas"),
        question("town", "select_one", choices="towns", choice_filter="area = ${area}"),
        question("place", "select_one", choices="near", choice_filter="town = ${town}"),
        question("best"),
        question("again", "select_one", choices="${best}"),
        question("more"),
        areas=(Choice("east", {"en": "East"}), Choice("west", {"en": "West"})),
        towns=(
            Choice("crewe", {"en": "Crewe"}, {"area": "east"}),
            Choice("chester", {"en": "Chester"}, {"area": "west"}),
        ),
        near=(
            Choice("green park", {"en": "Green Park"}, {"town": "crewe"}),
            Choice("walls", {"en": "The walls"}, {"town": "chester"}),
        ),
    )
)


def answered(*texts: str) -> Rehearsal:
    rehearsal = Rehearsal(FILTERED, surroundings())
    rehearsal.start()
    for text in texts:
        rehearsal.say(text)
    return rehearsal


def test_a_choice_with_spaces_in_its_name_stays() -> None:
    assert answered("East", "Crewe", "Green Park").session.answers["place"] == "green park"


def test_clearing_an_answer_clears_what_was_chosen_because_of_it() -> None:
    rehearsal = answered("East", "Crewe", "Green Park", "back", "back", "back", "West")
    assert rehearsal.session.answers == {"area": "west"}


def test_a_choice_made_of_an_answer_goes_with_it() -> None:
    chosen = answered("East", "Crewe", "Green Park", "a swing", "a swing")
    assert chosen.session.answers["again"] == "a swing"
    changed = answered("East", "Crewe", "Green Park", "a swing", "a swing", "back", "back", "a slide")
    assert changed.session.answers["best"] == "a slide"
    assert "again" not in changed.session.answers


@pytest.mark.parametrize("kind", ["geopoint", "text"])
def test_a_filter_leaves_an_answer_that_is_no_name_of_a_choice(kind: str) -> None:
    places = (Choice("park", {"en": "The park"}, {"latitude": "53.25", "longitude": "-2.5"}),)
    form = questionnaire(
        question("where", kind, choices="spots", choice_filter="name != 'moon'"), spots=places
    )
    rehearsal = Rehearsal(CompiledForm(form), surroundings())
    rehearsal.start()
    rehearsal.say("The park")
    assert rehearsal.session.status == "finished"
    assert rehearsal.session.answers["where"] in ("53.25 -2.5 0 0", "The park")


def test_a_place_is_passed_over_where_no_place_is_left() -> None:
    one = question("where", "geopoint", choices="places", choice_filter="name = 'moon'", required="yes")
    rehearsal = Rehearsal(CompiledForm(questionnaire(one)), surroundings())
    rehearsal.start()
    assert rehearsal.session.status == "finished"


def test_a_label_repeats_what_was_said() -> None:
    form = CompiledForm(questionnaire(question("name"), question("why", label="Why ${name}?")))
    rehearsal = Rehearsal(form, surroundings())
    rehearsal.start()
    assert rehearsal.say("buses {0} ${x}").messages[-1].text == "Why buses {0} ${x}?"


def test_a_button_that_nobody_made_changes_nothing() -> None:
    rehearsal = Rehearsal(CompiledForm(safe_places()), surroundings())
    before = rehearsal.start().session
    for made_up in ("", " ", "x.y.z", "rehearsal.1.99", "rehearsal.1.-1", "rehearsal.1.0 rehearsal.1.1"):
        rehearsal.press(Button(made_up, "")) if made_up.strip() else rehearsal.say(made_up)
        assert (rehearsal.session.answers, rehearsal.session.current) == (before.answers, before.current)


def test_a_chance_taken_once_is_kept() -> None:
    numbers = iter(range(1, 100))
    form = CompiledForm(
        questionnaire(
            Question("group", "calculate", calculation="once(random())"),
            question("a", label="${group}"),
            question("b", label="${group}"),
        )
    )
    around = replace(surroundings(), random=lambda: float(next(numbers)))
    rehearsal = Rehearsal(form, around)
    first = rehearsal.start().messages[-1].text
    assert rehearsal.say("x").messages[-1].text == first == rehearsal.session.calculated["group"]
    assert rehearsal.say("back").messages[-1].text == first


def test_a_filter_takes_only_what_it_no_longer_offers() -> None:
    form = CompiledForm(
        questionnaire(
            question("area", "select_multiple", choices="places"),
            question("where", "select_multiple", choices="places", choice_filter="selected(${area}, name)"),
            question("why"),
        )
    )
    session = Session("s", "c", "q", status="asking", current="why", step=3)
    session = replace(session, answers={"area": "park bus", "where": "park bus"})
    for area, left in (("bus school", "bus"), ("school", None)):
        step = advance(
            replace(session, current="area"),
            form,
            Incoming("web", "me", "1", text=", ".join(area.split())),
            surroundings(),
        )
        assert step.session.answers.get("where") == left
        changed = [event for event in step.events if event.question == "where"]
        assert [(one.kind, one.value) for one in changed] == [
            ("answered", "bus") if left else ("cleared", None)
        ]


def test_a_calculation_that_waits_runs_only_when_its_answer_changes() -> None:
    numbers = iter(range(1, 100))
    form = CompiledForm(
        questionnaire(
            question("a"),
            Question("mark", "calculate", calculation="random()", trigger="${a}"),
            question("b"),
        )
    )
    rehearsal = Rehearsal(form, replace(surroundings(), random=lambda: float(next(numbers))))
    rehearsal.start()
    rehearsal.say("skip")
    assert rehearsal.session.calculated["mark"] == ""
    for said, mark in (("x", "1"), ("x", "1"), ("y", "2"), ("skip", "3"), ("skip", "3")):
        rehearsal.say("back")
        rehearsal.say(said)
        assert rehearsal.session.calculated["mark"] == mark, said


def test_what_was_taken_once_is_there_again_when_it_applies_again() -> None:
    numbers = iter(range(1, 100))
    form = CompiledForm(
        questionnaire(
            question("a", "select_one", choices="yes_no"),
            Question("draw", "calculate", calculation="once(random())", relevant="${a} = 'yes'"),
            question("b"),
        )
    )
    rehearsal = Rehearsal(form, replace(surroundings(), random=lambda: float(next(numbers))))
    rehearsal.start()
    rehearsal.say("yes")
    for said, shown in (("no", ""), ("yes", "1")):
        rehearsal.say("back")
        rehearsal.say(said)
        assert rehearsal.state().value("draw") == shown
