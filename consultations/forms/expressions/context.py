"""What an expression is evaluated in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from consultations.forms.expressions.faults import ExpressionFault
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.values import Nodes


def _no_instance(_name: str) -> Node | None:
    return None


def _own_name(value: str, _question: str) -> str:
    return value


@dataclass(slots=True)
class Context:
    """Where an expression stands and what it may know.

    `node` is `.`; None where nothing is around, and then a path is a fault. `resolve` gives the nodes of
    `${name}`. `instance` gives a choice list by name, `choice_label` the words of a choice for
    `jr:choice-name`. `root` is where a path with a leading `/` begins; the top of the node's tree by default.
    """

    node: Node | None
    resolve: Callable[[str], Nodes]
    now: datetime
    zone: tzinfo
    random: Callable[[], float]
    new_id: Callable[[], str]
    instance: Callable[[str], Node | None] = _no_instance
    choice_label: Callable[[str, str], str] = _own_name
    root: Node | None = None
    position: int = 1
    size: int = 1
    current: Node | None = None

    def here(self) -> Node:
        """The node that the expression stands at. Raises `ExpressionFault` where there is none."""
        if self.node is None:
            raise ExpressionFault("nothing_around", "There is no question here to look at.", "Use ${name}.")
        return self.node

    def start(self) -> Node:
        """Where a path with a leading `/` begins."""
        return self.root if self.root is not None else self.here().top()

    def at(self, node: Node, position: int, size: int) -> "Context":
        """The same surroundings, standing at `node`, the `position`-th of `size`."""
        return Context(
            node,
            self.resolve,
            self.now,
            self.zone,
            self.random,
            self.new_id,
            self.instance,
            self.choice_label,
            self.root,
            position,
            size,
            self.current if self.current is not None else self.node,
        )
