"""A file in, a questionnaire out, or everything that is wrong with it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from consultations.errors import Fault, FaultyInput, worded
from consultations.forms.findings import Findings, listed
from consultations.forms.form_check import check_form, columns_of_filters
from consultations.forms.languages import Languages, languages_of
from consultations.forms.questionnaire import Choice, Questionnaire
from consultations.forms.xlsform.allowed import NOTHING_MORE, Allowed
from consultations.forms.xlsform.choices import read_choices
from consultations.forms.xlsform.columns import TRANSLATED, meant_elsewhere
from consultations.forms.xlsform.finishing import finished
from consultations.forms.xlsform.formats import read_workbook
from consultations.forms.xlsform.gatekeeper import refusal
from consultations.forms.xlsform.odd_cells import check_cells
from consultations.forms.xlsform.or_other import say_shared, with_other
from consultations.forms.xlsform.own_names import with_own_names
from consultations.forms.xlsform.settings import Settings, check_settings, read_settings
from consultations.forms.xlsform.sheets import NEEDED, ROLES, sheets_by_role
from consultations.forms.xlsform.survey import YES, read_survey
from consultations.forms.xlsform.table import Table, check_headings, headings_below, table_of
from consultations.forms.xlsform.workbook import Sheet, Workbook


@dataclass(frozen=True, slots=True)
class FormFile:
    """A questionnaire that can be launched, with the warnings and remarks its author should read.

    `placed` puts what another check finds where the author finds it: file, sheet, row or line, own heading.
    """

    questionnaire: Questionnaire
    findings: tuple[Fault, ...]
    placed: Callable[[Iterable[Fault]], tuple[Fault, ...]] = field(repr=False, compare=False, default=tuple)

    def findings_with(self, more: Iterable[Fault]) -> tuple[Fault, ...]:
        """The findings, and what another check found."""
        return (*self.findings, *self.placed(more))


def read_form(
    content: bytes | str, name: str, outcomes: Collection[str] | None = None, allowed: Allowed = NOTHING_MORE
) -> FormFile:
    """Read an XLSForm: an .xlsx or .xls file (decided by its bytes), Markdown tables, or CSV with sheets.

    `name` is the file's name, for messages and where the form has no id of its own. `outcomes` are the codes
    of the Trust's plan; None leaves them unchecked. `allowed` is what this deployment asks for beyond words;
    questions for anything else are left out with a warning. Raises FaultyInput carrying every fault, warnings
    included, in the order of the sheets, each with its sheet, row (line, for Markdown), column and fix.
    """
    try:
        workbook = read_workbook(content)
    except FaultyInput as problem:
        faults = [replace(fault, place=replace(fault.place, file=name)) for fault in problem.faults]
        raise FaultyInput(problem.code, problem.message, faults) from problem
    return read_form_of(workbook, name, outcomes, allowed)


def read_form_of(
    workbook: Workbook, name: str, outcomes: Collection[str] | None = None, allowed: Allowed = NOTHING_MORE
) -> FormFile:
    """`read_form` for sheets that are already rows of text. Raises FaultyInput in the same way."""
    findings = Findings(faults=list(workbook.faults))
    sheets = sheets_by_role(workbook, findings)
    tables = {role: table_of(role, sheet) for role, sheet in sheets.items()}
    reading = questionnaire = None
    if _has_needed(tables, findings):
        reading = _Reading(tables, PurePath(name).stem, allowed, findings)
        questionnaire = reading.checked(outcomes)
        _ask_gatekeeper(sheets, findings)
    faults = _placed(findings.faults, name, workbook, sheets)
    errors = [fault for fault in faults if fault.level == "error"]
    if errors or reading is None or questionnaire is None:
        raise FaultyInput("faulty_form", _cannot_be_used(name, len(errors)), faults)
    languages = reading.languages

    def placed(more: Iterable[Fault]) -> tuple[Fault, ...]:
        own = [_under_own_headings(fault, tables, languages) for fault in more]
        return _placed(own, name, workbook, sheets)

    return FormFile(finished(questionnaire), faults, placed)


def _has_needed(tables: Mapping[str, Table], findings: Findings) -> bool:
    """Whether a survey is there with the columns without which its rows mean nothing."""
    for role, table in tables.items():
        missing = [name for name in NEEDED[role] if not table.has(name)]
        lacks = bool(missing) or not any(column.field for column in table.columns)
        below = headings_below(role, table.sheet, NEEDED[role]) if lacks else None
        if below:
            findings.on(role).error(
                "headings_below",
                f"The headings are in row {below}, not in the first row.",
                "Delete the rows above the headings.",
                row=below,
            )
        elif missing and (table.sheet.rows or role == "survey"):
            findings.on(role).error(
                "missing_column",
                f"The sheet has no column {listed(f'“{name}”' for name in missing)}.",
                _instead(table, missing),
                row=table.sheet.headings.number,
            )
    return "survey" in tables and tables["survey"].has("type")


def _instead(table: Table, missing: Iterable[str]) -> str:
    """What to write for headings that are missing: those of other tools that stand in their place."""
    others = {meant_elsewhere(table.role, column.heading): column.heading for column in table.columns}
    renamed = [f"“{name}” for “{others[name]}”" for name in missing if name in others]
    return f"Write {listed(renamed)}." if renamed else "Put the headings into its first row."


class _Reading:
    """The sheets of one form on their way to a questionnaire."""

    def __init__(self, tables: Mapping[str, Table], stem: str, allowed: Allowed, findings: Findings) -> None:
        self.tables = tables
        self.findings = findings
        self.settings = read_settings(tables.get("settings"))
        self.languages = _languages(tables.values(), self.settings)
        self.lists = self._choices()
        says = findings.on("survey")
        self.survey = read_survey(tables["survey"], self.languages, self.lists, says, allowed)
        self.name = self.settings.form_id or self.survey.settings.get("id_string") or stem

    def checked(self, outcomes: Collection[str] | None) -> Questionnaire:
        """The questionnaire, with everything that is wrong with it added to the findings."""
        questionnaire = self._questionnaire()
        filters = columns_of_filters(questionnaire)
        survey = self.findings.on("survey")
        say_shared(questionnaire.questions(), self.lists, self.survey.with_other, survey)
        for role, table in self.tables.items():
            check_headings(table, self.findings.on(role), filters if role == "choices" else ())
            check_cells(table, self.findings.on(role))
        if "settings" in self.tables:
            table = self.tables["settings"]
            check_settings(table, self.settings, self.languages, self.findings.on("settings"))
        faults = check_form(
            questionnaire,
            outcomes,
            self.survey.refused,
            self.survey.left_out,
            same_choices=self.settings.allow_choice_duplicates.casefold() in YES,
        )
        own = (_under_own_headings(fault, self.tables, self.languages) for fault in faults)
        self.findings.faults.extend(own)
        return questionnaire

    def _questionnaire(self) -> Questionnaire:
        return Questionnaire(
            name=self.name,
            title=self.settings.form_title or self.survey.settings.get("title") or self.name,
            version=self.settings.version,
            default_language=self.languages.default,
            languages=self.languages.codes,
            items=with_own_names(self.survey.items, self.findings.on("survey")),
            choice_lists=with_other(self.lists, self.survey.with_other, self.languages.codes),
        )

    def _choices(self) -> Mapping[str, tuple[Choice, ...]]:
        if "choices" not in self.tables:
            return {}
        return read_choices(self.tables["choices"], self.languages, self.findings.on("choices"))


def _languages(tables: Iterable[Table], settings: Settings) -> Languages:
    columns = [column for table in tables for column in table.columns if column.field in TRANSLATED]
    written = [column.language for column in columns if column.language]
    unlabelled = any(column.language is None for column in columns)
    return languages_of(written, unlabelled, settings.default_language)


def _under_own_headings(fault: Fault, tables: Mapping[str, Table], languages: Languages) -> Fault:
    """The fault with its column as the author headed it. The check speaks of `label` or `label::pl`."""
    table = tables.get(fault.place.sheet or "")
    if table is None or fault.place.column is None:
        return fault
    field, _, language = fault.place.column.partition("::")
    heading = table.heading(field, language or None, languages)
    return replace(fault, place=replace(fault.place, column=heading))


def _ask_gatekeeper(sheets: Mapping[str, Sheet], findings: Findings) -> None:
    """Add what pyxform says, unless an error of ours already speaks of the same row, or of anything."""
    fault = refusal(sheets)
    if fault is None:
        return
    if any(found.code == "type_in_capitals" for found in findings.faults):
        return  # it takes such a row for no row at all, and what it says follows from that
    errors = [found.place for found in findings.faults if found.level == "error"]
    same = [place for place in errors if (place.sheet, place.row) == (fault.place.sheet, fault.place.row)]
    if not (same if fault.place.row else errors):
        findings.faults.append(fault)


def _placed(
    faults: Iterable[Fault], name: str, workbook: Workbook, sheets: Mapping[str, Sheet]
) -> tuple[Fault, ...]:
    """The faults in the order of sheets and rows, naming the file, the sheet as it is called, the line."""
    order = {role: position for position, role in enumerate(("", *ROLES))}

    def position(fault: Fault) -> tuple[int, int, int]:
        place = fault.place
        return order.get(place.sheet or "", len(order)), place.row or 0, place.character or 0

    placed = []
    for fault in sorted(faults, key=position):
        place = fault.place
        sheet = sheets[place.sheet].name if place.sheet and place.sheet in sheets else place.sheet
        row, line = (None, place.row) if workbook.counts_lines else (place.row, None)
        own = replace(place, file=name, sheet=sheet, row=row, line=line)
        placed.append(replace(fault, place=own))
    return tuple(placed)


def _cannot_be_used(name: str, errors: int) -> str:
    if errors == 1:
        return worded("“{name}” cannot be used yet: one thing must be mended.", name=name)
    return worded("“{name}” cannot be used yet: {number} things must be mended.", name=name, number=errors)
