"""A questionnaire that runs: its expressions compiled once, evaluated against one person's answers.

The rules are the XForms ones (ODK XForms specification): a question that does not apply has no value for any
other question, and has it back when it applies again; constraints do not run on blanks.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from typing import TypeVar

from consultations.errors import TogetherError
from consultations.forms.expressions import (
    Context,
    EvaluationFault,
    Expression,
    Node,
    compile_expression,
)
from consultations.forms.question_types import Option, QuestionType, type_of
from consultations.forms.questionnaire import Choice, Group, Item, Question, Questionnaire, Text, walk, words

Value = TypeVar("Value")
REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
ALWAYS_TRUE = ("true()", "yes", "true")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a form may know of the world: the time, the Trust's time zone, chance, and new ids."""

    now: datetime
    zone: tzinfo
    random: Callable[[], float]
    new_id: Callable[[], str]


class CircularReference(TogetherError):
    """Questions that depend on one another in a circle. The form check finds these before a launch."""


@dataclass(frozen=True, slots=True)
class CompiledQuestion:
    """One question with its expressions compiled; None where its author gave none."""

    question: Question
    kind: QuestionType
    groups: tuple[Group, ...]
    relevant: Expression | None
    required: Expression | None
    constraint: Expression | None
    calculation: Expression | None
    choice_filter: Expression | None


