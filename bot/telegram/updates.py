"""What a Telegram update means to the conversation. Pure.

Only private chats are heard. What is said in a group or a channel goes no further than this module: it gives
nothing but the number of the chat, to be refused there.
"""

import re
from dataclasses import dataclass, replace

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext.filters import StatusUpdate

from bot.messages import Incoming, Location, Unsupported
from bot.telegram.layout import page_wanted
from bot.telegram.offers import Offer, offered

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
COMMAND = re.compile(r"/([a-z_]+)(?:@\w+)?(?:\s+(.*))?", re.DOTALL | re.IGNORECASE)
# core.telegram.org/bots/features#deep-linking
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
# The first that is there counts: an animation also comes as a document.
KINDS: tuple[tuple[str, Unsupported], ...] = (
    ("photo", "photo"),
    ("animation", "video"),
    ("video", "video"),
    ("video_note", "video"),
    ("voice", "voice"),
    ("audio", "voice"),
    ("sticker", "sticker"),
    ("contact", "contact"),
    ("document", "file"),
)
PRESENT = {ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED}


@dataclass(frozen=True, slots=True)
class BlockedBy:
    """The person at this address blocked the bot."""

    address: str


@dataclass(frozen=True, slots=True)
class BackAgain:
    """The person at this address lets the bot write again."""

    address: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something happened in a group or a channel, where we talk to nobody."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Telegram gave a chat another number."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Turned:
    """Somebody wants to see another page of the buttons under a message."""

    address: str
    message_id: int
    page: int


Understood = Incoming | Turned | Offer | BlockedBy | BackAgain | Elsewhere | Moved


def understood(update: Update) -> Understood | None:
    """What arrived, or None when the conversation has no business with it."""
    chat = update.effective_chat
    if chat is None:
        return None
    if chat.type != ChatType.PRIVATE:
        return _elsewhere(chat.id, update)
    address = str(chat.id)
    if update.my_chat_member:
        return _membership(address, update.my_chat_member)
    if update.callback_query:
        return _pressed(address, update.update_id, update.callback_query)
    if update.edited_message:
        return _edited(address, update.update_id, update.edited_message)
    return _said(address, update)


def message_id(address: str, message: Message) -> str:
    """What we call a message: the same whether it is new or edited."""
    return f"{address}:{message.message_id}"


def _elsewhere(chat_id: int, update: Update) -> Elsewhere | Moved | None:
    if update.message and update.message.migrate_to_chat_id:
        return Moved(str(chat_id), str(update.message.migrate_to_chat_id))
    change = update.my_chat_member
    if change:
        return Elsewhere(chat_id) if change.new_chat_member.status in PRESENT else None
    return Elsewhere(chat_id) if update.message and not _is_a_notice(update.message, update) else None


def _membership(address: str, change: ChatMemberUpdated) -> BlockedBy | BackAgain | None:
    match change.new_chat_member.status:
        case ChatMemberStatus.BANNED:
            return BlockedBy(address)
        case ChatMemberStatus.MEMBER:
            return BackAgain(address)
    return None


def _pressed(address: str, update_id: int, query: CallbackQuery) -> Incoming | Turned | None:
    if not query.data:
        return None
    page = page_wanted(query.data)
    if page is not None and query.message:
        return Turned(address, query.message.message_id, page)
    return Incoming("telegram", address, f"{address}:press:{update_id}", button=query.data)


def _edited(address: str, update_id: int, message: Message) -> Incoming | None:
    """An edit, under a name of its own: each of several is heard. A place that moves is none."""
    if message.location:
        return None
    own, original = f"{address}:edit:{update_id}", message_id(address, message)
    words = message.text or message.caption
    if words is None:
        return Incoming("telegram", address, own, unsupported="edit")
    if message.text and COMMAND.fullmatch(message.text.strip()):
        return _typed(address, own, message.text)
    return Incoming("telegram", address, own, text=words, edits=original)


def _said(address: str, update: Update) -> Incoming | Offer | None:
    message = update.message
    if message is None:
        return None
    own = message_id(address, message)
    if message.text is not None:
        return _typed(address, own, message.text)
    if _is_a_notice(message, update):
        return None
    kind: Unsupported = next((kind for name, kind in KINDS if getattr(message, name)), "other")
    album = f"{address}:album:{message.media_group_id}" if message.media_group_id else None
    if message.location:  # a venue has one too; its name and address are nobody's business
        there = Location(message.location.latitude, message.location.longitude)
        return Incoming("telegram", address, own, location=there)
    words = _words_beside(message)
    caption = message.caption or ""
    incoming = Incoming("telegram", address, own, text=words, unsupported=kind, album=album, caption=caption)
    return offered(message, incoming) or incoming


def _words_beside(message: Message) -> str | None:
    """All that was written along with a file: its caption and its name."""
    name = message.document.file_name if message.document and not message.animation else None
    return "\n".join(words for words in (message.caption, name) if words) or None


def _typed(address: str, own: str, text: str) -> Incoming:
    command = COMMAND.fullmatch(text.strip())
    incoming = Incoming("telegram", address, own, text=text)
    if command is None:
        return incoming
    name, rest = command[1].lower(), (command[2] or "").strip()
    if name == "start" and PAYLOAD.fullmatch(rest):
        return replace(incoming, text=None, start=rest)
    # Words after a command stay: somebody may write “/help he hits me”, and every word must be screened.
    return replace(incoming, text=f"/{name} {rest}".strip())


def _is_a_notice(message: Message, update: Update) -> bool:
    """Whether Telegram itself says this (“pinned a message”)."""
    return bool(StatusUpdate.ALL.check_update(update)) and not message.text
