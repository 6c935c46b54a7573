"""Markdown tables as pyxform writes them: the first column names the sheet, `\\|` is a bar inside a cell."""

import re

from consultations.forms.xlsform.lines import Line, workbook_of
from consultations.forms.xlsform.workbook import Workbook

TABLE_LINE = re.compile(r"^\s*\|(.*)\|\s*$")
REMARK = re.compile(r"^\s*#")
REMARK_AFTER_TABLE = re.compile(r"^(.*\|)\s*#[^|]*$")
SEPARATOR = re.compile(r"^[\s|:-]+$")
BAR = re.compile(r"(?<!\\)\|")
ESCAPED = r"A bar inside a cell is written with a backslash: \|. Otherwise take the extra cell out."


def looks_like_tables(text: str) -> bool:
    """Whether `text` holds at least one line of a table."""
    return any(TABLE_LINE.match(line) for line in text.splitlines())


def read_markdown(text: str) -> Workbook:
    """The sheets of `text`; row numbers are its lines. Never raises."""
    return workbook_of(table_lines(text), ESCAPED)


def table_lines(text: str) -> list[Line]:
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
