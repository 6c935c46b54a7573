"""Answers one by one as a table: a column for each thing that can be counted, and a codebook that says what.

A question of several choices is a column for each choice (1 or 0): combinations of choices are no answers
(decidim issues 16421 and 17491). A question in own words is its words, how they were read, and their themes.
Cells hold stored names, never labels: those differ by language. Pure.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from admin_api.spreadsheets import Cell, Row
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Question, Questionnaire, words
from consultations.storage.exporting import GivenAnswer

Kind = Literal["code", "chosen", "number", "date", "words", "feeling", "themes"]
KINDS: Mapping[str, Kind] = {"choices": "code", "numbers": "number", "dates": "date", "texts": "words"}
"""By how a type of question is summed up. Files and places are left out: they tell who somebody is."""
CHOSEN = "__"
"""Between a question and one of its choices, in the name of a column."""
RESPONDENT = "respondent"
REFERENCE = re.compile(r"\$\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Variable:
    """A column. `choices` are the codes that it may hold, with their labels, in the questionnaire's order.

    `choice` is the one that a column of a question of several choices is about.
    """

    name: str
    question: str
    instance: str
    kind: Kind
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Respondent:
    """A person under a running number, which says nothing of them elsewhere; cells by variable name."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class AnswerTable:
    variables: tuple[Variable, ...]
    respondents: tuple[Respondent, ...]

    def rows(self, show: Callable[[Variable, Cell], Cell] = lambda _variable, cell: cell) -> Iterator[Row]:
        """The head and a line for each respondent; `show` says how a cell is written."""
        yield (RESPONDENT, *(each.name for each in self.variables))
        for one in self.respondents:
            cells = ((each, one.cells.get(each.name, "")) for each in self.variables)
            yield (one.number, *("" if cell == "" else show(each, cell) for each, cell in cells))

    def codebook(self) -> Iterator[Row]:
        """What each column means: a line for each, and for each of its codes."""
        yield ("column", "question", "kind", "label", "code", "code_label")
        for each in self.variables:
            yield (each.name, each.question, each.kind, each.label, "", "")
            for code, label in each.choices:
                yield (each.name, each.question, each.kind, each.label, code, label)


def label_of(variable: Variable, cell: Cell) -> Cell:
    """How people read a cell: the label of a code."""
    return dict(variable.choices).get(str(cell), cell)


def answer_table(
    questionnaire: Questionnaire, given: Iterable[GivenAnswer], *, as_written: bool
) -> AnswerTable:
    """`given` comes person by person. `as_written`: words as they were written, else without names."""
    people = [list(answers) for _, answers in groupby(given, key=lambda one: one.participant)]
    instances: dict[str, dict[str, None]] = {}
    for one in (each for answers in people for each in answers):
        instances.setdefault(one.question, {})[one.instance] = None
    variables = tuple(_variables(questionnaire, instances))
    by_question: dict[tuple[str, str], list[Variable]] = {}
    for each in variables:
        by_question.setdefault((each.question, each.instance), []).append(each)
    respondents = tuple(
        Respondent(number, dict(_cells(answers, by_question, as_written=as_written)))
        for number, answers in enumerate(people, start=1)
    )
    return AnswerTable(variables, respondents)


def _variables(questionnaire: Questionnaire, instances: Mapping[str, Iterable[str]]) -> Iterator[Variable]:
    for question in questionnaire.questions():
        for instance in instances.get(question.name, ("",)):
            for one in _of(question, questionnaire):
                ending = f"_{re.sub(r'[^0-9A-Za-z]+', '_', instance)}" if instance else ""
                yield replace(one, name=f"{one.name}{ending}", instance=instance)


def _of(question: Question, questionnaire: Questionnaire) -> Iterator[Variable]:
    """The columns of a question; none for what is told, calculated, or tells who somebody is."""
    summary, name = type_of(question.type).summary, question.name
    label = _said(question.label, questionnaire) or name
    listed = questionnaire.choice_lists.get(question.choices or "", ())
    choices = tuple((each.name, _said(each.label, questionnaire) or each.name) for each in listed)
    if summary == "several":
        for code, said in choices:
            yield Variable(f"{name}{CHOSEN}{code}", name, "", "chosen", f"{label}: {said}", (), code)
    elif summary in KINDS:
        yield Variable(name, name, "", KINDS[summary], label, choices)
    if summary == "texts":
        yield Variable(f"{name}_feeling", name, "", "feeling", f"{label}: how it sounded")
        yield Variable(f"{name}_themes", name, "", "themes", f"{label}: themes, spaces between")


def _said(text: Mapping[str, str], questionnaire: Questionnaire) -> str:
    return REFERENCE.sub("…", words(text, questionnaire.default_language, ""))


def _cells(
    answers: Sequence[GivenAnswer],
    by_question: Mapping[tuple[str, str], Sequence[Variable]],
    *,
    as_written: bool,
) -> Iterator[tuple[str, Cell]]:
    for one in answers:
        for variable in by_question.get((one.question, one.instance), ()):
            yield variable.name, _cell(variable, one, as_written=as_written)


def _cell(variable: Variable, one: GivenAnswer, *, as_written: bool) -> Cell:
    if variable.kind == "chosen":
        return int(variable.choice in one.value.split())
    if variable.kind == "words":
        return one.value if as_written else one.redacted or ""
    if variable.kind == "feeling":
        return one.label or ""
    if variable.kind == "themes":
        return " ".join((one.themes or "").split())
    return _number(one.value) if variable.kind == "number" else one.value


def _number(value: str) -> Cell:
    try:
        found = float(value)
    except ValueError:
        return ""
    return int(found) if found.is_integer() else found
