"""WAV: of its chunks, only how the sound is written and the sound itself.

Source: Multimedia Programming Interface and Data Specifications 1.0 (IBM and Microsoft, 1991), RIFF.
"""

import struct
from collections.abc import Iterator

from bot.cleaning import Unreadable

FORMAT_BYTES = range(14, 41)


def clean_wav(content: bytes) -> bytes:
    """Raises `Unreadable`."""
    found: dict[bytes, bytes] = {}
    for name, chunk in _chunks(content):
        found.setdefault(name, chunk)
    form, sound = found.get(b"fmt ", b""), found.get(b"data", b"")
    if len(form) not in FORMAT_BYTES or not sound:
        raise Unreadable
    body = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"data", sound)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk's name and content. A recorder that was cut off leaves the last one short."""
    at = 12
    while at + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, at)
        yield name, content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _chunk(name: bytes, chunk: bytes) -> bytes:
    return name + struct.pack("<I", len(chunk)) + chunk + b"\0" * (len(chunk) % 2)
