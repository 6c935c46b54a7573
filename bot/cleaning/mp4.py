"""M4A, as iPhones record: of its boxes, only what the sound needs, written anew around the sound itself.

Names, places, dates and pictures stand in other boxes, and none of those is copied. A file with anything but
one track of AAC sound is not taken: it is a film. Source: ISO/IEC 14496-12 (boxes), 14496-14 (`esds`).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from bot.cleaning import Unreadable

AAC = 0x40
MOST_SAMPLES = 2_000_000
"""Frames of sound: at 44,100 a second some twelve hours."""
MOST_CONFIG = 64
"""Bytes that say how AAC is to be read; it takes 2 to 7."""
UNIT = (0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
"""The matrix of a picture that is shown as it is; a sound has one too."""


@dataclass(frozen=True, slots=True)
class Sound:
    """One track: its clock (ticks a second), what opens its frames, how long they are, and the frames."""

    clock: int
    channels: int
    rate: int
    config: bytes
    times: bytes
    frames: tuple[bytes, ...]


def clean_m4a(content: bytes) -> bytes:
    """Raises `Unreadable`, ValueError and IndexError."""
    try:
        return _written(_read(content))
    except struct.error as error:
        raise Unreadable from error


# Reading


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each box's name and what is in it."""
    at = 0
    while at + 8 <= len(content):
        size, name = struct.unpack_from(">I4s", content, at)
        head = 16 if size == 1 else 8
        whole = struct.unpack_from(">Q", content, at + 8)[0] if size == 1 else size or len(content) - at
        if whole < head:
            raise Unreadable
        yield name, content[at + head : at + whole]
        at += whole


def _box(content: bytes, *path: bytes) -> bytes:
    """What is in the first box at `path`. Raises `Unreadable` where there is none."""
    for wanted in path:
        found = next((inside for name, inside in _boxes(content) if name == wanted), None)
        if found is None:
            raise Unreadable
        content = found
    return content


def _read(content: bytes) -> Sound:
    tracks = [inside for name, inside in _boxes(_box(content, b"moov")) if name == b"trak"]
    if len(tracks) != 1 or _box(tracks[0], b"mdia", b"hdlr")[8:12] != b"soun":
        raise Unreadable
    media = _box(tracks[0], b"mdia")
    header, table = _box(media, b"mdhd"), _box(media, b"minf", b"stbl")
    (clock,) = struct.unpack_from(">I", header, 20 if header[0] == 1 else 12)
    entry = _box(table, b"stsd")[8:]
    name, described = next(_boxes(entry), (b"", b""))
    if name != b"mp4a":
        raise Unreadable
    frames = tuple(_frames(content, table))
    channels, rate = struct.unpack_from(">H6xH", described, 16)
    return Sound(clock, channels, rate, _config(described), _times(table, len(frames)), frames)


def _config(described: bytes) -> bytes:
    """What opens AAC's frames, out of the descriptors in `esds`; other kinds of sound are refused."""
    esds = _box(described[28:], b"esds")[4:]
    decoder = dict(_descriptors(_descriptor_body(esds, 0x03)[3:])).get(0x04, b"")
    config = dict(_descriptors(decoder[13:])).get(0x05, b"")
    if decoder[:1] != bytes([AAC]) or not 2 <= len(config) <= MOST_CONFIG:
        raise Unreadable
    return config


def _descriptor_body(content: bytes, wanted: int) -> bytes:
    return dict(_descriptors(content)).get(wanted, b"")


