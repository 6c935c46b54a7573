"""Location paths and predicates, compiled."""

# ruff: noqa: ARG001, ARG005 - every compiled closure has the same four parameters (see code.py)

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from consultations.forms.expressions.axes import REVERSE, WALKS, test_for
from consultations.forms.expressions.code import Code, NodesRun
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.faults import EvaluationFault
from consultations.forms.expressions.nodes import Node, in_document_order
from consultations.forms.expressions.syntax import Axis, NameTest, Step, TypeTest
from consultations.forms.expressions.values import Value, to_boolean

Predicate = Callable[[Context, Node, int, int], bool]
Walked = Callable[[Context, Node], list[Node]]

_KEEP_APART: Final[frozenset[Axis]] = frozenset({"child", "self", "attribute", "namespace"})
"""Axes that, taken from nodes of which none holds another, give such nodes again, in order."""


def predicate_of(code: Code) -> Predicate:
    """A number selects by position; anything else by its truth."""
    run = code.run
    if code.kind == "boolean":
        return run
    if isinstance(code.constant, float):
        wanted = code.constant
        return lambda c, n, p, s: p == wanted

    def decide(c: Context, n: Node, p: int, s: int) -> bool:
        value: Value = run(c, n, p, s)
        return p == value if isinstance(value, float) else to_boolean(value)

    return decide


def kept(nodes: Sequence[Node], predicate: Predicate, context: Context) -> list[Node]:
    size = len(nodes)
    return [node for position, node in enumerate(nodes, start=1) if predicate(context, node, position, size)]


def filtered_run(nodes: NodesRun, predicates: Iterable[Code]) -> NodesRun:
    """`(…)[…]`: positions count in document order."""
    tests = [predicate_of(code) for code in predicates]

    def run(c: Context, n: Node | None, p: int, s: int) -> Sequence[Node]:
        found = nodes(c, n, p, s)
        for test in tests:
            found = kept(found, test, c)
        return found

    return run


def root_run(c: Context, n: Node | None, p: int, s: int) -> Sequence[Node]:
    """`/`: the primary instance, also inside a predicate on another instance."""
    if c.root is not None:
        return (c.root,)
    if c.node is not None:
        return (c.node.top(),)
    raise EvaluationFault(
        "expression.root", "A path from “/” has no form to start from.", "Refer to the question as ${name}."
    )


def context_run(c: Context, n: Node | None, p: int, s: int) -> Sequence[Node]:
    return () if n is None else (n,)


def path_run(start: NodesRun, steps: Sequence[tuple[Step, Sequence[Code]]]) -> NodesRun:
    """The nodes that `steps`, each with its compiled predicates, lead to from `start`."""
    if start is context_run and len(steps) == 1 and _is_plain_child(steps[0][0]):
        return _child_run(steps[0][0].test)
    walks = [(_walk(step, predicates), step.axis) for step, predicates in steps]

    def run(c: Context, n: Node | None, p: int, s: int) -> Sequence[Node]:
        nodes: Sequence[Node] = start(c, n, p, s)
        apart = len(nodes) < 2
        for walk, axis in walks:
            found = [reached for node in nodes for reached in walk(c, node)]
            if (not apart or axis not in _KEEP_APART) and len(nodes) > 1:
                found = in_document_order(found)
            apart = (apart and axis in _KEEP_APART) or len(found) < 2
            nodes = found
        return nodes

    return run


def _is_plain_child(step: Step) -> bool:
    return (
        step.axis == "child"
        and not step.predicates
        and isinstance(step.test, NameTest)
        and (":" not in step.test.name and step.test.name != "*")
    )


def _child_run(test: NameTest | TypeTest) -> NodesRun:
    """`name`: the commonest path, a column of the choice in a choice filter."""
    name = test.name if isinstance(test, NameTest) else ""

    def run(c: Context, n: Node | None, p: int, s: int) -> Sequence[Node]:
        if n is None:
            return ()
        return [child for child in n.children if child.is_called(name)]

    return run


def _walk(step: Step, predicates: Sequence[Code]) -> Walked:
    """One step from one node, in document order."""
    axis, matches, backwards = WALKS[step.axis], test_for(step.axis, step.test), step.axis in REVERSE
    tests = [predicate_of(code) for code in predicates]

    def walk(c: Context, node: Node) -> list[Node]:
        found = [reached for reached in axis(node) if matches(reached)]
        for test in tests:
            found = kept(found, test, c)
        if backwards:
            found.reverse()
        return found

    return walk
