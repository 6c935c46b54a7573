"""Words that are no choice, where “something else” may be chosen."""

import pytest

from bot.messages import Incoming
from bot.web.sent import Sent
from consultations.forms.questionnaire import Choice, Questionnaire
from consultations.forms.xlsform.or_other import OTHER
from tests.builders import PLACES, group, question, questionnaire, repeat
from tests.unit.bot.test_ways import Chat

OFFERED = (*PLACES, Choice("other", OTHER, row=9))
LANGUAGES = tuple(OTHER)


def form(kind: str = "select_one", languages: tuple[str, ...] = ("en",), **fields: str) -> Questionnaire:
    return questionnaire(
        question("where", kind, "Where?", choices="offered"),
        question("where_other", "text", "What is it?", relevant="selected(${where}, 'other')", **fields),
        question("why"),
        languages=languages,
        offered=OFFERED,
    )


def test_words_that_are_no_choice_are_offered_as_something_else() -> None:
    chat = Chat(form())
    chat.says("mango")
    assert chat.asked == "Did you mean “Something else: mango”?"
    chat.presses("Yes")
    assert chat.session.answers == {"where": "other", "where_other": "mango"}
    assert chat.asked == "why?"


def test_whoever_did_not_mean_it_is_asked_again_and_nothing_is_lost() -> None:
    chat = Chat(form())
    chat.says("at my nan's house")
    chat.presses("No")
    assert chat.asked == "Where?"
    assert [(one.kind, one.value) for one in chat.last.events] == [("remarked", "at my nan's house")]
    assert chat.heard[0] == "We kept what you wrote."


def test_what_was_offered_gives_way_to_a_choice_and_to_a_command() -> None:
    chat = Chat(form())
    chat.says("my nans", "the park")
    assert chat.session.answers == {"where": "park"}
    assert "remarked" in chat.kinds
    chat = Chat(form())
    chat.says("my nans", "stop")
    assert chat.kinds == ["stopped", "remarked"]


def test_what_was_ticked_stays_ticked() -> None:
    chat = Chat(form("select_multiple"))
    chat.presses("The park")
    chat.says("mango")
    assert chat.asked == "Did you mean “The park, Something else: mango”?"
    chat.presses("Yes")
    assert chat.session.answers == {"where": "park other", "where_other": "mango"}


def test_what_was_ticked_is_still_there_after_a_no() -> None:
    chat = Chat(form("select_multiple"))
    chat.presses("The park")
    chat.says("mango")
    chat.presses("No")
    assert chat.session.draft == "park"


@pytest.mark.parametrize("typed", ["park, mango", "mango and the park", "the park & mango"])
def test_choices_are_told_from_what_is_not_in_the_list(typed: str) -> None:
    chat = Chat(form("select_multiple"))
    chat.says(typed)
    chat.presses("Yes")
    assert chat.session.answers == {"where": "park other", "where_other": "mango"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_offered_in_every_language(language: str) -> None:
    chat = Chat(form(languages=LANGUAGES))
    chat.says(language, "манго")
    assert f"{OTHER[language]}: манго" in chat.asked
    chat.send(button=next(one.id for one in chat.last.messages[-1].buttons if one.role == "yes"))
    assert chat.session.answers == {"where": "other", "where_other": "манго"}


def test_boxes_that_are_ticked_beside_the_words_stay_ticked() -> None:
    chat = Chat(form("select_multiple"))
    boxes = f"{chat.button('School')} {chat.button('The park')}"
    chat.send(text="mango", ticked=boxes)
    assert chat.asked == "Did you mean “The park, School, Something else: mango”?"


def test_boxes_of_an_earlier_question_tick_nothing() -> None:
    chat = Chat(form("select_multiple"))
    old = chat.button("School")
    chat.presses("The park")
    chat.presses("Done")
    chat.presses("Back")
    chat.send(text="mango", ticked=old)
    assert chat.asked == "Did you mean “The park, Something else: mango”?"


def test_a_choice_that_is_typed_after_ticks_is_one_more() -> None:
    chat = Chat(form("select_multiple"))
    chat.presses("The park")
    chat.says("school")
    assert (chat.session.draft, chat.asked) == ("park school", "Where?")
    chat.presses("Done")
    assert chat.session.answers == {"where": "park school"}


def test_a_choice_that_is_typed_in_the_place_of_an_answer_is_the_answer() -> None:
    chat = Chat(form("select_multiple"))
    chat.says("the park")
    chat.presses("Back")
    chat.says("school")
    assert chat.session.answers == {"where": "school"}


def test_emoji_may_be_something_else() -> None:
    chat = Chat(form())
    chat.says("🥭")
    assert "Something else: 🥭" in chat.asked


@pytest.mark.parametrize("typed", ["7", "??", "hello", "yes", "m" * 201])
def test_what_names_nothing_is_not_offered(typed: str) -> None:
    chat = Chat(form())
    chat.says(typed)
    assert chat.asked == "Where?"
    assert chat.session.aside is None


def test_a_slip_of_the_key_is_still_a_choice() -> None:
    chat = Chat(form())
    chat.says("scool")
    assert chat.session.answers.get("where") == "school" or chat.asked == "Did you mean “School”?"


def test_without_something_else_words_are_not_understood() -> None:
    chat = Chat(questionnaire(question("where", "select_one", choices="places"), question("why")))
    chat.says("mango")
    assert chat.asked == "where?"


def test_what_the_question_does_not_take_is_asked_for() -> None:
    chat = Chat(form(constraint="string-length(.) > 10"))
    chat.says("mango")
    chat.presses("Yes")
    assert chat.asked == "What is it?"
    assert chat.session.answers == {"where": "other"}


def test_an_author_may_write_it_out_in_own_words() -> None:
    own = (*PLACES, Choice("elsewhere", {"en": "Other (please say)"}))
    chat = Chat(
        questionnaire(
            question("where", "select_one", choices="own"),
            question("else", "text", relevant="${where} = 'elsewhere'"),
            own=own,
        )
    )
    chat.says("mango")
    chat.presses("Yes")
    assert chat.session.answers == {"where": "elsewhere", "else": "mango"}


def test_a_question_about_a_usual_choice_is_not_about_something_else() -> None:
    chat = Chat(
        questionnaire(
            question("where", "select_one", choices="places"),
            question("which", "text", relevant="${where} = 'park'"),
        )
    )
    chat.says("mango")
    assert chat.session.aside is None


@pytest.mark.parametrize("button", [None, "0123.1.done"])
def test_the_page_sends_its_boxes_and_its_words_together(button: str | None) -> None:
    sent = Sent(form_id="f", text="mango", button=button, picked=["0123.1.0", "0123.1.2"])
    assert sent.incoming("c", "me") == Incoming("web", "me", "me:f", text="mango", ticked="0123.1.0 0123.1.2")


def test_each_time_round_has_its_own() -> None:
    inside = (
        question("where", "select_one", choices="offered"),
        question("what", relevant="${where} = 'other'"),
    )
    chat = Chat(questionnaire(repeat("trip", group("g", *inside)), offered=OFFERED))
    chat.says("mango")
    chat.presses("Yes")
    assert chat.session.answers == {"where[1]": "other", "what[1]": "mango"}
