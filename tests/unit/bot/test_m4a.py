"""M4A: only the sound is kept of what a phone writes."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cleaning import Unreadable
from bot.cleaning.sounds import clean_sound
from consultations.media import media_type

SECRET = "Taken at home, 12 Some Road"


def boxed(name: bytes, *parts: bytes) -> bytes:
    inside = b"".join(parts)
    return struct.pack(">I4s", 8 + len(inside), name) + inside


def m4a(
    frames: tuple[bytes, ...] = (b"\x21\x00\x49", b"\x90\x02"),
    track: bytes = b"soun",
    kind: bytes = b"mp4a",
    tracks: int = 1,
) -> bytes:
    """A recording as a phone writes one: with a name, a place and a day, the sound before its description."""
    start = boxed(b"ftyp", b"M4A \0\0\0\0isom")
    told = boxed(b"udta", boxed(b"meta", SECRET.encode()), boxed("©xyz".encode("latin-1"), SECRET.encode()))
    places = [len(start) + 8 + sum(map(len, frames[:place])) for place in range(len(frames))]
    number = struct.pack(">I", len(frames))
    esds = bytes.fromhex(
        "00000000 0380808022 000000 0480808014 40150000000000000000000000 0580808002 1208 060102"
    )
    entry = boxed(
        kind, b"\0" * 7 + b"\1" + b"\0" * 9 + b"\2\0\x10" + b"\0" * 4 + b"\xac\x44\0\0", boxed(b"esds", esds)
    )
    table = boxed(
        b"stbl",
        boxed(b"stsd", b"\0" * 7, b"\1", entry),
        boxed(b"stts", b"\0" * 7, b"\1", number, struct.pack(">I", 1024)),
        boxed(b"stsc", b"\0" * 7, b"\1", struct.pack(">3I", 1, 1, 1)),
        boxed(b"stsz", b"\0" * 8, number, *(struct.pack(">I", len(one)) for one in frames)),
        boxed(
            b"stco", b"\0" * 4, number, *(struct.pack(">I", one) for one in places),
        ),
    )  # fmt: skip
    media = boxed(
        b"mdia",
        boxed(b"mdhd", b"\0" * 4, SECRET.encode()[:8], struct.pack(">II", 44_100, 2048), b"\0" * 4),
        boxed(b"hdlr", b"\0" * 8, track, b"\0" * 12, SECRET.encode()),
        boxed(b"minf", table),
    )
    moov = boxed(b"moov", boxed(b"mvhd", SECRET.encode()), *[boxed(b"trak", media, told)] * tracks, told)
    return start + boxed(b"mdat", *frames) + moov


def test_only_the_sound_of_an_m4a_is_kept() -> None:
    clean = clean_sound(m4a()).content

    assert SECRET.encode() not in clean
    assert SECRET.encode()[:8] not in clean
    assert b"udta" not in clean
    assert clean.endswith(b"mdat\x21\x00\x49\x90\x02")
    assert media_type(clean) == "audio/mp4"
    assert clean_sound(clean).content == clean
    assert clean_sound(m4a(frames=(b"\x21\x00\x49", b"\x90\x02", SECRET.encode()))).content != clean


@pytest.mark.parametrize(
    "content",
    [
        m4a(track=b"vide"),
        m4a(kind=b"alac"),
        m4a(tracks=2),
        m4a(tracks=0),
        m4a(frames=(b"\xde\x02", b"")),
        m4a(frames=()),
        m4a()[:200],
        m4a()[:60],
    ],
)
def test_a_film_and_what_is_not_whole_are_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        clean_sound(content)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_bytes_at_all_break_it(data: st.DataObject) -> None:
    """Any byte of a recording may be another, and the end may be missing."""
    content = bytearray(m4a())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(8, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        clean = clean_sound(bytes(content[: data.draw(st.integers(8, len(content)))])).content
    except Unreadable:
        return
    assert len(clean) < 2 * len(content)
