"""Tables for spreadsheets, as CSV and as XLSX, in which no text is ever a formula.

A spreadsheet calculates a cell that begins with = + - or @, also behind spaces, quotes, signs that cannot be
seen, and in full width; a tab or the end of a line before it is dropped. One that splits the lines of a CSV
file at another separator than ours finds such beginnings in the middle of a text. Before each of them stands
an apostrophe here, in both kinds of file, since people save the one as the other (OWASP, "CSV Injection";
ASVS 5.0, 1.2.10). Numbers are numbers when they come as such.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import xlsxwriter

Cell = str | int | float
Row = Sequence[Cell]

CALCULATED = "=+\\-@＝＋－＠﹦﹢﹣﹫−"
"""What begins a formula, in each width (inside a regular expression's brackets)."""
SPACE = r"\s\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
QUOTES = "\"'`´‘’‚“”„«»＂＇"
BEGINNING = re.compile(f"^(?=[{SPACE}])|^(?=[{QUOTES}]*[{SPACE}{QUOTES}]*[{CALCULATED}])")
AFTER_SEPARATOR = re.compile(f"(?<=[,;|\t\r\n，；｜])(?=[{SPACE}{QUOTES}]*[{CALCULATED}])")
GUARDED = re.compile(
    f"^'(?=[{SPACE}])|^'(?=[{QUOTES}]*[{SPACE}{QUOTES}]*[{CALCULATED}])"
    f"|(?<=[,;|\t\r\n，；｜])'(?=[{SPACE}{QUOTES}]*[{CALCULATED}])"
)
"""An apostrophe that stands where `harmless` puts one."""
LONGEST = 32_767
"""Characters that a cell of Excel holds."""
NO_TIME = datetime(1980, 1, 1)  # noqa: DTZ001 - the file format knows no time zones
"""Stands in the file where the moment of writing would: the same numbers give the same file."""
CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(text: str) -> str:
    """`text` with an apostrophe wherever a spreadsheet would begin to calculate."""
    return AFTER_SEPARATOR.sub("'", BEGINNING.sub("'", text, count=1))[:LONGEST]


def csv_table(rows: Iterable[Row]) -> str:
    """A CSV file, every text in quotes; it begins with a byte order mark, for Excel."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return f"\N{ZERO WIDTH NO-BREAK SPACE}{out.getvalue()}"


def as_typed(text: str) -> str:
    """What was given to `harmless`, out of a cell that it wrote; anything else as it is."""
    bare = GUARDED.sub("", text)
    return bare if bare != text and harmless(bare) == text else text


def xlsx_table(rows: Iterable[Row], sheet: str = "Table") -> bytes:
    """An XLSX file with one sheet; its first row stays in sight."""
    return xlsx_tables({sheet: rows})


def xlsx_tables(sheets: Mapping[str, Iterable[Row]]) -> bytes:
    """An XLSX file; the first row of each sheet stays in sight."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": NO_TIME})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            page.freeze_panes(1, 0)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(line, column, harmless(cell))
                    else:
                        page.write_number(line, column, cell)
    return out.getvalue()
