"""A questionnaire laid out for checking: its names, its expressions, and where to say what is wrong."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from consultations.forms.compiled import DYNAMIC
from consultations.forms.findings import Findings
from consultations.forms.question_types import QuestionType, type_of
from consultations.forms.questionnaire import Choice, Group, Item, Question, Questionnaire, Text, walk

EXPRESSIONS = {
    **{name: name for name in ("required", "relevant", "constraint", "calculation", "choice_filter")},
    "repeat_count": "count",
}
"""Columns that hold expressions, and the field that each fills."""
TEXTS = {
    **{name: name for name in ("label", "hint", "required_message", "constraint_message")},
    "guidance_hint": "guidance",
}
REFERENCE = re.compile(r"\$\{(?P<name>[^{}$]*)\}")


@dataclass(frozen=True, slots=True)
class Written:
    """An expression or a text where it stands."""

    item: Item
    column: str
    source: str


@dataclass(frozen=True)
class Form:
    """What the checks share. `refused` and `left_out` (name → type) are rows that the questionnaire lacks.

    `same_choices`: the author allows several choices of one name in a list.
    """

    questionnaire: Questionnaire
    survey: Findings
    choices: Findings
    refused: Collection[str]
    left_out: Mapping[str, str]
    same_choices: bool = False

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for item, _ in walk(self.questionnaire.items))

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The first question of each name."""
        return {question.name: question for question in reversed(self.questionnaire.questions())}

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """The first group of each name."""
        return {item.name: item for item in reversed(self.items) if isinstance(item, Group)}

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The questions inside repeats."""
        everything = walk(self.questionnaire.items)
        return frozenset(item.name for item, inside in everything if any(one.repeats for one in inside))

    @cached_property
    def choice_names(self) -> Mapping[str, tuple[str, ...]]:
        """List → the names of its choices."""
        lists = self.questionnaire.choice_lists
        return {name: tuple(choice.name for choice in choices) for name, choices in lists.items()}

    def expressions(self) -> Iterator[Written]:
        """Every expression of the survey from top to bottom."""
        for item in self.items:
            for column, field in EXPRESSIONS.items():
                source = getattr(item, field, "")
                if source:
                    yield Written(item, column, source)
            default = getattr(item, "default", "")
            if DYNAMIC.search(default):
                yield Written(item, "default", default)

    def texts(self) -> Iterator[tuple[Item, str, Text]]:
        """Every text of the survey: whose it is, its column, its words by language."""
        for item in self.items:
            for column, field in TEXTS.items():
                text: Text = getattr(item, field, {})
                if text:
                    yield item, column, text

    def every_choice(self) -> Iterator[Choice]:
        for choices in self.questionnaire.choice_lists.values():
            yield from choices

    def list_of(self, question: Question) -> tuple[Choice, ...]:
        """The choices of the question's list; empty where there is no such list."""
        return self.questionnaire.choice_lists.get(question.choices or "", ())


def kind_of(question: Question) -> QuestionType:
    return type_of(question.type)


def is_seen(question: Question) -> bool:
    """Whether people see the question at all."""
    return kind_of(question).asks or kind_of(question).told
