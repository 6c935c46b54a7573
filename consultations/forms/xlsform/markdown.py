"""Markdown tables as pyxform writes them: the first column names the sheet, `\\|` is a bar inside a cell."""

import re

from consultations.forms.findings import Findings
from consultations.forms.xlsform.workbook import Row, Sheet, Workbook, sheet_of

TABLE_LINE = re.compile(r"^\s*\|(.*)\|\s*$")
REMARK = re.compile(r"^\s*#")
REMARK_AFTER_TABLE = re.compile(r"^(.*\|)\s*#[^|]*$")
SEPARATOR = re.compile(r"^[\s|:-]+$")
BAR = re.compile(r"(?<!\\)\|")


def looks_like_tables(text: str) -> bool:
    """Whether `text` holds at least one line of a table."""
    return any(TABLE_LINE.match(line) for line in text.splitlines())


def read_markdown(text: str) -> Workbook:
    """The sheets of `text`; row numbers are its lines. Never raises."""
    findings = Findings()
    sheets: list[tuple[str, list[Row]]] = []
    for number, cells in table_lines(text):
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
            check_width(findings.on(name), rows)
    tables: tuple[Sheet, ...] = tuple(sheet_of(name, rows) for name, rows in sheets)
    return Workbook(tables, tuple(findings.faults), counts_lines=True)


def table_lines(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """Line number and cells of each table line that holds anything; remarks and rulers left out."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if REMARK.match(line):
            continue
        remark = REMARK_AFTER_TABLE.match(line)
        inside = TABLE_LINE.match(remark[1] if remark else line)
        if inside and not (SEPARATOR.match(inside[1]) and "-" in inside[1]):
            cells = tuple(cell.strip().replace(r"\|", "|") for cell in BAR.split(inside[1]))
            found.append((number, cells))
    return found


def check_width(findings: Findings, rows: list[Row]) -> None:
    """Say where the last of `rows` has more cells than the headings: nearly always a bar in a cell."""
    headings, last = rows[0], rows[-1]
    if any(last.cells[len(headings.cells) :]):
        findings.error(
            "too_many_cells",
            f"This row has {len(last.cells)} cells, but the headings have {len(headings.cells)}.",
            r"A bar inside a cell is written with a backslash: \|. Otherwise take the extra cell out.",
            row=last.number,
        )
