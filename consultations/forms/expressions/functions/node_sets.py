"""Functions of node-sets: counting, names, positions, other instances, repeats."""

# ruff: noqa: ARG005 - every compiled closure has the same four parameters (see code.py)

from collections.abc import Callable, Sequence
from math import isfinite
from typing import Final

from consultations.forms.expressions.code import Code, NodesRun, Run
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.faults import EvaluationFault
from consultations.forms.expressions.functions.signature import (
    Arguments,
    Function,
    function,
    of_context,
    plain,
)
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.shuffling import park_miller, shuffled
from consultations.forms.expressions.syntax import Reference


def _local_name(nodes: Sequence[Node]) -> str:
    return nodes[0].name.rpartition(":")[2] if nodes else ""


def _name(nodes: Sequence[Node]) -> str:
    return nodes[0].name if nodes else ""


def _namespace_uri(nodes: Sequence[Node]) -> str:
    return nodes[0].namespace if nodes else ""


def _count_non_empty(nodes: Sequence[Node]) -> float:
    return float(sum(node.text != "" for node in nodes))


def _position(arguments: Arguments) -> Run:
    """`position()` in a predicate; `position(node)` among the siblings of that name, counted from 1."""
    if not len(arguments):
        return lambda c, n, p, s: float(p)
    nodes = arguments.nodes(0)
    return lambda c, n, p, s: _place(nodes(c, n, p, s))


def _place(nodes: Sequence[Node]) -> float:
    if not nodes:
        return 1.0
    node = nodes[0]
    if node.parent is None:
        return 1.0
    namesakes = [sibling for sibling in node.parent.contents() if sibling.name == node.name]
    return next((float(place) for place, sibling in enumerate(namesakes, start=1) if sibling is node), 1.0)


def _last(_: Arguments) -> Run:
    return lambda c, n, p, s: float(s)


def _current(_: Arguments) -> Run:
    return lambda c, n, p, s: () if c.node is None else (c.node,)


def _instance(arguments: Arguments) -> Run:
    name = arguments.text(0)

    def run(c: Context, n: Node | None, p: int, s: int) -> Sequence[Node]:
        wanted = name(c, n, p, s)
        found = c.instance(wanted)
        if found is None:
            raise EvaluationFault(
                "expression.instance",
                f"There is no list “{wanted}”.",
                "Write the name of a list on the sheet “choices”.",
            )
        return (found,)

    return run


def _id(arguments: Arguments) -> Run:
    """Elements by their attribute `id`; the argument lists ids between spaces, or each node does."""
    run, text = arguments.codes[0].run, arguments.text(0)

    def find(c: Context, n: Node | None, p: int, s: int) -> list[Node]:
        value = run(c, n, p, s)
        listed = [node.text for node in value] if isinstance(value, (list, tuple)) else [text(c, n, p, s)]
        wanted = {name for part in listed for name in part.split()}
        if n is None:
            return []
        seen: dict[str, Node] = {}
        for node in n.top().descendants():
            name = node.attribute("id") or node.attribute("xml:id")
            if name in wanted and name is not None:
                seen.setdefault(name, node)
        return list(seen.values())

    return find


def _lang(arguments: Arguments) -> Run:
    """Whether the nearest `xml:lang` around the context node is that language or a variety of it."""
    wanted = arguments.text(0)

    def run(c: Context, n: Node | None, p: int, s: int) -> bool:
        place, language = n, None
        while place is not None and language is None:
            language = place.attribute("xml:lang")
            place = place.parent
        if language is None:
            return False
        asked = wanted(c, n, p, s).lower()
        return language.lower() == asked or language.lower().startswith(f"{asked}-")

    return run


def _indexed_repeat(arguments: Arguments) -> Run:
    """`indexed-repeat(node, repeat, index, …)`: in that repeat of each level, the node."""
    target = _within_repeat(arguments)
    levels = [(arguments.nodes(place), arguments.number(place + 1)) for place in range(1, len(arguments), 2)]

    def run(c: Context, n: Node | None, p: int, s: int) -> Sequence[Node]:
        chosen: Node | None = None
        for repeat, index in levels:
            instances = [node for node in repeat(c, n, p, s) if chosen is None or _is_inside(node, chosen)]
            place = index(c, n, p, s)
            if not isfinite(place) or not 1 <= int(place) <= len(instances):
                return ()
            chosen = instances[int(place) - 1]
        return target(c, n, p, s, chosen) if chosen is not None else ()

    return run


def _within_repeat(arguments: Arguments) -> Callable[..., Sequence[Node]]:
    """How the first argument is found in the chosen repeat. `${name}` is the node of the present repeat
    elsewhere; here it is looked for by its name in the chosen one."""
    written, nodes = arguments.written[0], arguments.nodes(0)
    if isinstance(written, Reference):
        name = written.name
        return lambda c, n, p, s, chosen: [node for node in chosen.descendants() if node.name == name][:1]
    return lambda c, n, p, s, chosen: [node for node in nodes(c, n, p, s) if _is_inside(node, chosen)][:1]


def _is_inside(node: Node, holder: Node) -> bool:
    place: Node | None = node
    while place is not None and place is not holder:
        place = place.parent
    return place is not None


def _randomize(arguments: Arguments) -> NodesRun:
    nodes = arguments.nodes(0)
    if len(arguments) == 1:
        return lambda c, n, p, s: shuffled(nodes(c, n, p, s), c.random)
    seed = arguments.number(1)

    def run(c: Context, n: Node | None, p: int, s: int) -> Sequence[Node]:
        number = seed(c, n, p, s)
        return shuffled(nodes(c, n, p, s), park_miller(int(number) if isfinite(number) else 0))

    return run


FUNCTIONS: Final[Sequence[Function]] = (
    plain("count", "number", ("nodes",), lambda nodes: float(len(nodes))),
    plain("count-non-empty", "number", ("nodes",), _count_non_empty),
    function("position", "number", (0, 1), _position),
    function("last", "number", (0, 0), _last),
    function("current", "nodes", (0, 0), _current),
    function("instance", "nodes", (1, 1), _instance),
    function("id", "nodes", (1, 1), _id),
    function("lang", "boolean", (1, 1), _lang),
    of_context("name", "text", "nodes", _name),
    of_context("local-name", "text", "nodes", _local_name),
    of_context("namespace-uri", "text", "nodes", _namespace_uri),
    function("randomize", "nodes", (1, 2), _randomize),
    Function(
        "indexed-repeat", 3, 7, lambda arguments: Code("nodes", _indexed_repeat(arguments)), paired=True
    ),
)
