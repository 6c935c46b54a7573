"""Whole answers as a nine-year-old, a teenager, a parent, and somebody with another keyboard type them."""

import pytest

from consultations.forms.questionnaire import Choice
from consultations.forms.xlsform.or_other import OTHER
from tests.builders import PLACES, YES_NO, question, questionnaire
from tests.unit.bot.test_ways import Chat

FEELINGS = tuple(
    Choice(name, {"en": label})
    for name, label in (("v", "Very happy"), ("h", "Happy"), ("o", "OK"), ("s", "Sad"), ("vs", "Very sad"))
)
OFFERED = (*PLACES, Choice("other", OTHER, row=9))
TYPES = {
    "safe": "select_one", "feel": "select_one", "where": "select_multiple", "best": "rank",
    "when": "date", "time": "time", "age": "integer",
}  # fmt: skip
LISTS = {"safe": "yes_no", "feel": "feelings", "where": "offered", "best": "places"}


def asked(name: str) -> Chat:
    one = question(name, TYPES[name], choices=LISTS.get(name))
    what = question("where_other", relevant="selected(${where}, 'other')") if name == "where" else None
    items = (one, *([what] if what else []), question("next"))
    return Chat(questionnaire(*items, yes_no=YES_NO, feelings=FEELINGS, offered=OFFERED))


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("safe", "nah fam", "no"),
        ("safe", "yeah bro", "yes"),
        ("safe", "YESIDO", "yes"),
        ("safe", "deffo", "yes"),
        ("safe", "нєа", "no"),
        ("where", "the park и school", "park school"),
        ("when", "yesterdy", "2026-11-22"),
        ("when", "вчера", "2026-11-22"),
        ("when", "tomoz", "2026-11-24"),
        ("age", "двенадцать", "12"),
    ],
)
def test_it_is_taken(name: str, typed: str, value: str) -> None:
    assert asked(name).says(typed).session.answers == {name: value}


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("safe", "bet", "yes"),
        ("safe", "not really", "no"),
        ("feel", "im happi", "h"),
        ("feel", "mid", "o"),
        ("feel", "плохо", "s"),
        ("where", "park an skool", "park school"),
        ("where", "THEPARKANDSCHOOL", "park school"),
        ("where", "all of em", "park bus school"),
        ("best", "SCHOOLTHENTHEPARKTHENTHEBUSSTOP", "school park bus"),
        ("time", "haf past 8", "08:30:00.000"),
        ("time", "eight oclok", "08:00:00.000"),
        ("time", "8ish", "08:00:00.000"),
    ],
)
def test_it_is_asked_about(name: str, typed: str, value: str) -> None:
    chat = asked(name)
    chat.says(typed)
    assert chat.session.aside is not None
    assert (chat.session.aside.kind, chat.session.aside.value) == ("unsure", value)
    chat.says("yep")
    assert chat.session.answers == {name: value}


@pytest.mark.parametrize("typed", ["nvm", "idc", "whatever"])
def test_whoever_does_not_mind_may_skip(typed: str) -> None:
    chat = asked("feel")
    chat.says(typed)
    assert chat.asked == "Do you want to skip this question?"


@pytest.mark.parametrize(
    ("name", "typed"),
    [("where", "PARKANDZOO"), ("feel", "im not happi")],
)
def test_it_is_no_answer(name: str, typed: str) -> None:
    chat = asked(name)
    chat.says(typed)
    assert not chat.session.answers
    assert chat.session.aside is None or chat.session.aside.words


def test_three_answers_at_once_are_kept_and_asked_about() -> None:
    chat = asked("safe")
    chat.says("No. My son is very sad at school. He goes to the bus stop and the park.")
    assert chat.asked == "Did you mean “No”?"
    assert [event.kind for event in chat.last.events] == ["remarked"]


@pytest.mark.parametrize(
    ("name", "typed", "value"), [("where", "1 3", "park school"), ("best", "312", "school park bus")]
)
def test_numbers_alone_are_enough(name: str, typed: str, value: str) -> None:
    assert asked(name).says(typed).session.answers == {name: value}


@pytest.mark.parametrize("typed", ["i dont get it", "I don't understand", "explain"])
def test_whoever_does_not_understand_is_told_who_can_help(typed: str) -> None:
    chat = asked("feel")
    chat.says(typed)
    assert chat.heard == ["That is OK. Somebody you trust can help you with this question.", "feel?"]
    assert not chat.last.events


def test_in_own_words_it_is_an_answer() -> None:
    chat = Chat(questionnaire(question("why")))
    assert chat.says("i dont get it").session.answers == {"why": "i dont get it"}


def test_whoever_says_hello_is_asked_again() -> None:
    chat = asked("feel")
    chat.says("hiya")
    assert chat.heard == ["feel?"]


@pytest.mark.parametrize(
    ("typed", "kind"), [("wait go back", "back"), ("stop bro", "stopped"), ("skip it man", "skipped")]
)
def test_commands_are_told_from_what_surrounds_them(typed: str, kind: str) -> None:
    chat = Chat(questionnaire(question("why"), question("feel", "select_one", choices="yes_no")))
    chat.says("so", typed)
    assert kind in chat.kinds


def test_polish_and_stands_between_a_choice_and_something_else() -> None:
    one = question("where", "select_multiple", choices="offered")
    what = question("where_other", relevant="selected(${where}, 'other')")
    chat = Chat(questionnaire(one, what, languages=("en", "pl"), offered=OFFERED))
    chat.says("pl", "mango i park")
    assert "Coś innego: mango" in chat.asked
    chat.says("no tak")
    assert chat.session.answers == {"where": "park other", "where_other": "mango"}
