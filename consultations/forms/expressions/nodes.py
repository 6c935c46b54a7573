"""The light tree that expressions walk: answers, repeats, choice lists.

A leaf keeps its text itself (`own`); an element with element children, or with mixed content, keeps nodes in
`children`. Build with `Node.leaf` and `Node.branch`; a node knows its parent once it has one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

Kind = Literal["root", "element", "text", "attribute", "comment", "instruction", "namespace"]

XHTML_NAMESPACE: Final = "http://www.w3.org/1999/xhtml"
XML_NAMESPACE: Final = "http://www.w3.org/XML/1998/namespace"


class Node:
    """One node. `name` is as written, with its prefix; `namespace` is the URI that the name stands in."""

    __slots__ = ("attributes", "children", "kind", "name", "namespace", "own", "parent", "prefixes")

    def __init__(self, kind: Kind, name: str = "", own: str | None = None, namespace: str = "") -> None:
        self.kind: Kind = kind
        self.name = name
        self.own = own
        self.namespace = namespace
        self.parent: Node | None = None
        self.children: Sequence[Node] = ()
        self.attributes: Sequence[Node] = ()
        self.prefixes: Mapping[str, str] | None = None

    @classmethod
    def leaf(cls, name: str, text: str = "") -> "Node":
        """An element that holds text only: an answer, or one column of a choice."""
        return cls("element", name, text)

    @classmethod
    def branch(cls, name: str, children: Iterable["Node"] = ()) -> "Node":
        """An element that holds others, which become its children: a group, a repeat, a choice."""
        return cls("element", name).adopt(children)

    def adopt(self, children: Iterable["Node"]) -> "Node":
        """Make `children` the content of this node, and return this node."""
        self.children = tuple(children)
        for child in self.children:
            child.parent = self
        return self

    def is_called(self, name: str) -> bool:
        """Whether a name without a prefix means this element. A form's own names may stand in any default
        namespace, only not in that of the page around it."""
        return self.name == name and self.kind == "element" and self.namespace != XHTML_NAMESPACE

    def with_attributes(self, attributes: Mapping[str, str]) -> "Node":
        """Set the attributes, given by their written names, and return this node."""
        self.attributes = tuple(Node("attribute", name, value) for name, value in attributes.items())
        for attribute in self.attributes:
            attribute.parent = self
        return self

    @property
    def text(self) -> str:
        """The string-value: the node's own text, or all the text below it."""
        if self.own is not None:
            return self.own
        return "".join(node.own or "" for node in self.descendants() if node._is_text())

    def _is_text(self) -> bool:
        """Whether its own text counts in the text of what holds it; once built, a leaf's text node does."""
        return self.kind == "text" or (self.kind == "element" and not self.children)

    def descendants(self) -> Iterator["Node"]:
        """Everything below this node in document order, without attributes and unbuilt text nodes."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def contents(self) -> Sequence["Node"]:
        """The children, with the text of a leaf as a text node of its own."""
        if self.kind == "element" and self.own and not self.children:
            text = Node("text", own=self.own)
            self.adopt([text])
        return self.children

    def top(self) -> "Node":
        """The root of the tree that this node is in."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def attribute(self, name: str) -> str | None:
        """The value of the attribute with this written name."""
        return next((attribute.own for attribute in self.attributes if attribute.name == name), None)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name}>"


def text_of_first(nodes: Sequence[Node]) -> str:
    """The string-value of a node-set: that of its first node, and blank when it is empty."""
    return nodes[0].text if nodes else ""


def in_document_order(nodes: Sequence[Node]) -> list[Node]:
    """The same nodes once each, in document order; trees follow each other as they first appear."""
    unique = list({_identity(node): node for node in nodes}.values())
    if len(unique) < 2:
        return unique
    order: dict[int, int] = {}
    for node in unique:
        if id(_anchor(node)) not in order:
            for member in _everything(node.top()):
                order[id(member)] = len(order)
    return sorted(unique, key=lambda node: (order[id(_anchor(node))], node.kind == "namespace"))


def _identity(node: Node) -> object:
    """Namespace nodes are made anew each time that they are asked for."""
    return (id(node.parent), node.name) if node.kind == "namespace" else id(node)


def _anchor(node: Node) -> Node:
    """The node of the tree by which this one is placed: a namespace node comes next after its element."""
    return node.parent if node.kind == "namespace" and node.parent is not None else node


def _everything(top: Node) -> Iterator[Node]:
    yield top
    yield from top.attributes
    for node in top.descendants():
        yield node
        yield from node.attributes
