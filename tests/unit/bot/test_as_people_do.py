"""What people type beside the answers that were foreseen: at lists, at the language, in another language."""

import pytest

from bot.commands import command_meant, language_meant
from consultations.forms.questionnaire import Choice
from tests.builders import question, questionnaire, safe_places
from tests.unit.bot.test_ways import Chat

CODES = ("en", "pl", "uk", "cy")


def chat_with_answers() -> Chat:
    chat = Chat()
    chat.says("no", "The street is dark")
    chat.says("change my answers")
    return chat


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("1", "Do you feel safe?"),
        ("2", "What makes you feel unsafe?"),
        ("do you feel safe", "Do you feel safe?"),
        ("makes me feel unsafe", "What makes you feel unsafe?"),
    ],
)
def test_an_answer_to_change_is_picked_in_words(typed: str, asked: str) -> None:
    chat = chat_with_answers()
    chat.says(typed)
    assert chat.asked == asked
    assert "answered" not in chat.kinds


@pytest.mark.parametrize("typed", ["never mind", "no"])
def test_whoever_changes_nothing_goes_on_where_they_were(typed: str) -> None:
    chat = chat_with_answers()
    chat.says(typed)
    assert chat.asked == "Where do you go?"
    assert set(chat.session.answers) == {"safe", "why_not"}


def test_what_is_not_in_the_list_is_no_answer_to_another_question() -> None:
    chat = chat_with_answers()
    chat.says("banana split")
    assert chat.heard[0].startswith("Sorry, we did not understand that. Please choose one of the answers")
    assert "answered" not in chat.kinds
    chat.says("2")
    assert chat.asked == "What makes you feel unsafe?"


def test_the_list_gives_way_to_a_command() -> None:
    chat = chat_with_answers()
    chat.says("stop")
    assert chat.session.stopped


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2", "pl"),
        ("5", None),
        ("po polsku", "pl"),
        ("po polsku prosze", "pl"),
        ("i speak polish", "pl"),
        ("english pls", "en"),
        ("inglish", "en"),
        ("polski", "pl"),
        ("українською", "uk"),
        ("yn gymraeg", "cy"),
        ("welsh or polish", None),
        ("banana", None),
    ],
)
def test_a_language_is_asked_for_in_many_ways(typed: str, code: str | None) -> None:
    assert language_meant(typed, CODES) == code


def test_the_name_of_a_language_alone_changes_to_it_unless_it_answers() -> None:
    form = questionnaire(question("safe", "select_one", choices="yes_no"), question("why"), languages=CODES)
    chat = Chat(form)
    chat.says("english", "polski")
    assert chat.session.language == "pl"
    chat.says("tak", "english")
    assert (chat.session.language, chat.session.answers["why"]) == ("pl", "english")


@pytest.mark.parametrize(("typed", "command"), [("pomoc", "help"), ("допоможіть", "help"), ("توقف", "stop")])
def test_stop_and_help_count_in_every_language(typed: str, command: str) -> None:
    assert command_meant(typed, "en") == command


def test_a_long_answer_on_the_web_leaves_the_next_one_alone() -> None:
    chat = Chat()
    chat.says("no", "a" * 5000, "park")
    assert (chat.session.answers["where"], len(chat.session.answers["why_not"])) == ("park", 5000)


def test_an_answer_that_fits_is_never_the_rest_of_the_last_one() -> None:
    chat = Chat()
    chat.channel = "telegram"
    chat.says("no", "a" * 4096, "park")
    assert chat.session.answers["where"] == "park"


@pytest.mark.parametrize("text", ["\u200d", "\u200b\u200b", "\ufeff", "\u202e", "\u3164", "\u2800"])
def test_what_nobody_can_see_answers_nothing(text: str) -> None:
    chat = Chat(questionnaire(question("why", required="yes")))
    chat.says(text)
    assert not chat.session.answers
    assert chat.asked == "why?"


def test_a_number_that_was_not_meant_is_asked_again_as_a_number() -> None:
    chat = Chat(questionnaire(question("age", "integer")))
    chat.says("i am 11 years old")
    chat.says("no")
    assert chat.heard == ["age?"]


