"""Files that come with messages: what each could be an answer to. Pure; nothing is fetched here."""

from dataclasses import dataclass

from telegram import Message

from bot.files import FileKind
from bot.messages import Incoming


@dataclass(frozen=True, slots=True)
class Offer:
    """A message with a file. `incoming` is what it means where nobody asked for such a file.

    `sizes` are the same picture from the largest to the smallest, or the one file there is.
    """

    incoming: Incoming
    kinds: frozenset[FileKind]
    sizes: tuple["Size", ...]


@dataclass(frozen=True, slots=True)
class Size:
    """One file at Telegram: `size` is in bytes, None where Telegram does not say."""

    file_id: str
    size: int | None


def offered(message: Message, incoming: Incoming) -> Offer | None:
    """What `message` offers, or None. Of an animation, a video or a sticker nothing is ever taken."""
    if message.photo:
        largest_first = reversed(message.photo)
        sizes = tuple(Size(one.file_id, one.file_size) for one in largest_first)
        return Offer(incoming, frozenset(("image",)), sizes)
    sound = message.voice or message.audio
    if sound:
        return Offer(incoming, frozenset(("audio",)), (Size(sound.file_id, sound.file_size),))
    document = message.document
    if document and not message.animation:
        kinds = _kinds(document.mime_type or "")
        return Offer(incoming, kinds, (Size(document.file_id, document.file_size),))
    return None


def _kinds(mime_type: str) -> frozenset[FileKind]:
    """A picture or a sound sent as a file may answer what asks for one. What it is, its bytes say later."""
    main = mime_type.partition("/")[0]
    if main == "image":
        return frozenset(("image", "file"))
    if main == "audio":
        return frozenset(("audio", "file"))
    return frozenset(("file",))
