"""Sends the pictures and sounds of a questionnaire. Telegram is given each once, and then only its number."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram import Message as Posted
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.messages import Media

MOST_KNOWN = 1000
# core.telegram.org/bots/api#sendphoto
LONGEST_CAPTION = 1024
ReadMedia = Callable[[str, str], Awaitable[tuple[bytes, str] | None]]
"""From a questionnaire's version and a file's name to its content and media type, or None."""

log = structlog.get_logger(__name__)


async def no_media(_: str, __: str) -> tuple[bytes, str] | None:
    return None


class Pictures:
    """`read` gives what a picture or a sound holds."""

    def __init__(self, bot: ExtBot[Any], read: ReadMedia) -> None:
        self._bot = bot
        self._read = read
        self._known: OrderedDict[Media, str] = OrderedDict()

    async def send(self, chat_id: int, media: Sequence[Media]) -> None:
        """Raises TelegramError where Telegram cannot be reached. One that Telegram does not take is left out:
        the question itself must arrive.
        """
        for one in media:
            try:
                await self._send(chat_id, one)
            except BadRequest as error:
                log.warning("telegram.media_refused", name=one.name, error=error.message)

    async def _send(self, chat_id: int, one: Media) -> None:
        if await self._post_known(chat_id, one):
            return
        found = await self._read(one.questionnaire, one.name)
        if found is None:
            log.warning("telegram.no_media", name=one.name)
        else:
            self._remember(one, await self._post(chat_id, one, found[0]))

    async def _post_known(self, chat_id: int, one: Media) -> bool:
        """Whether it went out by the number that Telegram gave it. Such a number may be forgotten."""
        known = self._known.pop(one, None)
        if known is None:
            return False
        try:
            await self._post(chat_id, one, known)
        except BadRequest:
            return False
        self._known[one] = known
        return True

    async def _post(self, chat_id: int, one: Media, content: bytes | str) -> Posted:
        caption = one.alt[:LONGEST_CAPTION] or None
        if one.kind == "image":
            return await self._bot.send_photo(chat_id, content, caption=caption, filename=one.name)
        return await self._bot.send_audio(chat_id, content, caption=caption, filename=one.name)

    def _remember(self, one: Media, posted: Posted) -> None:
        """Only for a file of ours: Telegram's number of it."""
        sizes = posted.photo
        number = sizes[-1].file_id if sizes else posted.audio and posted.audio.file_id
        if number:
            self._known[one] = number
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
