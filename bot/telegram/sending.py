"""Sends one message to one person on Telegram and says what became of it."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.error import RetryAfter as FloodLimit
from telegram.ext import ExtBot

from bot.messages import Media, Message
from bot.outcome import Blocked, Failed, RetryAfter, SendResult, Sent
from bot.telegram.layout import Layout, Rows, lay_out
from bot.telegram.showing import Showing

MOST_CHATS = 10_000
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest message of a turn that somebody has before them, and Telegram's id of it."""

    message_id: int
    message: Message


@dataclass(frozen=True, slots=True)
class Begun:
    """A message of which some pieces, pictures or parts of its text, went out before something failed."""

    message: Message
    pieces: int


@dataclass(slots=True)
class Chat:
    """What the sender remembers of one chat. Losing it costs a little politeness, never a message."""

    not_before: float = float("-inf")
    question: str | None = None
    question_id: int = 0
    page: int = 0
    latest: Latest | None = None
    begun: Begun | None = None
    keyboards: set[int] = field(default_factory=set)

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


async def nothing_shown(_: str) -> Latest | None:
    return None


class TelegramSender:
    """Delivers at least once: a message in pieces that fails half way goes on from there, and starts again
    from its first piece only in another process.

    Call it for one chat at a time, in order. `clock` counts seconds and never goes back. `latest` knows what
    is shown at an address, whichever process sent it.
    """

    def __init__(
        self,
        bot: ExtBot[Any],
        clock: Callable[[], float],
        showing: Showing,
        latest: Callable[[str], Awaitable[Latest | None]] = nothing_shown,
    ) -> None:
        self._bot = bot
        self._showing = showing
        self._clock = clock
        self._latest = latest
        self._chats: OrderedDict[str, Chat] = OrderedDict()

    async def send(self, address: str, message: Message) -> SendResult:
        chat = self._chat(address)
        wait = chat.wait(self._clock())
        if wait > 0:
            return RetryAfter(wait)
        redraws = chat.shows(message)
        layout = lay_out(message, chat.page if redraws else 0)
        if not layout.texts and (layout.rows or not message.media):
            return Failed("The message has no words.", permanent=True)
        if message.kind != "notice":
            await self._note_keyboard(address, chat)
        try:
            sent = await self._deliver(int(address), message, layout, chat, redraws=redraws)
        except TelegramError as error:
            return self._refused(error, chat)
        await self._after(int(address), message, sent, chat)
        return Sent(str(sent))

    def forget_question(self, address: str) -> None:
        """The person wrote something: what comes next belongs below it, not in an older message."""
        self._chat(address).question = None

    def pressed(self, address: str, message_id: int) -> None:
        """A button of this message was pressed: its keyboard goes once there is an answer to that."""
        self._chat(address).keyboards.add(message_id)

    async def turn_to(self, address: str, message_id: int, page: int) -> None:
        """Show another page of the keyboard under a message. Does nothing where something newer was said."""
        latest = await self._latest(address) or self._chat(address).latest
        if latest is None or latest.message_id != message_id:
            return
        chat = self._chat(address)
        chat.page = page
        rows = lay_out(latest.message, page).rows
        try:
            await self._bot.edit_message_reply_markup(int(address), message_id, reply_markup=markup(rows))
        except TelegramError as error:
            self._refused(error, chat)

    def _chat(self, address: str) -> Chat:
        chat = self._chats.setdefault(address, Chat())
        self._chats.move_to_end(address)
        if len(self._chats) > MOST_CHATS:
            self._chats.popitem(last=False)
        return chat

    async def _note_keyboard(self, address: str, chat: Chat) -> None:
        """Remember the keyboard that is answered by now, whichever process sent it."""
        latest = await self._latest(address) or chat.latest
        if latest and latest.message.buttons:
            chat.keyboards.add(latest.message_id)

    async def _after(self, chat_id: int, message: Message, sent: int, chat: Chat) -> None:
        if message.kind == "notice":
            chat.question = None
            return
        if sent != chat.question_id:
            chat.page = 0
        chat.question, chat.question_id = (message.question if message.kind == "question" else None), sent
        chat.latest = Latest(sent, message)
        old, chat.keyboards = chat.keyboards - {sent}, set()
        for message_id in sorted(old):
            await self._take_away_keyboard(chat_id, message_id, chat)

    async def _take_away_keyboard(self, chat_id: int, message_id: int, chat: Chat) -> None:
        """So that nobody presses what is answered. Where it fails, a late press is explained all the same."""
        try:
            await self._bot.edit_message_reply_markup(chat_id, message_id, reply_markup=None)
        except BadRequest as error:  # it is gone already, or too old to change
            log.debug("telegram.keyboard_stays", error=error.__class__.__name__)
        except TelegramError as error:
            self._refused(error, chat)

    async def _deliver(
        self, chat_id: int, message: Message, layout: Layout, chat: Chat, *, redraws: bool
    ) -> int:
        """The id of the last piece: pictures and sounds first, the keyboard last. Raises TelegramError."""
        if redraws and len(layout.texts) == 1 and await self._redraw(chat_id, chat, layout):
            return chat.question_id
        pieces: tuple[Media | str, ...] = (*message.media, *layout.texts)
        gone = chat.begun.pieces if chat.begun and chat.begun.message == message else 0
        sent = 0
        for number, piece in enumerate(pieces[gone:], start=gone + 1):
            rows = layout.rows if number == len(pieces) else ()
            sent = await self._send_piece(chat_id, piece, message.text, rows) or sent
            chat.begun = Begun(message, number)
        chat.begun = None
        return sent

    async def _send_piece(self, chat_id: int, piece: Media | str, said: str, rows: Rows) -> int | None:
        if isinstance(piece, Media):
            return await self._showing.show(chat_id, piece, said)
        sent = await self._bot.send_message(
            chat_id, piece, link_preview_options=NO_PREVIEW, reply_markup=markup(rows)
        )
        return sent.message_id

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
        if isinstance(result, Blocked) or (isinstance(result, Failed) and result.permanent):
            chat.begun = None
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
        case ChatMigrated():  # only a group moves, and nobody is asked anything there
            return Blocked()
        case BadRequest():
            return Failed(error.message, permanent=True)
        case _:
            return Failed(error.message, permanent=False)


def seconds_of(limit: FloodLimit) -> float:
    """python-telegram-bot gives a number or, with PTB_TIMEDELTA=1, a timedelta."""
    wait = limit.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
