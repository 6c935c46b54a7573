"""Somebody with Telegram on their telephone."""

import re
import time
from itertools import count
from typing import Any

from tests.fake_bot_api.uploads import sent_by_a_person
from tests.fake_bot_api.world import Posted, Seen, Update, World, person_json

query_ids = count(1)
ADMINISTRATOR = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
    "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip


class Person:
    """Every method acts at once and gives back the update that it caused; none waits for the bot."""

    def __init__(self, world: World, chat: dict[str, Any]) -> None:
        self._world = world
        self.chat_id: int = chat["id"]
        self._chat = chat
        with world.lock:
            world.chats[self.chat_id] = chat

    def says(self, text: str) -> Update:
        with self._world.lock:
            posted = self._world.post(self.chat_id, text, from_bot=False)
            return self._happens(self._world.as_json(posted) | _entities(text))

    def _happens(self, message: dict[str, Any]) -> Update:
        """What is said in a channel is said by nobody."""
        if self._chat["type"] != "channel":
            return self._world.happens("message", message)
        return self._world.happens("channel_post", {k: v for k, v in message.items() if k != "from"})

    def sends(self, **content: Any) -> Update:
        """A message without words: `sends(photo=[…], caption="…")`, as the Bot API has it."""
        with self._world.lock:
            message = self._world.as_json(self._world.post(self.chat_id, "", from_bot=False))
            del message["text"]
            return self._happens(message | content)

    def sends_file(self, kind: str, content: bytes, **more: Any) -> Update:
        """A photo, a voice message, an audio file or a document; `more` is what else the message has, and
        `about` what else Telegram says of the file.
        """
        with self._world.lock:
            file = sent_by_a_person(self._world, kind, content, **more.pop("about", {}))
        return self.sends(**file, **more)

    def shares_location(self, latitude: float, longitude: float, venue: str = "") -> Update:
        """Where they are, or a place of that name."""
        there = {"latitude": latitude, "longitude": longitude}
        named = {"venue": {"location": there, "title": venue, "address": "1 Some Road"}} if venue else {}
        return self.sends(location=there, **named)

    def edits(self, text: str) -> Update:
        """Changes the last thing they said."""
        with self._world.lock:
            mine = [
                m for (chat, _), m in self._world.posted.items() if chat == self.chat_id and not m.from_bot
            ]
            mine[-1].text = text
            return self._world.happens(
                "edited_message", self._world.as_json(mine[-1]) | {"edit_date": _now()}
            )

    def presses(self, label: str, data: str | None = None) -> Update:
        """The newest button with this label; a tick before it counts as part of the look. A tampered app may
        send other `data` along.
        """
        with self._world.lock:
            message, own = self._find(label)
            query = str(next(query_ids))
            self._world.queries.add(query)
            content = {
                "id": query,
                "from": person_json(self._chat),
                "message": self._world.as_json(message),
                "chat_instance": "1",
                "data": own if data is None else data,
            }
            return self._world.happens("callback_query", content)

    def _find(self, label: str) -> tuple[Posted, str]:
        messages = self._world.from_bot(self.chat_id)
        for message in reversed(messages):
            for button in (button for row in message.keyboard for button in row):
                if label in (button["text"], button["text"].removeprefix("✓ ")):
                    return message, button["callback_data"]
        shown = [message.as_seen().labels for message in messages]
        raise AssertionError(f"No button says {label!r}. The buttons so far: {shown}")

    def blocks_the_bot(self) -> Update:
        with self._world.lock:
            self._world.blocked.add(self.chat_id)
        return self._membership("member", "kicked")

    def unblocks_the_bot(self) -> Update:
        with self._world.lock:
            self._world.blocked.discard(self.chat_id)
        return self._membership("kicked", "member")

    def adds_the_bot(self) -> Update:
        return self._membership("left", "administrator" if self._chat["type"] == "channel" else "member")

    def grows_into(self, chat_id: int) -> Update:
        """The group becomes a supergroup; from now on Telegram knows only its new number."""
        with self._world.lock:
            update = self.sends(migrate_to_chat_id=chat_id)
            self._world.moved[self.chat_id] = chat_id
            self.chat_id = chat_id
            self._chat = self._chat | {"id": chat_id, "type": "supergroup"}
            self._world.chats[chat_id] = self._chat
            return update

    def _membership(self, old: str, new: str) -> Update:
        content = {
            "chat": self._chat,
            "from": person_json(self._chat),
            "date": _now(),
            "old_chat_member": self._member(old),
            "new_chat_member": self._member(new),
        }
        return self._world.happens("my_chat_member", content)

    def _member(self, status: str) -> dict[str, Any]:
        until = {"until_date": 0} if status == "kicked" else {}
        rights = dict.fromkeys(ADMINISTRATOR, False) if status == "administrator" else {}
        user = {"id": 4200, "is_bot": True, "first_name": "Together"}
        return {"user": user, "status": status} | until | rights

    def sees(self) -> list[Seen]:
        """What the bot has sent, in order, each as it looks now."""
        return [message.as_seen() for message in self._world.from_bot(self.chat_id)]

    def is_waiting(self, press: Update) -> bool:
        """Whether the button of this press still spins."""
        with self._world.lock:
            return press["callback_query"]["id"] not in self._world.answered


def _entities(text: str) -> dict[str, Any]:
    command = re.match(r"/\w+(@\w+)?", text)
    return {"entities": [{"type": "bot_command", "offset": 0, "length": command.end()}]} if command else {}


def _now() -> int:
    return int(time.time())
