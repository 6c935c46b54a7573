"""Which sheet of a workbook is the survey, which the choices, which the settings."""

from collections.abc import Mapping, Sequence

from consultations.forms.findings import Findings, listed, nearest
from consultations.forms.xlsform.columns import columns_of
from consultations.forms.xlsform.workbook import Sheet, Workbook

ROLES = ("survey", "choices", "settings")
NEEDED: Mapping[str, tuple[str, ...]] = {
    "survey": ("type", "name"),
    "choices": ("list_name", "name"),
    "settings": (),
}
"""The columns without which the rows of a sheet mean nothing."""
NOT_SUPPORTED: Mapping[str, str] = {
    "entities": "Entities (ODK's long-lived records) are not kept here.",
    "external_choices": "Choices are read from the sheet “choices” only.",
    "osm": "Map features are not asked for in a chat.",
}


def sheets_by_role(workbook: Workbook, findings: Findings) -> Mapping[str, Sheet]:
    """The survey, choices and settings sheets that `workbook` has, under these names.

    As pyxform does, a workbook's only sheet is its survey whatever it is called.
    """
    found: dict[str, Sheet] = {}
    others = []
    for sheet in workbook.sheets:
        role = sheet.name.strip().casefold()
        if role in found:
            findings.on(sheet.name).error(
                "duplicate_sheet",
                f"There are two sheets called “{sheet.name}”.",
                "Put their rows into one sheet.",
                row=sheet.headings.number,
            )
        elif role in ROLES:
            found[role] = sheet
        else:
            others.append(sheet)
    if not found and len(others) == 1:
        found["survey"] = others.pop()
        _say_only_sheet(findings, found["survey"])
    if "survey" not in found:
        _say_no_survey(findings, others)
    for sheet in others:
        _say_other(findings, sheet, [role for role in ROLES if role not in found])
    return found


def _say_only_sheet(findings: Findings, sheet: Sheet) -> None:
    findings.warning(
        "sheet_name",
        f"The only sheet is called “{sheet.name}”; it is read as the survey.",
        "Call it “survey”.",
    )


def _say_no_survey(findings: Findings, others: Sequence[Sheet]) -> None:
    if not any(nearest(sheet.name, ["survey"]) or _looks_like(sheet, ["survey"]) for sheet in others):
        names = listed(f"“{sheet.name}”" for sheet in others)
        findings.error(
            "no_survey_sheet",
            f"There is no sheet called “survey”{f', only {names}' if names else ''}.",
            "Put the questions into a sheet called “survey”.",
        )


def _looks_like(sheet: Sheet, roles: Sequence[str]) -> str | None:
    """Which of `roles` a sheet has the headings for, whatever it is called."""
    return next(
        (
            role
            for role in roles
            if (needed := NEEDED[role])
            and {column.field for column in columns_of(role, sheet.headings.cells)}.issuperset(needed)
        ),
        None,
    )


def _say_other(findings: Findings, sheet: Sheet, missing: Sequence[str]) -> None:
    name = sheet.name.strip()
    role = None if name.startswith("_") else nearest(name, missing) or _looks_like(sheet, missing)
    if name.casefold() in NOT_SUPPORTED and sheet.rows:
        say = findings.error if name.casefold() == "entities" else findings.warning
        say("sheet_not_supported", NOT_SUPPORTED[name.casefold()], f"Take the sheet “{sheet.name}” out.")
    elif role:
        say = findings.error if role == "survey" else findings.warning
        say(
            "misspelt_sheet",
            f"The sheet “{sheet.name}” is not read.",
            f"If it is meant to be “{role}”, rename it; if not, begin its name with an underscore.",
        )
    elif not name.startswith("_"):
        findings.info(
            "own_sheet", f"The sheet “{sheet.name}” is not read.", "Keep your notes there if you like."
        )
