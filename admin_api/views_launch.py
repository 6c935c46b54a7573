"""What the pages of a launch show: the task list, what is missing, what the check found, who signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from admin_api.judged import Earlier, earlier_answers
from admin_api.launch_fields import FIELDS, Field, answers
from admin_api.parts import Parts
from admin_api.translation.speaking import message, translate, words_of
from analysis.redaction import HELP_LINES, redact
from consultations.errors import Fault, FaultyInput
from consultations.forms.outdated import findings
from consultations.forms.questionnaire import Questionnaire
from consultations.forms.together_check import Report, check_together
from consultations.forms.xlsform import read_form
from consultations.forms.xlsform.writing import to_xlsx
from consultations.launch_rules import SECTIONS, Around, Section, begun, closed_days, missing
from consultations.launching import Draft, Intent
from consultations.plan import Plan
from consultations.storage.drafts import Drafts
from consultations.storage.plans import Plans

DONE = message("Done")
TO_FINISH = message("To finish")
TO_DO = message("To do")
TITLES: dict[Section, str] = {
    "purpose": message("What can change, and who decides when"),
    "outcomes": message("Outcomes of the plan"),
    "questionnaire": message("Questionnaire"),
    "people": message("People, ways to answer, languages"),
    "dates": message("Dates and reminders"),
    "safeguarding": message("Safeguarding cover"),
    "check": message("The TOGETHER check"),
    "signature": message("The young person lead’s signature"),
}
WAITS_FOR: dict[Section, Section] = {"check": "questionnaire", "signature": "questionnaire"}


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the task list. `faults` is what is missing; `ready` is False before it can be begun."""

    section: Section
    title: str
    faults: Sequence[Fault]
    begun: bool
    ready: bool = True

    @property
    def done(self) -> bool:
        return not self.faults

    @property
    def status(self) -> str:
        if self.done:
            return DONE
        if not self.ready:
            return message("Cannot start yet")
        return TO_FINISH if self.begun else TO_DO

    @property
    def colour(self) -> str:
        return {DONE: "", TO_FINISH: "light-blue", TO_DO: "blue"}.get(self.status, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """All about one draft."""

    draft: Draft
    plan: Plan
    around: Around
    tasks: Sequence[Task]
    warnings: Sequence[Fault]

    @property
    def questionnaire(self) -> Questionnaire | None:
        return self.around.questionnaire

    @property
    def report(self) -> Report | None:
        return self.around.report

    @property
    def left(self) -> Sequence[Fault]:
        """Everything that keeps it from being launched."""
        return [fault for task in self.tasks for fault in task.faults]

    @property
    def done(self) -> int:
        return sum(task.done for task in self.tasks)

    def task(self, section: Section) -> Task:
        return next(task for task in self.tasks if task.section == section)

    @property
    def office_closed(self) -> int:
        """On how many weekdays until the last day nobody is in the office."""
        rota, last = self.around.rota, self.draft.intent.closes_on
        return closed_days(rota, self.around.today, last) if rota and last else 0

    @property
    def roles_on_duty(self) -> Sequence[str]:
        return [one.title for one in self.around.rota.people] if self.around.rota else ()


def today(parts: Parts) -> date:
    return parts.clock().astimezone(parts.launching.zone).date()


def sheet(connection: Connection, parts: Parts, number: int) -> Sheet:
    """Raises `NotFound`."""
    drafts = Drafts(connection)
    draft = drafts.get(number)
    plan = Plans(connection).get(draft.plan_code)
    form = drafts.questionnaire(draft)
    report = checked(form, plan, draft) if form else None
    around = Around(today(parts), [one.code for one in plan.outcomes], parts.launching.rota, form, report)
    tasks = [_task(section, draft, around) for section in SECTIONS]
    warnings = parts.launching.language_warnings(draft.intent.languages)
    return Sheet(draft, plan, around, tasks, warnings)


def checked(form: Questionnaire, plan: Plan, draft: Draft) -> Report:
    """What the check finds, and the translations that are older than what they translate."""
    report = check_together(form, plan.terms)
    return replace(report, findings=(*report.findings, *findings(form, draft.intent.outdated)))


def _task(section: Section, draft: Draft, around: Around) -> Task:
    ready = section not in WAITS_FOR or around.questionnaire is not None
    return Task(section, TITLES[section], missing(section, draft, around), begun(section, draft), ready)


def fields(parts: Parts, sheet: Sheet, section: Section) -> Sequence[Field]:
    """The fields of a section with the answers that this draft offers."""
    return [_offered(parts, sheet, field) for field in FIELDS[section]]


def _offered(parts: Parts, sheet: Sheet, field: Field) -> Field:
    if field.name == "outcomes":
        options = [(one.code, f"{one.code}: {one.label}") for one in sheet.plan.outcomes]
    elif field.name == "languages":
        written = sheet.questionnaire.languages if sheet.questionnaire else sheet.draft.intent.languages
        names = dict(parts.launching.languages)
        options = [(code, names.get(code, code)) for code in written or ("en",)]
    else:
        return field
    return Field(field.name, field.label, field.kind, field.hint, options)


def told(parts: Parts, intent: Intent, *sections: Section) -> Sequence[tuple[str, str]]:
    """What was said in these parts of a launch: (question, answer)."""
    asked = [field for section in sections for field in FIELDS[section]]
    named = {"languages": parts.launching.languages}
    return answers([replace(one, options=named.get(one.name, one.options)) for one in asked], intent)


def earlier(connection: Connection, parts: Parts, draft: Draft) -> Sequence[Earlier]:
    """What people were answered before about the outcomes that this is about, and how they judged it."""
    kept = HELP_LINES.union(parts.help_lines.numbers())
    wanted = (draft.plan_code, draft.intent.outcomes, parts.rule)
    return tuple(earlier_answers(connection, *wanted, lambda words: redact(words, kept).text))


NOWHERE = ("", "")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the spreadsheet with everything that is wrong in it; `question` is where that is mended, ""
    where the pages cannot."""

    where: str
    said: str
    faults: Sequence[Fault]
    question: str = ""


def rows(faults: Sequence[Fault], form: Questionnaire | None = None) -> list[Row]:
    """Faults beside their rows, in the order of the sheets."""
    found: dict[tuple[str, int], list[Fault]] = {}
    for fault in faults:
        place = fault.place
        found.setdefault((place.sheet or "", place.row or place.line or 0), []).append(fault)
    known = _questions_at(form) if form else {}
    return [
        Row(_where(*at, several[0]), words, several, question)
        for at, several in found.items()
        for question, words in [known.get(at, NOWHERE)]
    ]


def _questions_at(form: Questionnaire) -> Mapping[tuple[str, int], tuple[str, str]]:
    """Which question each row of a sheet belongs to, by its name, and the words in the row."""
    language, found = form.default_language, {}
    for one in reversed(form.questions()):  # of those that share a list, the first
        found["survey", one.row] = one.name, one.label.get(language, "")
        for choice in form.choice_lists.get(one.choices or "", ()):
            found["choices", choice.row] = one.name, choice.label.get(language, "")
    return found


def _where(sheet: str, row: int, fault: Fault) -> str:
    if not row:
        return translate("Sheet “{sheet}”", sheet=sheet) if sheet else translate("The file")
    line = fault.place.line
    place = translate("line {number}", number=row) if line else translate("row {number}", number=row)
    return f"“{sheet}”, {place}" if sheet else place


def reread(
    questionnaire: Questionnaire, plan: Plan, parts: Parts
) -> tuple[bytes, Questionnaire, Sequence[Fault]]:
    """An edited questionnaire as a file, as it is read from that, and what its author should look at.

    Raises `FaultyInput` with every fault, as for any file.
    """
    name = f"{questionnaire.name}.xlsx"
    content = to_xlsx(questionnaire)
    read = read_form(content, name, [one.code for one in plan.outcomes], parts.launching.allowed)
    found = read.findings_with(parts.launching.choice_warnings(read.questionnaire))
    return content, read.questionnaire, found


def faults_at(problem: FaultyInput, row: int) -> list[tuple[str, str]]:
    """What is wrong with an edited question, by the field of the page that it is about."""
    fields = ("label", "hint", "outcome", "frame", "relevant", "why_required", "why_identifying", "type")
    found = []
    for fault in problem.faults:
        if fault.level != "error":
            continue
        column = (fault.place.column or "").split("::")[0]
        field = "choices" if fault.place.sheet == "choices" else column if column in fields else "label"
        where = (
            "" if fault.place.row in (row, None) or fault.place.sheet == "choices" else f" ({fault.place})"
        )
        found.append((field, f"{words_of(fault)}{where}"))
    return found
