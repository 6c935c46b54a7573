"""What can be wrong with the rows of a survey sheet, in words."""

from collections.abc import Collection

from consultations.forms.findings import Findings
from consultations.forms.xlsform.other_words import list_meant, type_meant
from consultations.forms.xlsform.question_cells import TypeCell
from consultations.forms.xlsform.refusals import why_refused
from consultations.forms.xlsform.table import Record, Table


class SurveyFaults:
    """Adds faults of single rows to `findings`, each at its row and its column's own heading."""

    def __init__(self, table: Table, findings: Findings) -> None:
        self.table = table
        self.findings = findings

    def in_capitals(self, record: Record, small: str) -> None:
        self._error(
            record,
            "type_in_capitals",
            f"ODK knows types in small letters only, not “{record.get('type')}”.",
            f"Write `{small}`.",
        )

    def unknown_type(self, record: Record, cell: TypeCell, lists: Collection[str]) -> None:
        written = record.get("type")
        is_select = written.startswith(("select_", "select one", "select multiple", "select all"))
        if cell.name == "rank" or is_select:
            self._error(
                record,
                "select_without_list",
                f"“{written}” does not name one list of choices.",
                list_meant(written, lists),
            )
        elif cell.name == "likert":
            self.refused(record, cell.name)
        else:
            message = f"There is no question type “{written}”."
            self._error(record, "unknown_type", message, type_meant(written, lists))

    def refused(self, record: Record, name: str) -> None:
        reason, fix = why_refused(name)
        self._error(record, "type_not_supported", f"“{record.get('type')}” cannot be used. {reason}", fix)

    def refused_appearance(self, record: Record, reason: str, fix: str) -> None:
        self.findings.error(
            "appearance_not_supported", reason, fix, record.row, self.table.heading("appearance")
        )

    def left_out(self, record: Record, reason: str, fix: str) -> None:
        self.findings.warning("left_out", reason, fix, record.row, self.table.heading("type"))

    def or_other(self, record: Record) -> None:
        self.findings.warning(
            "or_other",
            f"`or_other` adds a choice “Other” and a question “{record.get('name')}_other” in our words.",
            "Write an “Other” choice, and a `text` question that is relevant when it is chosen.",
            record.row,
            self.table.heading("type"),
        )

    def missing_type(self, record: Record) -> None:
        self._error(
            record,
            "missing_type",
            "This row has no type.",
            "Say what kind of question it is, such as `text` or `select_one`.",
        )

    def remark(self, record: Record) -> None:
        self.findings.info(
            "row_without_type",
            "This row has no type and is left out.",
            "Leave it if it is a remark of yours.",
            row=record.row,
        )

    def metadata(self, record: Record, name: str) -> None:
        if record.text("label"):
            self.findings.warning(
                "metadata_is_not_asked",
                f"“{name}” is no question: ODK takes it from the telephone. Here it is not recorded.",
                "If you must ask for it, use a `text` question, and say in `why_identifying` why.",
                record.row,
                self.table.heading("type"),
            )
            return
        self.findings.info(
            "metadata_left_out",
            f"“{name}” is not recorded: it could tell who a child is. Its value is blank.",
            "You can leave the row for use in ODK.",
            row=record.row,
        )

    def time_left_out(self, record: Record) -> None:
        self.findings.info(
            "metadata_left_out",
            "“end” is left out: when answers come in is recorded anyway.",
            "You can leave the row for use in ODK.",
            row=record.row,
        )

    def disabled(self, record: Record) -> None:
        self.findings.info(
            "disabled_row",
            "This row is disabled and left out.",
            "Write `no` into the column to ask it.",
            record.row,
            self.table.heading("disabled"),
        )

    def outcome_on_group(self, record: Record, cell: TypeCell) -> None:
        self.findings.warning(
            "outcome_on_group",
            f"An outcome on a {cell.name} is not read.",
            "Write it on each question inside.",
            record.row,
            self.table.heading("outcome"),
        )

    def loop_without_list(self, record: Record) -> None:
        self._error(
            record,
            "loop_without_list",
            f"“{record.get('type')}” does not name a list that is there.",
            "Write `begin_loop over` and the name of a list of the sheet “choices”.",
        )

    def not_closed(self, record: Record, kind: str) -> None:
        self._error(
            record,
            "group_not_closed",
            f"The {kind} “{record.get('name')}” begins here and never ends.",
            f"Write a row `end_{kind}` after its last question.",
        )

    def end_without_begin(self, record: Record, cell: TypeCell) -> None:
        self._error(
            record,
            "end_without_begin",
            f"A {cell.name} ends here, but none has begun.",
            f"Take the row out, or write a row `begin_{cell.name}` where the {cell.name} begins.",
        )

    def mismatch(self, record: Record, cell: TypeCell, begun: Record, kind: str) -> None:
        self._error(
            record,
            "end_of_another_kind",
            f"`end_{cell.name}` stands where the {kind} “{begun.get('name')}” of row {begun.row} is open.",
            f"Write `end_{kind}`, or put the row where it belongs.",
        )

    def other_name(self, record: Record, begun: Record) -> None:
        self.findings.warning(
            "end_of_another_name",
            f"The end of “{record.get('name')}” closes “{begun.get('name')}” of row {begun.row}.",
            "Put it where it belongs, or mend its name.",
            record.row,
            self.table.heading("name"),
        )

    def empty(self, record: Record, kind: str) -> None:
        self.findings.warning(
            "empty_group",
            f"The {kind} “{record.get('name')}” holds no questions.",
            "Take it out.",
            row=record.row,
        )

    def _error(self, record: Record, code: str, message: str, fix: str) -> None:
        self.findings.error(code, message, fix, record.row, self.table.heading("type"))
