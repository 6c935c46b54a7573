"""Small forms for tests, written as the tables officers write."""

import io

from openpyxl import Workbook

from consultations.errors import Fault, FaultyInput
from consultations.forms.questionnaire import Questionnaire
from consultations.forms.xlsform import read_form


def table(sheet: str, rows: str) -> str:
    """A Markdown sheet out of lines of cells with bars between. Its name stands on the first line."""
    lines = [line.strip() for line in rows.strip().splitlines()]
    return "\n".join([f"| {sheet} |", *(f"| | {line} |" for line in lines)])


def form(survey: str, choices: str = "", settings: str = "") -> str:
    """A form in Markdown. The survey's headings are on line 2, its first row on line 3."""
    sheets = [("survey", survey), ("choices", choices), ("settings", settings)]
    return "\n".join(table(name, rows) for name, rows in sheets if rows)


def findings(content: bytes | str, **options: object) -> list[Fault]:
    """Everything found, whether the form was read or refused."""
    try:
        return list(read_form(content, "form.md", **options).findings)
    except FaultyInput as problem:
        return list(problem.faults)


def only(content: bytes | str, code: str, **options: object) -> Fault:
    """The one finding with this code."""
    every = findings(content, **options)
    found = [fault for fault in every if fault.code == code]
    assert len(found) == 1, [str(fault) for fault in every]
    return found[0]


def codes(content: bytes | str, **options: object) -> list[str]:
    return [fault.code for fault in findings(content, **options)]


def questionnaire(content: bytes | str) -> Questionnaire:
    return read_form(content, "form.md").questionnaire


YES_NO = """
list_name | name | label
yn | yes | Yes
yn | no | No
"""
HEADINGS = "type | name | label | relevant | constraint | calculation | choice_filter | required"


def asked(rows: str, choices: str = YES_NO) -> str:
    """A survey with a column for each kind of expression; its first row is on line 3."""
    return form(f"{HEADINGS}\n{rows.strip()}", choices)


def workbook(**sheets: list[list[object]]) -> bytes:
    """An .xlsx file of these sheets: rows of cells, of whatever type Excel would keep."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
