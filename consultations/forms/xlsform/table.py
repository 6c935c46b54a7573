"""A sheet under the standard's names: records with fields and texts, however the columns are called."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.cell.cell import ERROR_CODES  # type: ignore[import-untyped]  # ships no types

from consultations.forms.findings import Findings, listed
from consultations.forms.languages import CODES_BY_NAME, Languages, code_of, has_code
from consultations.forms.questionnaire import Text
from consultations.forms.xlsform.columns import (
    COLUMNS,
    TRANSLATED,
    Column,
    columns_of,
    is_technical,
    meant_elsewhere,
    slip,
)
from consultations.forms.xlsform.workbook import Row, Sheet

NOT_FOLLOWED: Mapping[str, tuple[str, str]] = {
    "video": ("Films are not shown.", "Make sure the words say it all."),
    "save_to": ("Entities (ODK's long-lived records) are not kept here.", "Take the column out."),
}
MOST_TITLES = 10
"""Rows under the first in which headings are looked for."""
UNUSED = ("has no meaning in a chat and is left aside", "You can leave it for use in ODK.")


@dataclass(frozen=True, slots=True)
class Record:
    """One row: `values` by field, `texts` by field and language code, `own` by the author's headings."""

    row: int
    values: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    def text(self, name: str) -> Text:
        return self.texts.get(name, {})


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet in one of its three roles, with its columns understood."""

    role: str
    sheet: Sheet
    columns: tuple[Column, ...]

    def heading(self, name: str, language: str | None = None, languages: Languages | None = None) -> str:
        """The heading as written of the first column that fills `name` (in `language`), or `name`."""
        for column in self.columns:
            if column.field == name and (
                language is None or (languages and languages.code(column.language) == language)
            ):
                return column.heading
        return name

    def has(self, name: str) -> bool:
        return any(column.field == name for column in self.columns)

    def records(self, languages: Languages) -> Iterator[Record]:
        """The rows from top to bottom. A text in a named language wins over one without a language."""
        columns = sorted(self.columns, key=lambda column: column.language is not None)
        for row in self.sheet.rows:
            yield _record(row, columns, languages)


def table_of(role: str, sheet: Sheet) -> Table:
    return Table(role, sheet, columns_of(role, sheet.headings.cells))


def headings_below(role: str, sheet: Sheet, needed: Collection[str]) -> int | None:
    """The row in which the headings stand when they are not in the first: a title stands above them.

    The row has the columns `needed`; where none is needed, any that the sheet may have.
    """
    for row in sheet.rows[:MOST_TITLES]:
        fields = {column.field for column in columns_of(role, row.cells)} - {""}
        if fields and fields.issuperset(needed):
            return row.number
    return None


def _record(row: Row, columns: Iterable[Column], languages: Languages) -> Record:
    values: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    own: dict[str, str] = {}
    for column in columns:
        cell = row.cell(column.index)
        if not cell or (column.field and cell in ERROR_CODES):
            continue
        if not column.field:
            own[column.heading] = cell
        elif column.field in TRANSLATED:
            texts.setdefault(column.field, {})[languages.code(column.language)] = cell
        else:
            values[column.field] = cell
    return Record(row.number, values, texts, own)


def check_headings(table: Table, findings: Findings, read_by_filters: Collection[str]) -> None:
    """Say which columns are misspelt, doubled, not followed yet, without a language code or the author's own.

    `read_by_filters` are columns of the choices sheet that a `choice_filter` names.
    """
    row = table.sheet.headings.number
    _check_doubles(table, findings, row)
    _check_language_codes(table, findings, row)
    _check_same_language(table, findings, row)
    for column in table.columns:
        if not column.field:
            _say_unknown(table, column, findings, read_by_filters)
        elif COLUMNS[table.role][column.field] != "read":
            _say_not_followed(table, column, findings)


def _check_doubles(table: Table, findings: Findings, row: int) -> None:
    seen: dict[tuple[str, str | None], str] = {}
    for column in table.columns:
        key = (column.field or column.heading, column.language)
        if key in seen:
            # ODK minds this everywhere but in the settings, where form_id wins over its old name id_string.
            say = findings.warning if table.role == "settings" else findings.error
            say(
                "duplicate_column",
                f"“{column.heading}” and “{seen[key]}” are the same column.",
                "Keep one of them.",
                row=row,
                column=column.heading,
            )
        seen.setdefault(key, column.heading)


def _check_language_codes(table: Table, findings: Findings, row: int) -> None:
    for column in table.columns:
        if column.language and not has_code(column.language):
            findings.warning(
                "language_without_code",
                f"The language “{column.language}” has no code.",
                f"Write it with its code in brackets, as in `{column.field}::{_with_code(column.language)}`.",
                row=row,
                column=column.heading,
            )


def _with_code(language: str) -> str:
    """How to write a language: an example where its code is not known."""
    code = CODES_BY_NAME.get(language.strip().casefold())
    return f"{language.strip()} ({code})" if code else "Polski (pl)"


def _check_same_language(table: Table, findings: Findings, row: int) -> None:
    """Say which columns are one language under two names: only one of them is read."""
    seen: dict[tuple[str, str], Column] = {}
    for column in table.columns:
        code = code_of(column.language) if column.language else ""
        first = seen.setdefault((column.field, code), column)
        if code and first.language != column.language:
            findings.warning(
                "same_language",
                f"“{first.heading}” and “{column.heading}” are one language ({code}); where both are filled "
                "only the second is read.",
                "Put all words into one of them, and delete the other.",
                row,
                column.heading,
            )


def _say_unknown(table: Table, column: Column, findings: Findings, read_by_filters: Collection[str]) -> None:
    row = table.sheet.headings.number
    if is_technical(column.heading):
        findings.info("unused_column", f"“{column.heading}” {UNUSED[0]}.", UNUSED[1], row, column.heading)
        return
    elsewhere = meant_elsewhere(table.role, column.heading)
    meant = slip(table.role, column.heading, read_by_filters)
    if elsewhere and not table.has(elsewhere) and column.heading not in read_by_filters:
        meant = elsewhere
    if meant:
        language = "::English (en)" if meant in TRANSLATED and meant in column.heading else ""
        findings.warning(
            "misspelt_column",
            f"There is no column “{column.heading}”, so it is not read.",
            f"Did you mean “{meant}{language}”? If it is your own column, begin its name with an underscore.",
            row,
            column.heading,
        )
    elif table.role == "survey":
        findings.warning(
            "own_column",
            f"“{column.heading}” is not a column of the standard and is not read.",
            "Leave it if it is for your own use.",
            row,
            column.heading,
        )
    elif table.role == "settings":
        findings.info(
            "unknown_setting", f"The setting “{column.heading}” is not used.", UNUSED[1], row, column.heading
        )


def _say_not_followed(table: Table, column: Column, findings: Findings) -> None:
    rows = [row.number for row in table.sheet.rows if row.cell(column.index)]
    if not rows:
        return
    where = f" ({'row' if len(rows) == 1 else 'rows'} {listed(rows)})" if table.role != "settings" else ""
    if COLUMNS[table.role][column.field] == "unused":
        message = f"“{column.heading}” {UNUSED[0]}{where}."
        findings.info("unused_column", message, UNUSED[1], rows[0], column.heading)
        return
    message, fix = NOT_FOLLOWED[column.field]
    findings.warning("column_not_followed", f"{message}{where}", fix, rows[0], column.heading)
