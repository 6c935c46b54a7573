"""CSV as pyxform reads it: the first column names the sheet, as in its Markdown tables."""

import csv
import io
import re
from collections.abc import Iterator

from consultations.forms.xlsform.lines import Line, workbook_of
from consultations.forms.xlsform.sheets import ROLES
from consultations.forms.xlsform.workbook import Workbook

BETWEEN = ",;\t"
"""What may stand between cells: Excel writes semicolons where the comma is for decimals."""
FIRST_CELL = re.compile(r'"?(?P<cell>[^",;\t\r\n]*)')
IN_QUOTES = "A comma inside a cell needs quotes around the cell. Otherwise take the extra cell out."


def separator_of(text: str) -> str | None:
    """What stands between the cells of a text that begins with the name of a sheet; None for other text."""
    start = text.lstrip("\ufeff \t\r\n")
    name = FIRST_CELL.match(start)
    if name is None or name["cell"].strip().casefold() not in ROLES:
        return None
    headings = "".join(start.splitlines()[:2])
    return max(BETWEEN, key=headings.count)


def read_commas(text: str, separator: str) -> Workbook:
    """The sheets of `text`; row numbers are its lines. Raises csv.Error for a cell of more than 131 072
    characters."""
    return workbook_of(_lines(text.lstrip("\ufeff"), separator), IN_QUOTES)


def _lines(text: str, separator: str) -> Iterator[Line]:
    """The line that each row begins in, and its cells."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = 0
    for cells in rows:
        if any(cells):
            yield before + 1, tuple(cell.strip() for cell in cells)
        before = rows.line_num
