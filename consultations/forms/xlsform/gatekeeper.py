"""pyxform, which makes ODK's forms, has the last word: what it refuses is not launched here either."""

import re
from collections.abc import Iterator, Mapping

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from consultations.errors import Fault, Place
from consultations.forms.xlsform.workbook import Sheet

ROW = re.compile(r"\[row : (\d+)\]\s*")
NAMED = re.compile(r"named '?(?P<name>[\w.-]+)")
"""How it speaks of a row where it gives no number."""
COLUMN = re.compile(r"the '(?P<column>[^']+)' value is invalid")
LONGEST_MESSAGE = 400


def refusal(sheets: Mapping[str, Sheet]) -> Fault | None:
    """pyxform's first complaint about the form as a fault in our own row numbers, or None.

    `sheets` are those of the form by their role. pyxform stops at its first error.
    """
    try:
        convert(for_pyxform(sheets))
    except PyXFormError as problem:
        return _fault(str(problem), sheets)
    except Exception as problem:  # noqa: BLE001 - a form on which pyxform breaks is as good as refused
        return Fault(
            "odk_fails",
            f"ODK's own converter breaks on this form ({type(problem).__name__}).",
            "Look for cells that are empty where ODK needs a word: names, types, lists.",
        )
    return None


def for_pyxform(sheets: Mapping[str, Sheet]) -> dict[str, object]:
    """The form in the shape that `convert` takes. Its row n is `rows[n - 2]` of the sheet."""
    book: dict[str, object] = {"sheet_names": list(sheets)}
    for role, sheet in sheets.items():
        headings = sheet.headings.cells
        book[f"{role}_header"] = [{heading: None for heading in headings if heading}]
        book[role] = [
            {heading: cell for heading, cell in zip(headings, row.cells, strict=False) if heading and cell}
            for row in sheet.rows
        ]
    return book


def _fault(message: str, sheets: Mapping[str, Sheet]) -> Fault:
    role = next((role for role in ("choices", "settings") if f"'{role}' sheet" in message), "survey")
    sheet = sheets.get(role)
    row = next(_rows_meant(message, sheet), None) if sheet else None
    column = COLUMN.search(message)
    words = " ".join(ROW.sub("", message).split())[:LONGEST_MESSAGE]
    return Fault(
        "odk_refuses",
        f"ODK would refuse this form: {words}",
        "Mend it as it says; the XLSForm reference is at https://xlsform.org.",
        Place(sheet=role if row else None, row=row, column=column["column"] if column and row else None),
    )


def _rows_meant(message: str, sheet: Sheet) -> Iterator[int]:
    """The rows that the message gives the numbers of, else those that it names."""
    for number in map(int, ROW.findall(message)):
        if 0 <= number - 2 < len(sheet.rows):
            yield sheet.rows[number - 2].number
    names = set(NAMED.findall(message))
    headings = sheet.headings.cells
    if names and "name" in headings:
        place = headings.index("name")
        yield from (row.number for row in sheet.rows if row.cell(place) in names)
