"""The answers as the tree that expressions walk: each node finds its value and its family when it is asked.

Nearly every expression names its questions as `${name}` and looks at one value; only those that write paths
(`../age`, `position(..)`) or go through repeats need to know what stands around a node.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Protocol

from consultations.forms.compiled import CompiledForm
from consultations.forms.expressions import Node
from consultations.forms.places import NOWHERE, Where, key_of
from consultations.forms.questionnaire import Group, Item


class Answers(Protocol):
    """What the tree must know of the answers."""

    def value(self, key: str) -> str: ...
    def relevant(self, key: str) -> bool: ...
    def times(self, repeat: str, where: Where) -> int: ...


class LiveTree:
    """Finds the nodes that names and paths mean. Builds the whole tree only when something walks it."""

    def __init__(self, form: CompiledForm, answers: Answers) -> None:
        self.answers = answers
        self._form = form
        self._nodes: dict[str, LiveNode] = {}
        self._single: dict[str, tuple[LiveNode]] = {}

    def node(self, name: str, where: Where) -> "LiveNode":
        """The node of a question, a group, or one time round a repeat."""
        key = key_of(name, where)
        known = self._nodes.get(key)
        if known is None:
            known = self._nodes[key] = LiveNode(
                self, name, key, answers_a_question=name in self._form.questions
            )
        return known

    def resolve(self, name: str, where: Where) -> Sequence[Node]:
        """The nodes that `${name}` means at `where`: one, or, from outside a repeat, one each time round."""
        chain = self._form.layout.chains.get(name)
        if chain == () and name not in self._form.counts:
            known = self._single.get(name)
            if known is None:
                known = self._single[name] = (self.node(name, NOWHERE),)
            return known
        if chain is None:
            return (Node.leaf(name),)
        if name in self._form.counts:
            return [self.node(name, one) for one in self._expanded(where, (*chain, name), len(chain))]
        found = self._expanded(where, chain, len(chain))
        if found and where[: len(chain)] == found[0]:
            return (self.node(name, found[0]),)
        leaf = name in self._form.questions
        return [self.node(name, one) for one in found if not leaf or self.answers.relevant(key_of(name, one))]

    def _expanded(self, where: Where, chain: tuple[str, ...], most: int) -> list[Where]:
        """Every time round of the repeats in `chain` that shares with `where` what it can, at most `most`."""
        shared: Where = NOWHERE
        for (repeat, number), wanted in zip(where, chain[:most], strict=False):
            if repeat != wanted:
                break
            shared = (*shared, (repeat, number))
        found = [shared]
        for repeat in chain[len(shared) :]:
            found = [one for outer in found for one in self.rounds(repeat, outer)]
        return found

    def rounds(self, repeat: str, where: Where) -> list[Where]:
        """Each time round of a repeat that stands at `where`."""
        numbers = range(1, self.answers.times(repeat, where) + 1)
        return [(*where, (repeat, number)) for number in numbers]

    @cached_property
    def whole(self) -> Node:
        """The root of everything, with every node in its place."""
        data = AnyRoot("element", "data")
        self._grow(data, self._form.questionnaire.items, NOWHERE)
        return Node("root").adopt([data])

    def _grow(self, parent: Node, items: Sequence[Item], where: Where) -> None:
        children: list[Node] = []
        for item in items:
            repeats = isinstance(item, Group) and item.repeats
            for inside in self.rounds(item.name, where) if repeats else [where]:
                node = self.node(item.name, inside)
                children.append(node)
                if isinstance(item, Group):
                    self._grow(node, item.items, inside)
        parent.adopt(children)


class LiveNode(Node):
    """A question, a group, or one time round a repeat. `key` says which."""

    __slots__ = ("_children", "_own", "_parent", "_tree", "answers_a_question", "key")

    def __init__(self, tree: LiveTree, name: str, key: str, *, answers_a_question: bool) -> None:
        self.kind = "element"
        self.name = name
        self.namespace = ""
        self.attributes = ()
        self.prefixes = None
        self.key = key
        self.answers_a_question = answers_a_question
        self._tree = tree
        self._own: str | None = None
        self._parent: Node | None = None
        self._children: Sequence[Node] | None = None

    @property
    def own(self) -> str | None:
        if not self.answers_a_question:
            return None
        if self._own is None:
            self._own = self._tree.answers.value(self.key)
        return self._own

    @own.setter
    def own(self, text: str | None) -> None:
        self._own = text

    @property
    def parent(self) -> Node | None:
        if self._parent is None:
            self._tree.whole  # noqa: B018 - building it gives every node its parent
        return self._parent

    @parent.setter
    def parent(self, node: Node | None) -> None:
        self._parent = node

    @property
    def children(self) -> Sequence[Node]:
        if self._children is None:
            if self.answers_a_question:
                return ()
            self._tree.whole  # noqa: B018 - building it gives every node its children
        return self._children or ()

    @children.setter
    def children(self, nodes: Sequence[Node]) -> None:
        self._children = nodes


class AnyRoot(Node):
    """The form's own element: authors call it `data` or by the form's id; whatever they write means it."""

    __slots__ = ()

    def is_called(self, name: str) -> bool:
        return True


def probe(name: str, value: str, place: Callable[[], Node]) -> Node:
    """A value that is being tried: it stands where its place stands, but is not part of the tree."""
    return _Probe(name, value, place)


class _Probe(Node):
    __slots__ = ("_place",)

    def __init__(self, name: str, value: str, place: Callable[[], Node]) -> None:
        self._place = place
        super().__init__("element", name, value)

    @property
    def parent(self) -> Node | None:
        return self._place().parent

    @parent.setter
    def parent(self, node: Node | None) -> None:
        """It has the parent of its place, whatever a tree may say."""
