"""What an update means: Telegram's JSON in, `Incoming` out."""

from typing import Any

import pytest
from telegram import Update

from bot.messages import Incoming, Location
from bot.telegram.offers import Offer, Size
from bot.telegram.updates import BackAgain, BlockedBy, Elsewhere, Moved, Understood, understood

ADA = {"id": 100, "is_bot": False, "first_name": "Participant"}
BOT = {"id": 4200, "is_bot": True, "first_name": "Together"}
PRIVATE = {"id": 100, "type": "private", "first_name": "Participant"}


def message(chat: dict[str, Any] | None = None, **content: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1, "chat": chat or PRIVATE, "from": ADA} | content


def heard(kind: str = "message", **content: Any) -> Understood | None:
    return understood(Update.de_json({"update_id": 7, kind: content}, None))


def said(text: str) -> Understood | None:
    return heard(**message(text=text))


def incoming(own: str = "100:5", **content: Any) -> Incoming:
    return Incoming("telegram", "100", own, **content)


def plainly(what: Understood | None) -> Understood | None:
    """What it means where nobody asked for a file."""
    return what.incoming if isinstance(what, Offer) else what


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
        ("/mine@together_bot", "/mine"),
        ("stop", "stop"),
    ],
)
def test_commands_are_words_and_what_follows_them_is_kept(text: str, words: str) -> None:
    assert said(text) == incoming(text=words)


def test_a_press_is_its_button() -> None:
    press = {"id": "1", "from": ADA, "message": message(text="?"), "chat_instance": "1", "data": "a:1"}
    assert heard("callback_query", **press) == incoming("100:press:7", button="a:1")


def test_a_press_under_a_message_too_old_to_see_still_counts() -> None:
    old = {"message_id": 5, "date": 0, "chat": PRIVATE}
    press = {"id": "1", "from": ADA, "message": old, "chat_instance": "1", "data": "a:1"}
    assert heard("callback_query", **press) == incoming("100:press:7", button="a:1")


FILE = {"file_id": "f", "file_unique_id": "u"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": [FILE | {"width": 1, "height": 1}]}, "photo"),
        ({"voice": FILE | {"duration": 1}}, "voice"),
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
    assert plainly(heard(**message(**content))) == incoming(unsupported=kind)


def test_the_words_under_a_picture_are_kept_for_screening() -> None:
    photo = [FILE | {"width": 1, "height": 1}]
    assert plainly(heard(**message(photo=photo, caption="please look"))) == incoming(
        text="please look", unsupported="photo", caption="please look"
    )


def test_so_is_the_name_of_a_file() -> None:
    document = FILE | {"file_name": "he hits me.pdf"}
    assert plainly(heard(**message(document=document, caption="look"))) == incoming(
        text="look\nhe hits me.pdf", unsupported="file", caption="look"
    )


def test_forwarded_things_are_like_any_other() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1}
    assert said_forwarded(origin, text="I like the park") == incoming(text="I like the park")
    assert said_forwarded(origin, sticker=STICKER) == incoming(unsupported="sticker")


STICKER = {
    "file_id": "f", "file_unique_id": "u", "width": 1, "height": 1,
    "is_animated": False, "is_video": False, "type": "regular",
}  # fmt: skip


def said_forwarded(origin: dict[str, Any], **content: Any) -> Understood | None:
    return heard(**message(forward_origin=origin, **content))


def test_of_a_venue_only_where_it_is_goes_further_and_of_one_that_moves_nothing() -> None:
    place = {"longitude": -2.4312, "latitude": 53.0987}
    venue = {"location": place, "title": "Home", "address": "1 Some Road"}
    for content in ({"location": place}, {"location": place, "venue": venue}):
        assert heard(**message(**content)) == incoming(location=Location(53.0987, -2.4312))
    assert heard("edited_message", **message(location=place)) is None


def test_the_pictures_of_an_album_name_it() -> None:
    photo = [FILE | {"width": 1, "height": 1}]
    first = heard(**message(photo=photo, media_group_id="9", caption="our park"))
    second = heard(**(message(photo=photo, media_group_id="9") | {"message_id": 6}))
    words = {"text": "our park", "caption": "our park"}
    assert plainly(first) == incoming(**words, unsupported="photo", album="100:album:9")
    assert plainly(second) == incoming("100:6", unsupported="photo", album="100:album:9")


def test_what_a_file_could_answer() -> None:
    small, large = (FILE | {"file_id": name, "width": 1, "height": 1} for name in ("small", "large"))
    picture = heard(**message(photo=[small | {"file_size": 10}, large]))
    voice = heard(**message(voice=FILE | {"duration": 1, "file_size": 7}))
    document = heard(**message(document=FILE | {"mime_type": "image/png"}))
    assert isinstance(picture, Offer)
    assert (picture.kinds, picture.sizes) == ({"image"}, (Size("large", None), Size("small", 10)))
    assert isinstance(voice, Offer)
    assert (voice.kinds, voice.sizes) == ({"audio"}, (Size("f", 7),))
    assert isinstance(document, Offer)
    assert document.kinds == {"image", "file"}


def test_an_edit_names_the_message_it_changes_as_that_was_named() -> None:
    original = said("wurds")
    assert isinstance(original, Incoming)
    edit = incoming("100:edit:7", text="words", edits=original.message_id)
    assert heard("edited_message", **message(text="words", edit_date=2)) == edit


def test_words_under_a_picture_can_be_edited_too() -> None:
    photo = [FILE | {"width": 1, "height": 1}]
    edit = heard("edited_message", **message(photo=photo, caption="better words"))
    assert edit == incoming("100:edit:7", text="better words", edits="100:5")
    assert heard("edited_message", **message(photo=photo)) == incoming("100:edit:7", unsupported="edit")


def test_an_edit_into_a_command_is_that_command() -> None:
    assert heard("edited_message", **message(text="/stop")) == incoming("100:edit:7", text="/stop")


def membership(status: str, chat: dict[str, Any]) -> dict[str, Any]:
    now = {"user": BOT, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    return {"chat": chat, "from": ADA, "date": 1, "old_chat_member": {"user": BOT, "status": "left"}} | {
        "new_chat_member": now
    }


def test_blocking_the_bot_is_noticed_and_unblocking_too() -> None:
    assert heard("my_chat_member", **membership("kicked", PRIVATE)) == BlockedBy("100")
    assert heard("my_chat_member", **membership("member", PRIVATE)) == BackAgain("100")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_of_a_group_only_its_number_is_heard(kind: str) -> None:
    group = {"id": -5, "type": kind, "title": "Class"}
    press = {"id": "1", "from": ADA, "message": message(chat=group), "chat_instance": "1", "data": "a:1"}
    assert heard(**message(chat=group, text="/start spring")) == Elsewhere(-5)
    assert heard("my_chat_member", **membership("member", group)) == Elsewhere(-5)
    assert heard("my_chat_member", **membership("kicked", group)) is None
    assert heard("callback_query", **press) is None
    assert heard("edited_message", **message(chat=group, text="he hits me")) is None


def test_a_chat_that_gets_another_number_is_followed() -> None:
    group = {"id": -5, "type": "group", "title": "Class"}
    assert heard(**message(chat=group, migrate_to_chat_id=-1005)) == Moved("-5", "-1005")


def test_what_telegram_says_itself_is_left_alone() -> None:
    assert heard(**message(pinned_message=message(text="x"))) is None
    assert heard("poll_answer", poll_id="1", option_ids=[], option_persistent_ids=[], user=ADA) is None
