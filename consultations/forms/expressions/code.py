"""Compiled pieces: a closure and the kind of value it gives, so that a needless conversion is never made."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from consultations.forms.expressions.context import Context
from consultations.forms.expressions.dates import Moment
from consultations.forms.expressions.values import Nodes, Value, number_of, text_of, truth_of

Kind = Literal["number", "text", "truth", "nodes", "any"]
Run = Callable[[Context], Value]


@dataclass(frozen=True, slots=True)
class Code:
    """A compiled piece. `constant`: its value where written; `reference`: its name where it is `${name}`."""

    run: Run
    kind: Kind
    character: int
    constant: Value | None = None
    reference: str | None = None

    def text(self) -> Callable[[Context], str]:
        run = self.run
        if self.kind == "text":
            return run  # type: ignore[return-value] # the kind says so
        if self.reference is not None:
            name = self.reference
            return lambda context: _first(context.resolve(name))
        return lambda context: text_of(run(context))

    def number(self) -> Callable[[Context], float]:
        run = self.run
        if self.kind == "number":
            return run  # type: ignore[return-value] # the kind says so
        return lambda context: number_of(run(context), context.zone)

    def truth(self) -> Callable[[Context], bool]:
        """XPath's boolean; but `${name}` alone asks whether it has an answer, as form authors mean it."""
        run = self.run
        if self.kind == "truth":
            return run  # type: ignore[return-value] # the kind says so
        if self.reference is not None:
            name = self.reference
            return lambda context: bool(_first(context.resolve(name)))
        return lambda context: truth_of(run(context))

    def nodes(self) -> Callable[[Context], Nodes]:
        run = self.run
        return run if self.kind == "nodes" else lambda context: _nodes(run(context))  # type: ignore[return-value] # the kind says so


def _first(nodes: Nodes) -> str:
    return nodes[0].text if nodes else ""


def _nodes(value: Value) -> Nodes:
    return value if isinstance(value, list | tuple) else ()


def literal(value: Value, kind: Kind, character: int) -> Code:
    return Code(lambda _context: value, kind, character, constant=value)


def is_blank(value: Value) -> bool:
    """Whether `coalesce` passes over it: no text, no number, no date."""
    if isinstance(value, float) and math.isnan(value):
        return True
    return (isinstance(value, Moment) and value.at is None) or text_of(value) == ""
