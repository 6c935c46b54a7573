"""Fetches a file from Telegram: only one that the question asks for, of a kind that the Trust switched on."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import structlog
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.files import FileKind, FileRefused, FileStore
from bot.messages import Attachment, Incoming
from bot.telegram.offers import Offer, Size

log = structlog.get_logger(__name__)


async def nothing_wanted(_: str) -> FileKind | None:
    return None


class Fetcher:
    """`wants` says which kind of file the question asks the person at an address for, if any."""

    def __init__(
        self,
        bot: ExtBot[Any],
        wants: Callable[[str], Awaitable[FileKind | None]],
        files: FileStore | None,
    ) -> None:
        self._bot = bot
        self._wants = wants
        self._files = files

    async def taken(self, offer: Offer) -> Incoming:
        """What the message means: with its file, or with the reason why that is not taken, or, where nobody
        asked for such a file, without either. Nothing is fetched then.
        """
        incoming, files = offer.incoming, self._files
        kind = await self._wants(incoming.address) if files else None
        if files is None or kind not in offer.kinds:
            return incoming
        try:
            kept = await self._kept(offer, kind, files)
            words = await asyncio.to_thread(files.words, kept)
        except FileRefused as refusal:
            return replace(incoming, problem=refusal.code)
        except (TelegramError, OSError) as error:  # people behind this one are not to wait for a full disk
            log.warning("telegram.file_not_fetched", error=type(error).__name__)
            return replace(incoming, problem="file.not_fetched")
        said = "\n".join(one for one in (incoming.text, words) if one) or None
        return replace(incoming, attachment=kept, unsupported=None, text=said)

    async def _kept(self, offer: Offer, kind: FileKind, files: FileStore) -> Attachment:
        content = await self._fetched(_that_fits(offer, kind, files), kind, files)
        return await asyncio.to_thread(files.keep, content, kind)

    async def _fetched(self, size: Size, kind: FileKind, files: FileStore) -> bytes:
        try:
            file = await self._bot.get_file(size.file_id)
        except BadRequest as error:
            # Telegram's own limit for bots: core.telegram.org/bots/api#getfile
            raise (FileRefused("file.too_large") if "too big" in error.message else error) from None
        files.check_size(file.file_size or 0, kind)
        return bytes(await file.download_as_bytearray())


def _that_fits(offer: Offer, kind: FileKind, files: FileStore) -> Size:
    """The largest of the sizes that is not too large. Raises `FileRefused` where none is."""
    most = files.most_bytes(kind)
    fitting = (one for one in offer.sizes if one.size is None or one.size <= most)
    found = next(fitting, None)
    if found is None:
        files.check_size(min(one.size or 0 for one in offer.sizes), kind)
    return found or offer.sizes[-1]
