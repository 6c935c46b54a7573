"""Takes in one update at a time and decides whether Telegram may forget it.

Polling and webhook both end here, so that both keep the same promise: no update is let go before the turn it
belongs to is committed.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from traceback import extract_tb
from typing import Any, Protocol

import structlog
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot import wording
from bot.files import FileKind, FileStore
from bot.messages import Incoming
from bot.telegram.fetching import Fetcher, nothing_wanted
from bot.telegram.offers import Offer
from bot.telegram.sending import Latest, nothing_shown
from bot.telegram.showing import Find, no_media
from bot.telegram.updates import BackAgain, BlockedBy, Elsewhere, Moved, Turned, understood

MOST_TRIES = 3

RawUpdate = dict[str, Any]
"""An update as Telegram's JSON has it, with a whole number under `update_id`."""

log = structlog.get_logger(__name__)


async def _nothing(_: str) -> None: ...


async def _nothing_moves(_: str, __: str) -> None: ...


async def _never(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Ports:
    """What the channel needs of the rest of Together.

    `receive` returns once the turn is committed and drops a message id that it has seen. `blocked` notes that
    the person at an address blocked the bot, `back` that they let it write again, `moved` that Telegram calls
    an address by another number from now on; each may be told twice. `first_time` says whether it is asked
    about a key for the first time ever, by any process. `latest` knows what is shown at an address.
    `wants` says which kind of file is asked for there, if any; `files` keeps what is. `media` finds the
    pictures and sounds of questionnaires. `transient` are the errors that pass by themselves (the database is
    away): an update waits through them for as long as it takes.
    """

    receive: Callable[[Incoming], Awaitable[None]]
    blocked: Callable[[str], Awaitable[None]]
    transient: tuple[type[Exception], ...] = (OSError,)
    back: Callable[[str], Awaitable[None]] = _nothing
    moved: Callable[[str, str], Awaitable[None]] = _nothing_moves
    first_time: Callable[[str], Awaitable[bool]] = _never
    media: Find = no_media
    latest: Callable[[str], Awaitable[Latest | None]] = nothing_shown
    wants: Callable[[str], Awaitable[FileKind | None]] = nothing_wanted
    files: FileStore | None = None


class Screen(Protocol):
    """What people have before them: the sender's side of the chat."""

    def forget_question(self, address: str) -> None: ...

    def pressed(self, address: str, message_id: int) -> None: ...

    async def turn_to(self, address: str, message_id: int, page: int) -> None: ...


class Receiver:
    """`screen` is told what people do with the messages it sent."""

    def __init__(self, bot: ExtBot[Any], ports: Ports, screen: Screen) -> None:
        self._bot = bot
        self._ports = ports
        self._screen = screen
        self._fetcher = Fetcher(bot, ports.wants, ports.files)
        self._failures: Counter[int] = Counter()
        self._answers: set[asyncio.Task[None]] = set()

    async def take(self, raw: RawUpdate) -> bool:
        """True when Telegram may forget the update: it is handled or given up. False: bring it again."""
        update_id: int = raw["update_id"]
        self._acknowledge(raw)
        try:
            await self._handle(Update.de_json(raw, self._bot))
        except self._ports.transient as error:
            log.warning("telegram.update_waits", update_id=update_id, **described(error))
            return False
        except Exception as error:  # noqa: BLE001 - whatever it is, one bad update must not stop the others
            return self._failed(update_id, error)
        self._failures.pop(update_id, None)
        return True

    async def close(self) -> None:
        """Drop the acknowledgements that are still on their way; nobody misses them."""
        for answer in self._answers:
            answer.cancel()
        await asyncio.gather(*self._answers, return_exceptions=True)

    def _failed(self, update_id: int, error: Exception) -> bool:
        self._failures[update_id] += 1
        tries = self._failures[update_id]
        given_up = tries >= MOST_TRIES
        event = "telegram.update_given_up" if given_up else "telegram.update_failed"
        log.error(event, update_id=update_id, tries=tries, **described(error))
        if given_up:
            del self._failures[update_id]
        return given_up

    async def _handle(self, update: Update) -> None:
        match understood(update):
            case Turned(address, message_id, page):
                await self._screen.turn_to(address, message_id, page)
            case Incoming() as incoming:
                self._look(incoming, update)
                await self._ports.receive(incoming)
            case Offer() as offer:
                self._look(offer.incoming, update)
                await self._ports.receive(await self._fetcher.taken(offer))
            case BlockedBy(address):
                await self._ports.blocked(address)
            case BackAgain(address):
                await self._ports.back(address)
            case Moved(old, new):
                await self._ports.moved(old, new)
            case Elsewhere(chat_id):
                await self._refuse(chat_id)
            case None:
                log.info("telegram.update_ignored", update_id=update.update_id)

    def _look(self, incoming: Incoming, update: Update) -> None:
        """Tell the sender what happens on the person's screen."""
        if incoming.button is None:
            self._screen.forget_question(incoming.address)
        elif update.callback_query and update.callback_query.message:
            self._screen.pressed(incoming.address, update.callback_query.message.message_id)

    async def _refuse(self, chat_id: int) -> None:
        """Say once in a group or a channel that we talk to one person at a time; then never again."""
        if not await self._ports.first_time(f"refused:{chat_id}"):
            return
        try:
            await self._bot.send_message(chat_id, wording.say("telegram.only_alone", wording.DEFAULT))
        except TelegramError as error:  # we may not write there: then nobody expects an answer
            log.info("telegram.not_refused", error=type(error).__name__)

    def _acknowledge(self, raw: RawUpdate) -> None:
        """Stop the button's spinner, beside the turn and whatever comes of it: it says “noticed”, never
        “saved”. The press may be one that we cannot read.
        """
        press = raw.get("callback_query")
        query_id = press.get("id") if isinstance(press, dict) else None
        if not isinstance(query_id, str):
            return
        answer = asyncio.create_task(self._answer(query_id))
        self._answers.add(answer)
        answer.add_done_callback(self._answers.discard)

    async def _answer(self, query_id: str) -> None:
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:  # too old after a restart, say: the turn itself counts
            log.info("telegram.press_not_acknowledged", error=type(error).__name__)


def described(error: Exception) -> dict[str, str]:
    """The kind of an error and the line it rose from. Not its words: they may quote a person."""
    frames = extract_tb(error.__traceback__)
    where = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return {"error": type(error).__name__, "where": where}
