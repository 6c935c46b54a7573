"""What fits on a page of print: texts are shortened, and of a list the first are kept, the rest counted."""

import textwrap
from collections.abc import Sequence

LETTERS = 84
"""On a line of A4 at 12 points with narrow margins, in the widest of the usual types."""


def short(text: str, longest: int) -> str:
    """`text` in at most so many letters, with “…” where words are left out."""
    return textwrap.shorten(text, longest, placeholder=" …")


def fitting(items: Sequence[str], room: int) -> tuple[list[str], int]:
    """The first of `items` that fit on `room` lines, one at the least; and the lines that are left."""
    kept: list[str] = []
    for item in items:
        lines = -(-len(item) // LETTERS)
        if kept and lines > room:
            break
        kept.append(item)
        room -= lines
    return kept, max(room, 0)
