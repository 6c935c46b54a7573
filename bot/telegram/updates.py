"""What a Telegram update means to the conversation. Pure.

Only private chats are heard. In a group others read along, and even a refusal there would show that somebody
takes part: so a group gets no answer at all (and docs/telegram.md says how to keep the bot out of groups).
"""

import re
from dataclasses import dataclass

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext.filters import StatusUpdate

from bot.messages import Incoming, Unsupported

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
COMMAND = re.compile(r"/(start|stop|help|skip|back)(?:@\w+)?(?:\s+(.*))?", re.DOTALL | re.IGNORECASE)
# core.telegram.org/bots/features#deep-linking
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
# The first that is there counts: an animation also comes as a document, a venue also as a location.
KINDS: tuple[tuple[str, Unsupported], ...] = (
    ("photo", "photo"),
    ("animation", "video"),
    ("video", "video"),
    ("video_note", "video"),
    ("voice", "voice"),
    ("audio", "voice"),
    ("sticker", "sticker"),
    ("venue", "location"),
    ("location", "location"),
    ("contact", "contact"),
    ("document", "file"),
)


@dataclass(frozen=True, slots=True)
class BlockedBy:
    """The person at this address blocked the bot. (Unblocking says nothing: they write when they want to.)"""

    address: str


def understood(update: Update) -> Incoming | BlockedBy | None:
    """What arrived, or None when the conversation has no business with it."""
    chat = update.effective_chat
    if chat is None or chat.type != ChatType.PRIVATE:
        return None
    address, message_id = str(chat.id), str(update.update_id)
    if update.my_chat_member:
        return _blocked(address, update.my_chat_member)
    if update.callback_query:
        return _pressed(address, message_id, update.callback_query)
    if update.edited_message:
        words = update.edited_message.text or update.edited_message.caption
        return Incoming("telegram", address, message_id, text=words, unsupported="edit")
    return _said(address, message_id, update)


def _blocked(address: str, change: ChatMemberUpdated) -> BlockedBy | None:
    return BlockedBy(address) if change.new_chat_member.status == ChatMemberStatus.BANNED else None


def _pressed(address: str, message_id: str, query: CallbackQuery) -> Incoming | None:
    return Incoming("telegram", address, message_id, button=query.data) if query.data else None


def _said(address: str, message_id: str, update: Update) -> Incoming | None:
    message = update.message
    if message is None:
        return None
    if message.text is not None:
        return _typed(address, message_id, message.text)
    kind = _unsupported(message, update)
    return kind and Incoming("telegram", address, message_id, text=message.caption, unsupported=kind)


def _typed(address: str, message_id: str, text: str) -> Incoming:
    command = COMMAND.fullmatch(text.strip())
    if command is None:
        return Incoming("telegram", address, message_id, text=text)
    name, rest = command[1].lower(), (command[2] or "").strip()
    if name == "start" and PAYLOAD.fullmatch(rest):
        return Incoming("telegram", address, message_id, start=rest)
    # Words after a command stay: somebody may write “/help he hits me”, and every word must be screened.
    return Incoming("telegram", address, message_id, text=f"/{name} {rest}".strip())


def _unsupported(message: Message, update: Update) -> Unsupported | None:
    """The kind of a message without words; None for what Telegram itself says (“pinned a message”)."""
    if StatusUpdate.ALL.check_update(update):
        return None
    return next((kind for name, kind in KINDS if getattr(message, name)), "other")
