"""Lines of cells, the first of which names the sheet, as a workbook."""

from collections.abc import Iterable

from consultations.forms.findings import Findings
from consultations.forms.xlsform.workbook import Row, Sheet, Workbook, sheet_of

Line = tuple[int, tuple[str, ...]]
"""The number of a line, and its cells."""


def workbook_of(lines: Iterable[Line], too_many: str) -> Workbook:
    """The sheets that the lines hold; row numbers are theirs. `too_many`: what to do about extra cells."""
    findings = Findings()
    sheets: list[tuple[str, list[Row]]] = []
    for number, cells in lines:
        if cells[0]:
            sheets.append((cells[0], []))
        if not sheets:
            findings.error(
                "row_outside_sheet",
                "This table row belongs to no sheet.",
                "Begin the table with the sheet's name in its first column: `| survey |`.",
                row=number,
            )
        elif any(cells[1:]):
            name, rows = sheets[-1]
            rows.append(Row(number, cells[1:]))
            _check_width(findings.on(name), rows, too_many)
    tables: tuple[Sheet, ...] = tuple(sheet_of(name, rows) for name, rows in sheets)
    return Workbook(tables, tuple(findings.faults), counts_lines=True)


def _check_width(findings: Findings, rows: list[Row], too_many: str) -> None:
    """Say where the last of `rows` has more cells than the headings: nearly always one that was cut."""
    headings, last = rows[0], rows[-1]
    if any(last.cells[len(headings.cells) :]):
        findings.error(
            "too_many_cells",
            f"This row has {len(last.cells)} cells, but the headings have {len(headings.cells)}.",
            too_many,
            row=last.number,
        )