def test_choices_are_put_in_order_one_at_a_time() -> None:
    things = tuple(Choice(label[0].lower(), {"en": label}) for label in ("Apples", "Bread", "Cake"))
    chat = Chat(questionnaire(question("best", "rank", choices="things"), things=things))
    chat.says("cake")
    assert chat.session.draft == "c"
    chat.says("apples")
    assert chat.session.answers["best"] == "c a b"


def test_a_day_is_no_time() -> None:
    chat = Chat(questionnaire(question("when", "dateTime")))
    chat.says("3 may 2020")
    assert not chat.session.answers
    assert chat.session.aside is None


def test_safe_places_still_takes_its_answers() -> None:
    chat = Chat(safe_places())
    assert chat.says("yse").session.answers["safe"] == "yes"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nah skip it", ""),
        ("idk can we skip it", ""),
        ("i'll skip this one", ""),
        ("no help", "no help"),
        ("no exit", "no exit"),
        ("nothing stops the bullies", "nothing stops the bullies"),
        ("skip lunch", "skip lunch"),
        ("i don't want to do this any more", "i don't want to do this any more"),
    ],
)
def test_a_command_may_follow_a_no_or_a_hesitation(typed: str, kept: str) -> None:
    chat = Chat(questionnaire(question("why"), question("what")))
    chat.says(typed)
    assert chat.session.answers.get("why", "") == kept
    assert ("skipped" in chat.kinds) is not bool(kept)


@pytest.mark.parametrize("typed", ["no stop", "stop messaging me", "please don't text me again"])
def test_stop_behind_a_no_and_in_other_words_is_stop(typed: str) -> None:
    chat = Chat()
    assert chat.says(typed).session.stopped


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("can my mum see this", True),
        ("will you tell my social worker", True),
        ("will you listen to us", False),
        ("will you tell dad he hurt me", False),
    ],
)
def test_whoever_asks_who_will_see_it_is_told(typed: str, asked: bool) -> None:
    assert (command_meant(typed, "en") == "who") is asked


@pytest.mark.parametrize("typed", ["can we do this in polish", "po polsku", "polish please"])
def test_a_language_is_asked_for_where_any_words_are_an_answer(typed: str) -> None:
    chat = Chat(questionnaire(question("why"), languages=CODES))
    chat.says("english", typed)
    assert (chat.session.language, chat.session.answers) == ("pl", {})


def test_what_a_hard_word_is_can_be_asked_where_any_words_are_an_answer() -> None:
    chat = Chat(questionnaire(question("why")))
    chat.says("whats a mentor")
    assert "A grown-up who helps you." in chat.heard[0]
    chat.says("what is a bus pass for")
    assert chat.session.answers["why"] == "what is a bus pass for"


def test_a_moment_is_counted_back_from_now() -> None:
    chat = Chat(questionnaire(question("when", "dateTime"), question("day", "date")))
    chat.says("2 hours ago", "yes")
    assert chat.session.answers["when"] == "2026-11-23T07:00:00.000"
    chat.says("it happened last night")
    assert chat.asked == "Did you mean “22/11/2026”?"


@pytest.mark.parametrize("typed", ["sorry i meant no", "i meant no!", "oops i mean nope"])
def test_the_last_answer_is_put_right_in_words(typed: str) -> None:
    form = questionnaire(question("safe", "select_one", choices="yes_no"), question("why"))
    chat = Chat(form)
    chat.says("yes", typed)
    assert "“No”" in chat.asked
    chat.says("yes")
    assert (chat.session.answers, chat.asked) == ({"safe": "no"}, "why?")


@pytest.mark.parametrize("typed", ["i mean it", "i meant yes", "i meant"])
def test_what_changes_no_answer_is_an_answer_here(typed: str) -> None:
    chat = Chat(questionnaire(question("safe", "select_one", choices="yes_no"), question("why")))
    chat.says("yes", typed)
    assert chat.session.answers == {"safe": "yes", "why": typed}
