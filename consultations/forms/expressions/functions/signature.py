"""What a function is: its name, how many arguments it takes, and how a call of it is compiled."""

# ruff: noqa: ARG001, ARG005 - every compiled closure has the same four parameters (see code.py)

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from consultations.forms.expressions.code import (
    BooleanRun,
    Code,
    Kind,
    NodesRun,
    NumberRun,
    Run,
    TextRun,
    boolean_run,
    nodes_run,
    number_run,
    text_run,
)
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.faults import EvaluationFault
from consultations.forms.expressions.mistakes import not_nodes
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.syntax import Expr

Parameter = Literal["number", "text", "boolean", "nodes"]


@dataclass(frozen=True, slots=True)
class Arguments:
    """The compiled arguments of one call, with what they were written as."""

    function: str
    codes: Sequence[Code]
    written: Sequence[Expr]
    at: int

    def __len__(self) -> int:
        return len(self.codes)

    def number(self, index: int) -> NumberRun:
        return number_run(self.codes[index])

    def text(self, index: int) -> TextRun:
        return text_run(self.codes[index])

    def boolean(self, index: int) -> BooleanRun:
        return boolean_run(self.codes[index])

    def nodes(self, index: int) -> NodesRun:
        """Nodes; an ExpressionFault when the argument is plainly a value."""
        code = self.codes[index]
        if code.kind not in {"nodes", "any"}:
            raise not_nodes(f"{self.function}()", self.written[index].at if self.written else self.at)
        return nodes_run(code)

    def converted(self, index: int, parameter: Parameter) -> Run:
        if parameter == "nodes":
            return self.nodes(index)
        return {"number": number_run, "text": text_run, "boolean": boolean_run}[parameter](self.codes[index])


@dataclass(frozen=True, slots=True)
class Function:
    """`most` is None where arguments may go on; `paired`: after `fewest` they come in twos."""

    name: str
    fewest: int
    most: int | None
    build: Callable[[Arguments], Code]
    paired: bool = False

    def takes(self, count: int) -> bool:
        if count < self.fewest or (self.most is not None and count > self.most):
            return False
        return not (self.paired and (count - self.fewest) % 2)


def function(
    name: str,
    kind: Kind,
    counts: tuple[int, int | None],
    build: Callable[[Arguments], Run],
    *,
    paired: bool = False,
) -> Function:
    """A function that compiles its own call; `counts` are the fewest and the most arguments."""
    return Function(name, *counts, lambda arguments: Code(kind, build(arguments)), paired)


def plain(
    name: str, kind: Kind, parameters: Sequence[Parameter], body: Callable[..., Any], *, optional: int = 0
) -> Function:
    """A function of converted values only. The last `optional` parameters may be left out."""

    def build(arguments: Arguments) -> Code:
        runs = [arguments.converted(index, parameters[index]) for index in range(len(arguments))]
        return Code(kind, _applied(body, runs))

    return Function(name, len(parameters) - optional, len(parameters), build)


def of_context(name: str, kind: Kind, parameter: Parameter, body: Callable[[Any], Any]) -> Function:
    """A function of one value that takes the context node when it gets no argument."""

    def build(arguments: Arguments) -> Code:
        given = (
            arguments
            if len(arguments)
            else Arguments(name, (Code("nodes", _context_node),), (), arguments.at)
        )
        return Code(kind, _applied(body, [given.converted(0, parameter)]))

    return Function(name, 0, 1, build)


def _context_node(c: Context, n: Node | None, p: int, s: int) -> Sequence[Node]:
    if n is None:
        raise EvaluationFault(
            "expression.context",
            "A function without an argument has no question to read.",
            "Name one: f(${name}).",
        )
    return (n,)


def _applied(body: Callable[..., Any], runs: Sequence[Run]) -> Run:
    if not runs:
        return lambda c, n, p, s: body()
    if len(runs) == 1:
        (first,) = runs
        return lambda c, n, p, s: body(first(c, n, p, s))
    if len(runs) == 2:
        first, second = runs
        return lambda c, n, p, s: body(first(c, n, p, s), second(c, n, p, s))
    return lambda c, n, p, s: body(*[run(c, n, p, s) for run in runs])


ANY_NUMBER: Final[None] = None
"""The most arguments of a function that takes as many as it gets."""
