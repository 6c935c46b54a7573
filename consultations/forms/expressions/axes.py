"""The thirteen axes of XPath 1.0 and its node tests. Each axis gives nodes in its own direction."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from consultations.forms.expressions.nodes import XHTML_NAMESPACE, XML_NAMESPACE, Node
from consultations.forms.expressions.syntax import Axis, NameTest, TypeTest

Walk = Callable[[Node], Iterable[Node]]
Test = Callable[[Node], bool]

REVERSE: Final[frozenset[Axis]] = frozenset(
    {"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"}
)

_KNOWN_PREFIXES: Final = {
    "h": XHTML_NAMESPACE,
    "xhtml": XHTML_NAMESPACE,
    "ev": "http://www.w3.org/2001/xml-events",
    "xsd": "http://www.w3.org/2001/XMLSchema",
    "jr": "http://openrosa.org/javarosa",
    "orx": "http://openrosa.org/xforms",
    "odk": "http://www.opendatakit.org/xforms",
}
"""https://getodk.github.io/xforms-spec/#namespaces"""


def _ancestors(node: Node) -> Iterator[Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _ancestors_or_self(node: Node) -> Iterator[Node]:
    yield node
    yield from _ancestors(node)


def _descendants(node: Node) -> Iterator[Node]:
    for child in node.contents():
        yield from _descendants_or_self(child)


def _descendants_or_self(node: Node) -> Iterator[Node]:
    """Without recursion: a tree may be deeper than the stack."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(here.contents()))


def _siblings(node: Node) -> tuple[list[Node], list[Node]]:
    """The siblings before and after. Attributes and namespaces have none."""
    if node.parent is None or node.kind in {"attribute", "namespace"}:
        return [], []
    family = list(node.parent.contents())
    index = next(index for index, sibling in enumerate(family) if sibling is node)
    return family[:index], family[index + 1 :]


def _following_siblings(node: Node) -> Iterable[Node]:
    return _siblings(node)[1]


def _preceding_siblings(node: Node) -> Iterable[Node]:
    return reversed(_siblings(node)[0])


def _following(node: Node) -> Iterator[Node]:
    if node.kind in {"attribute", "namespace"} and node.parent is not None:
        node = node.parent
        yield from _descendants(node)
    for place in _ancestors_or_self(node):
        for sibling in _following_siblings(place):
            yield from _descendants_or_self(sibling)


def _preceding(node: Node) -> Iterator[Node]:
    if node.kind in {"attribute", "namespace"} and node.parent is not None:
        node = node.parent
    for place in _ancestors_or_self(node):
        for sibling in _preceding_siblings(place):
            yield from reversed(list(_descendants_or_self(sibling)))


def _parent(node: Node) -> Iterable[Node]:
    return () if node.parent is None else (node.parent,)


def _namespaces(node: Node) -> Iterator[Node]:
    """The prefixes in scope, the nearest declaration of each first; an empty one takes the default away."""
    if node.kind != "element":
        return
    seen = set()
    for place in _ancestors_or_self(node):
        for prefix, uri in (place.prefixes or {}).items():
            if prefix not in seen:
                seen.add(prefix)
                if uri:
                    yield _namespace(node, prefix, uri)
    yield _namespace(node, "xml", XML_NAMESPACE)


def _namespace(owner: Node, prefix: str, uri: str) -> Node:
    node = Node("namespace", prefix, uri)
    node.parent = owner
    return node


WALKS: Final[dict[Axis, Walk]] = {
    "ancestor": _ancestors,
    "ancestor-or-self": _ancestors_or_self,
    "attribute": lambda node: node.attributes,
    "child": Node.contents,
    "descendant": _descendants,
    "descendant-or-self": _descendants_or_self,
    "following": _following,
    "following-sibling": _following_siblings,
    "namespace": _namespaces,
    "parent": _parent,
    "preceding": _preceding,
    "preceding-sibling": _preceding_siblings,
    "self": lambda node: (node,),
}


def test_for(axis: Axis, test: NameTest | TypeTest) -> Test:
    """A name test looks only at the axis's principal kind of node: attribute, namespace, or else element."""
    if isinstance(test, TypeTest):
        return _type_test(test)
    principal = axis if axis in {"attribute", "namespace"} else "element"
    if test.name == "*":
        return lambda node: node.kind == principal
    prefix, _, name = test.name.rpartition(":")
    if not prefix and principal == "element":
        return lambda node: node.is_called(name)
    if not prefix:
        return lambda node: node.name == name and node.kind == principal
    known = _KNOWN_PREFIXES.get(prefix)
    return lambda node: node.kind == principal and _named(node, prefix, name, known)


def _named(node: Node, prefix: str, name: str, known: str | None) -> bool:
    written, _, local = node.name.rpartition(":")
    if name not in {"*", local}:
        return False
    return written == prefix or (known is not None and node.namespace == known)


def _type_test(test: TypeTest) -> Test:
    if test.type == "node":
        return lambda _: True
    if test.type == "processing-instruction":
        target = test.target
        return lambda node: node.kind == "instruction" and target in {None, node.name}
    kind = test.type
    return lambda node: node.kind == kind
