"""Where somebody is, sent by their telephone: kept only where it is asked for, allowed, and only roughly."""

import pytest

from bot.messages import Location
from bot.telegram.layout import full_text
from bot.turn import Beside
from bot.web.routes import STATIC
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Choice, Question, Questionnaire
from tests.builders import question, questionnaire
from tests.unit.bot.test_ways import Chat

HERE = Location(53.098766, -2.431234)
ALLOWED, NOT_ALLOWED = Beside(locations=True), Beside()
TOWNS = (
    Choice("chester", {"en": "Chester"}, {"latitude": "53.19", "longitude": "-2.89"}),
    Choice("crewe", {"en": "Crewe"}, {"latitude": "53.0987654", "longitude": "-2.4"}),
    Choice("nowhere", {"en": "Nowhere"}),
)


def form(**fields: object) -> Questionnaire:
    return questionnaire(question("where", "geopoint", **fields), question("why"), towns=TOWNS)


def test_where_somebody_is_is_kept_to_about_a_hundred_metres() -> None:
    chat = Chat(form(), ALLOWED)
    assert chat.last.messages[-1].decimals == 3
    chat.send(location=HERE)
    assert chat.session.answers == {"where": "53.099 -2.431 0 0"}
    assert "53.0987" not in str(chat.last)


@pytest.mark.parametrize(
    ("metres", "kept"),
    [
        ("10", "53.0988 -2.4312 0 0"),
        ("1", "53.09877 -2.43123 0 0"),
        ("1000", "53.10 -2.43 0 0"),
        ("0", "53.099 -2.431 0 0"),
        ("near", "53.099 -2.431 0 0"),
    ],
)
def test_an_author_may_ask_for_more_or_less(metres: str, kept: str) -> None:
    chat = Chat(form(parameters={"capture-accuracy": metres}), ALLOWED)
    chat.send(location=HERE)
    assert chat.session.answers == {"where": kept}


def test_what_is_typed_is_kept_no_more_exactly() -> None:
    chat = Chat(form(), ALLOWED)
    chat.says("53.098765, -2.4")
    assert chat.session.answers == {"where": "53.099 -2.4 0 0"}


def test_a_place_of_a_list_is_as_exact_as_its_list() -> None:
    kind = type_of("geopoint")
    read = kind.read(Question("q", "geopoint", choices="towns"), TOWNS, "crewe")
    assert getattr(read, "value", "") == "53.0987654 -2.4 0 0"


@pytest.mark.parametrize(
    ("asked", "beside"),
    [
        (form(), NOT_ALLOWED),
        (form(choices="towns"), NOT_ALLOWED),
        (questionnaire(question("why")), ALLOWED),
    ],
)
def test_elsewhere_it_is_answered_kindly_and_not_kept(asked: Questionnaire, beside: Beside) -> None:
    chat = Chat(asked, beside)
    assert chat.last.messages[-1].decimals is None
    question_text = chat.asked
    chat.send(location=HERE)
    assert chat.heard == [
        "We do not keep where you are here. You can choose an answer, or type it.",
        question_text,
    ]
    assert not chat.session.answers
    assert not chat.last.events
    assert "53.09" not in str(chat.last)


def test_at_a_list_of_places_the_nearest_is_offered_and_where_they_are_is_not_kept() -> None:
    chat = Chat(form(choices="towns"), ALLOWED)
    chat.send(location=HERE)
    assert chat.asked == "Did you mean “Crewe”?"
    assert "53.098766" not in f"{chat.last} {chat.session}"
    chat.says("yes")
    assert chat.session.answers == {"where": "53.0987654 -2.4 0 0"}


@pytest.mark.parametrize("here", [Location(50.1, 19.9), Location(53.4, -2.1)])
def test_a_list_that_holds_no_place_near_offers_none(here: Location) -> None:
    chat = Chat(form(choices="towns"), ALLOWED)
    chat.send(location=here)
    assert chat.heard[0].startswith("We do not keep where you are")
    assert not chat.session.answers


def test_at_the_end_of_all_questions_it_is_answered_too() -> None:
    chat = Chat(questionnaire(question("why")), ALLOWED)
    chat.says("so")
    chat.send(location=HERE)
    assert chat.heard[0].startswith("We do not keep where you are")


def test_telegram_says_how_to_send_it_only_where_it_is_asked() -> None:
    on, off = Chat(form(), ALLOWED), Chat(form(), NOT_ALLOWED)
    assert "Tap the paperclip" in full_text(on.last.messages[-1])
    assert "paperclip" not in full_text(off.last.messages[-1])


def test_the_page_rounds_it_before_it_leaves_the_device() -> None:
    script = (STATIC / "locating.js").read_text(encoding="utf-8")
    assert "toFixed(decimals)" in script
