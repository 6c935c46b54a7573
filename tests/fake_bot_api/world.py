"""Everything the fake remembers, behind one lock: people, messages, the queue of updates, calls, troubles."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.fake_bot_api.rules import ApiError, bad_request

BOT = {"id": 4200, "is_bot": True, "first_name": "Together", "username": "together_test_bot"}
UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"
Update = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """A message of the bot's as the person has it before them: `buttons` are labels, row by row."""

    text: str
    buttons: tuple[tuple[str, ...], ...]
    message_id: int
    edited: bool
    media: str = ""
    """What is shown above the text, a photo say; then the text is its caption."""

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label for row in self.buttons for label in row)


@dataclass(frozen=True)
class Call:
    """One request that reached the server, refused or not."""

    method: str
    parameters: dict[str, Any]


@dataclass
class Posted:
    message_id: int
    chat_id: int
    text: str
    from_bot: bool
    keyboard: list[list[dict[str, str]]] = field(default_factory=list)
    edited: bool = False
    media: dict[str, Any] = field(default_factory=dict)
    """A photo, an audio …, under its name, as the Bot API has it."""

    def as_seen(self) -> Seen:
        rows = tuple(tuple(button["text"] for button in row) for row in self.keyboard)
        return Seen(self.text, rows, self.message_id, self.edited, next(iter(self.media), ""))


@dataclass(frozen=True)
class Uploaded:
    """A file that the bot sent: as what Telegram takes it, and its description there."""

    kind: str
    content: bytes
    described: Any


@dataclass
class Trouble:
    """The next `calls` requests that match are refused."""

    refusal: ApiError
    calls: int
    method: str | None
    chat_id: int | None

    def strikes(self, method: str, chat_id: int | None) -> bool:
        return self.calls > 0 and self.method in (None, method) and self.chat_id in (None, chat_id)


@dataclass
class Webhook:
    url: str = ""
    secret: str = ""
    last_error: str = ""


class World:
    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.calls: list[Call] = []
        self.chats: dict[int, dict[str, Any]] = {}
        self.blocked: set[int] = set()
        self.moved: dict[int, int] = {}
        self.posted: dict[tuple[int, int], Posted] = {}
        self.files: dict[str, Uploaded] = {}
        self.downloads: list[str] = []
        self.queue: list[Update] = []
        self.again: list[Update] = []
        self.allowed: list[str] = []
        self.webhook = Webhook()
        self.menus: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.queries: set[str] = set()
        self.answered: list[str] = []
        self.troubles: list[Trouble] = []
        self.answers_left: int | None = None
        """How many messages are still answered: those after them are taken, and the bot is not told."""
        self.unanswered: list[int] = []
        """The chats of those messages."""
        self.poller = 0
        self.closing = False
        self._last_update = 1000
        self._last_message: defaultdict[int, int] = defaultdict(int)

    @contextmanager
    def locked(self) -> Iterator[None]:
        with self.lock:
            yield

    # What people do

    def happens(self, kind: str, content: dict[str, Any]) -> Update:
        """Queue an update, unless the bot did not ask for this kind."""
        with self.lock:
            self._last_update += 1
            update = {"update_id": self._last_update, kind: content}
            if not self.allowed or kind in self.allowed:
                self.queue.append(update)
            return update

    def post(self, chat_id: int, text: str, *, from_bot: bool) -> Posted:
        with self.lock:
            self._last_message[chat_id] += 1
            message = Posted(self._last_message[chat_id], chat_id, text, from_bot)
            self.posted[chat_id, message.message_id] = message
            return message

    def from_bot(self, chat_id: int) -> list[Posted]:
        with self.lock:
            return [
                message for (chat, _), message in self.posted.items() if chat == chat_id and message.from_bot
            ]

    def as_json(self, message: Posted) -> dict[str, Any]:
        chat = self.chats[message.chat_id]
        sender = BOT if message.from_bot else person_json(chat)
        body = {
            "message_id": message.message_id,
            "chat": chat,
            "from": sender,
            "date": int(time.time()),
        }
        words = {"caption" if message.media else "text": message.text}
        body |= message.media | (words if message.text or not message.media else {})
        return body | ({"reply_markup": {"inline_keyboard": message.keyboard}} if message.keyboard else {})

    # What the server does

    def strike(self, method: str, chat_id: int | None) -> None:
        """Raise the first trouble that waits for this call."""
        with self.lock:
            for trouble in self.troubles:
                if trouble.strikes(method, chat_id):
                    trouble.calls -= 1
                    raise trouble.refusal

    def answers(self, method: str, chat_id: int) -> bool:
        """Whether the bot is told that a message was taken."""
        with self.lock:
            if self.answers_left is None or method.lower() != "sendmessage":
                return True
            self.answers_left -= 1
            if self.answers_left < 0:
                self.unanswered.append(chat_id)
            return self.answers_left >= 0

    def chat_for_sending(self, parameters: dict[str, Any]) -> int:
        chat_id = int(parameters.get("chat_id", 0))
        if chat_id in self.moved:
            raise ApiError(400, UPGRADED, migrate_to_chat_id=self.moved[chat_id])
        if chat_id not in self.chats:
            raise bad_request("chat not found")
        if chat_id in self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        return chat_id

    def confirm(self, offset: int) -> None:
        """A higher offset confirms, and only then forgets; a negative one keeps that many from the end."""
        with self.lock:
            if offset < 0:
                self.queue = self.queue[offset:]
            elif offset > 0:
                self.queue = [update for update in self.queue if update["update_id"] >= offset]

    def pending(self, limit: int) -> list[Update]:
        with self.lock:
            again, self.again = self.again, []
            return (again + self.queue)[:limit]

    def next_for_webhook(self) -> Update | None:
        with self.lock:
            waiting = self.again or self.queue
            return waiting[0] if waiting and self.webhook.url else None

    def delivered(self, update: Update) -> None:
        with self.lock:
            waiting = self.again if update in self.again else self.queue
            if update in waiting:  # else dropped meanwhile
                waiting.remove(update)


def person_json(chat: dict[str, Any]) -> dict[str, Any]:
    return {"id": chat["id"], "is_bot": False, "first_name": chat.get("first_name", "Group member")}
