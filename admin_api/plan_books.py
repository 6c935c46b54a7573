"""A plan as a workbook or a folder of CSV files, and the plan that such sheets hold."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from admin_api.spreadsheets import as_typed, csv_table, xlsx_tables
from admin_api.translation.speaking import translate
from consultations.errors import Fault, FaultyInput, Place
from consultations.forms.xlsform.formats import read_workbook
from consultations.plan import Plan, PlanFile
from consultations.plan.reading import plan_of_tables
from consultations.plan.shape import PLAN_SHEET
from consultations.plan.tables import ReadRow, ReadSheet, Table, plan_tables

MIDNIGHT = " 00:00:00"
"""What a spreadsheet's date ends with when it is read as text."""


def plan_workbook(plan: Plan) -> bytes:
    """An .xlsx file with a sheet for each kind of part."""
    return xlsx_tables({table.name: _rows(table) for table in plan_tables(plan)})


def plan_csv_files(plan: Plan) -> Mapping[str, str]:
    """The same sheets as CSV files: name → content."""
    return {f"{table.name}.csv": csv_table(_rows(table)) for table in plan_tables(plan)}


def plan_of_workbook(content: bytes, file: str) -> PlanFile:
    """The plan in a workbook. Raises FaultyInput with every fault, its sheet, row and column."""
    sheets = read_workbook(content).sheets
    read = [_sheet(s.name, s.headings.cells, [(r.number, r.cells) for r in s.rows]) for s in sheets]
    return plan_of_tables(read, file)


def is_csv_folder(path: Path) -> bool:
    return (path / f"{PLAN_SHEET}.csv").is_file()


def plan_of_csv_folder(path: Path) -> PlanFile:
    """The plan in a folder of files that `plan_csv_files` made. Raises as `plan_of_workbook` does."""
    return plan_of_tables([_csv_sheet(file) for file in sorted(path.glob("*.csv"))], str(path))


def _csv_sheet(file: Path) -> ReadSheet:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        message = translate("This is not UTF-8 text, so letters such as £ or é cannot be read.")
        fault = Fault("encoding", message, "Save it as “CSV UTF-8”.", Place(str(file)))
        raise FaultyInput("plan-faulty", message, [fault]) from None
    rows = list(csv.reader(io.StringIO(text, newline="")))
    return _sheet(file.stem, rows[0] if rows else (), enumerate(rows[1:], start=2))


def _rows(table: Table) -> Iterable[Sequence[str | int | float]]:
    yield table.headings
    yield from table.rows


def _sheet(name: str, headings: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> ReadSheet:
    headings = [heading.strip() for heading in headings]
    read = (ReadRow(number, _cells(headings, cells)) for number, cells in rows)
    return ReadSheet(name, headings, [row for row in read if row.cells])


def _cells(headings: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    typed = (as_typed(cell).strip().removesuffix(MIDNIGHT) for cell in cells)
    return {heading: cell for heading, cell in zip(headings, typed, strict=False) if heading and cell}
