"""Location paths: axes, node tests, predicates (XPath 1.0, section 2)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from consultations.forms.expressions.code import Code, Run
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.values import Nodes, truth_of

Axis = Callable[[Node], Iterable[Node]]
Test = Callable[[Node], bool]
XHTML = "http://www.w3.org/1999/xhtml"
"""A name without a prefix means an element of the form, never one of a web page around it."""


def _siblings(node: Node) -> tuple[list[Node], int]:
    if node.parent is None or node.kind == "attribute":
        return [], 0
    beside = node.parent.content()
    return beside, next((place for place, one in enumerate(beside) if one is node), 0)


def _following_siblings(node: Node) -> list[Node]:
    beside, place = _siblings(node)
    return beside[place + 1 :]


def _preceding_siblings(node: Node) -> list[Node]:
    beside, place = _siblings(node)
    return beside[:place][::-1]


def _following(node: Node) -> Iterator[Node]:
    for one in (node, *node.ancestors()):
        for later in _following_siblings(one):
            yield later
            yield from later.descendants()


def _preceding(node: Node) -> Iterator[Node]:
    for one in (node, *node.ancestors()):
        for earlier in _preceding_siblings(one):
            yield from reversed([earlier, *earlier.descendants()])


AXES: dict[str, Axis] = {
    "self": lambda node: (node,),
    "child": Node.content,
    "parent": lambda node: () if node.parent is None else (node.parent,),
    "attribute": lambda node: node.attributes,
    "descendant": Node.descendants,
    "descendant-or-self": lambda node: (node, *node.descendants()),
    "ancestor": Node.ancestors,
    "ancestor-or-self": lambda node: (node, *node.ancestors()),
    "following-sibling": _following_siblings,
    "preceding-sibling": _preceding_siblings,
    "following": _following,
    "preceding": _preceding,
    "namespace": lambda _node: (),
}


def name_test(name: str, axis: str) -> Test:
    """A test by name: `*`, `prefix:*`, or a name with or without its prefix."""
    kind = "attribute" if axis == "attribute" else "element"
    if name == "*":
        return lambda node: node.kind == kind
    if name.endswith(":*"):
        prefix = name[:-1]
        return lambda node: node.kind == kind and node.name.startswith(prefix)
    return lambda node: node.name == name and node.kind == kind and node.namespace != XHTML


KIND_TESTS: dict[str, Test] = {
    "node": lambda _node: True,
    "text": lambda node: node.kind == "text",
    "comment": lambda node: node.kind == "comment",
    "processing-instruction": lambda node: node.kind == "instruction",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where to look, what to keep, and the predicates that what is kept must meet, in turn."""

    axis: Axis
    test: Test
    predicates: tuple[Run, ...] = ()

    def from_(self, node: Node, context: Context) -> Sequence[Node]:
        test = self.test
        found: Sequence[Node] = [one for one in self.axis(node) if test(one)]
        for predicate in self.predicates:
            found = kept(found, predicate, context)
        return found


def kept(nodes: Nodes, predicate: Run, context: Context) -> list[Node]:
    """The nodes for which `predicate` holds; a number asks for the node at that position."""
    size = len(nodes)
    return [
        node
        for position, node in enumerate(nodes, start=1)
        if _holds(predicate(context.at(node, position, size)), position)
    ]


def _holds(value: object, position: int) -> bool:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return value == position
    return truth_of(value)  # type: ignore[arg-type] # every other kind of value


def walk(starts: Nodes, steps: Sequence[Step], context: Context) -> Nodes:
    """Every node that the steps lead to, each once, in document order."""
    nodes = starts
    for step in steps:
        if len(nodes) == 1:
            nodes = in_order(step.from_(nodes[0], context))
        else:
            reached = {id(one): one for node in nodes for one in step.from_(node, context)}
            nodes = in_order(list(reached.values()))
    return nodes


def in_order(nodes: Nodes) -> Nodes:
    return nodes if len(nodes) < 2 else sorted(nodes, key=lambda node: node.order)


def path(start: Callable[[Context], Nodes], steps: Sequence[Step], character: int) -> Code:
    fixed = tuple(steps)
    return Code(lambda context: walk(start(context), fixed, context), "nodes", character)


def filtered(piece: Code, predicates: Sequence[Run]) -> Code:
    nodes = piece.nodes()

    def run(context: Context) -> Nodes:
        found = nodes(context)
        for predicate in predicates:
            found = kept(found, predicate, context)
        return found

    return Code(run, "nodes", piece.character)
