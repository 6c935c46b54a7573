"""Functions of sets of nodes."""

from collections.abc import Callable, Sequence

from consultations.forms.expressions.code import Code
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.faults import ExpressionFault
from consultations.forms.expressions.functions.registry import MANY, function, nodes_of, or_here
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.values import Nodes


@function("count", 1)
def _count(given: Sequence[Code], character: int) -> Code:
    nodes = nodes_of(given[0])
    return Code(lambda context: float(len(nodes(context))), "number", character)


@function("count-non-empty", 1)
def _count_non_empty(given: Sequence[Code], character: int) -> Code:
    nodes = nodes_of(given[0])
    return Code(lambda context: float(sum(bool(node.text) for node in nodes(context))), "number", character)


@function("last", 0)
def _last(_given: Sequence[Code], character: int) -> Code:
    return Code(lambda context: float(context.size), "number", character)


@function("position", 0, 1)
def _position(given: Sequence[Code], character: int) -> Code:
    if not given:
        return Code(lambda context: float(context.position), "number", character)
    nodes = nodes_of(given[0])

    def run(context: Context) -> float:
        found = nodes(context)
        return float(found[0].place()) if found else float("nan")

    return Code(run, "number", character)


def _named(read: Callable[[Node], str]) -> Callable[[Sequence[Code], int], Code]:
    def build(given: Sequence[Code], character: int) -> Code:
        nodes = nodes_of(or_here(given))

        def run(context: Context) -> str:
            found = nodes(context)
            return read(found[0]) if found else ""

        return Code(run, "text", character)

    return build


function("name", 0, 1)(_named(lambda node: node.name))
function("local-name", 0, 1)(_named(lambda node: node.name.rpartition(":")[2]))
function("namespace-uri", 0, 1)(_named(lambda node: node.namespace))


@function("current", 0)
def _current(_given: Sequence[Code], character: int) -> Code:
    return Code(
        lambda context: (context.current if context.current is not None else context.here(),),
        "nodes",
        character,
    )


@function("instance", 1)
def _instance(given: Sequence[Code], character: int) -> Code:
    name = given[0].text()

    def run(context: Context) -> Nodes:
        found = context.instance(name(context))
        return () if found is None else (found,)

    return Code(run, "nodes", character)


@function("indexed-repeat", 3, MANY)
def _indexed_repeat(given: Sequence[Code], character: int) -> Code:
    """`indexed-repeat(node, repeat, index, …)`: the node inside those instances of the repeats around it."""
    if len(given) % 2 == 0:
        raise ExpressionFault(
            "wrong_arguments",
            "“indexed-repeat” needs an index for each repeat.",
            "Write indexed-repeat(${question}, ${repeat}, number).",
            character,
        )
    nodes = nodes_of(given[0])
    pairs = [
        (nodes_of(repeat), index.number()) for repeat, index in zip(given[1::2], given[2::2], strict=True)
    ]

    def run(context: Context) -> Nodes:
        wanted = [({id(node) for node in repeats(context)}, index(context)) for repeats, index in pairs]
        return [node for node in nodes(context) if all(_inside(node, *one) for one in wanted)][:1]

    return Code(run, "nodes", character)


def _inside(node: Node, repeats: set[int], index: float) -> bool:
    """Whether `node` stands in that instance of the repeat."""
    return any(id(one) in repeats and one.place() == index for one in (node, *node.ancestors()))