class CompiledForm:
    """A questionnaire ready to run. Immutable after making; one serves every conversation.

    Raises `ExpressionFault` for an expression that the form check would have refused.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.order: tuple[tuple[Item, tuple[Group, ...]], ...] = tuple(walk(questionnaire.items))
        self.questions: Mapping[str, CompiledQuestion] = {
            item.name: _compiled_question(item, groups)
            for item, groups in self.order
            if isinstance(item, Question)
        }
        self.groups: Mapping[int, Expression | None] = {
            id(item): _compiled(item.relevant) for item, _ in self.order if isinstance(item, Group)
        }
        self.calculations = tuple(
            name
            for name, one in self.questions.items()
            if not one.kind.asks and not one.kind.told and (one.calculation or one.question.default)
        )
        self.asked = tuple(one for one in self.questions.values() if one.kind.asks)

    @cached_property
    def choice_nodes(self) -> Mapping[str, tuple[tuple[Choice, Node], ...]]:
        """Each choice as the XForms item that a `choice_filter` looks at: name, label, own columns."""
        default = self.questionnaire.default_language
        return {
            name: tuple((choice, _item(choice, default)) for choice in choices)
            for name, choices in self.questionnaire.choice_lists.items()
        }

    @cached_property
    def instances(self) -> Mapping[str, Node]:
        """Each choice list as a secondary instance, for `instance('list')/root/item[…]`."""
        default = self.questionnaire.default_language
        return {
            name: Node.branch("instance", [Node.branch("root", [_item(one, default) for one in choices])])
            for name, choices in self.questionnaire.choice_lists.items()
        }

    def state(self, answers: Mapping[str, str], language: str, surroundings: Surroundings) -> "FormState":
        return FormState(self, answers, language, surroundings)


def _compiled(source: str) -> Expression | None:
    return compile_expression(source) if source.strip() else None


def _compiled_question(question: Question, groups: tuple[Group, ...]) -> CompiledQuestion:
    return CompiledQuestion(
        question,
        type_of(question.type),
        groups,
        relevant=_compiled(question.relevant),
        required=_compiled(question.required),
        constraint=_compiled(question.constraint),
        calculation=_compiled(question.calculation),
        choice_filter=_compiled(question.choice_filter),
    )


def _item(choice: Choice, language: str) -> Node:
    columns = {"name": choice.name, "label": words(choice.label, language, ""), **choice.columns}
    return Node.branch("item", [Node.leaf(name, value) for name, value in columns.items()])


class FormState:
    """What holds for one set of answers at one moment. Works out each thing once, when it is asked for."""

    def __init__(
        self, form: CompiledForm, answers: Mapping[str, str], language: str, surroundings: Surroundings
    ) -> None:
        self.form = form
        self.answers = answers
        self.language = language
        self._surroundings = surroundings
        self._relevant: dict[str, bool] = {}
        self._groups: dict[int, bool] = {}
        self._nodes: dict[str, tuple[Node, ...]] = {}
        self._busy: set[str] = set()

    def value(self, name: str) -> str:
        """The value that other questions see: "" where `name` is blank or does not apply."""
        nodes = self._resolve(name)
        return nodes[0].text if nodes else ""

    def relevant(self, name: str) -> bool:
        """Whether the question called `name` applies, all groups around it included."""
        known = self._relevant.get(name)
        if known is None:
            known = self._relevant[name] = self._work_out_relevant(name)
        return known

    def _work_out_relevant(self, name: str) -> bool:
        one = self.form.questions[name]
        return all(self.group_relevant(group) for group in one.groups) and self._holds(one.relevant, name)

    def group_relevant(self, group: Group) -> bool:
        """Whether the group's own condition holds (that of the groups around it is theirs)."""
        known = self._groups.get(id(group))
        if known is None:
            known = self._groups[id(group)] = self._holds(self.form.groups[id(group)], group.name)
        return known

    def required(self, question: Question) -> bool:
        required = self.form.questions[question.name].required
        return required is not None and self._holds(required, question.name)

    def allows(self, question: Question, value: str) -> bool:
        """Whether the question's constraint holds for `value`. Blanks are always allowed."""
        constraint = self.form.questions[question.name].constraint
        if constraint is None or not value:
            return True
        return safely(
            lambda: constraint.boolean(self._context(Node.leaf(question.name, value))), otherwise=True
        )

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """The choices that the question's filter leaves, in order; () for a question without a list."""
        choices = self.form.questionnaire.choice_lists.get(question.choices or "", ())
        keep = self.form.questions[question.name].choice_filter
        if keep is None:
            return choices
        items = self.form.choice_nodes[question.choices or ""]
        return tuple(choice for choice, node in items if self._keeps(keep, node))

    def _keeps(self, keep: Expression, choice: Node) -> bool:
        return safely(lambda: keep.boolean(self._context(choice)), otherwise=True)

    def options(self, question: Question) -> Sequence[Option]:
        """What can be tapped to answer `question`."""
        return type_of(question.type).options(question, self.choices(question))

    def askable(self, name: str) -> bool:
        """Whether the question called `name` applies and there is something to answer it with."""
        one = self.form.questions[name]
        if not one.kind.asks or not self.relevant(name):
            return False
        return not one.kind.uses_choices or bool(self.choices(one.question))

    def calculated(self) -> dict[str, str]:
        """The values of all calculations and hidden rows, "" where they do not apply."""
        return {name: self.value(name) for name in self.form.calculations}

    def fill(self, text: Text, language: str) -> str:
        """`text` in `language` with every `${name}` in it replaced by its value."""
        said = words(text, language, self.form.questionnaire.default_language)
        return REFERENCE.sub(lambda match: self.value(match[1]), said) if "${" in said else said

    def _holds(self, expression: Expression | None, name: str) -> bool:
        if expression is None or expression.source in ALWAYS_TRUE:
            return True
        context = self._context(_blank(name))
        return self._guarded(
            f"{name} applies", lambda: safely(lambda: expression.boolean(context), otherwise=True)
        )

    def _resolve(self, name: str) -> tuple[Node, ...]:
        known = self._nodes.get(name)
        if known is None:
            text = self._guarded(name, lambda: self._work_out(name)) if name in self.form.questions else ""
            known = self._nodes[name] = (Node.leaf(name, text),)
        return known

    def _work_out(self, name: str) -> str:
        if not self.relevant(name):
            return ""
        one = self.form.questions[name]
        if one.calculation is not None:
            # `.` is the value it had, which is what `once(…)` keeps.
            had = Node.leaf(name, self.answers.get(name, ""))
            calculation, context = one.calculation, self._context(had)
            return safely(lambda: calculation.text(context), otherwise="")
        return self.answers.get(name, one.question.default if not one.kind.asks else "")

    def _guarded(self, what: str, work: Callable[[], Value]) -> Value:
        if what in self._busy:
            raise CircularReference("circular_reference", f"“{what}” depends on itself.")
        self._busy.add(what)
        try:
            return work()
        finally:
            self._busy.discard(what)

    def _context(self, node: Node) -> Context:
        around = self._surroundings
        return Context(
            node=node,
            resolve=self._resolve,
            now=around.now,
            zone=around.zone,
            random=around.random,
            new_id=around.new_id,
            instance=self.form.instances.get,
            choice_label=self._choice_label,
        )

    def _choice_label(self, value: str, name: str) -> str:
        """The words for `value` in the list of the question called `name` (the rule of jr:choice-name)."""
        one = self.form.questions.get(name)
        if one is None:
            return value
        choices = self.form.questionnaire.choice_lists.get(one.question.choices or "", ())
        return one.kind.show(one.question, choices, value, self.language)


def safely(work: Callable[[], Value], otherwise: Value) -> Value:
    """What `work` gives, or `otherwise` where these answers make nonsense of an expression.

    A condition then holds: a question that is asked too often is better than one that is never asked.
    """
    try:
        return work()
    except EvaluationFault:
        return otherwise


def _blank(name: str) -> Node:
    return Node.leaf(name, "")
