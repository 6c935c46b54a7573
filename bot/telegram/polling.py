"""Asks Telegram for updates, and lets each go only once it is safely stored.

Why not python-telegram-bot's own Updater: it confirms a batch with its next request, whether or not the batch
has been handled by then, so that a killed process loses answers. And `Bot.get_updates` reads a batch whole:
one update that it cannot read would hold up all behind it, and it writes them into the log. So the request
is python-telegram-bot's, and the loop is ours.

Updates are taken one after the other, across all chats: simple, and in order. A turn takes milliseconds;
where that is too slow, use the webhook, which Telegram calls for several chats at once.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlencode

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.telegram.receiving import RawUpdate
from bot.telegram.sending import seconds_of
from bot.telegram.standing import Standing
from bot.telegram.updates import ALLOWED_UPDATES

# How much longer than the long poll to wait for its answer.
GRACE = 10

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds to wait after a failure: `first`, then twice as long each time, `most` at the most.

    `conflict` is how long a process that stands by waits until it looks whether the other one has gone.
    """

    first: float = 1.0
    most: float = 60.0
    conflict: float = 30.0

    def after(self, failures: int) -> float:
        return float(min(self.most, self.first * 2 ** min(failures - 1, 16)))


class Poller:
    """`url` is the bot's address with its token: it must not be logged. `take` is `Receiver.take`.

    `stands_by` says that another process polls, and this one waits for it to end.
    """

    def __init__(
        self,
        request: BaseRequest,
        url: str,
        take: Callable[[RawUpdate], Awaitable[bool]],
        timeout: int,
        pauses: Pauses,
    ) -> None:
        self._request = request
        self._url = url
        self._take = take
        self._timeout = timeout
        self._pauses = pauses
        self._offset: int | None = None
        self._misses = 0
        self._standing = Standing(pauses.first, pauses.conflict)
        self.stands_by = False

    async def run(self) -> NoReturn:
        """Until cancelled. What was handled but not confirmed by then comes again, and is dropped as seen."""
        while True:
            for raw in await self._fetch():
                await self._take_in(raw)
                # Not the highest so far: after a quiet week Telegram may begin again from a lower number.
                self._offset = raw["update_id"] + 1

    async def _take_in(self, raw: RawUpdate) -> None:
        tries = 0
        while not await self._take(raw):
            tries += 1
            await asyncio.sleep(self._pauses.after(tries))

    async def _fetch(self) -> list[RawUpdate]:
        now = asyncio.get_running_loop().time
        self._standing.asks(now())
        try:
            updates = await self._request.post(self._question(), read_timeout=self._timeout + GRACE)
        except Conflict:
            await asyncio.sleep(self._interrupted())
            return []
        except TelegramError as error:
            self._misses += 1
            await asyncio.sleep(self._pause_after(error))
            return []
        self._misses = 0
        self._standing.hears(now())
        if self.stands_by and self._standing.leads:
            self.stands_by = False
            log.info("telegram.polls_alone")
        return updates if isinstance(updates, list) else []

    def _question(self) -> str:
        asked: dict[str, Any] = {"timeout": self._timeout, "allowed_updates": json.dumps(ALLOWED_UPDATES)}
        if self._offset is not None:
            asked["offset"] = self._offset
        return f"{self._url}/getUpdates?{urlencode(asked)}"

    def _interrupted(self) -> float:
        """Seconds to wait since another process polls with this token. Said once, not at every look."""
        pause = self._standing.is_interrupted()
        if not self._standing.leads and not self.stands_by:
            self.stands_by = True
            log.warning("telegram.two_pollers", fix="This process stands by until the other one ends.")
        return pause

    def _pause_after(self, error: TelegramError) -> float:
        match error:
            case InvalidToken():
                log.error("telegram.token_refused", fix="Get a new token from @BotFather; set it; restart.")
                return self._pauses.most
            case RetryAfter():
                return seconds_of(error)
            case _:
                log.warning("telegram.unreachable", misses=self._misses, error=type(error).__name__)
                return self._pauses.after(self._misses)
