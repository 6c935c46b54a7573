"""Updates of Telegram's at random: well-formed ones, and the same with a part of them spoilt."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

ADA, BOB, GROUP = 501, 502, -100_700
NEVER_SEEN = 10**15
SIZED = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
SOUND = {"file_id": "f", "file_unique_id": "u", "duration": 3}
STRANGE = [
    "\0",
    "\u200d\u202e",
    "a\u0300" * 40,
    "x" * 4096,
    "/start safe",
    "/stop",
    "/help he hits me",
    "/\u0660",
]

texts = st.text(max_size=200) | st.sampled_from([*STRANGE, "yes", "Yes", "2", "park", "STOP"])
contents = st.one_of(
    st.builds(lambda text: {"text": text}, texts.filter(bool)),
    st.builds(lambda words: {"photo": [SIZED], "caption": words}, texts),
    st.builds(lambda album: {"photo": [SIZED], "media_group_id": album}, st.sampled_from(["1", "2"])),
    st.sampled_from(
        [
            {"voice": SOUND},
            {"video_note": {**SOUND, "length": 1}},
            {"sticker": {**SIZED, "type": "regular", "is_animated": False, "is_video": False}},
            {"location": {"longitude": -2.5, "latitude": 53.25}},
            {"contact": {"phone_number": "1", "first_name": "B"}},
            {"dice": {"emoji": "🎲", "value": 3}},
            {"document": {"file_id": "f", "file_unique_id": "u", "file_name": "a\u202egnp.exe"}},
            {
                "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "B"},
                "text": "sent on",
            },
            {"pinned_message": {"chat": {"id": ADA, "type": "private"}, "message_id": 1, "date": 0}},
            {},
        ]
    ),
)
presses = st.text(min_size=1, max_size=64) | st.sampled_from(
    ["0123456789ab.1.0", "page.1", "page.-1", "…", "\0"]
)


def chat(number: int) -> dict[str, Any]:
    return {"id": number, "type": "private" if number > 0 else "supergroup", "first_name": "A"}


def person(number: int) -> dict[str, Any]:
    return {"id": abs(number), "is_bot": False, "first_name": "A", "language_code": "en"}


def message(number: int, own: int, content: dict[str, Any]) -> dict[str, Any]:
    return {"message_id": own, "date": 1_795_000_000, "chat": chat(number), "from": person(number), **content}


def press(number: int, own: int, data: str) -> dict[str, Any]:
    shown = message(number, own, {"text": "A question"})
    return {"id": str(own), "from": person(number), "message": shown, "chat_instance": "1", "data": data}


def membership(number: int, status: str) -> dict[str, Any]:
    bot = {"id": 4200, "is_bot": True, "first_name": "Together"}
    until = {"until_date": 0} if status == "kicked" else {}
    old, new = {"user": bot, "status": "left"}, {"user": bot, "status": status, **until}
    about = {"chat": chat(number), "from": person(number), "date": 1}
    return {**about, "old_chat_member": old, "new_chat_member": new}


@st.composite
def updates(draw: st.DrawFn) -> dict[str, Any]:
    """What Telegram may deliver, without its `update_id`."""
    who, own = draw(st.sampled_from([ADA, ADA, BOB, GROUP])), draw(st.integers(1, NEVER_SEEN))
    match draw(st.sampled_from(["message", "message", "edited_message", "callback_query", "my_chat_member"])):
        case "callback_query":
            return {"callback_query": press(who, own, draw(presses))}
        case "my_chat_member":
            return {"my_chat_member": membership(who, draw(st.sampled_from(["member", "kicked", "left"])))}
        case kind:
            return {kind: message(who, own, draw(contents))}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def spoilt_updates(draw: st.DrawFn) -> dict[str, Any]:
    """One that Telegram never makes: something in it is missing, or is something else."""
    update = deepcopy(draw(updates()))  # parts of what is drawn are the strategies' own
    inside: Any = update
    key = next(iter(inside))
    for _ in range(draw(st.integers(0, 3))):
        if isinstance(inside[key], dict) and inside[key]:
            inside = inside[key]
            key = draw(st.sampled_from(sorted(inside)))
    spoilt = dict(inside)
    del spoilt[key]
    inside.clear()
    inside.update(spoilt if draw(st.booleans()) else {**spoilt, key: draw(anything)})
    return update
