"""Ogg with Opus (Telegram's voice messages) or Vorbis: the comments emptied, nothing but the one stream kept.

Sources: RFC 3533 (pages), RFC 7845 (Opus in Ogg), Vorbis I specification, sections 4 and 5.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.cleaning import Unreadable

HEADER = struct.Struct("<4sBBqIIIB")
CONTINUED, FIRST = 1, 2
FULL = 255
"""A segment of so many bytes says that its packet goes on in the next one; a page holds as many segments."""
NO_COMMENTS = struct.pack("<II", 0, 0)
MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(frozen=True, slots=True)
class Page:
    flags: int
    position: int
    serial: int
    lacing: bytes
    body: bytes


def clean_ogg(content: bytes) -> bytes:
    """Raises `Unreadable`."""
    pages = list(_pages(content))
    if not pages or any(page.serial != pages[0].serial for page in pages):
        raise Unreadable
    if any(page.flags & FIRST for page in pages[1:]):  # another stream after the first
        raise Unreadable
    packets, rest = _headers(pages)
    kept = [*_paged(packets[:1], pages[0]), *_paged(packets[1:], replace(pages[0], flags=0)), *pages[rest:]]
    return b"".join(_written(page, number) for number, page in enumerate(kept))


def _pages(content: bytes) -> Iterator[Page]:
    """Every whole page, up to the first thing that is none."""
    at = 0
    while at + HEADER.size <= len(content):
        mark, version, flags, position, serial, _, _, segments = HEADER.unpack_from(content, at)
        start = at + HEADER.size + segments
        lacing = content[at + HEADER.size : start]
        at = start + sum(lacing)
        if mark != b"OggS" or version != 0 or at > len(content):
            return
        yield Page(flags, position, serial, lacing, content[start:at])


@dataclass(frozen=True, slots=True)
class Codec:
    """How the headers of a codec begin, how many there are, and what a comment header without comments is."""

    head: bytes
    comment: bytes
    headers: int
    empty: bytes


CODECS = (
    Codec(b"OpusHead", b"OpusTags", 2, b"OpusTags" + NO_COMMENTS),
    Codec(b"\x01vorbis", b"\x03vorbis", 3, b"\x03vorbis" + NO_COMMENTS + b"\x01"),
)


def _headers(pages: list[Page]) -> tuple[list[bytes], int]:
    """The packets of the headers, their comments emptied, and the number of the first page of sound."""
    first = _packets(pages[:1])
    codec = next((one for one in CODECS if len(first) == 1 and first[0].startswith(one.head)), None)
    if codec is None:
        raise Unreadable
    for count in range(2, len(pages)):
        packets = _packets(pages[:count])
        if len(packets) >= codec.headers:
            # Sound begins on a page of its own, says the standard; so there is nothing behind the headers.
            whole = len(packets) == codec.headers and not pages[count].flags & CONTINUED
            if not whole or not packets[1].startswith(codec.comment):
                raise Unreadable
            return [packets[0], codec.empty, *packets[2:]], count
    raise Unreadable


def _packets(pages: list[Page]) -> list[bytes]:
    """The whole packets in `pages`."""
    packets, current = [], b""
    for page in pages:
        at = 0
        for length in page.lacing:
            current += page.body[at : at + length]
            at += length
            if length < FULL:
                packets.append(current)
                current = b""
    return packets


def _paged(packets: list[bytes], like: Page) -> Iterator[Page]:
    """Pages that hold `packets`: as many as the segments need."""
    lacing = b"".join(bytes([FULL]) * (len(one) // FULL) + bytes([len(one) % FULL]) for one in packets)
    body, at = b"".join(packets), 0
    for start in range(0, len(lacing), FULL):
        part = lacing[start : start + FULL]
        goes_on = start > 0 and lacing[start - 1] == FULL
        flags = like.flags | (CONTINUED if goes_on else 0)
        ends = any(length < FULL for length in part)
        yield Page(flags, 0 if ends else -1, like.serial, part, body[at : at + sum(part)])
        at += sum(part)


def _written(page: Page, number: int) -> bytes:
    def with_sum(check: int) -> bytes:
        head = (b"OggS", 0, page.flags, page.position, page.serial, number, check, len(page.lacing))
        return HEADER.pack(*head) + page.lacing + page.body

    return with_sum(checksum(with_sum(0)))


def checksum(page: bytes) -> int:
    """Ogg's: the polynomial of zlib's CRC-32, with the bits the other way round and nothing inverted."""
    mirrored = zlib.crc32(page.translate(MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)
