"""The settings sheet: what the form is called, its version, its default language."""

from dataclasses import dataclass, fields

from consultations.forms.findings import Findings
from consultations.forms.languages import Languages, code_of
from consultations.forms.xlsform.columns import SETTINGS_COLUMNS
from consultations.forms.xlsform.table import Table


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings sheet says; "" for what it does not say."""

    form_title: str = ""
    form_id: str = ""
    version: str = ""
    default_language: str = ""
    allow_choice_duplicates: str = ""


def read_settings(table: Table | None) -> Settings:
    """The first row of the sheet, as in ODK. No sheet gives empty settings."""
    if table is None or not table.sheet.rows:
        return Settings()
    row = table.sheet.rows[0]
    columns = sorted(table.columns, key=lambda column: column.heading.casefold() == column.field)
    values = {column.field: row.cell(column.index) for column in columns}
    return Settings(**{one.name: values.get(one.name, "") for one in fields(Settings)})


def check_settings(table: Table, settings: Settings, languages: Languages, findings: Findings) -> None:
    """Say where the settings and the rest of the form do not fit together."""
    if len(table.sheet.rows) > 1:
        findings.warning(
            "second_settings_row",
            "Only the first row of settings is read.",
            "Take the other rows out.",
            row=table.sheet.rows[1].number,
        )
    _check_sideways(table, findings)
    wanted = settings.default_language
    if wanted and languages.default not in (languages.by_spelling.get(wanted), code_of(wanted)):
        if wanted.casefold() in {
            spelling.split("(")[0].strip().casefold() for spelling in languages.by_spelling
        }:
            return
        findings.warning(
            "default_language_missing",
            f"No column has the default language “{wanted}”; “{languages.default}” is used instead.",
            f"Write `label::{wanted}` exactly as in the setting, or change the setting.",
            row=table.sheet.rows[0].number,
            column=table.heading("default_language"),
        )


def _check_sideways(table: Table, findings: Findings) -> None:
    """Settings under each other, each with its value beside it, as people often write them."""
    lost = [row for row in table.sheet.rows if row.cell(0) in SETTINGS_COLUMNS and row.cell(1)]
    if lost:
        findings.warning(
            "settings_sideways",
            f"“{lost[0].cell(0)}” stands in row {lost[0].number}, so it is not read as a setting.",
            "Put the settings beside each other: their names in the first row, their values under them.",
            row=lost[0].number,
        )
