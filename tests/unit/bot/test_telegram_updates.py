"""What an update means: Telegram's JSON in, `Incoming` out."""

from typing import Any

import pytest
from telegram import Update

from bot.messages import Incoming
from bot.telegram.updates import BlockedBy, understood

ADA = {"id": 100, "is_bot": False, "first_name": "Participant"}
BOT = {"id": 4200, "is_bot": True, "first_name": "Together"}
PRIVATE = {"id": 100, "type": "private", "first_name": "Participant"}


def message(chat: dict[str, Any] | None = None, **content: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1, "chat": chat or PRIVATE, "from": ADA} | content


def heard(kind: str = "message", **content: Any) -> Incoming | BlockedBy | None:
    return understood(Update.de_json({"update_id": 7, kind: content}, None))


def said(text: str) -> Incoming | BlockedBy | None:
    return heard(**message(text=text))


def incoming(**content: Any) -> Incoming:
    return Incoming("telegram", "100", "7", **content)


def test_words_come_as_they_were_typed() -> None:
    assert said(" I like  the park 😀 ") == incoming(text=" I like  the park 😀 ")


@pytest.mark.parametrize(
    "text", ["/start spring-2027", "/START@together_bot spring-2027", "/start  spring-2027 "]
)
def test_a_link_names_its_consultation(text: str) -> None:
    assert said(text) == incoming(start="spring-2027")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/start", "/start"),
        ("/start two words", "/start two words"),
        ("/start " + "x" * 65, "/start " + "x" * 65),
        ("/STOP", "/stop"),
        ("/stop@together_bot", "/stop"),
        ("/help he hits me", "/help he hits me"),
        ("/skip", "/skip"),
        ("/back", "/back"),
        ("/stopping", "/stopping"),
        ("stop", "stop"),
    ],
)
def test_commands_are_words_and_what_follows_them_is_kept(text: str, words: str) -> None:
    assert said(text) == incoming(text=words)


def test_a_press_is_its_button() -> None:
    press = {"id": "1", "from": ADA, "message": message(text="?"), "chat_instance": "1", "data": "a:1"}
    assert heard("callback_query", **press) == incoming(button="a:1")


def test_a_press_under_a_message_too_old_to_see_still_counts() -> None:
    old = {"message_id": 5, "date": 0, "chat": PRIVATE}
    press = {"id": "1", "from": ADA, "message": old, "chat_instance": "1", "data": "a:1"}
    assert heard("callback_query", **press) == incoming(button="a:1")


FILE = {"file_id": "f", "file_unique_id": "u"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": [FILE | {"width": 1, "height": 1}]}, "photo"),
        ({"voice": FILE | {"duration": 1}}, "voice"),
        ({"location": {"longitude": 0.0, "latitude": 51.5}}, "location"),
        ({"document": FILE}, "file"),
        ({"contact": {"phone_number": "07700 900123", "first_name": "P"}}, "contact"),
        ({"dice": {"emoji": "🎲", "value": 1}}, "other"),
        ({"brand_new_thing": {}}, "other"),
        (
            {
                "animation": FILE | {"width": 1, "height": 1, "duration": 1},
                "document": FILE,
            },
            "video",
        ),
    ],
)
def test_what_we_cannot_read_is_named(content: dict[str, Any], kind: str) -> None:
    assert heard(**message(**content)) == incoming(unsupported=kind)


def test_the_words_under_a_picture_are_kept_for_screening() -> None:
    photo = [FILE | {"width": 1, "height": 1}]
    assert heard(**message(photo=photo, caption="please look")) == incoming(
        text="please look", unsupported="photo"
    )


def test_an_edit_is_no_answer_but_its_words_are_kept() -> None:
    assert heard("edited_message", **message(text="better words")) == incoming(
        text="better words", unsupported="edit"
    )


def membership(status: str, chat: dict[str, Any]) -> dict[str, Any]:
    now = {"user": BOT, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    return {"chat": chat, "from": ADA, "date": 1, "old_chat_member": {"user": BOT, "status": "left"}} | {
        "new_chat_member": now
    }


def test_blocking_the_bot_is_noticed_and_unblocking_says_nothing() -> None:
    assert heard("my_chat_member", **membership("kicked", PRIVATE)) == BlockedBy("100")
    assert heard("my_chat_member", **membership("member", PRIVATE)) is None


def test_a_group_is_never_answered() -> None:
    group = {"id": -5, "type": "group", "title": "Class"}
    press = {"id": "1", "from": ADA, "message": message(chat=group), "chat_instance": "1", "data": "a:1"}
    assert heard(**message(chat=group, text="/start spring")) is None
    assert heard("callback_query", **press) is None
    assert heard("my_chat_member", **membership("kicked", group)) is None


def test_what_telegram_says_itself_is_left_alone() -> None:
    assert heard(**message(pinned_message=message(text="x"))) is None
    assert heard("poll_answer", poll_id="1", option_ids=[], option_persistent_ids=[], user=ADA) is None
