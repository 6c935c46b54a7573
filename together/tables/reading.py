"""One row after another of a CSV, Excel (.xlsx) or JSON lines file, with the number its author sees.

A CSV file may be UTF-8 with or without its mark, UTF-16 with its mark, or Windows-1252, and have commas,
semicolons or tabs. Titles may stand above the headings, and the answers on any sheet of a workbook:
`headings` finds them. A row that cannot be read is given all the same, with the reason.
"""

import codecs
import csv
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import NoReturn

from openpyxl import load_workbook  # type: ignore[import-untyped]  # ships no types
from openpyxl.workbook import Workbook  # type: ignore[import-untyped]  # ships no types
from openpyxl.worksheet._read_only import ReadOnlyWorksheet  # type: ignore[import-untyped]  # ships no types

from consultations.errors import Fault, FaultyInput, Place
from together.tables.headings import Found, Rows, begin, folded, parting, without_saying

MOST_CHARACTERS = 50_000
"""A longer cell is no answer: the row is counted as one that could not be read."""
_MOST_IN_A_FIELD = 50_000_000
_MOST_UNPACKED = 4_000_000_000
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_BLOCK = 1 << 20
_BEGINNING = 1 << 16


@dataclass(frozen=True, slots=True)
class Line:
    """A row's number in its file (the headings are row 1) and its cells; `problem` says why it is no good."""

    number: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A file's headings and its rows. Rows are read anew whenever `lines` is called."""

    path: Path
    headings: tuple[str, ...]
    lines: Callable[[], Iterator[Line]]
    sheet: str = ""
    headings_row: int = 1

    def column(self, name: str) -> int:
        """Where the column called `name` stands. FaultyInput where it is missing or stands twice."""
        places = [place for place, heading in enumerate(self.headings) if heading == name]
        if not places:
            places = [place for place, heading in enumerate(self.headings) if folded(heading) == folded(name)]
        if len(places) > 1:
            message = f"The column “{name}” stands twice."
            _refuse(self.path, "repeated-column", message, "Rename one of them.")
        if not places:
            have = ", ".join(f"“{heading}”" for heading in self.headings)
            _refuse(self.path, "missing-column", f"There is no column “{name}”.", f"The columns are: {have}.")
        return places[0]


def open_table(path: Path, column: str = "") -> Table:
    """The table in the file at `path`, by the ending of its name; the one with a `column` of that name where
    there are more rows or sheets that could be headings. Raises FaultyInput.
    """
    readers = {".csv": _csv, ".txt": _csv, ".tsv": _csv, ".xlsx": _xlsx, ".jsonl": _jsonl, ".ndjson": _jsonl}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        _refuse(path, "unknown-format", "This is none of .csv, .xlsx, .jsonl.", "Save it as one of them.")
    return reader(path, column)


def _refuse(path: Path, code: str, message: str, fix: str) -> NoReturn:
    fault = Fault(code, message, fix, Place(file=path.name))
    raise FaultyInput(code, "The file cannot be read.", [fault])


def _named(path: Path, headings: Iterable[str]) -> tuple[str, ...]:
    """Headings without spaces around them, and none of the empty ones that end a row."""
    found = [heading.strip() for heading in headings]
    while found and not found[-1]:
        found.pop()
    if not found:
        _refuse(
            path, "no-headings", "The file has no headings.", "Write what each column is in the first row."
        )
    return tuple(found)


def _line(number: int, cells: Sequence[str], width: int) -> Line:
    kept = (*cells[:width], *[""] * (width - len(cells)))
    if any(cell.strip() for cell in cells[width:]):
        return Line(number, kept, f"it has {len(cells)} cells, but there are {width} headings")
    if any(len(cell) > MOST_CHARACTERS for cell in kept):
        return Line(number, kept, f"a cell is longer than {MOST_CHARACTERS:,} characters")
    return Line(number, kept)


def _table(path: Path, rows: Callable[[], Rows], found: Found, sheet: str = "") -> Table:
    headings = _named(path, found.cells)

    def lines() -> Iterator[Line]:
        for number, cells in rows():
            if number > found.number:
                yield _line(number, cells, len(headings))

    return Table(path, headings, lines, sheet, found.number)


