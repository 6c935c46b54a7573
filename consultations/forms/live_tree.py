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
    """Finds the nodes that names and paths mean, each made when something comes to it."""

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
            items = None if name in self._form.questions else self._form.layout.items[name]
            known = self._nodes[key] = LiveNode(self, name, where, items)
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
    def form(self) -> Node:
        """The form's own element, which everything stands in."""
        form = FormNode(self, "data", NOWHERE, self._form.questionnaire.items)
        Node("root").adopt([form])
        return form

    def parent_of(self, name: str, where: Where) -> Node:
        """What stands around the node called `name` at `where`: a group, one time round, or the form."""
        groups = self._form.layout.groups_of[name]
        if not groups:
            return self.form
        return self.node(groups[-1].name, where[: len(self._form.layout.chains[name])])

    def children_of(self, items: Sequence[Item], where: Where) -> Sequence[Node]:
        """The nodes of `items` that stand at `where`, those of repeats once for each time round."""
        return tuple(self.node(item.name, inside) for item in items for inside in self._each(item, where))

    def _each(self, item: Item, where: Where) -> Sequence[Where]:
        return self.rounds(item.name, where) if isinstance(item, Group) and item.repeats else (where,)


class LiveNode(Node):
    """A question, a group, or one time round a repeat. Its family is looked up when something walks there:
    how often one repeat goes round may depend on which time round another one it is.

    `items` are what a group holds; None for a question.
    """

    __slots__ = ("_children", "_items", "_own", "_parent", "_tree", "where")

    def __init__(self, tree: LiveTree, name: str, where: Where, items: Sequence[Item] | None) -> None:
        self.kind = "element"
        self.name = name
        self.namespace = ""
        self.attributes = ()
        self.prefixes = None
        self.where = where
        self._items = items
        self._tree = tree
        self._own: str | None = None
        self._parent: Node | None = None
        self._children: Sequence[Node] | None = None

    @property
    def own(self) -> str | None:
        if self._items is not None:
            return None
        if self._own is None:
            self._own = self._tree.answers.value(key_of(self.name, self.where))
        return self._own

    @own.setter
    def own(self, text: str | None) -> None:
        self._own = text

    @property
    def parent(self) -> Node | None:
        if self._parent is None:
            self._parent = self._tree.parent_of(self.name, self.where)
        return self._parent

    @parent.setter
    def parent(self, node: Node | None) -> None:
        self._parent = node

    @property
    def children(self) -> Sequence[Node]:
        if self._children is None:
            if self._items is None:
                return ()
            self._children = self._tree.children_of(self._items, self.where)
        return self._children

    @children.setter
    def children(self, nodes: Sequence[Node]) -> None:
        self._children = nodes


class FormNode(LiveNode):
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
