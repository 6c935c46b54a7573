"""A questionnaire written as an XLSForm again, so that what was edited in a page can go on in Excel.

Read back, it is the same questionnaire but for the numbers of its rows: `read_form(to_xlsx(q))` gives `q`.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

import xlsxwriter

from consultations.forms.languages import CODES_BY_NAME
from consultations.forms.questionnaire import Choice, Item, Question, Questionnaire, Text
from consultations.forms.xlsform.columns import SURVEY_COLUMNS
from consultations.forms.xlsform.workbook import Row, Sheet, Workbook, sheet_of

Cells = Mapping[str, str]
NAMES: Mapping[str, str] = {code: name for name, code in reversed(list(CODES_BY_NAME.items()))}
TEXTS = {
    "label": "label",
    "hint": "hint",
    "guidance_hint": "guidance",
    "required_message": "required_message",
    "constraint_message": "constraint_message",
}
PLAIN = {
    one: one
    for one in (
        "required", "why_required", "relevant", "constraint", "calculation", "choice_filter", "default",
        "trigger", "appearance", "outcome", "frame", "why_identifying",
    )
}  # fmt: skip
LISTED = ("select_one", "select_multiple", "rank")
WIDTHS = {"label": 60, "hint": 40, "type": 24, "name": 18}


def to_xlsx(questionnaire: Questionnaire) -> bytes:
    """The questionnaire as an .xlsx file with the sheets survey, choices and settings."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in to_workbook(questionnaire).sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for place, heading in enumerate(sheet.headings.cells):
                page.set_column(place, place, WIDTHS.get(heading.split("::")[0], 14))
                page.write_string(0, place, heading, bold)
            for row in sheet.rows:
                for place, cell in enumerate(row.cells):
                    if cell:
                        page.write_string(row.number - 1, place, cell, wrapped)
    return made.getvalue()


def to_workbook(questionnaire: Questionnaire) -> Workbook:
    """The questionnaire as the three sheets of an XLSForm, row numbers counted as Excel does."""
    heads = _Headings(questionnaire)
    survey = list(_survey(questionnaire.items, heads))
    choices = list(_choices(questionnaire, heads))
    sheets = [_sheet("survey", _in_order(survey), survey)]
    if choices:
        sheets.append(_sheet("choices", None, choices))
    return Workbook((*sheets, _sheet("settings", None, [_settings(questionnaire, heads)])))


class _Headings:
    """How the columns of each language are headed: bare where there is only English."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.default = questionnaire.default_language
        self.languages = questionnaire.languages
        self.bare = questionnaire.languages == ("en",)

    def text(self, column: str, text: Text) -> Cells:
        return {self._heading(column, code): words for code, words in text.items() if words}

    def _heading(self, column: str, code: str) -> str:
        return column if self.bare and code == "en" else f"{column}::{self.spelled(code)}"

    def spelled(self, code: str) -> str:
        name = NAMES.get(code, code)
        return f"{name[0].upper()}{name[1:]} ({code})"


def _survey(items: Iterable[Item], heads: _Headings) -> Iterator[Cells]:
    for item in items:
        if isinstance(item, Question):
            yield _question(item, heads)
            continue
        edge = "repeat" if item.repeats else "group"
        begin = {
            "type": f"begin_{edge}",
            "name": item.name,
            "relevant": item.relevant,
            "repeat_count": item.count,
        }
        yield {**begin, **heads.text("label", item.label)}
        yield from _survey(item.items, heads)
        yield {"type": f"end_{edge}"}


def _question(question: Question, heads: _Headings) -> Cells:
    cells = {"type": question.type, "name": question.name}
    if question.type in LISTED and question.choices:
        cells["type"] = f"{question.type} {question.choices}"
    elif question.type == "geopoint" and question.choices:
        cells["places"] = question.choices
    for column, field in TEXTS.items():
        cells |= heads.text(column, getattr(question, field))
    for kind, files in question.media.items():
        cells |= heads.text(kind, files)
    cells |= {column: getattr(question, field) or "" for column, field in PLAIN.items()}
    cells["read_only"] = "yes" if question.read_only else ""
    cells["parameters"] = " ".join(f"{name}={value}" for name, value in question.parameters.items())
    return cells


def _choices(questionnaire: Questionnaire, heads: _Headings) -> Iterator[Cells]:
    for name, choices in questionnaire.choice_lists.items():
        yield from (_choice(name, choice, heads) for choice in choices)


def _choice(list_name: str, choice: Choice, heads: _Headings) -> Cells:
    cells: dict[str, str] = {"list_name": list_name, "name": choice.name, **heads.text("label", choice.label)}
    for kind, files in choice.media.items():
        cells |= heads.text(kind, files)
    return {**cells, **choice.columns}


def _settings(questionnaire: Questionnaire, heads: _Headings) -> Cells:
    lists = questionnaire.choice_lists.values()
    same = any(len({one.name for one in choices}) < len(choices) for choices in lists)
    return {
        "form_title": questionnaire.title,
        "form_id": questionnaire.name,
        "version": questionnaire.version,
        "default_language": "" if heads.bare else heads.spelled(questionnaire.default_language),
        "allow_choice_duplicates": "yes" if same else "",
    }


def _in_order(rows: Sequence[Cells]) -> list[str]:
    """The columns that have something, as the standard orders them, those of one field together."""
    order = list(SURVEY_COLUMNS)
    used = _used(rows)
    return sorted(used, key=lambda heading: (order.index(heading.split("::")[0]), used.index(heading)))


def _used(rows: Sequence[Cells]) -> list[str]:
    return list(dict.fromkeys(heading for row in rows for heading, cell in row.items() if cell))


def _sheet(name: str, headings: list[str] | None, rows: Sequence[Cells]) -> Sheet:
    headings = headings or _used(rows)
    table = [Row(1, tuple(headings))]
    for number, row in enumerate(rows, start=2):
        table.append(Row(number, tuple(row.get(heading, "") for heading in headings)))
    return sheet_of(name, table)
