"""A spreadsheet as text: sheets of rows of cells, each row with the number its author sees."""

import re
from dataclasses import dataclass

from consultations.errors import Fault

MOST_ROWS = 50_000
"""More rows than this in one sheet are refused. Lists of every village in a country come near it."""
GAP = 60
"""pyxform stops reading a sheet after this many empty rows, so a row beyond would be lost in silence."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right, trimmed; "" is an empty one. `number` is the row or line in the file."""

    number: int
    cells: tuple[str, ...]

    def __bool__(self) -> bool:
        return any(self.cells)

    def cell(self, index: int) -> str:
        return self.cells[index] if index < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet under its headings. Empty rows are left out; the others keep their numbers."""

    name: str
    headings: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """Every sheet in the order of the file, and what was wrong with single cells or rows.

    `counts_lines` is True where row numbers are lines of a text.
    """

    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...] = ()
    counts_lines: bool = False


def tidy_heading(text: str) -> str:
    """A heading without spaces around it and with single ones inside, as pyxform reads it."""
    return re.sub(" +", " ", text.strip())


def sheet_of(name: str, rows: list[Row]) -> Sheet:
    """A sheet whose first row holds the headings. An empty list makes an empty sheet."""
    first, *rest = rows or [Row(1, ())]
    headings = Row(first.number, tuple(tidy_heading(cell) for cell in first.cells))
    return Sheet(name, headings, tuple(row for row in rest if row))
