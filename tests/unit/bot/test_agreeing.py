"""“Did you mean …?”, answered as people do; and short words that look like another language's."""

import pytest

from bot.agreeing import agreed
from bot.commands import command_meant
from consultations.forms.questionnaire import Choice, Questionnaire
from tests.builders import question, questionnaire
from tests.unit.bot.test_ways import Chat

ALL = ("en", "pl", "uk", "ro", "ar", "cy")
YES_AND_NO = (
    Choice("yes", {"en": "Yes", "pl": "Tak", "uk": "Так", "ro": "Da", "ar": "نعم", "cy": "Ydw"}),
    Choice("no", {"en": "No", "pl": "Nie", "uk": "Ні", "ro": "Nu", "ar": "لا", "cy": "Nac ydw"}),
)


def form(*choices: Choice) -> Questionnaire:
    one = question("safe", "select_one", "Safe?", choices="offered")
    return questionnaire(one, question("why"), languages=ALL, offered=choices or YES_AND_NO)


def in_language(language: str, *choices: Choice) -> Chat:
    chat = Chat(form(*choices))
    chat.says(language)
    return chat


@pytest.mark.parametrize(
    "typed",
    ["ok", "OK!", "okay thanks", "yep", "yh", "sure", "yeah sure", "exactly", "👍", "👍🏽", "👍👍", "👌"],
)
@pytest.mark.parametrize("language", ALL)
def test_many_words_are_yes_in_every_language(typed: str, language: str) -> None:
    assert agreed(typed, language) is True


@pytest.mark.parametrize(
    "typed", ["nope", "neither", "none of them", "not that", "wrong", "👎", "👎🏿", "🙅‍♀️"]
)
@pytest.mark.parametrize("language", ALL)
def test_many_words_are_no_in_every_language(typed: str, language: str) -> None:
    assert agreed(typed, language) is False


@pytest.mark.parametrize(
    ("language", "typed", "answer"),
    [
        ("pl", "okej", True),
        ("pl", "dokładnie", True),
        ("pl", "żadne", False),
        ("uk", "добре", True),
        ("uk", "нет", False),
        ("uk", "жодне", False),
        ("ro", "bine", True),
        ("ro", "niciuna", False),
        ("ar", "تمام", True),
        ("ar", "خطأ", False),
        ("cy", "iawn", True),
        ("cy", "dim un", False),
        ("en", "yes no", None),
        ("en", "the park", None),
        ("pl", "no", None),
        ("pl", "no tak", True),
        ("cy", "da", None),
    ],
)
def test_each_language_has_its_own(language: str, typed: str, answer: bool | None) -> None:
    assert agreed(typed, language) is answer


@pytest.mark.parametrize(
    ("typed", "kept"), [("ok", {"where": "park"}), ("👍", {"where": "park"}), ("neither", {})]
)
def test_a_doubt_is_settled_in_such_words(typed: str, kept: dict[str, str]) -> None:
    chat = Chat(questionnaire(question("where", "select_one", choices="places"), question("why")))
    chat.says("the pakr", typed)
    assert chat.session.answers == kept
    assert chat.session.aside is None


def test_all_else_is_matched_against_the_question_anew() -> None:
    chat = Chat(questionnaire(question("where", "select_one", choices="places"), question("why")))
    chat.says("the pakr", "school")
    assert chat.session.answers == {"where": "school"}


def test_a_choice_of_that_name_is_chosen() -> None:
    never = (
        Choice("never", {"en": "Never"}),
        Choice("often", {"en": "Often"}),
        Choice("none", {"en": "None"}),
    )
    chat = Chat(form(*never))
    chat.says("en", "oftne", "none")
    assert chat.session.answers == {"safe": "none"}


def test_only_a_plain_yes_clears_everything() -> None:
    chat = in_language("en")
    chat.says("yes", "start again", "ok")
    assert chat.session.answers.get("safe") == "yes"
    chat.says("start again", "yep")
    assert chat.session.answers == {}


@pytest.mark.parametrize(
    ("language", "typed", "offered"),
    [
        ("pl", "no", "Tak"),
        ("pl", "No!", "Tak"),
        ("pl", "nu", "Tak"),
        ("uk", "nu", "Так"),
        ("ro", "na", "Nu"),
        ("ar", "la", "لا"),
        ("cy", "da", "Ydw"),
    ],
)
def test_a_false_friend_is_asked_about(language: str, typed: str, offered: str) -> None:
    chat = in_language(language)
    chat.says(typed)
    assert chat.session.answers == {}
    assert offered in chat.asked
    chat.says(typed)
    assert chat.session.answers == {}


@pytest.mark.parametrize("language", ["en", "uk", "ro", "cy"])
def test_no_is_no_elsewhere(language: str) -> None:
    assert in_language(language).says("no").session.answers == {"safe": "no"}


@pytest.mark.parametrize(("typed", "kept"), [("no tak", "yes"), ("no jasne", ""), ("nie no", "")])
def test_polish_no_before_another_word(typed: str, kept: str) -> None:
    chat = in_language("pl")
    chat.says(typed)
    assert chat.session.answers.get("safe", "") == kept


def test_a_false_friend_is_what_a_choice_is_called() -> None:
    feelings = (Choice("good", {"en": "Good", "cy": "Da"}), Choice("bad", {"en": "Bad", "cy": "Gwael"}))
    assert in_language("cy", *feelings).says("da").session.answers == {"safe": "good"}


def test_polish_no_at_the_end_of_a_repeat_is_no_command() -> None:
    assert command_meant("no", "pl") is None
    assert command_meant("no", "en") == "no"


def test_an_english_word_does_not_stop_the_chat_because_it_does_in_welsh() -> None:
    assert command_meant("paid", "en") is None
    assert command_meant("paid", "cy") == "stop"
