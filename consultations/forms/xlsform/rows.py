"""One row of the survey sheet as a question."""

import re
from collections.abc import Mapping

from pyxform.aliases import BINDING_CONVERSIONS
from pyxform.errors import PyXFormError
from pyxform.parsing.parameters import parse as parse_parameters
from pyxform.utils import default_is_dynamic

from consultations.forms.findings import Findings
from consultations.forms.questionnaire import Question, Text
from consultations.forms.xlsform.question_cells import TypeCell
from consultations.forms.xlsform.table import Record, Table

STRAIGHT_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


class RowReader:
    """Reads question rows of one table, adding what is wrong with their cells to `findings`."""

    def __init__(self, table: Table, findings: Findings) -> None:
        self.table = table
        self.findings = findings

    def question(self, record: Record, cell: TypeCell) -> Question:
        """The question of a row whose type the registry has."""
        label, hint = self._words(record, cell)
        return Question(
            name=self.name(record, cell),
            type=self._type(record, cell),
            label=label,
            hint=hint,
            required=self._required(record),
            required_message=record.text("required_message"),
            relevant=expression(record.get("relevant")),
            constraint=expression(record.get("constraint")),
            constraint_message=record.text("constraint_message"),
            calculation=self._calculation(record, cell),
            default=self._default(record, cell),
            choices=cell.choices,
            choice_filter=expression(record.get("choice_filter")),
            parameters=self._parameters(record),
            appearance=record.get("appearance"),
            outcome=record.get("outcome") or None,
            row=record.row,
        )

    def name(self, record: Record, cell: TypeCell) -> str:
        """The row's name. A note may go without one, as in ODK; anything else gets a fault and a stopgap."""
        name = record.get("name")
        if not name and cell.name != "note":
            self.findings.error(
                "missing_name",
                f"This {cell.name} has no name.",
                "Give it a short name of letters, digits and underscores, such as `feels_safe`.",
                record.row,
                self.table.heading("name"),
            )
        return name or f"generated_note_name_{record.row}"

    def _words(self, record: Record, cell: TypeCell) -> tuple[Text, Text]:
        """Label and hint. A hint alone is taken for the label, as ODK would show it alone."""
        label, hint = record.text("label"), record.text("hint")
        if label or not hint or works_out_in_silence(record, cell):
            return label, hint
        self.findings.warning(
            "hint_for_label",
            "This row has a hint but no label; the hint is asked.",
            "Move the words into `label`.",
            record.row,
            self.table.heading("hint"),
        )
        return hint, {}

    def _type(self, record: Record, cell: TypeCell) -> str:
        return "calculate" if works_out_in_silence(record, cell) else cell.name

    def _calculation(self, record: Record, cell: TypeCell) -> str:
        calculation = expression(record.get("calculation"))
        if not calculation or cell.name == "calculate":
            return calculation
        if works_out_in_silence(record, cell):
            return calculation
        self.findings.warning(
            "calculation_not_used",
            "This question is shown to people, so its calculation is not used.",
            "Work the value out in a `calculate` row, and show it with `${…}` in a note.",
            record.row,
            self.table.heading("calculation"),
        )
        return ""

    def _required(self, record: Record) -> str:
        required = expression(record.get("required"))
        if required.casefold() in ("", "no", "false", "false()"):
            return ""
        if required.casefold() in ("yes", "true", "true()"):
            return "true()"
        if re.fullmatch(r"[^\W\d][\w ]*", required):
            self.findings.error(
                "required_unclear",
                f"“{required}” does not say whether an answer is required.",
                "Write `yes`, `no`, or a condition such as `${age} > 12`.",
                record.row,
                self.table.heading("required"),
            )
            return ""
        return required

    def _default(self, record: Record, cell: TypeCell) -> str:
        default = record.get("default")
        if default_is_dynamic(default, cell.name) or re.search(r"\$\{|^\w+\(\)$", default):
            self.findings.error(
                "dynamic_default",
                f"The default “{default}” has to be worked out, which is not done.",
                "Write a fixed value, or work it out in a `calculate` row.",
                record.row,
                self.table.heading("default"),
            )
            return ""
        return default.removesuffix(" 00:00:00") if cell.name == "date" else default

    def _parameters(self, record: Record) -> Mapping[str, str]:
        written = record.get("parameters")
        try:
            return dict(parse_parameters(written, record.row))
        except PyXFormError:
            self.findings.error(
                "bad_parameters",
                f"The parameters “{written}” cannot be read.",
                "Write each as name=value with spaces between: `start=0 end=10 step=1`.",
                record.row,
                self.table.heading("parameters"),
            )
            return {}


def expression(text: str) -> str:
    """An expression as pyxform would take it: typographic quotes made straight, yes and no understood."""
    straight = text.translate(STRAIGHT_QUOTES)
    return str(BINDING_CONVERSIONS.get(straight, straight))


def works_out_in_silence(record: Record, cell: TypeCell) -> bool:
    """Whether a row of another type is a calculation, as ODK takes it: one without words to show,
    or a hidden one."""
    shown = record.text("label") or record.text("hint")
    return bool(record.get("calculation") and (cell.name == "hidden" or not shown))
