"""The simulator plays what the conversation would do, with time in the officer's hand."""

from datetime import timedelta

from bot.reminders import ENGLISH_PUPILS, Reminding
from bot.simulation import Edit, Later, Press, Say, Simulation, Stage, simulate
from consultations.forms.compiled import CompiledForm
from tests.builders import LONDON, question, questionnaire, safe_places, surroundings


def stage(**fields: object) -> Stage:
    reminding = Reminding(timedelta(days=2), ENGLISH_PUPILS, LONDON)
    given = {"form": CompiledForm(safe_places()), "title": "Safe places", **fields}
    return Stage(around=surroundings(), reminding=reminding, **given)  # type: ignore[arg-type]


def said(played: Simulation) -> list[str]:
    return [message.text for scene in played.scenes for message in scene.messages]


def button(played: Simulation, label: str) -> Press:
    assert played.asked is not None
    return Press(press=next(one.id for one in played.asked.buttons if one.label == label))


def test_the_same_moves_give_the_same_chat() -> None:
    moves = [Say(say="no"), Say(say="dark")]
    assert simulate(stage(), moves) == simulate(stage(), moves)
    assert simulate(stage(), moves).session.answers == {"safe": "no", "why_not": "dark"}


def test_a_button_of_the_page_before_still_fits() -> None:
    first = simulate(stage(), [])
    played = simulate(stage(), [button(first, "No")])
    assert played.scenes[-1].done == "No"
    assert said(played)[-1] == "What makes you feel unsafe?"


def test_on_telegram_a_reminder_comes_when_it_would_come() -> None:
    played = simulate(stage(channel="telegram"), [Say(say="no"), Later(hours=24 * 7)])
    reminder = played.scenes[2]
    assert "You can carry on where you were." in reminder.messages[0].text
    assert f"{reminder.at.astimezone(LONDON):%a %H:%M}" == "Wed 16:00"
    assert played.session.step == 2


def test_there_is_one_reminder_and_none_on_the_web_or_after_stop() -> None:
    week = Later(hours=24 * 7)
    twice = simulate(stage(channel="telegram"), [Say(say="no"), week, Say(say="dark"), week])
    assert sum("carry on where" in text for text in said(twice)) == 1
    for where, words in (("web", "no"), ("telegram", "stop")):
        played = simulate(stage(channel=where), [Say(say=words), week])
        assert not any("carry on where" in text for text in said(played))


def test_the_reminder_s_button_goes_on_where_it_was() -> None:
    moves = [Say(say="no"), Later(hours=24 * 7)]
    label = next(
        one.id
        for scene in simulate(stage(channel="telegram"), moves).scenes
        for m in scene.messages
        for one in m.buttons
        if one.role == "start"
    )
    played = simulate(stage(channel="telegram"), [*moves, Press(press=label)])
    assert said(played)[-2:] == [
        "Welcome back. You are at question 2 of about 4.",
        "What makes you feel unsafe?",
    ]


def test_a_message_can_be_edited() -> None:
    played = simulate(stage(), [Say(say="no"), Say(say="drak"), Edit(edit=1, to="dark")])
    assert said(played)[-1] == "You changed your message. Do you want to change that answer to “dark”?"


def test_a_language_can_be_set_beforehand() -> None:
    form = CompiledForm(questionnaire(question("play", label="Play?"), languages=("en", "pl")))
    assert said(simulate(stage(form=form, language="pl"), []))[0] == "Play?"
    assert said(simulate(stage(form=form), []))[0] == "Which language would you like?"
