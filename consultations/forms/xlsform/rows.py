"""One row of the survey sheet as a question."""

import re
from collections.abc import Mapping

from pyxform.aliases import BINDING_CONVERSIONS
from pyxform.errors import PyXFormError
from pyxform.parsing.parameters import parse as parse_parameters

from consultations.forms.findings import Findings
from consultations.forms.languages import Languages
from consultations.forms.questionnaire import Question, Text
from consultations.forms.xlsform.question_cells import TypeCell
from consultations.forms.xlsform.table import Record, Table

REFERENCE = re.compile(r"\$\{\s*(?P<name>[^{}$\s]+)\s*\}")
TRANSLATED_LABEL = re.compile(r"(?<![\w$}'\"/])label::?[^\W\d]\w*(?: ?\(\w+\))?")
"""The heading of a translated label, where an expression names the label itself; pyxform lets it through."""
LAST_SAVED = re.compile(r"\$\{\s*last-saved#[^{}$]*\}")
"""What somebody answered in their last form: not kept here, so it is blank."""
MIDNIGHT = " 00:00:00"
"""What Excel writes behind a day."""
NO = ("", "no", "false", "false()")
STRAIGHT_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})


class RowReader:
    """Reads question rows of one table, adding what is wrong with their cells to `findings`."""

    def __init__(self, table: Table, languages: Languages, findings: Findings) -> None:
        self.table = table
        self.languages = languages
        self.findings = findings

    def question(self, record: Record, cell: TypeCell) -> Question:
        """The question of a row whose type the registry has."""
        label, hint = self._words(record, cell)
        parameters = self._parameters(record)
        return Question(
            name=self.name(record, cell),
            type=self._type(record, cell),
            label=label,
            hint=hint,
            guidance=self.words(record, "guidance_hint"),
            media=media_of(record),
            required=self._required(record),
            required_message=self.words(record, "required_message"),
            relevant=self.expression(record, "relevant"),
            constraint=self.expression(record, "constraint") or cell.constraint,
            constraint_message=self.words(record, "constraint_message"),
            calculation=self._calculation(record, cell),
            default=self._default(record, cell),
            trigger=record.get("trigger"),
            read_only=self._read_only(record, cell),
            choices=cell.choices or self._places(record, cell) or parameters.get("tick_labelset"),
            choice_filter=self.expression(record, "choice_filter"),
            parameters=parameters,
            appearance=record.get("appearance"),
            outcome=record.get("outcome") or None,
            frame=record.get("frame").casefold() or None,
            why_required=record.get("why_required"),
            why_identifying=record.get("why_identifying"),
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

    def expression(self, record: Record, column: str) -> str:
        """The expression of a cell, with a warning where it asks for what is not there."""
        if LAST_SAVED.search(record.get(column)):
            self._say_last_saved(record, column)
        return expression(record.get(column))

    def words(self, record: Record, name: str) -> Text:
        """A text of the row, without what was answered in another form."""
        text = record.text(name)
        if any(LAST_SAVED.search(words) for words in text.values()):
            self._say_last_saved(record, name)
            return {language: LAST_SAVED.sub("", words) for language, words in text.items()}
        return text

    def _words(self, record: Record, cell: TypeCell) -> tuple[Text, Text]:
        """Label and hint. A hint alone is taken for the label, as ODK would show it alone."""
        label, hint = self.words(record, "label"), self.words(record, "hint")
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
        calculation = self.expression(record, "calculation")
        default = record.get("default")
        if cell.name == "calculate" and not calculation and default:
            return f"once({expression(default)})"
        if not calculation or cell.name in ("calculate", "note") or works_out_in_silence(record, cell):
            return calculation
        if not record.get("read_only") and not record.get("trigger"):
            self.findings.warning(
                "calculation_shown",
                "This question has a calculation: its value is suggested, and the person may change it.",
                "If nobody should change it, use a `calculate` row, and show it with `${…}` in a note.",
                record.row,
                self.table.heading("calculation"),
            )
        return calculation

    def _read_only(self, record: Record, cell: TypeCell) -> bool:
        """Whether the row only shows its value: told to be, or a note that works one out."""
        told = expression(record.get("read_only")).casefold() not in NO
        return told or (cell.name == "note" and bool(record.get("calculation")))

    def _places(self, record: Record, cell: TypeCell) -> str | None:
        """The list of places of a geopoint. Elsewhere the column is somebody's own."""
        return record.get("places") if cell.name == "geopoint" else None

    def _required(self, record: Record) -> str:
        required = self.expression(record, "required")
        if required.casefold() in NO:
            return ""
        if required.casefold() in ("yes", "true", "true()"):
            return "true()"
        if re.fullmatch(r"[^\W\d][\w ]*", required):
            self.findings.warning(
                "required_unclear",
                f"“{required}” does not say whether an answer is required, so none is.",
                "Write `yes`, `no`, or a condition such as `${age} > 12`.",
                record.row,
                self.table.heading("required"),
            )
            return ""
        return required

    def _default(self, record: Record, cell: TypeCell) -> str:
        """A value, or an expression. That of a calculation is part of its calculation."""
        default = "" if cell.name == "calculate" else record.get("default")
        if LAST_SAVED.search(default):
            self._say_last_saved(record, "default")
            return LAST_SAVED.sub("''", default) if LAST_SAVED.sub("", default).strip() else ""
        return default.removesuffix(MIDNIGHT) if cell.name == "date" else default

    def _say_last_saved(self, record: Record, column: str) -> None:
        self.findings.warning(
            "last_saved",
            "What somebody answered in an earlier form is not read; it is blank here.",
            "Ask the question again, or take it out.",
            record.row,
            self.table.heading(column),
        )

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


def media_of(record: Record) -> Mapping[str, Text]:
    """The files of a row: image or audio → language → name. The larger picture stands in for a small one."""
    pictures = {**record.text("big-image"), **record.text("image")}
    found = {"image": pictures, "audio": record.text("audio")}
    return {
        kind: {language: file_name(name) for language, name in text.items()}
        for kind, text in found.items()
        if text
    }


def file_name(written: str) -> str:
    """The name of a file, without the address that ODK may put before it."""
    return written.removeprefix("jr://images/").removeprefix("jr://audio/")


def expression(text: str) -> str:
    """An expression as pyxform would take it: typographic quotes made straight, yes and no understood.

    Answers of an earlier form (`last-saved`) are blank.
    """
    straight = LAST_SAVED.sub("''", text.translate(STRAIGHT_QUOTES))
    straight = TRANSLATED_LABEL.sub("label", straight)
    return str(BINDING_CONVERSIONS.get(straight, straight))


def works_out_in_silence(record: Record, cell: TypeCell) -> bool:
    """Whether a row of another type is a calculation, as ODK takes it: one without words to show,
    or a hidden one."""
    shown = record.text("label") or record.text("hint")
    return bool(record.get("calculation") and (cell.name == "hidden" or not shown))
