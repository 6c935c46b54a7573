"""Cuts a text into parts that Telegram takes, where a reader would pause. Pure."""

import re
import unicodedata
from collections.abc import Iterator

# core.telegram.org/bots/api#sendmessage: 1–4096 characters, which Telegram counts in UTF-16 code units.
MOST_UNITS = 4096
# The best place to cut comes first: after a paragraph, a line, a sentence, a word. A sentence ends with its
# mark and what closes it; marks of scripts that leave no space after them need none.
SENTENCE = r"[.!?…؟۔।]+[\"'”’»)\]]*(?=\s)|[。！？]+[”’」』）]*"
BORDERS = tuple(re.compile(one) for one in (r"\n[^\S\n]*\n", r"\n", SENTENCE, r"\s"))
JOINER = "\u200d"
FLAG_LETTERS = range(0x1F1E6, 0x1F200)
SKIN_TONES = range(0x1F3FB, 0x1F400)
TAGS = range(0xE0020, 0xE0080)
LONGEST_CLUSTER = 64
"""Characters after which a "character" made of many is cut all the same: somebody plays with marks."""


def units(text: str) -> int:
    """The length of `text` as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split_text(text: str, limit: int = MOST_UNITS) -> tuple[str, ...]:
    """`text` in parts of at most `limit` units, cut after paragraphs, else lines, else sentences, else words;
    where there is nothing of that kind, between two characters as a reader sees them.
    """
    return tuple(_parts(text.strip(), limit))


def _parts(rest: str, limit: int) -> Iterator[str]:
    while units(rest) > limit:
        cut = _border(rest, _fitting(rest, limit))
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if rest:
        yield rest


def _fitting(text: str, limit: int) -> int:
    """How many characters of `text` fit."""
    length = 0
    for place, character in enumerate(text):
        length += 2 if ord(character) > 0xFFFF else 1
        if length > limit:
            return place
    return len(text)


def _border(text: str, end: int) -> int:
    """The last border of the best kind up to `end`, unless it would waste half of the room."""
    for border in BORDERS:
        # A border that begins right at the end costs no room: what is there is only white space.
        cuts = (found for found in border.finditer(text, 0, end + 2) if _at(found) <= end)
        at = max(map(_at, cuts), default=0)
        if at > end // 2:
            return at
    return _between_characters(text, end)


def _at(found: re.Match[str]) -> int:
    """Where to cut: after a mark, before white space."""
    return found.start() if found[0].isspace() else found.end()


def _between_characters(text: str, end: int) -> int:
    """The last place up to `end` that is not inside what a reader sees as one character; `end` if none is."""
    for at in range(end, max(end - LONGEST_CLUSTER, 0), -1):
        if not _joined(text, at):
            return at
    return max(end, 1)


def _joined(text: str, at: int) -> bool:
    """Whether the characters before and after `at` belong together: an emoji of several, a letter with its
    accent, a flag (Unicode Standard Annex 29, in short).
    """
    if at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    if JOINER in (before, after) or unicodedata.category(after) in ("Mn", "Me", "Mc"):
        return True
    if ord(after) in SKIN_TONES or ord(after) in TAGS:
        return True
    return ord(after) in FLAG_LETTERS and _letters_before(text, at) % 2 == 1


def _letters_before(text: str, at: int) -> int:
    """How many letters of flags stand right before `at`: two make one flag."""
    count = 0
    while count < at and ord(text[at - 1 - count]) in FLAG_LETTERS:
        count += 1
    return count
