"""The survey sheet: rows from top to bottom become questions and groups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from consultations.forms.findings import Findings
from consultations.forms.languages import Languages
from consultations.forms.question_types import QUESTION_TYPES
from consultations.forms.questionnaire import Choice, Group, Item, Question
from consultations.forms.xlsform.allowed import Allowed
from consultations.forms.xlsform.lookups import looked_up
from consultations.forms.xlsform.loops import once_for_each
from consultations.forms.xlsform.or_other import other_question
from consultations.forms.xlsform.question_cells import TIMES, TypeCell, in_small_letters, read_type
from consultations.forms.xlsform.refusals import why_appearance_refused, why_left_out
from consultations.forms.xlsform.rows import REFERENCE, RowReader
from consultations.forms.xlsform.survey_faults import SurveyFaults
from consultations.forms.xlsform.table import Record, Table

Lists = Mapping[str, tuple[Choice, ...]]
YES = ("yes", "true", "true()")
WHEN: Mapping[str, str] = {"start": "once(now())", "end": "now()", "today": "once(today())"}
"""The times that ODK writes down on its own, as calculations."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the sheet asks. `refused` are the names of rows that cannot be asked (each has its fault).

    `left_out` are rows that are not kept, whose value is blank: name → type. `with_other` are the lists that
    `or_other` adds a choice to: list → the first question that says so. `settings` are those that stand in
    rows of the survey, as in ODK's first years: name → value.
    """

    items: tuple[Item, ...]
    refused: frozenset[str]
    left_out: Mapping[str, str]
    with_other: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Container:
    """A group that has begun, or the sheet itself (no record)."""

    record: Record | None = None
    kind: str = "group"
    over: str = ""
    """The list that a loop goes over."""
    items: list[Item] = field(default_factory=list)
    has_others: bool = False


def read_survey(
    table: Table, languages: Languages, lists: Lists, findings: Findings, allowed: Allowed
) -> Survey:
    """Everything the sheet asks, with all that is wrong with its rows added to `findings`.

    `lists` are the choices that a loop goes over.
    """
    records = list(table.records(languages))
    reader = _SurveyReader(table, languages, lists, findings, allowed)
    reader.named = named_in(records)
    for record in records:
        reader.take(record)
    return reader.finish()


def named_in(records: Iterable[Record]) -> frozenset[str]:
    """Every name that some cell of the sheet refers to as `${name}`."""
    return frozenset(
        found["name"]
        for record in records
        for cell in (
            *record.values.values(),
            *(word for text in record.texts.values() for word in text.values()),
        )
        if "${" in cell
        for found in REFERENCE.finditer(cell)
    )


class _SurveyReader:
    def __init__(
        self, table: Table, languages: Languages, lists: Lists, findings: Findings, allowed: Allowed
    ) -> None:
        self.languages = languages
        self.lists = lists
        self.allowed = allowed
        self.named: frozenset[str] = frozenset()
        self.says = SurveyFaults(table, findings)
        self.rows = RowReader(table, languages, findings)
        self.open = [Container()]
        self.refused: set[str] = set()
        self.left_out: dict[str, str] = {}
        self.with_other: dict[str, str] = {}
        self.settings: dict[str, str] = {}

    def take(self, record: Record) -> None:
        if record.get("disabled").casefold() in YES:
            self.open[-1].has_others = True
            self.says.disabled(record)
        elif not record.get("type"):
            self._no_type(record)
        else:
            cell = self._type(record)
            take = {
                "begin": self._begin,
                "end": self._end,
                "metadata": self._metadata,
                "setting": self._setting,
                "unknown": self._unknown,
                "question": self._question,
            }[cell.kind]
            take(record, cell)

    def _type(self, record: Record) -> TypeCell:
        """What the row's type means. One in capitals is a fault, but is read on so that no others follow."""
        written = record.get("type")
        cell = read_type(written)
        small = in_small_letters(written) if cell.kind == "unknown" else None
        if small is None:
            return cell
        self.says.in_capitals(record, small)
        return read_type(small)

    def finish(self) -> Survey:
        for container in self.open[1:]:
            if container.record:
                self.says.not_closed(container.record, container.kind)
        while len(self.open) > 1:
            self._close(self.open.pop())
        return Survey(
            tuple(self.open[0].items),
            frozenset(self.refused),
            self.left_out,
            self.with_other,
            self.settings,
        )

    def _question(self, record: Record, cell: TypeCell) -> None:
        left_out = why_left_out(cell.name, bool(record.get("places")), self.allowed)
        appearance = why_appearance_refused(record.get("appearance"))
        if left_out:
            self._forget(record)
            self.left_out[record.get("name")] = cell.name
            self.says.left_out(record, *left_out)
        elif cell.name not in QUESTION_TYPES:
            self._refuse(record)
            self.says.refused(record, cell.name)
        elif appearance:
            self._refuse(record)
            self.says.refused_appearance(record, *appearance)
        else:
            self._ask(record, cell)

    def _ask(self, record: Record, cell: TypeCell) -> None:
        question = self.rows.question(record, cell)
        self.open[-1].items.extend(looked_up(question))
        if cell.or_other and cell.choices:
            self.says.or_other(record)
            self.with_other.setdefault(cell.choices, question.name)
            self.open[-1].items.append(other_question(question, self.languages.codes))

    def _begin(self, record: Record, cell: TypeCell) -> None:
        self.rows.name(record, cell)
        if record.get("outcome"):
            self.says.outcome_on_group(record, cell)
        if cell.name == "loop" and cell.choices not in self.lists:
            self.says.loop_without_list(record)
        self.open.append(Container(record, cell.name, cell.choices or ""))

    def _end(self, record: Record, cell: TypeCell) -> None:
        opened = self.open[-1]
        if opened.record is None:
            self.says.end_without_begin(record, cell)
            return
        if opened.kind != cell.name:
            self.says.mismatch(record, cell, opened.record, opened.kind)
        elif record.get("name") not in ("", opened.record.get("name")):
            self.says.other_name(record, opened.record)
        self._close(self.open.pop())

    def _close(self, container: Container) -> None:
        record = container.record or Record(0)
        if not container.items and not container.has_others:
            self.says.empty(record, container.kind)
        repeats = container.kind == "repeat"
        group = Group(
            name=record.get("name") or f"generated_group_name_{record.row}",
            label=self.rows.words(record, "label"),
            relevant=self.rows.expression(record, "relevant"),
            items=self._inside(container, record.row),
            repeats=repeats,
            count=self.rows.expression(record, "repeat_count") if repeats else "",
            row=record.row,
        )
        self.open[-1].items.append(group)

    def _inside(self, container: Container, row: int) -> tuple[Item, ...]:
        if container.kind != "loop":
            return tuple(container.items)
        return once_for_each(self.lists.get(container.over, ()), container.items, row)

    def _no_type(self, record: Record) -> None:
        if record.get("name") or record.text("label"):
            self.says.missing_type(record)
            self._refuse(record)
        else:
            self.says.remark(record)

    def _metadata(self, record: Record, cell: TypeCell) -> None:
        self.open[-1].has_others = True
        name = record.get("name") or cell.name
        if cell.name not in TIMES.values():
            self.left_out[name] = cell.name
            self.says.metadata(record, cell.name)
        elif cell.name == "end" and name not in self.named:
            # It would change with every answer, and nobody reads it.
            self.left_out[name] = cell.name
            self.says.time_left_out(record)
        else:
            question = Question(name, "calculate", calculation=WHEN[cell.name], row=record.row)
            self.open[-1].items.append(question)

    def _setting(self, record: Record, cell: TypeCell) -> None:
        self.settings[cell.name] = record.get("name")

    def _unknown(self, record: Record, cell: TypeCell) -> None:
        self._refuse(record)
        self.says.unknown_type(record, cell, self.lists)

    def _refuse(self, record: Record) -> None:
        self._forget(record)
        self.refused.add(record.get("name"))

    def _forget(self, record: Record) -> None:
        self.open[-1].has_others = True
