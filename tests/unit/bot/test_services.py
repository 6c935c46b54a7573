"""Who can help with this? The services that the plan tells of, those for what is spoken of first."""

import pytest

from bot import wording
from bot.help_card import MOST_SERVICES, services_card
from bot.session import Session
from bot.turn import Beside
from consultations.plan import parse_plan
from consultations.plan.services import KnownService, known_services
from tests.builders import PLAN, question, questionnaire
from tests.unit.bot.test_ways import Chat

SERVICES = """
terms:
  - jargon: No Wrong Door
    aliases: [NWD]
    meaning: A way to help young people in care.
services:
  - name: Kooth
    ages: 11 to 18
    provider: The NHS
    reach: Online
    outcomes: [CE2]
  - name: nwd
    outcomes: [CE1]
  - name: Taboo
    provider: The council
    outcomes: [CE2]
"""
KOOTH = "Kooth\nFor: 11 to 18\nRun by: The NHS\nHow to find them: Online"
DOOR = "nwd\nA way to help young people in care."
INTRO = "These people may be able to help you. If you need help now, press Get help."
LABEL = "Who can help with this?"
CARE = "  - code: CE1\n    title: Children in care\n"
FORM = questionnaire(
    question("safe", label="Do you feel safe?", outcome="CE2"),
    question("care", label="How is it in care?", outcome="CE1"),
    question("else", label="Anything else?"),
)


def services() -> tuple[KnownService, ...]:
    plan = PLAN.replace("outcomes:\n", SERVICES.lstrip() + "outcomes:\n" + CARE)
    return known_services(parse_plan(plan.encode(), "plan.yaml").plans[0])


@pytest.fixture
def chat() -> Chat:
    return Chat(FORM, Beside(services=services))


def labels(chat: Chat) -> list[str]:
    return [button.label for message in chat.last.messages for button in message.buttons]


def test_only_services_that_the_plan_says_something_of_are_told() -> None:
    assert [one.name for one in services()] == ["Kooth", "nwd"]


def test_who_can_help_is_asked_in_words_at_a_question_and_the_question_comes_again(chat: Chat) -> None:
    chat.says("Who can help me?")
    assert chat.heard == [f"{INTRO}\n\n{KOOTH}", "Do you feel safe?"]
    assert chat.session.answers == {}
    chat.says("yes", "/services")
    assert chat.heard == [
        f"{INTRO}\n\n{DOOR}\n\nYou can ask an adult how to find them.",
        "How is it in care?",
    ]
    chat.says("fine", "who can help with this?")
    assert chat.heard[0].startswith(f"{INTRO}\n\n{KOOTH}\n\n{DOOR}")  # this is about no outcome


def test_get_help_and_the_menu_lead_to_them(chat: Chat) -> None:
    chat.says("help")
    assert chat.presses(LABEL).messages[0].text.startswith(INTRO)
    chat.says("/menu")
    assert chat.presses(LABEL).messages[0].text.startswith(INTRO)


def test_who_has_stopped_can_ask_and_is_asked_nothing(chat: Chat) -> None:
    chat.says("STOP", "who can help?")
    assert len(chat.heard) == 1
    assert chat.heard[0].startswith(INTRO)
    assert chat.session.stopped


def test_where_the_plan_tells_of_none_the_help_lines_are_the_answer() -> None:
    chat = Chat(FORM)
    chat.says("help")
    card = chat.heard[0]
    assert LABEL not in labels(chat)
    chat.says("/menu")
    assert LABEL not in labels(chat)
    assert chat.says("who can help me?").messages[0].text == card


@pytest.mark.parametrize("language", wording.languages())
def test_they_are_told_in_every_language_and_no_more_than_a_few(language: str) -> None:
    session = Session(id="0123456789abcdef", consultation="c", questionnaire="q", language=language)
    many = [KnownService(f"Place {number}", "", "", "", "By bus", ()) for number in range(9)]
    said = services_card(session, many, "CE2", "help")
    assert said.text.startswith(wording.say("services.intro", language))
    assert said.text.count("By bus") == MOST_SERVICES
    assert said.language == language
    assert [one.label for one in said.buttons] == [wording.say("button.help", language)]
