"""Syntax tree to closures, collecting what the expression refers to on the way."""

# ruff: noqa: ARG005 - every compiled closure has the same four parameters (see code.py)

from collections.abc import Callable, Sequence
from typing import Any, Final

from consultations.forms.expressions.arithmetic import OPERATIONS, arithmetic, negation
from consultations.forms.expressions.code import Code, NodesRun, boolean_run, constant, nodes_run
from consultations.forms.expressions.comparison import both, comparison, either
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.faults import ExpressionFault
from consultations.forms.expressions.functions import FUNCTIONS, REFUSED, Arguments, Function
from consultations.forms.expressions.mistakes import (
    not_nodes,
    too_deep,
    unknown_function,
    unsupported_function,
)
from consultations.forms.expressions.nodes import Node, in_document_order
from consultations.forms.expressions.paths import context_run, filtered_run, path_run, root_run
from consultations.forms.expressions.syntax import (
    Call,
    Chain,
    Expr,
    Filtered,
    NameTest,
    Negation,
    Number,
    Path,
    Reference,
    Step,
    Text,
)

MOST_COMPARISONS: Final = 20
"""In one row: `a = b = c …`; nobody means more than two, and each is one call deeper."""


NEED_NO_NODE = frozenset({"true", "false", "today", "now", "random", "uuid"})
"""Functions without arguments that are the same wherever they stand."""


class Compiler:
    """Compiles one expression. Afterwards its sets say what the expression mentions (see `Expression`)."""

    def __init__(self) -> None:
        self.references: set[str] = set()
        self.columns: set[str] = set()
        self.compared: set[tuple[str, str]] = set()
        self.looks_around = False
        self._in_predicate = 0
        self.functions: set[str] = set()
        self.instances: set[str] = set()
        self._by_type: dict[type, Callable[[Any], Code]] = {
            Number: lambda number: constant(number.value),
            Text: lambda text: constant(text.value),
            Reference: self._reference,
            Call: self._call,
            Chain: self._chain,
            Negation: lambda negated: negation(self.compile(negated.operand), negated.times),
            Path: self._path,
            Filtered: self._filtered,
        }

    def compile(self, expression: Expr) -> Code:
        return self._by_type[type(expression)](expression)

    def _reference(self, reference: Reference) -> Code:
        name = reference.name
        self.references.add(name)
        return Code("nodes", lambda c, n, p, s: c.resolve(name))

    # Operators

    def _chain(self, chain: Chain) -> Code:
        operator = chain.links[0].operator
        operands = [self.compile(chain.first), *(self.compile(link.operand) for link in chain.links)]
        if operator in {"or", "and"}:
            join = either if operator == "or" else both
            return Code("boolean", join([boolean_run(operand) for operand in operands]))
        if operator == "|":
            return self._union(chain, operands)
        if operator in OPERATIONS:
            return arithmetic(
                operands[0], [(link.operator, c) for link, c in zip(chain.links, operands[1:], strict=True)]
            )
        return self._comparisons(chain, operands)

    def _comparisons(self, chain: Chain, operands: Sequence[Code]) -> Code:
        if len(chain.links) > MOST_COMPARISONS:
            raise too_deep(chain.links[MOST_COMPARISONS].at)
        code = operands[0]
        for link, operand in zip(chain.links, operands[1:], strict=True):
            self._note_compared(chain.first, link.operand)
            code = comparison(link.operator, code, operand)
        return code

    def _union(self, chain: Chain, operands: Sequence[Code]) -> Code:
        written = [chain.first, *(link.operand for link in chain.links)]
        runs = [self._nodes(code, expression) for code, expression in zip(operands, written, strict=True)]

        def run(c: Context, n: Node | None, p: int, s: int) -> Sequence[Node]:
            return in_document_order([node for operand in runs for node in operand(c, n, p, s)])

        return Code("nodes", run)

    # Paths

    def _nodes(self, code: Code, written: Expr) -> NodesRun:
        if code.kind not in {"nodes", "any"}:
            raise not_nodes("What stands", written.at)
        return nodes_run(code)

    def _path(self, path: Path) -> Code:
        self.looks_around = self.looks_around or path.start in ("root", "context")
        if path.start == "root":
            start: NodesRun = root_run
        elif path.start == "context":
            start = context_run
            self._note_column(path.steps[0])
        else:
            start = self._nodes(self.compile(path.start), path.start)
        steps = [(step, self._predicates(step.predicates)) for step in path.steps]
        return Code("nodes", path_run(start, steps))

    def _filtered(self, filtered: Filtered) -> Code:
        nodes = self._nodes(self.compile(filtered.primary), filtered.primary)
        return Code("nodes", filtered_run(nodes, self._predicates(filtered.predicates)))

    def _predicates(self, predicates: Sequence[Expr]) -> list[Code]:
        self._in_predicate += 1
        codes = [self.compile(predicate) for predicate in predicates]
        self._in_predicate -= 1
        return codes

    def _note_column(self, step: Step) -> None:
        if step.axis == "child" and isinstance(step.test, NameTest) and not self._in_predicate:
            self.columns.add(step.test.name)

    # Functions

    def _call(self, call: Call) -> Code:
        if call.name in REFUSED:
            raise unsupported_function(call.name, *REFUSED[call.name], call.at)
        function = FUNCTIONS.get(call.name)
        if function is None:
            raise unknown_function(call.name, FUNCTIONS, call.at)
        if not function.takes(len(call.arguments)):
            raise _wrong_count(function, call)
        self._note(call)
        arguments = [self.compile(argument) for argument in call.arguments]
        return function.build(Arguments(call.name, arguments, call.arguments, call.at))

    def _note(self, call: Call) -> None:
        self.functions.add(call.name)
        if call.name == "once" or (not call.arguments and call.name not in NEED_NO_NODE):
            self.looks_around = True
        if call.name == "instance" and isinstance(call.arguments[0], Text):
            self.instances.add(call.arguments[0].value)
        if call.name == "selected":
            self._note_compared(*call.arguments)

    def _note_compared(self, left: Expr, right: Expr) -> None:
        if isinstance(left, Text):
            left, right = right, left
        if isinstance(left, Reference) and isinstance(right, Text):
            self.compared.add((left.name, right.value.strip()))


def _wrong_count(function: Function, call: Call) -> ExpressionFault:
    at = call.at + 1
    given = len(call.arguments)
    return ExpressionFault(
        "expression.arguments",
        f"{call.name}() at character {at} takes {_counts(function)}, not {given}.",
        "Give it what it needs between the brackets, with commas between.",
        at,
    )


def _counts(function: Function) -> str:
    if function.paired:
        return f"{function.fewest} values, or more in pairs"
    if function.most is None:
        return f"at least {_values(function.fewest)}"
    if function.fewest == function.most:
        return _values(function.most) if function.most else "nothing between its brackets"
    return f"{function.fewest} to {_values(function.most)}"


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count} values"
