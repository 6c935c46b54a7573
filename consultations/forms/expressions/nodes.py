"""The tree that paths walk: answers, choice lists, or any XML turned into it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

Kind = Literal["root", "element", "attribute", "text", "comment", "instruction"]


class Node:
    """One node. An element without children may hold its text itself, which is how answers are made.

    `order` is the node's place in its document; nodes made one by one all have 0 and keep the order given.
    """

    __slots__ = ("_text", "attributes", "children", "kind", "name", "namespace", "order", "parent")

    def __init__(
        self,
        name: str,
        text: str = "",
        children: Iterable["Node"] = (),
        *,
        kind: Kind = "element",
        attributes: Mapping[str, str] | None = None,
        namespace: str = "",
        order: int = 0,
    ) -> None:
        self.name = name
        self._text = text
        self.kind = kind
        self.namespace = namespace
        self.order = order
        self.parent: Node | None = None
        self.children: list[Node] = []
        for child in children:
            self.add(child)
        given = attributes or {}
        self.attributes = tuple(self._attribute(key, value) for key, value in given.items())

    @classmethod
    def leaf(cls, name: str, text: str) -> "Node":
        """An element that holds nothing but `text`."""
        return cls(name, text)

    def add(self, child: "Node") -> None:
        child.parent = self
        self.children.append(child)

    def _attribute(self, name: str, value: str) -> "Node":
        node = Node(name, value, kind="attribute", order=self.order)
        node.parent = self
        return node

    @property
    def text(self) -> str:
        """The string value, as XPath 1.0 section 5 defines it for each kind of node."""
        if not self.children:
            return self._text
        return "".join(node._text for node in self.descendants() if node.kind == "text" or not node.children)

    def attribute(self, name: str) -> str | None:
        return next((node._text for node in self.attributes if node.name == name), None)

    def content(self) -> list["Node"]:
        """The children; the text that a leaf holds itself counts as one."""
        if self.children or not self._text or self.kind not in ("element", "root"):
            return self.children
        text = Node("", self._text, kind="text", order=self.order)
        text.parent = self
        return [text]

    def descendants(self) -> Iterator["Node"]:
        """Every node below this one, in document order, attributes excepted."""
        waiting = list(reversed(self.content()))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.content()))

    def ancestors(self) -> Iterator["Node"]:
        """The parent, its parent, and so on to the root."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def top(self) -> "Node":
        """The root of the tree that this node stands in."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def place(self) -> int:
        """Its position among the siblings of its own name, from 1: which instance of a repeat it is."""
        if self.parent is None:
            return 1
        same = [node for node in self.parent.children if node.name == self.name and node.kind == self.kind]
        return next(number for number, node in enumerate(same, start=1) if node is self)
