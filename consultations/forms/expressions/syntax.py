"""The syntax tree: what the parser makes and the compiler reads. `at` counts characters from 0."""

from dataclasses import dataclass
from typing import Literal

Axis = Literal[
    "ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self", "following",
    "following-sibling", "namespace", "parent", "preceding", "preceding-sibling", "self",
]  # fmt: skip
NodeType = Literal["node", "text", "comment", "processing-instruction"]


@dataclass(frozen=True, slots=True)
class Number:
    value: float
    at: int


@dataclass(frozen=True, slots=True)
class Text:
    value: str
    at: int


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}`."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Expr", ...]
    at: int


@dataclass(frozen=True, slots=True)
class Link:
    """One more operand of a chain, and the operator before it."""

    operator: str
    operand: "Expr"
    at: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined by operators of one precedence, taken from the left; a union is a chain of `|`."""

    first: "Expr"
    links: tuple[Link, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Negation:
    """An operand after `times` minus signs."""

    operand: "Expr"
    times: int
    at: int


@dataclass(frozen=True, slots=True)
class NameTest:
    """`name`, `prefix:name`, `prefix:*` or `*`."""

    name: str


@dataclass(frozen=True, slots=True)
class TypeTest:
    """`node()`, `text()`, `comment()` or `processing-instruction('target')`."""

    type: NodeType
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    axis: Axis
    test: NameTest | TypeTest
    predicates: tuple["Expr", ...]
    at: int


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the root, from the context node (`start` is a word), or from what `start` gives."""

    start: "Expr | Literal['root', 'context']"
    steps: tuple[Step, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Filtered:
    """A primary with predicates: `(//item)[2]`, `${item}[1]`."""

    primary: "Expr"
    predicates: tuple["Expr", ...]
    at: int


Expr = Number | Text | Reference | Call | Chain | Negation | Path | Filtered
