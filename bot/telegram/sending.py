"""Sends one message to one person on Telegram and says what became of it."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.error import RetryAfter as FloodLimit
from telegram.ext import ExtBot

from bot.messages import Message
from bot.outcome import Blocked, Failed, RetryAfter, SendResult, Sent
from bot.telegram.layout import Layout, Rows, lay_out

MOST_CHATS = 10_000
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Chat:
    """What the sender remembers of one chat. Losing it costs a little politeness, never a message."""

    not_before: float = float("-inf")
    question: str | None = None
    question_id: int = 0

    def wait(self, now: float) -> float:
        """Seconds until Telegram takes something for this chat again, after it asked us to wait."""
        return max(self.not_before, now) - now

    def shows(self, message: Message) -> bool:
        """Whether this choose-many question is the newest thing in the chat, so that it can be redrawn."""
        return (
            self.question is not None
            and message.question == self.question
            and any(button.role == "done" for button in message.buttons)
        )


class TelegramSender:
    """Delivers at least once: a message in parts that fails half way starts again from its first part.

    Call it for one chat at a time, in order. `clock` counts seconds and never goes back.
    """

    def __init__(self, bot: ExtBot[Any], clock: Callable[[], float]) -> None:
        self._bot = bot
        self._clock = clock
        self._chats: OrderedDict[str, Chat] = OrderedDict()

    async def send(self, address: str, message: Message) -> SendResult:
        chat = self._chat(address)
        wait = chat.wait(self._clock())
        if wait > 0:
            return RetryAfter(wait)
        layout = lay_out(message)
        if not layout.texts:
            return Failed("The message has no words.", permanent=True)
        try:
            sent = await self._deliver(int(address), message, layout, chat)
        except TelegramError as error:
            return self._refused(error, chat)
        chat.question, chat.question_id = (message.question if message.kind == "question" else None), sent
        return Sent(str(sent))

    def forget_question(self, address: str) -> None:
        """The person wrote something: what comes next belongs below it, not in an older message."""
        self._chat(address).question = None

    def _chat(self, address: str) -> Chat:
        chat = self._chats.setdefault(address, Chat())
        self._chats.move_to_end(address)
        if len(self._chats) > MOST_CHATS:
            self._chats.popitem(last=False)
        return chat

    async def _deliver(self, chat_id: int, message: Message, layout: Layout, chat: Chat) -> int:
        """The id of the last message. Raises TelegramError."""
        if chat.shows(message) and len(layout.texts) == 1 and await self._redraw(chat_id, chat, layout):
            return chat.question_id
        for text in layout.texts[:-1]:
            await self._bot.send_message(chat_id, text, link_preview_options=NO_PREVIEW)
        last = await self._bot.send_message(
            chat_id, layout.texts[-1], link_preview_options=NO_PREVIEW, reply_markup=markup(layout.rows)
        )
        return last.message_id

    async def _redraw(self, chat_id: int, chat: Chat, layout: Layout) -> bool:
        """Show the ticks in the message that was pressed; False when it is gone or too old to change."""
        try:
            await self._bot.edit_message_text(
                layout.texts[0],
                chat_id,
                chat.question_id,
                link_preview_options=NO_PREVIEW,
                reply_markup=markup(layout.rows),
            )
        except BadRequest as error:
            return "not modified" in error.message
        return True

    def _refused(self, error: TelegramError, chat: Chat) -> SendResult:
        result = outcome_of(error)
        if isinstance(result, RetryAfter):
            chat.not_before = self._clock() + result.seconds
        log.info("telegram.not_sent", outcome=type(result).__name__, error=type(error).__name__)
        return result


def markup(rows: Rows) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(key.label, callback_data=key.data) for key in row] for row in rows]
    )


def outcome_of(error: TelegramError) -> SendResult:
    """What the outbox should do after `error`. A refused token is temporary: messages wait for a new one."""
    match error:
        case FloodLimit():
            return RetryAfter(seconds_of(error))
        case Forbidden():
            return Blocked()
        case BadRequest():
            return Failed(error.message, permanent=True)
        case _:
            return Failed(error.message, permanent=False)


def seconds_of(limit: FloodLimit) -> float:
    """python-telegram-bot gives a number or, with PTB_TIMEDELTA=1, a timedelta."""
    wait = limit.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