def _csv(path: Path, column: str) -> Table:
    csv.field_size_limit(_MOST_IN_A_FIELD)
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        parted = parting(file.read(_BEGINNING))

    def rows() -> Rows:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            yield from without_saying(csv.reader(file, delimiter=parted))

    return _table(path, rows, begin(rows(), column))


def _encoding(path: Path) -> str:
    """By its mark, else UTF-8 if the whole file is, else Windows-1252, which is what Excel saves."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        start = file.read(4)
        if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        try:
            for block in chain([start], iter(lambda: file.read(_BLOCK), b"")):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _xlsx(path: Path, column: str) -> Table:
    _check_workbook(path)
    try:
        sheet, found = _sheet(path, column)
    except Exception:  # noqa: BLE001 - the reader raises nearly anything for a damaged file
        _refuse(path, "damaged", "The workbook is damaged or locked.", "Open it in Excel and save it again.")

    def rows() -> Rows:
        with _workbook(path) as book:
            yield from _rows(book[sheet])

    return _table(path, rows, found, sheet)


def _sheet(path: Path, column: str) -> tuple[str, Found]:
    """The first sheet with a heading `column`, else the first that is not empty: its name and headings."""
    with _workbook(path) as book:
        found = [(sheet.title, begin(_rows(sheet), column)) for sheet in book.worksheets]
    holding = (one for one in found if one[1].holds)
    filled = (one for one in found if one[1].number)
    return next(chain(holding, filled, found))


@contextmanager
def _workbook(path: Path) -> Iterator[Workbook]:
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        yield book
    finally:
        book.close()


def _rows(sheet: ReadOnlyWorksheet) -> Rows:
    """The rows of a sheet; how large it says it is counts for nothing: exports often say “A1”."""
    sheet.reset_dimensions()
    return _without_empty_end(enumerate(sheet.iter_rows(values_only=True), start=1))


def _without_empty_end(rows: Iterable[tuple[int, Sequence[object]]]) -> Iterator[tuple[int, list[str]]]:
    """Rows as text; the empty ones that formatting leaves behind the last are none."""
    empty: list[tuple[int, list[str]]] = []
    for number, row in rows:
        cells = ["" if cell is None else str(cell) for cell in row]
        empty.append((number, cells))
        if any(cell.strip() for cell in cells):
            yield from empty
            empty.clear()


def _check_workbook(path: Path) -> None:
    """No zip bomb, and no document type declaration, which no workbook has (ECMA-376, part 2)."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            declared = any(
                _declares(archive, one) for one in entries if one.filename.endswith((".xml", ".rels"))
            )
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        _refuse(path, "damaged", "This is no Excel workbook.", "Save it as “Excel Workbook (.xlsx)”.")
    if declared or sum(one.file_size for one in entries) > _MOST_UNPACKED:
        _refuse(path, "damaged", "This workbook cannot be trusted.", "Copy its cells into a new workbook.")


def _declares(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """A declaration can only stand before the first element, so the beginning is enough."""
    with archive.open(entry) as part:
        beginning = part.read(_BLOCK)
    return any(mark in beginning for mark in _DOCTYPES)


def _jsonl(path: Path, _column: str) -> Table:
    encoding = _encoding(path)

    def texts() -> Iterator[tuple[int, str]]:
        with path.open("rb") as raw, TextIOWrapper(raw, encoding=encoding, errors="replace") as file:
            yield from ((number, line) for number, line in enumerate(file, start=1) if line.strip())

    keys: dict[str, None] = {}
    for _, text in texts():
        keys |= dict.fromkeys(_object(text) or ())
    headings = _named(path, keys)

    def lines() -> Iterator[Line]:
        for number, text in texts():
            found = _object(text)
            if found is None:
                yield Line(number, ("",) * len(headings), "it is not a JSON object")
            else:
                yield _line(number, [_cell(found.get(key)) for key in headings], len(headings))

    return Table(path, headings, lines)


def _object(text: str) -> dict[str, object] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return {str(key).strip(): value for key, value in found.items()} if isinstance(found, dict) else None


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
