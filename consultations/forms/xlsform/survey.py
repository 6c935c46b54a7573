"""The survey sheet: rows from top to bottom become questions and groups."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from consultations.forms.findings import Findings, did_you_mean
from consultations.forms.question_types import QUESTION_TYPES
from consultations.forms.questionnaire import Group, Item
from consultations.forms.xlsform.languages import Languages
from consultations.forms.xlsform.question_cells import ABOUT_THE_PERSON, TypeCell, read_type
from consultations.forms.xlsform.refusals import why_refused
from consultations.forms.xlsform.rows import RowReader, expression
from consultations.forms.xlsform.table import Record, Table

YES = ("yes", "true", "true()")


@dataclass(frozen=True, slots=True)
class Survey:
    """What the sheet asks. `refused` are the names of rows that cannot be asked (each has its fault);
    `left_out` are metadata rows, which are not kept: name → type."""

    items: tuple[Item, ...]
    refused: frozenset[str]
    left_out: Mapping[str, str]


@dataclass(slots=True)
class Container:
    """A group that has begun, or the sheet itself (no record)."""

    record: Record | None = None
    kind: str = "group"
    items: list[Item] = field(default_factory=list)
    has_others: bool = False


def read_survey(table: Table, languages: Languages, findings: Findings) -> Survey:
    """Everything the sheet asks, with all that is wrong with its rows added to `findings`."""
    reader = _SurveyReader(table, findings)
    for record in table.records(languages):
        reader.take(record)
    return reader.finish()


class _SurveyReader:
    def __init__(self, table: Table, findings: Findings) -> None:
        self.table = table
        self.findings = findings
        self.rows = RowReader(table, findings)
        self.open = [Container()]
        self.refused: set[str] = set()
        self.left_out: dict[str, str] = {}

    def take(self, record: Record) -> None:
        if record.get("disabled").casefold() in YES:
            self.open[-1].has_others = True
            self._say_disabled(record)
        elif not record.get("type"):
            self._no_type(record)
        else:
            cell = read_type(record.get("type"))
            take = {
                "begin": self._begin,
                "end": self._end,
                "metadata": self._metadata,
                "unknown": self._unknown,
                "question": self._question,
            }[cell.kind]
            take(record, cell)

    def finish(self) -> Survey:
        for container in self.open[1:]:
            if container.record:
                self._say_not_closed(container.record, container.kind)
        while len(self.open) > 1:
            self._close(self.open.pop())
        return Survey(tuple(self.open[0].items), frozenset(self.refused), self.left_out)

    def _question(self, record: Record, cell: TypeCell) -> None:
        if cell.name not in QUESTION_TYPES:
            self._refuse(record, cell.name)
        elif cell.or_other:
            self._say_or_other(record)
        elif cell.choices and "$" in cell.choices:
            self._say_earlier_answers(record)
        else:
            self.open[-1].items.append(self.rows.question(record, cell))

    def _begin(self, record: Record, cell: TypeCell) -> None:
        if cell.name != "group":
            self._refuse(record, cell.name)
        self.rows.name(record, cell)
        if record.get("outcome"):
            self._say_outcome_on_group(record, cell)
        self.open.append(Container(record, cell.name))

    def _end(self, record: Record, cell: TypeCell) -> None:
        opened = self.open[-1]
        if opened.record is None:
            self._say_end_without_begin(record, cell)
            return
        if opened.kind != cell.name:
            self._say_mismatch(record, cell, opened.record, opened.kind)
        elif record.get("name") not in ("", opened.record.get("name")):
            self._say_other_name(record, opened.record)
        self._close(self.open.pop())

    def _close(self, container: Container) -> None:
        record = container.record or Record(0)
        if not container.items and not container.has_others:
            self._say_empty(record, container.kind)
        group = Group(
            name=record.get("name") or f"generated_group_name_{record.row}",
            label=record.text("label"),
            relevant=expression(record.get("relevant")),
            items=tuple(container.items),
            row=record.row,
        )
        self.open[-1].items.append(group)

    def _no_type(self, record: Record) -> None:
        if record.get("name") or record.text("label"):
            self._error(
                record,
                "missing_type",
                "This row has no type.",
                "Say what kind of question it is, such as `text` or `select_one`.",
            )
            self._forget(record)
        else:
            self.findings.info(
                "row_without_type",
                "This row has no type and is left out.",
                "Leave it if it is a remark of yours.",
                row=record.row,
            )

    def _metadata(self, record: Record, cell: TypeCell) -> None:
        self.open[-1].has_others = True
        self.left_out[record.get("name") or cell.name] = cell.name
        if cell.name in ABOUT_THE_PERSON.values():
            reason = f"“{cell.name}” is not recorded: it could tell who a child is."
        else:
            reason = f"“{cell.name}” is left out: when answers come in is recorded anyway."
        self.findings.info(
            "metadata_left_out", reason, "You can leave the row for use in ODK.", row=record.row
        )

    def _unknown(self, record: Record, cell: TypeCell) -> None:
        written = record.get("type")
        self._forget(record)
        if cell.name in ("select_one", "select_multiple", "rank") or written.startswith("select"):
            self._error(
                record,
                "select_without_list",
                f"“{written}” does not name one list of choices.",
                "Write the type, a space and the list's name: `select_one yes_no`.",
            )
        elif cell.name == "likert":
            self._refuse(record, cell.name)
        else:
            otherwise = "The types are listed in docs/questionnaires.md."
            fix = did_you_mean(written, [*QUESTION_TYPES, "begin_group", "end_group"], otherwise)
            self._error(record, "unknown_type", f"There is no question type “{written}”.", fix)

    def _refuse(self, record: Record, name: str) -> None:
        reason, fix = why_refused(name)
        self._forget(record)
        written = record.get("type")
        self._error(record, "type_not_supported", f"“{written}” cannot be used. {reason}", fix)

    def _say_or_other(self, record: Record) -> None:
        self._forget(record)
        self._error(
            record,
            "or_other",
            "`or_other` adds words that are in no language but English.",
            "Write an “Other” choice, and a `text` question that is relevant when it is chosen.",
        )

    def _say_earlier_answers(self, record: Record) -> None:
        self._forget(record)
        self._error(
            record,
            "choices_from_answers",
            "Choices made of earlier answers are not asked.",
            "Write the choices into the sheet “choices”.",
        )

    def _say_disabled(self, record: Record) -> None:
        self.findings.info(
            "disabled_row",
            "This row is disabled and left out.",
            "Write `no` into the column to ask it.",
            record.row,
            self.table.heading("disabled"),
        )

    def _say_outcome_on_group(self, record: Record, cell: TypeCell) -> None:
        self.findings.warning(
            "outcome_on_group",
            f"An outcome on a {cell.name} is not read.",
            "Write it on each question inside.",
            record.row,
            self.table.heading("outcome"),
        )

    def _say_not_closed(self, record: Record, kind: str) -> None:
        name = record.get("name")
        self._error(
            record,
            "group_not_closed",
            f"The {kind} “{name}” begins here and never ends.",
            f"Write a row `end_{kind}` after its last question.",
        )

    def _say_end_without_begin(self, record: Record, cell: TypeCell) -> None:
        self._error(
            record,
            "end_without_begin",
            f"A {cell.name} ends here, but none has begun.",
            f"Take the row out, or write a row `begin_{cell.name}` where the {cell.name} begins.",
        )

    def _say_mismatch(self, record: Record, cell: TypeCell, begun: Record, kind: str) -> None:
        self._error(
            record,
            "end_of_another_kind",
            f"`end_{cell.name}` stands where the {kind} “{begun.get('name')}” of row {begun.row} is open.",
            f"Write `end_{kind}`, or put the row where it belongs.",
        )

    def _say_other_name(self, record: Record, begun: Record) -> None:
        self.findings.warning(
            "end_of_another_name",
            f"The end of “{record.get('name')}” closes “{begun.get('name')}” of row {begun.row}.",
            "Put it where it belongs, or mend its name.",
            record.row,
            self.table.heading("name"),
        )

    def _say_empty(self, record: Record, kind: str) -> None:
        name = record.get("name")
        self.findings.warning(
            "empty_group", f"The {kind} “{name}” holds no questions.", "Take it out.", row=record.row
        )

    def _forget(self, record: Record) -> None:
        self.open[-1].has_others = True
        self.refused.add(record.get("name"))

    def _error(self, record: Record, code: str, message: str, fix: str) -> None:
        self.findings.error(code, message, fix, record.row, self.table.heading("type"))
