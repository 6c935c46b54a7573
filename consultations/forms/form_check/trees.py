"""Syntax trees taken apart: what stands inside an expression, and bare names such as `a` in `a = 'yes'`."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from consultations.forms.expressions.faults import ExpressionFault
from consultations.forms.expressions.parser import parse
from consultations.forms.expressions.syntax import (
    Call,
    Chain,
    Expr,
    Filtered,
    NameTest,
    Negation,
    Path,
    Step,
)

AT_ONCE = 1000
"""Trees that are remembered: each of a form's expressions is looked at by several checks."""


@lru_cache(maxsize=AT_ONCE)
def tree_of(source: str) -> Expr | None:
    """The syntax tree of `source`; None where it is no expression."""
    try:
        return parse(source)
    except ExpressionFault:
        return None


def every_node(node: Expr) -> Iterator[Expr]:
    """`node` and everything in it. Not what is in square brackets: there names are those of columns."""
    yield node
    for part in _parts(node):
        yield from every_node(part)


def _parts(node: Expr) -> Iterator[Expr]:
    match node:
        case Call(_, arguments):
            yield from arguments
        case Chain(first, links):
            yield first
            yield from (link.operand for link in links)
        case Negation(inner) | Filtered(inner):
            yield inner
        case Path(start) if not isinstance(start, str):
            yield start


def bare_name(node: Expr) -> str:
    """The name that stands alone, as `a` does in `a = 'yes'`; "" for anything else."""
    match node:
        case Path("context", (Step("child", NameTest(name), ()),)):
            return name
    return ""


def with_bare_names(node: Expr, change: Callable[[str], Expr]) -> Expr:
    """The tree with `change(name)` in the place of each bare name."""

    def changed(part: Expr) -> Expr:
        return with_bare_names(part, change)

    match node:
        case Call(_, arguments):
            return replace(node, arguments=tuple(map(changed, arguments)))
        case Chain(first, links):
            others = tuple(replace(link, operand=changed(link.operand)) for link in links)
            return replace(node, first=changed(first), links=others)
        case Negation(inner):
            return replace(node, operand=changed(inner))
    name = bare_name(node)
    return change(name) if name else node
