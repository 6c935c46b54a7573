"""A questionnaire ready to run: its expressions compiled once, for every conversation that follows it."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property

from consultations.forms.expressions import Expression, ExpressionFault, Node, compile_expression
from consultations.forms.other_choice import Other, others
from consultations.forms.places import NOWHERE, Layout, Place
from consultations.forms.question_types import QuestionType, type_of
from consultations.forms.questionnaire import Choice, Group, Question, Questionnaire, Text, words
from consultations.forms.worked_out import Dependence, Recent

MADE_OF_ANSWERS = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
"""A list of choices that is made of what was answered to an earlier question."""
DYNAMIC = re.compile(r"\$\{|[\w:-]\s*\(")
"""A default that is to be worked out: it names a question or calls a function."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a form may know of the world: the time, the Trust's time zone, chance, and new ids."""

    now: datetime
    zone: tzinfo
    random: Callable[[], float]
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class CompiledQuestion:
    """One question with its expressions compiled; None where its author gave none.

    `asked`: whether a person answers it. `conditional` are those of its groups that have a condition.
    `repeats` are the names of the repeats around it, outermost first.
    """

    question: Question
    kind: QuestionType
    asked: bool
    groups: tuple[Group, ...]
    conditional: tuple[Group, ...]
    repeats: tuple[str, ...]
    relevant: Expression | None
    required: Expression | None
    constraint: Expression | None
    calculation: Expression | None
    default: Expression | None
    choice_filter: Expression | None
    seed: Expression | None

    @property
    def silent(self) -> bool:
        """Whether it has a value that nobody is asked for."""
        has_value = self.calculation is not None or bool(self.question.default)
        return has_value and not self.asked

    @property
    def chosen_among_answers(self) -> bool:
        """Whether other answers decide what can be chosen."""
        made_of_answers = MADE_OF_ANSWERS.fullmatch(self.question.choices or "")
        return self.kind.uses_choices and (self.choice_filter is not None or bool(made_of_answers))

    def chosen(self, value: str) -> tuple[str, ...]:
        """The choices that `value` is made of. A single one may have spaces in it."""
        several = self.kind.takes_several or self.kind.ordered
        return tuple(value.split()) if several else (value,)

    def left_of(self, value: str, offered: Collection[str]) -> str:
        """What is left of `value` where only `offered` can be chosen; "" where it is no answer any more."""
        if not self.kind.takes_several or self.kind.ordered:
            return ""
        return " ".join(one for one in self.chosen(value) if one in offered)