def _descriptors(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each descriptor's number and body; its length is written seven bits a byte."""
    at = 0
    while at + 2 <= len(content):
        tag, size, at = content[at], 0, at + 1
        for _ in range(4):
            size, more, at = size << 7 | content[at] & 0x7F, content[at] & 0x80, at + 1
            if not more:
                break
        yield tag, content[at : at + size]
        at += size


def _times(table: bytes, frames: int) -> bytes:
    """How long each frame is: pairs of a count and ticks, which must come to all the frames."""
    times = _box(table, b"stts")[8:]
    counts = [count for count, _ in struct.iter_unpack(">II", times)]
    if sum(counts) != frames:
        raise Unreadable
    return times


def _frames(content: bytes, table: bytes) -> Iterator[bytes]:
    """The frames of sound, wherever they stand in the file."""
    sizes, here = _sizes(table), 0
    if sum(sizes) > len(content):
        raise Unreadable
    for offset, count in _chunks(table):
        for size in sizes[here : here + count]:
            if not 0 < size <= len(content) - offset:
                raise Unreadable
            yield content[offset : offset + size]
            offset += size
        here += count
    if here != len(sizes) or not sizes:
        raise Unreadable


def _sizes(table: bytes) -> list[int]:
    found = _box(table, b"stsz")
    same, count = struct.unpack_from(">II", found, 4)
    if count > min(MOST_SAMPLES, len(found) // 4 if not same else MOST_SAMPLES):
        raise Unreadable
    return [same] * count if same else list(struct.unpack_from(f">{count}I", found, 12))


def _chunks(table: bytes) -> Iterator[tuple[int, int]]:
    """Where each chunk of frames begins, and how many are in it."""
    long = any(name == b"co64" for name, _ in _boxes(table))
    places = _box(table, b"co64" if long else b"stco")[8:]
    offsets = [one for (one,) in struct.iter_unpack(">Q" if long else ">I", places)]
    runs = list(struct.iter_unpack(">III", _box(table, b"stsc")[8:]))
    for number, offset in enumerate(offsets, start=1):
        yield offset, next((count for first, count, _ in reversed(runs) if first <= number), 0)


# Writing


def _put(name: bytes, *parts: bytes) -> bytes:
    inside = b"".join(parts)
    return struct.pack(">I4s", 8 + len(inside), name) + inside


def _full(name: bytes, *parts: bytes, flags: int = 0) -> bytes:
    """A box of version 0."""
    return _put(name, struct.pack(">I", flags), *parts)


def _written(sound: Sound) -> bytes:
    brand = _put(b"ftyp", b"M4A \0\0\0\0M4A mp42isom")
    moov = _moov(sound, 0)
    return brand + _moov(sound, len(brand) + len(moov) + 8) + _put(b"mdat", *sound.frames)


def _moov(sound: Sound, begins: int) -> bytes:
    """All that is said of the sound, which begins at the byte `begins`."""
    ticks = sum(number * each for number, each in struct.iter_unpack(">II", sound.times))
    clock, length = struct.pack(">I", sound.clock), struct.pack(">I", min(ticks, 2**32 - 1))
    unit, nothing = struct.pack(">9I", *UNIT), b"\0" * 8
    movie = _full(
        b"mvhd", nothing, clock, length, struct.pack(">IH10x", 0x10000, 0x100), unit, b"\0" * 24, b"\0\0\0\2"
    )
    shown = struct.pack(">4xH2x", 0x100)
    track = _full(b"tkhd", nothing, b"\0\0\0\1", b"\0" * 4, length, nothing, shown, unit, nothing, flags=7)
    media = _put(
        b"mdia",
        _full(b"mdhd", nothing, clock, length, b"\x55\xc4\0\0"),  # the language “und”: it is not said
        _full(b"hdlr", b"\0" * 4, b"soun", b"\0" * 13),
        _put(b"minf", _full(b"smhd", b"\0" * 4), _put(b"dinf", _references()), _table(sound, begins)),
    )
    return _put(b"moov", movie, _put(b"trak", track, media))


def _references() -> bytes:
    return _full(b"dref", struct.pack(">I", 1), _full(b"url ", flags=1))


def _table(sound: Sound, begins: int) -> bytes:
    count = len(sound.frames)
    sizes = struct.pack(f">{count}I", *map(len, sound.frames))
    return _put(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1), _described(sound)),
        _full(b"stts", struct.pack(">I", len(sound.times) // 8), sound.times),
        _full(b"stsc", struct.pack(">4I", 1, 1, count, 1)),
        _full(b"stsz", struct.pack(">II", 0, count), sizes),
        _full(b"stco", struct.pack(">II", 1, begins)),
    )


def _described(sound: Sound) -> bytes:
    head = struct.pack(">6xH8xHHIHH", 1, sound.channels, 16, 0, sound.rate, 0)
    decoder = bytes([AAC, 0x15]) + b"\0" * 11 + _descriptor(0x05, sound.config)
    return _put(
        b"mp4a",
        head,
        _full(b"esds", _descriptor(0x03, b"\0\1\0" + _descriptor(0x04, decoder) + _descriptor(0x06, b"\2"))),
    )


def _descriptor(tag: int, body: bytes) -> bytes:
    return bytes([tag, len(body)]) + body
