"""Translations that stayed as they were while the words they were made from changed. Pure.

A mark names one of them in a line: its language, the sheet, the name on it (`list/choice` for a choice), the
column.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from consultations.errors import Fault, Place
from consultations.forms.questionnaire import Questionnaire, Text


class Said(NamedTuple):
    """Words in every language, and where they stand. `question` is the one they belong to, `list` a list."""

    sheet: str
    name: str
    column: str
    row: int
    text: Text
    question: str = ""
    list: str = ""

    def mark(self, language: str) -> str:
        return f"{language} {self.sheet} {self.name} {self.column}"


def outdated(
    before: Questionnaire | None, after: Questionnaire, marks: Collection[str] = ()
) -> tuple[str, ...]:
    """The marks that hold for `after`, where `marks` held for `before`."""
    if before is None:
        return ()
    old = {one.mark(""): one.text for one in _all(before)}
    return tuple(
        one.mark(language)
        for one in _all(after)
        for language in one.text
        if language != after.default_language
        and _is_old(old.get(one.mark(""), {}), one, language, after.default_language, marks)
    )


def _is_old(was: Text, one: Said, language: str, source: str, marks: Collection[str]) -> bool:
    if not one.text[language] or was.get(language) != one.text[language]:
        return False
    return was.get(source, "") != one.text.get(source, "") or one.mark(language) in marks


def outdated_of(form: Questionnaire, name: str, marks: Collection[str]) -> Mapping[str, Collection[str]]:
    """The marks of the question called `name` and of its choices, by language."""
    listed = next(one.choices for one in form.questions() if one.name == name)
    own = [one for one in _all(form) if one.question == name or (listed and one.list == listed)]
    found: dict[str, list[str]] = {}
    for one in own:
        for language in one.text:
            if one.mark(language) in marks:
                found.setdefault(language, []).append(one.mark(language))
    return found


def findings(form: Questionnaire, marks: Collection[str]) -> Iterator[Fault]:
    """A warning for each mark, at its place in the spreadsheet."""
    for one in _all(form):
        for language in one.text:
            if one.mark(language) in marks:
                yield Fault(
                    "translation_outdated",
                    f"“{one.text[language]}” was written before the words that it translates were changed.",
                    "Translate it anew, or say beside the question that it still says the same.",
                    Place(sheet=one.sheet, row=one.row, column=f"{one.column}::{language}"),
                    level="warning",
                )


def _all(form: Questionnaire) -> Iterator[Said]:
    for one in form.questions():
        columns = {
            "label": one.label, "hint": one.hint, "guidance_hint": one.guidance,
            "required_message": one.required_message, "constraint_message": one.constraint_message,
        }  # fmt: skip
        for column, text in columns.items():
            yield Said("survey", one.name, column, one.row, text, question=one.name)
    for name, choices in form.choice_lists.items():
        for choice in choices:
            where = f"{name}/{choice.name}"
            yield Said("choices", where, "label", choice.row, choice.label, list=name)