class CompiledForm:
    """A questionnaire ready to run. Immutable after making; one serves every conversation. (What `recent`
    remembers only saves work.)

    Raises `ExpressionFault` for an expression that the form check would have refused.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.layout = Layout(questionnaire)
        self.order = self.layout.order
        self.questions: Mapping[str, CompiledQuestion] = {
            item.name: _compiled_question(item, groups)
            for item, groups in self.order
            if isinstance(item, Question)
        }
        groups = [item for item, _ in self.order if isinstance(item, Group)]
        self.groups: Mapping[int, Expression | None] = {id(one): _compiled(one.relevant) for one in groups}
        self.counts: Mapping[str, Expression | None] = {
            one.name: _compiled(one.count) for one in groups if one.repeats
        }
        self.triggered: Mapping[str, tuple[str, ...]] = self._triggered()
        self.others = self._others()
        self.fixed_places = None if self.layout.repeats else self._fixed_places()

    def _others(self) -> Mapping[str, Other]:
        """Question → its choice “something else”; where what it is can be told in the same time round."""
        asked = [one.question for one in self.questions.values()]
        chains = self.layout.chains
        found = others(asked, self.questionnaire.choice_lists)
        return {name: one for name, one in found.items() if chains[name] == chains[one.question]}

    def _fixed_places(self) -> tuple[Place, ...]:
        return tuple(Place(item.name, item, place, NOWHERE) for place, (item, _) in enumerate(self.order))

    def _triggered(self) -> Mapping[str, tuple[str, ...]]:
        """Question → the calculations that run when its answer changes."""
        found: dict[str, list[str]] = {}
        for name, one in self.questions.items():
            for trigger in MADE_OF_ANSWERS.findall(one.question.trigger):
                found.setdefault(trigger, []).append(name)
        return {name: tuple(names) for name, names in found.items()}

    @cached_property
    def judged_with(self) -> Mapping[str, tuple[str, ...]]:
        """Question → the questions asked after it that its constraint reads, by itself or in calculations."""
        return {
            name: later
            for name, one in self.questions.items()
            if one.constraint is not None and (later := self._read_later(name, one.constraint))
        }

    @cached_property
    def growing(self) -> frozenset[str]:
        """The repeats whose count needs themselves: once more, while the last time round says so."""
        counted = {name: count for name, count in self.counts.items() if count is not None}
        return frozenset(name for name, count in counted.items() if self._reads(count) & self._inside(name))

    def _inside(self, repeat: str) -> set[str]:
        return {repeat, *(item.name for item, groups in self.order if repeat in {g.name for g in groups})}

    def _read_later(self, name: str, constraint: Expression) -> tuple[str, ...]:
        found = self._reads(constraint)
        names = [item.name for item, _ in self.order]
        later = names[names.index(name) + 1 :]
        return tuple(other for other in later if other in found and self.questions[other].asked)

    def _reads(self, expression: Expression) -> set[str]:
        """What an expression names, by itself or in the calculations that it names."""
        found, waiting = set[str](), set(expression.references)
        while waiting:
            found.add(name := waiting.pop())
            one = self.questions.get(name)
            if one is not None and not one.asked and one.calculation is not None:
                waiting |= one.calculation.references - found
        return found

    @cached_property
    def recent(self) -> Recent:
        """What was worked out for those who answered last."""
        return Recent(Dependence(self.layout, self.questions, self.groups))

    @cached_property
    def choice_nodes(self) -> Mapping[str, tuple[tuple[Choice, Node], ...]]:
        """Each choice as the XForms item that a `choice_filter` looks at: name, label, own columns."""
        lists = self.questionnaire.choice_lists
        return {name: tuple(zip(choices, self._nodes(name), strict=True)) for name, choices in lists.items()}

    def _nodes(self, name: str) -> list[Node]:
        """The choices of the list called `name`; each has the id of its words, as pyxform numbers them."""
        language = self.questionnaire.default_language
        choices = self.questionnaire.choice_lists[name]
        return [_item(one, language, f"{name}-{number}") for number, one in enumerate(choices)]

    @cached_property
    def texts(self) -> Mapping[str, Text]:
        """Words by their id in the XForm, without the path before it: `list-0` of a choice, `name:label`."""
        lists = self.questionnaire.choice_lists.items()
        items = [item for item, _ in self.order]
        return {
            **{f"{name}-{n}": one.label for name, choices in lists for n, one in enumerate(choices)},
            **{f"{item.name}:label": item.label for item in items},
        }

    @cached_property
    def instances(self) -> Mapping[str, Node]:
        """Each choice list as a secondary instance, for `instance('list')/root/item[…]`."""
        return {
            name: Node.branch("instance", [Node.branch("root", self._nodes(name))])
            for name in self.questionnaire.choice_lists
        }


def _compiled(source: str) -> Expression | None:
    return compile_expression(source) if source.strip() else None


def _compiled_default(question: Question) -> Expression | None:
    """The default where it has to be worked out; words that only look like a formula stay words."""
    if not DYNAMIC.search(question.default):
        return None
    try:
        return compile_expression(question.default)
    except ExpressionFault:
        return None


def _compiled_question(question: Question, groups: tuple[Group, ...]) -> CompiledQuestion:
    kind = type_of(question.type)
    return CompiledQuestion(
        question,
        kind,
        kind.asks and not question.read_only,
        groups,
        tuple(group for group in groups if group.relevant.strip()),
        tuple(group.name for group in groups if group.repeats),
        relevant=_compiled(question.relevant),
        required=_compiled(question.required),
        constraint=_compiled(question.constraint),
        calculation=_compiled(question.calculation),
        default=_compiled_default(question),
        choice_filter=_compiled(question.choice_filter),
        seed=_compiled(question.parameters.get("seed", "")),
    )


def _item(choice: Choice, language: str, text_id: str) -> Node:
    own = {"itextId": text_id, "name": choice.name, "label": words(choice.label, language, "")}
    columns = {**own, **choice.columns}
    return Node.branch("item", [Node.leaf(name, value) for name, value in columns.items()])
