"""Cells that do not hold what their author sees: Excel's errors and dates, letters that cannot be seen."""

import re
import unicodedata

from openpyxl.cell.cell import ERROR_CODES  # type: ignore[import-untyped]  # ships no types

from consultations.forms.findings import Findings
from consultations.forms.xlsform.columns import TRANSLATED
from consultations.forms.xlsform.table import Table

DATE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
"""What Excel makes of “1-5” or “3/4”, as it is read."""
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens, joiners and marks that come along when something is copied from a page."""
NAMES = ("name", "list_name", "type")
EXPRESSIONS = ("relevant", "constraint", "required", "calculation", "choice_filter", "repeat_count")


def check_cells(table: Table, findings: Findings) -> None:
    """Every cell under a heading that is read, from top to bottom."""
    _check_cells_without_heading(table, findings)
    for row in table.sheet.rows:
        for column in table.columns:
            cell = row.cell(column.index)
            if column.field and cell:
                _check(cell, column.field, column.heading, row.number, findings)


def _check(cell: str, field: str, heading: str, row: int, findings: Findings) -> None:
    is_name = field in NAMES
    if cell in ERROR_CODES:
        findings.warning(
            "cell_error",
            f"This cell holds Excel's error {cell} and is taken for empty.",
            "Mend its formula, or write the words with an apostrophe before them.",
            row,
            heading,
        )
    elif (field in TRANSLATED or is_name) and DATE.fullmatch(cell):
        findings.warning(
            "cell_is_date",
            f"Excel took what you wrote for a date, so it reads “{cell}”.",
            "Format the cell as text, and write it again.",
            row,
            heading,
        )
    elif (is_name or field in EXPRESSIONS) and (unseen := UNSEEN.search(cell)):
        findings.warning(
            "unseen_letter",
            f"“{cell[:40]}” holds something that cannot be seen: {unicodedata.name(unseen[0]).casefold()}.",
            "Empty the cell and type it again by hand.",
            row,
            heading,
        )


def _check_cells_without_heading(table: Table, findings: Findings) -> None:
    headings = table.sheet.headings
    for row in table.sheet.rows:
        lost = [cell for index, cell in enumerate(row.cells) if cell and not headings.cell(index)]
        if lost:
            findings.warning(
                "cell_without_heading",
                f"“{lost[0][:40]}” stands under no heading and is not read.",
                f"Give its column a heading in row {headings.number}, or take it out.",
                row=row.number,
            )
            return
