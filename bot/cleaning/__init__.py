"""Takes from a file that somebody sent all that it tells beside what it shows or says. Pure: bytes to bytes.

What a file is, its bytes say; what it is called or claims to be counts for nothing.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clean:
    """A file with nothing in it but what was meant. `suffix` is the end of its name, without the dot."""

    content: bytes
    suffix: str


MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
    "txt": "text/plain; charset=utf-8",
}
"""What each suffix holds."""


class Unreadable(Exception):
    """The bytes are none of the kinds of file that we take, or not whole."""
