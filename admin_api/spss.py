"""Answers for SPSS: a data file of numbers and texts, and the syntax that reads and labels it.

Names and limits: IBM SPSS Statistics, Command Syntax Reference (“Variable Names”: 64 bytes, no reserved
words; VARIABLE LABELS 255 bytes; VALUE LABELS 120 bytes; string variables 32,767 bytes). Pure.
"""

import re
from collections.abc import Iterator, Mapping

from admin_api.answer_tables import RESPONDENT, AnswerTable, Variable
from admin_api.spreadsheets import Cell, Row

RESERVED = frozenset({"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"})
LONGEST_NAME = 60  # four of the 64 are kept for a number that tells two apart
LABEL, VALUE_LABEL, TEXT = 200, 100, 32_767  # letters, of which some are two bytes
LINE = re.compile(r"\s+")


def spss_rows(table: AnswerTable) -> Iterator[Row]:
    """The data file: codes are the places of the choices, from 1; every text is one line."""
    names = spss_names(table)
    head, *rows = table.rows(_coded)
    yield tuple(names.get(str(name), RESPONDENT) for name in head)
    yield from rows


def _coded(variable: Variable, cell: Cell) -> Cell:
    if variable.kind == "code":
        places = {code: place for place, (code, _) in enumerate(variable.choices, start=1)}
        return places.get(str(cell), "")
    return LINE.sub(" ", cell) if isinstance(cell, str) else cell


def spss_names(table: AnswerTable) -> Mapping[str, str]:
    """The name of each column as SPSS takes it: letters, digits and _, told apart without regard to case."""
    names: dict[str, str] = {}
    taken = {RESPONDENT}
    for variable in table.variables:
        name = re.sub(r"[^0-9A-Za-z_]", "_", variable.name)[:LONGEST_NAME]
        if not name[:1].isalpha() or name.lower() in RESERVED or name.endswith("_"):
            name = f"v{name}v"[:LONGEST_NAME]
        number, base = 1, name
        while name.lower() in taken:
            number += 1
            name = f"{base}{number}"
        taken.add(name.lower())
        names[variable.name] = name
    return names


def spss_syntax(table: AnswerTable, file: str) -> str:
    """The syntax that reads `file`."""
    names = spss_names(table)
    lines = [
        "* Encoding: UTF-8.",
        f"GET DATA /TYPE=TXT /FILE={quoted(file)} /ENCODING='UTF8' /ARRANGEMENT=DELIMITED",
        "  /DELIMITERS=',' /QUALIFIER='\"' /FIRSTCASE=2 /VARIABLES=",
        f"  {RESPONDENT} F8.0",
        *(f"  {names[each.name]} {_format(each, table)}" for each in table.variables),
        "  .",
        *(f"VARIABLE LABELS {names[each.name]} {quoted(each.label[:LABEL])}." for each in table.variables),
        *_value_labels(table, names),
        "EXECUTE.",
    ]
    return "\n".join(lines) + "\n"


def _format(variable: Variable, table: AnswerTable) -> str:
    if variable.kind in ("code", "chosen"):
        return "F4.0"
    if variable.kind == "number":
        return "F12.4"
    cells = (str(one.cells.get(variable.name, "")) for one in table.respondents)
    longest = max((len(cell.encode()) for cell in cells), default=1)
    return f"A{min(max(longest, 8), TEXT)}"


def _value_labels(table: AnswerTable, names: Mapping[str, str]) -> Iterator[str]:
    for variable in table.variables:
        if variable.kind == "chosen":
            yield f"VALUE LABELS {names[variable.name]} 0 'No' 1 'Yes'."
        elif variable.kind == "code" and variable.choices:
            said = [
                f"{place} {quoted(label[:VALUE_LABEL])}"
                for place, (_, label) in enumerate(variable.choices, start=1)
            ]
            yield f"VALUE LABELS {names[variable.name]} {' '.join(said)}."


def quoted(text: str) -> str:
    """A text of the syntax: one line, with its own quotes doubled."""
    return f"""'{LINE.sub(" ", text).replace("'", "''")}'"""
