"""Shows the pictures and sounds of a questionnaire in a chat, each with its description under it.

A picture that Telegram refuses, or one that is gone, never costs the question: then its description is said.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, Literal

import structlog
from telegram import Animation, Audio, Document, InputFile, PhotoSize, Voice
from telegram import Message as Posted
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.messages import Media
from bot.telegram.splitting import split_text
from consultations.media import MediaFile

Way = Literal["photo", "animation", "audio", "voice", "document"]
Find = Callable[[str, str], Awaitable[MediaFile | None]]
"""Gives the file of a questionnaire's version by its name, or None."""

# core.telegram.org/bots/api#sendphoto: captions have at most 1024 characters.
MOST_CAPTION = 1024
MOST_KNOWN = 2_000
WAYS: dict[str, tuple[Way, str]] = {
    "image/png": ("photo", "picture.png"),
    "image/jpeg": ("photo", "picture.jpg"),
    "image/webp": ("photo", "picture.webp"),
    "image/gif": ("animation", "picture.gif"),
    "audio/mpeg": ("audio", "sound.mp3"),
    "audio/mp4": ("audio", "sound.m4a"),
    "audio/ogg": ("document", "sound.ogg"),
    "audio/wav": ("document", "sound.wav"),
}
"""How Telegram takes each kind, and a file name that says nothing of whoever made it."""
SENT_AS: dict[type, Way] = {
    PhotoSize: "photo",
    Animation: "animation",
    Audio: "audio",
    Voice: "voice",
    Document: "document",
}
OPUS = b"OpusHead"
"""Telegram plays only this kind of OGG as a voice message."""

log = structlog.get_logger(__name__)


async def no_media(_: str, __: str) -> MediaFile | None:
    return None


def way_of(file: MediaFile) -> tuple[Way, str]:
    """How to send `file`, and under which name."""
    if file.media_type == "audio/ogg" and OPUS in file.content[:64]:
        return "voice", "sound.ogg"
    return WAYS.get(file.media_type, ("document", "file"))


class Showing:
    """Uploads each file once and then refers to it by the id that Telegram gave it."""

    def __init__(self, bot: ExtBot[Any], find: Find) -> None:
        self._bot = bot
        self._find = find
        self._known: OrderedDict[tuple[str, str], tuple[Way, str]] = OrderedDict()

    async def show(self, chat_id: int, media: Media, said: str) -> int | None:
        """The id of what was posted, None where there is nothing to show or say. `said` are the words that
        follow: a description that stands in them is not given twice.

        Raises TelegramError where nothing reaches this chat now.
        """
        described = "" if media.alt.strip() in said else media.alt
        caption = next(iter(split_text(described, MOST_CAPTION)), "")
        posted = await self._again(chat_id, media, caption) or await self._first_time(chat_id, media, caption)
        if posted is None:
            log.warning("telegram.media_not_shown", questionnaire=media.questionnaire[:12])
            posted = await self._bot.send_message(chat_id, caption) if caption else None
        return posted.message_id if posted else None

    async def _again(self, chat_id: int, media: Media, caption: str) -> Posted | None:
        known = self._known.get((media.questionnaire, media.name))
        return await self._posted(chat_id, *known, caption) if known else None

    async def _first_time(self, chat_id: int, media: Media, caption: str) -> Posted | None:
        file = await self._find(media.questionnaire, media.name)
        if file is None:
            return None
        best, name = way_of(file)
        for way in dict.fromkeys((best, "document")):
            posted = await self._posted(chat_id, way, InputFile(file.content, filename=name), caption)
            if posted is not None:
                self._remember(media, posted)
                return posted
        return None

    async def _posted(self, chat_id: int, way: str, file: InputFile | str, caption: str) -> Posted | None:
        """What was posted; None where Telegram refuses this file in this way."""
        send: Callable[..., Awaitable[Posted]] = getattr(self._bot, f"send_{way}")
        try:
            return await send(chat_id, file, caption=caption or None)
        except BadRequest as error:
            if "chat not found" in error.message.lower():
                raise
            log.info("telegram.media_refused", way=way)
            return None

    def _remember(self, media: Media, posted: Posted) -> None:
        """Telegram decides for itself what a file is, and takes its id only as that."""
        made = posted.effective_attachment
        file = made[-1] if isinstance(made, tuple) else made
        way = SENT_AS.get(type(file))
        if way:
            self._known[media.questionnaire, media.name] = (way, file.file_id)  # type: ignore[union-attr]
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
