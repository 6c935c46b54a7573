"""A text as its reader sees it: without signs of no width, of one width, accents in their letters.

“ｚａｒａ＠ｅｘａｍｐｌｅ．ｃｏｍ” and a number with a space of no width inside are read as they look.
"""

import re
import unicodedata
from collections.abc import Iterable

from analysis.redaction.spans import Span

_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
"""Signs of no width: Unicode, “Default_Ignorable_Code_Point”, those that keyboards and copies leave."""
_MARKS = "\u0300-\u036f"
"""Accents that are signs of their own: Unicode, “Combining Diacritical Marks”."""
_SIGN = re.compile(f"[{_UNSEEN}]*([^{_MARKS}][{_MARKS}]*)[{_UNSEEN}]*")
_LONGER = re.compile(f"[{_UNSEEN}{_MARKS}]")

_WIDE = {0xFF01 + place: 0x21 + place for place in range(94)} | dict.fromkeys((0x3002, 0xFF61), ".")
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2212), "-") | dict.fromkeys((0x00A0, 0x202F, 0x3000), " ")
_ONE_WIDTH = _WIDE | _DASHES
"""The “Halfwidth and Fullwidth Forms” of ASCII, and full stops and hyphens: one sign for one."""


def as_seen(text: str) -> tuple[str, list[tuple[int, int]]]:
    """What a reader sees, and where in `text` each of its signs stands; no places where none has moved."""
    if text.isascii():
        return text, []
    if not _LONGER.search(text):
        return text.translate(_ONE_WIDTH), []
    seen: list[str] = []
    places: list[tuple[int, int]] = []
    for sign in _SIGN.finditer(text):
        composed = unicodedata.normalize("NFC", sign[1]).translate(_ONE_WIDTH)
        seen.append(composed)
        places += [sign.span()] * len(composed)
    return "".join(seen), places


def as_given(spans: Iterable[Span], places: list[tuple[int, int]]) -> Iterable[Span]:
    """Spans of what is seen as spans of what was given."""
    if not places:
        return spans
    return [Span(places[start][0], places[end - 1][1], kind) for start, end, kind in spans]
