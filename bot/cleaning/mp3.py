"""MP3: its frames of sound, and nothing that stands before, between or after them.

Sources: ISO/IEC 11172-3 and 13818-3 (the header of a frame); id3.org, ID3v2.4.0 and ID3v1; APE tags carry no
frames, so that they fall away with everything else that is none.
"""

from bot.cleaning import Unreadable

BIT_RATES = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits a second of Layer III by the header's number, in MPEG 1 and in MPEG 2 and 2.5."""
SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""Hertz by the header's number, by version (3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5)."""
IN_A_ROW = 3
"""Frames that must follow each other where sound is looked for: a single header may be chance."""
ID3_HEADER = 10


def clean_mp3(content: bytes) -> bytes:
    """Raises `Unreadable`."""
    kept = bytearray()
    at = _after_tags(content)
    while at < len(content):
        size = _frame(content, at)
        if size:
            kept += content[at : at + size]
            at += size
        else:
            at = _next_sound(content, at + 1)
    if not kept:
        raise Unreadable
    return bytes(kept)


def _after_tags(content: bytes) -> int:
    """Where the sound begins after the ID3v2 tags at the start."""
    at = 0
    while content[at : at + 3] == b"ID3" and at + ID3_HEADER <= len(content):
        size = 0
        for byte in content[at + 6 : at + ID3_HEADER]:
            size = size << 7 | byte & 0x7F
        has_footer = content[at + 5] & 0x10
        at += ID3_HEADER + size + (ID3_HEADER if has_footer else 0)
    return at if _run(content, at) else _next_sound(content, at)


def _next_sound(content: bytes, at: int) -> int:
    """The next place where several frames follow each other, or the end."""
    while (at := content.find(b"\xff", at)) >= 0:
        if _run(content, at):
            return at
        at += 1
    return len(content)


def _run(content: bytes, at: int) -> bool:
    for _ in range(IN_A_ROW):
        size = _frame(content, at)
        if not size:
            return False
        at += size
    return True


def _frame(content: bytes, at: int) -> int:
    """The bytes of the whole frame at `at`, or 0 where there is none."""
    header = int.from_bytes(content[at : at + 4], "big")
    version, layer = header >> 19 & 3, header >> 17 & 3
    rate, sampling = header >> 12 & 15, header >> 10 & 3
    if at + 4 > len(content) or header >> 21 != 0x7FF or version == 1 or layer != 1:
        return 0
    if rate in (0, 15) or sampling == 3:
        return 0
    bits = BIT_RATES[1 if version == 3 else 2][rate] * 1000
    samples = 144 if version == 3 else 72
    size = samples * bits // SAMPLE_RATES[version][sampling] + (header >> 9 & 1)
    return size if at + size <= len(content) else 0
