"""Excel files, new and old, as text. Cells are read as pyxform reads them."""

import io
from collections.abc import Iterable, Iterator
from itertools import islice

import xlrd  # type: ignore[import-untyped]  # ships no types
from openpyxl import load_workbook  # type: ignore[import-untyped]  # ships no types
from pyxform.xls2json_backends import xls_value_to_unicode, xlsx_value_to_str

from consultations.forms.findings import Findings
from consultations.forms.xlsform.workbook import GAP, MOST_ROWS, Row, Sheet, Workbook, sheet_of

MOST_COLUMNS = 500
VISIBLE = 0
"""How xlrd says that a sheet is not hidden."""


def read_xlsx(content: bytes) -> Workbook:
    """The sheets of an .xlsx file. Whatever openpyxl raises for a damaged file comes through."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    findings = Findings()
    try:
        sheets = tuple(
            _sheet(
                sheet.title,
                _xlsx_rows(sheet.iter_rows(values_only=True)),
                findings,
                hidden=sheet.sheet_state != "visible",
            )
            for sheet in book.worksheets
        )
    finally:
        book.close()
    return Workbook(sheets, tuple(findings.faults))


def _xlsx_rows(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        yield tuple("" if cell is None else xlsx_value_to_str(cell).strip() for cell in row[:MOST_COLUMNS])


def read_xls(content: bytes) -> Workbook:
    """The sheets of an .xls file. Whatever xlrd raises for a damaged file comes through."""
    findings = Findings()
    with xlrd.open_workbook(file_contents=content, logfile=io.StringIO()) as book:
        sheets = tuple(
            _sheet(sheet.name, _xls_rows(sheet, book.datemode), findings, hidden=sheet.visibility != VISIBLE)
            for sheet in book.sheets()
        )
    return Workbook(sheets, tuple(findings.faults))


def _xls_rows(sheet: xlrd.sheet.Sheet, datemode: int) -> Iterator[tuple[str, ...]]:
    for row in sheet.get_rows():
        yield tuple(_xls_cell(cell, datemode) for cell in row[:MOST_COLUMNS])


def _xls_cell(cell: xlrd.sheet.Cell, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return str(xls_value_to_unicode(cell.value, cell.ctype, datemode)).strip()


def _sheet(name: str, rows: Iterator[tuple[str, ...]], findings: Findings, *, hidden: bool) -> Sheet:
    """A sheet up to its first long gap, saying so when something stands beyond it, and when it is hidden."""
    on_sheet = findings.on(name)
    if hidden:
        on_sheet.info(
            "hidden_sheet",
            f"The sheet “{name}” is hidden in Excel. Where it is part of the form it is read all the same.",
            "Show it with a right click on the names of the sheets, to see what it holds.",
        )
    kept: list[Row] = []
    for number, cells in enumerate(islice(rows, MOST_ROWS), start=1):
        row = Row(number, cells)
        if row and kept and number - kept[-1].number > GAP + 1:
            _say_lost(on_sheet, number)
            break
        if row or number == 1:
            kept.append(row)
    else:
        if any(next(rows, ())):
            _say_too_long(on_sheet)
    return sheet_of(name, kept)


def _say_lost(findings: Findings, number: int) -> None:
    findings.warning(
        "row_after_gap",
        f"This row and those below stand after more than {GAP} empty rows, where reading stops, as in ODK.",
        "Delete the empty rows above it, or delete this row.",
        row=number,
    )


def _say_too_long(findings: Findings) -> None:
    findings.error(
        "too_many_rows",
        f"The sheet has more than {MOST_ROWS} rows.",
        "Take out the rows that belong to no questionnaire.",
        row=MOST_ROWS,
    )
