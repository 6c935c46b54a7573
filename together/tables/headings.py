"""Where in a table from elsewhere its headings stand, and what parts the cells of a CSV file."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

Rows = Iterable[tuple[int, list[str]]]
LOOKED_AT = 30
"""Rows in which headings are sought: titles and notes may stand above them."""
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u200b": None, "\ufeff": None})
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Found:
    """The row of headings: its number (0 where the table is empty), and whether the wanted one is in it."""

    number: int = 0
    cells: tuple[str, ...] = ()
    holds: bool = False


def folded(heading: str) -> str:
    """A heading as people compare it: case, spaces of any sort and the shape of quotes make no difference."""
    return " ".join(unicodedata.normalize("NFKC", heading).translate(_ALIKE).casefold().split())


def begin(rows: Rows, column: str = "") -> Found:
    """The first row with a cell called `column`; where there is none, the first that is not empty."""
    wanted, first = folded(column), Found()
    for number, cells in islice(rows, LOOKED_AT):
        if wanted and any(folded(cell) == wanted for cell in cells):
            return Found(number, tuple(cells), holds=True)
        if not first.number and any(cell.strip() for cell in cells):
            first = Found(number, tuple(cells))
    return first


def parting(beginning: str) -> str:
    """Comma, semicolon or tab: the one that stands equally often in most lines, outside quotation marks.

    Excel's own first line “sep=;” says it by itself.
    """
    if beginning[:4].lower() == "sep=":
        return beginning[4:5]
    lines = [line for line in _QUOTED.sub("", beginning).splitlines() if line.strip()][:LOOKED_AT]

    def likely(sign: str) -> tuple[int, int]:
        often = Counter(line.count(sign) for line in lines if sign in line)
        return max(((lines_with, times) for times, lines_with in often.items()), default=(0, 0))

    return max(",;\t", key=likely)


def without_saying(rows: Iterator[list[str]]) -> Rows:
    """Numbered rows that have cells, without Excel's “sep=;”."""
    for number, row in enumerate(rows, 1):
        if row and not (number == 1 and row[0].lower().startswith("sep=")):
            yield number, row
