"""The columns of a form's sheets: which we read, under which spellings, in which language."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pyxform import aliases
from pyxform.parsing.sheet_headers import process_header, to_snake_case

from consultations.forms.findings import nearest
from consultations.forms.languages import CODES_BY_NAME

Use = Literal["read", "later", "unused"]
"""Read; not followed, which the author should know (warning); or of no use in a chat (info)."""

SURVEY_COLUMNS: Mapping[str, Use] = {
    "type": "read",
    "name": "read",
    "label": "read",
    "hint": "read",
    "required": "read",
    "required_message": "read",
    "relevant": "read",
    "constraint": "read",
    "constraint_message": "read",
    "calculation": "read",
    "choice_filter": "read",
    "default": "read",
    "parameters": "read",
    "outcome": "read",
    "frame": "read",
    "why_required": "read",
    "why_identifying": "read",
    "places": "read",
    "disabled": "read",
    "guidance_hint": "read",
    "image": "read",
    "big-image": "read",
    "audio": "read",
    "video": "later",
    "read_only": "read",
    "trigger": "read",
    "repeat_count": "read",
    "save_to": "later",
    "appearance": "unused",
    "autoplay": "unused",
    "rows": "unused",
    "no_app_error_string": "unused",
}
CHOICES_COLUMNS: Mapping[str, Use] = {
    "list_name": "read",
    "name": "read",
    "label": "read",
    "image": "read",
    "big-image": "read",
    "audio": "read",
    "video": "later",
}
SETTINGS_COLUMNS: Mapping[str, Use] = {
    "form_title": "read",
    "form_id": "read",
    "version": "read",
    "default_language": "read",
    "allow_choice_duplicates": "read",
    "auto_delete": "unused",
    "auto_send": "unused",
    "clean_text_values": "unused",
    "instance_name": "unused",
    "name": "unused",
    "namespaces": "unused",
    "public_key": "unused",
    "style": "unused",
    "submission_url": "unused",
}
COLUMNS: Mapping[str, Mapping[str, Use]] = {
    "survey": SURVEY_COLUMNS,
    "choices": CHOICES_COLUMNS,
    "settings": SETTINGS_COLUMNS,
}
TRANSLATED = frozenset(
    {
        "label",
        "hint",
        "required_message",
        "constraint_message",
        "guidance_hint",
        "image",
        "big-image",
        "audio",
        "video",
    }
)
# Where pyxform's names for a column differ from those that the XLSForm reference teaches.
FIELDS: Mapping[tuple[str, ...], str] = {
    ("bind", "relevant"): "relevant",
    ("bind", "required"): "required",
    ("bind", "constraint"): "constraint",
    ("bind", "calculate"): "calculation",
    ("bind", "calculation"): "calculation",
    ("bind", "readonly"): "read_only",
    ("bind", "jr:constraintMsg"): "constraint_message",
    ("bind", "jr:requiredMsg"): "required_message",
    ("bind", "jr:noAppErrorString"): "no_app_error_string",
    ("bind", "entities:saveto"): "save_to",
    ("control", "appearance"): "appearance",
    ("control", "jr:count"): "repeat_count",
    ("control", "rows"): "rows",
    ("control", "autoplay"): "autoplay",
    ("media", "image"): "image",
    ("media", "big-image"): "big-image",
    ("media", "audio"): "audio",
    ("media", "video"): "video",
    ("list name",): "list_name",
    ("id_string",): "form_id",
    ("title",): "form_title",
}
TECHNICAL = (
    *("bind", "control", "body", "instance", "media", "attribute", "sms_", "intent", "query"),
    *("$", "kuid", "kobo--", "select_from_list_name", "hxl"),
)
"""Columns that steer the phone application of ODK, or come from KoboToolbox: they mean nothing in a chat."""
ALIASES: Mapping[str, Mapping[str, object]] = {
    "survey": aliases.survey_header,
    "choices": aliases.list_header,
    "settings": aliases.settings_header,
}
OTHER_HEADINGS: Mapping[str, Mapping[str, str]] = {
    "survey": {
        **dict.fromkeys(("condition", "skip_logic", "show_if", "display_logic", "logic"), "relevant"),
        **dict.fromkeys(("validation", "valid_if", "check"), "constraint"),
        **dict.fromkeys(("question", "question_text", "text", "wording", "title"), "label"),
        **dict.fromkeys(("question_name", "variable", "variable_name", "id", "code", "key"), "name"),
        **dict.fromkeys(("question_type", "kind", "field_type"), "type"),
        **dict.fromkeys(("help", "hint_text", "help_text", "description"), "hint"),
        **dict.fromkeys(("mandatory", "compulsory", "obligatory"), "required"),
        **dict.fromkeys(("error_message", "error", "validation_message"), "constraint_message"),
        **dict.fromkeys(("formula", "expression"), "calculation"),
        **dict.fromkeys(("filter", "filter_choices"), "choice_filter"),
    },
    "choices": {
        **dict.fromkeys(("list", "listname", "choice_list", "question"), "list_name"),
        **dict.fromkeys(("code", "id", "key"), "name"),
        **dict.fromkeys(("option", "answer", "text", "choice", "words"), "label"),
    },
    "settings": {"title": "form_title", "language": "default_language", "id": "form_id"},
}
"""What the columns are called elsewhere → our name. It counts only where the sheet has no such column."""
ALIKE = 0.8
"""How near an unknown heading must be to a known one to be taken for a slip (difflib's ratio)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, its heading as written, the field it fills, and in which language.

    `field` is "" for a column that is not part of the standard; `language` is as the author wrote it.
    """

    index: int
    heading: str
    field: str
    language: str | None = None


def columns_of(sheet: str, headings: Sequence[str]) -> tuple[Column, ...]:
    """The columns under `headings`, blank ones left out. `sheet` is survey, choices or settings."""
    double = any("::" in heading for heading in headings)
    return tuple(_column(sheet, index, heading, double) for index, heading in enumerate(headings) if heading)


def _column(sheet: str, index: int, heading: str, double: bool) -> Column:
    tokens = _tokens(sheet, heading, double)
    for length in (2, 1):
        field = FIELDS.get(tokens[:length]) or (tokens[0] if length == 1 else "")
        rest = tokens[length:]
        if field in COLUMNS[sheet] and (not rest or (field in TRANSLATED and len(rest) == 1)):
            return Column(index, heading, field, (rest[0] or None) if rest else None)
    return Column(index, heading, "")


def _tokens(sheet: str, heading: str, double: bool) -> tuple[str, ...]:
    """The heading taken apart and its aliases resolved, by pyxform itself so that both agree."""
    known = {*COLUMNS[sheet], "bind", "control", "media", "body"}
    try:
        _, tokens = process_header(heading, double, ALIASES[sheet], known)
    except IndexError:  # it looks for what follows “jr:” without asking whether anything does
        return (heading,)
    return tuple("control" if part == "body" else part for part in tokens)


def is_technical(heading: str) -> bool:
    """Whether a heading outside our columns is one of ODK's own."""
    return bool(to_snake_case(heading).startswith(TECHNICAL))


def slip(sheet: str, heading: str, ours: Collection[str] = ()) -> str | None:
    """The known column that an unknown `heading` is a slip of the pen for, or None.

    `ours` are headings that an expression of the form reads: they are meant as they are, and so is a heading
    that begins with an underscore.
    """
    if heading in ours or heading.startswith("_"):
        return None
    first = to_snake_case(heading.split(":")[0])
    written_out = next((name for name in TRANSLATED if _language_without_colons(first, name)), None)
    return written_out if sheet != "settings" and written_out else nearest(first, COLUMNS[sheet], ALIKE)


def meant_elsewhere(sheet: str, heading: str) -> str | None:
    """The known column that an unknown `heading` stands for in other tools, or None."""
    return OTHER_HEADINGS[sheet].get(to_snake_case(heading).strip("?:_"))


def _language_without_colons(first: str, name: str) -> bool:
    """Whether a heading reads “label_en”, “label (en)” or “label_english”."""
    rest = first.removeprefix(name).strip("_-()[] ")
    return first.startswith(f"{name}_") and rest in {*CODES_BY_NAME, *CODES_BY_NAME.values()}
