"""Compiled pieces: a closure with the type of what it gives, and the closures that convert it.

Every closure takes (context, node, position, size): the context never changes during an evaluation, the node
is `.`, and position and size are what `position()` and `last()` say inside a predicate.
"""

# ruff: noqa: ARG005 - every compiled closure has the same four parameters (see code.py)

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any, Literal

from consultations.forms.expressions.context import Context
from consultations.forms.expressions.faults import EvaluationFault
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.values import Value, number_of_text, to_boolean, to_number, to_text

Kind = Literal["number", "text", "boolean", "date", "nodes", "any"]
"""What a piece gives. “any” is known only when it is evaluated."""

Run = Callable[[Context, Node | None, int, int], Any]
NumberRun = Callable[[Context, Node | None, int, int], float]
TextRun = Callable[[Context, Node | None, int, int], str]
BooleanRun = Callable[[Context, Node | None, int, int], bool]
NodesRun = Callable[[Context, Node | None, int, int], Sequence[Node]]


@dataclass(frozen=True, slots=True)
class Code:
    """A compiled piece. `constant` is its value when that is known already."""

    kind: Kind
    run: Run
    constant: float | str | bool | None = None


def constant(value: float | str) -> Code:
    """A literal."""
    return Code("number" if isinstance(value, float) else "text", lambda c, n, p, s: value, value)


def number_run(code: Code) -> NumberRun:
    run = code.run
    if code.kind == "number":
        return run
    if code.kind == "nodes":

        def of_first(c: Context, n: Node | None, p: int, s: int) -> float:
            nodes = run(c, n, p, s)
            if not nodes:
                return nan
            own = nodes[0].own
            return number_of_text(nodes[0].text if own is None else own, c.zone)

        return of_first
    return lambda c, n, p, s: to_number(run(c, n, p, s), c.zone)


def text_run(code: Code) -> TextRun:
    run = code.run
    if code.kind == "text":
        return run
    if code.kind == "nodes":

        def of_first(c: Context, n: Node | None, p: int, s: int) -> str:
            nodes = run(c, n, p, s)
            if not nodes:
                return ""
            own: str | None = nodes[0].own
            return nodes[0].text if own is None else own

        return of_first
    return lambda c, n, p, s: to_text(run(c, n, p, s), c.zone)


def boolean_run(code: Code) -> BooleanRun:
    run = code.run
    if code.kind == "boolean":
        return run
    return lambda c, n, p, s: to_boolean(run(c, n, p, s))


def nodes_run(code: Code) -> NodesRun:
    """The nodes of a piece of kind “nodes” or “any”; a value where nodes are needed is an EvaluationFault."""
    run = code.run
    if code.kind == "nodes":
        return run

    def checked(c: Context, n: Node | None, p: int, s: int) -> Sequence[Node]:
        value: Value = run(c, n, p, s)
        if isinstance(value, (list, tuple)):
            return value
        raise EvaluationFault(
            "expression.nodes",
            "A value stands where a question or a path is needed.",
            "Write a ${name} or a path.",
        )

    return checked
