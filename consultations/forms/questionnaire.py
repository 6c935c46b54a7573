"""A questionnaire as data: what is asked, in which order, under which conditions, against which outcome.

Frozen and complete: a live consultation keeps one version of it for ever. Expressions are kept as their
author wrote them; `compiled` turns them into something that runs.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

Text = Mapping[str, str]
"""The same words in several languages: language code → words. May be empty."""
REFERENCE = re.compile(r"\$\{[^}]*\}")
"""What a conversation fills with the person's own answer, and nobody else can."""


def words(text: Text, language: str, fallback: str) -> str:
    """`text` in `language`, or in `fallback`, or in whichever language it has, or ""."""
    return text.get(language) or text.get(fallback) or next(filter(None, text.values()), "")


def unfilled(said: str) -> str:
    """A label without the answers of any one person: “What does … need?”"""
    return REFERENCE.sub("…", said)


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a list. `columns` holds the author's own columns, which a `choice_filter` may read.

    `media` names its files: image or audio → language → file name. `row` counts from 1 as the spreadsheet
    does.
    """

    name: str
    label: Text
    columns: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, Text] = field(default_factory=dict)
    row: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the survey sheet: asked (`text`), told (`note`) or silent (`calculate`).

    `required`, `relevant`, `constraint`, `calculation` and `choice_filter` are XLSForm expressions, "" where
    the author gave none. `choices` names a choice list, or `${question}` where the choices are what was
    answered there. `default` is a value or an expression. `trigger` names the question whose change makes
    the calculation run. `guidance` is the longer hint, shown when somebody asks for more help. `media` names
    files: image or audio → language → file name. `outcome` is a code of the Trust's plan; `frame` says what a
    free-text question asks for (`frames.Frame`).
    `why_required` and `why_identifying` are the author's reasons. `row` counts from 1 as the spreadsheet
    does.
    """

    name: str
    type: str
    label: Text = field(default_factory=dict)
    hint: Text = field(default_factory=dict)
    guidance: Text = field(default_factory=dict)
    media: Mapping[str, Text] = field(default_factory=dict)
    required: str = ""
    required_message: Text = field(default_factory=dict)
    relevant: str = ""
    constraint: str = ""
    constraint_message: Text = field(default_factory=dict)
    calculation: str = ""
    default: str = ""
    trigger: str = ""
    read_only: bool = False
    choices: str | None = None
    choice_filter: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    appearance: str = ""
    outcome: str | None = None
    frame: str | None = None
    why_required: str = ""
    why_identifying: str = ""
    row: int = 0
    kind: Literal["question"] = "question"


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together; its label introduces them, its `relevant` holds for all of them.

    Where it `repeats`, they are asked again and again: as often as the expression `count` says or, where that
    is "", until the person has no more to add.
    """

    name: str
    label: Text
    relevant: str
    items: tuple["Item", ...]
    repeats: bool = False
    count: str = ""
    row: int = 0
    kind: Literal["group"] = "group"


Item = Question | Group


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Everything that one version of a questionnaire says. Question names are unique in it."""

    name: str
    title: str
    version: str
    default_language: str
    languages: tuple[str, ...]
    items: tuple[Item, ...]
    choice_lists: Mapping[str, tuple[Choice, ...]]

    def questions(self) -> tuple[Question, ...]:
        """All questions in the order they stand in, those inside groups included."""
        return tuple(item for item, _ in walk(self.items) if isinstance(item, Question))


def walk(items: tuple[Item, ...], inside: tuple[Group, ...] = ()) -> Iterator[tuple[Item, tuple[Group, ...]]]:
    """Every item with the groups around it, outermost first, in the order of the sheet."""
    for item in items:
        yield item, inside
        if isinstance(item, Group):
            yield from walk(item.items, (*inside, item))


@cache
def _adapter() -> TypeAdapter[Questionnaire]:
    return TypeAdapter(Questionnaire)


def to_json(questionnaire: Questionnaire) -> str:
    """The canonical form that is stored: the same questionnaire gives the same text."""
    return _adapter().dump_json(questionnaire).decode()


def from_json(text: str) -> Questionnaire:
    """The inverse of `to_json`. Raises pydantic's `ValidationError` for anything else."""
    return _adapter().validate_json(text)
