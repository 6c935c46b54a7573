"""Rows to a CSV, Excel (.xlsx) or JSON lines file, one after another, so that memory does not grow with them.

No text is ever a formula: `admin_api.spreadsheets` says how. JSON lines keep texts as they are.
"""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import xlsxwriter

from admin_api.spreadsheets import NO_TIME, Cell, harmless
from consultations.errors import Refused

MOST_ROWS_IN_EXCEL = 1_048_576


class Writer(Protocol):
    """Takes rows in order; the first holds the headings. Complete once it is closed."""

    def write(self, row: Sequence[Cell | None]) -> None: ...

    def close(self) -> None: ...


def open_writer(path: Path, kind: str) -> Writer:
    """A writer of a file of `kind` (“.csv”, “.xlsx”, “.jsonl”) at `path`. Raises Refused for any other."""
    writers: dict[str, Callable[[Path], Writer]] = {
        ".csv": CsvWriter,
        ".xlsx": XlsxWriter,
        ".jsonl": JsonWriter,
        ".ndjson": JsonWriter,
    }
    if kind.lower() not in writers:
        raise Refused("unknown-format", f"“{kind}” is none of .csv, .xlsx, .jsonl.", "Name OUT with one.")
    return writers[kind.lower()](path)


class CsvWriter:
    """In UTF-8 with its mark, for Excel; every text in quotes."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="", errors="replace")
        self._writer = csv.writer(self._file, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)

    def write(self, row: Sequence[Cell | None]) -> None:
        self._writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])

    def close(self) -> None:
        self._file.close()


class JsonWriter:
    """One object a row, keyed by the headings; an empty cell that is no text is null."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", errors="replace")
        self._headings: Sequence[Cell | None] = ()

    def write(self, row: Sequence[Cell | None]) -> None:
        if not self._headings:
            self._headings = list(row)
            return
        named = dict(zip(map(str, self._headings), row, strict=True))
        self._file.write(json.dumps(named, ensure_ascii=False) + "\n")

    def close(self) -> None:
        self._file.close()


class XlsxWriter:
    """One sheet, row by row on disk; its first row stays in sight."""

    def __init__(self, path: Path) -> None:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"created": NO_TIME})
        self._sheet = self._book.add_worksheet("Table")
        self._sheet.freeze_panes(1, 0)
        self._row = 0

    def write(self, row: Sequence[Cell | None]) -> None:
        if self._row >= MOST_ROWS_IN_EXCEL:
            raise Refused(
                "too-many-rows", "Excel holds no more than 1,048,576 rows.", "Name OUT with .csv or .jsonl."
            )
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    self._sheet.write_string(self._row, column, harmless(cell))
            elif cell is not None:
                self._sheet.write_number(self._row, column, cell)
        self._row += 1

    def close(self) -> None:
        self._book.close()
