"""XPath's four kinds of value, dates beside them, and how each becomes the others."""

import math
import re
from collections.abc import Callable, Sequence
from datetime import tzinfo

from consultations.forms.expressions.dates import Days, Moment, read_date
from consultations.forms.expressions.nodes import Node

Nodes = Sequence[Node]
Value = float | str | bool | Moment | Nodes
Holds = Callable[[Value, Value], bool]
Compare = Callable[[float, float], bool]

NUMBER = re.compile(r"[ \t\r\n]*-?(\d+(\.\d*)?|\.\d+)[ \t\r\n]*", re.ASCII)
SCRIPT_NUMBER = re.compile(r"-?\d(\.\d+)?e([+]\d{2,}|-\d+)", re.ASCII)
"""How JavaScript engines write very large and very small numbers, and so how those come back as texts."""
SAME_NUMBER = 1e-12
"""Numbers closer than this are equal, as in JavaRosa: 6.1 - 7.8 = -1.7."""


def is_nodes(value: Value) -> bool:
    return isinstance(value, list | tuple)


def text_of(value: Value) -> str:
    """XPath's `string()`: the first node's text for a set of nodes."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        return format_number(value)
    if isinstance(value, Moment):
        return str(value)
    return value[0].text if value else ""


def number_of(value: Value, zone: tzinfo) -> float:
    """XPath's `number()`; a text that writes a date is its days since 1970."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float | int):
        return value
    if isinstance(value, Moment):
        return value.days()
    return number_in(text_of(value), zone)


def number_in(text: str, zone: tzinfo) -> float:
    if NUMBER.fullmatch(text) or SCRIPT_NUMBER.fullmatch(text):
        return float(text)
    moment = read_date(text, zone) if "-" in text else None
    return math.nan if moment is None else Days(Moment(moment).days())


def truth_of(value: Value) -> bool:
    """XPath's `boolean()`; what is no date is false."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float | int):
        return value != 0 and not math.isnan(value)
    if isinstance(value, Moment):
        return value.at is not None
    return len(value) > 0


def format_number(value: float) -> str:
    """A number as XPath writes it: no exponent, no empty fraction, no sign on zero."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, Days) or value == int(value):
        return str(math.floor(value))
    shortest = repr(float(value))
    if "e" not in shortest:
        return shortest
    return f"{value:.{20 - math.floor(math.log10(abs(value)))}f}".rstrip("0").rstrip(".")


def equal(left: Value, right: Value, zone: tzinfo) -> bool:
    """`left = right`, as XPath 1.0 section 3.4 has it for every pair of kinds."""
    return _any_pair(left, right, lambda one, other: _same(one, other, zone))


def unequal(left: Value, right: Value, zone: tzinfo) -> bool:
    """`left != right`: for sets of nodes, whether any pair differs."""
    return _any_pair(left, right, lambda one, other: not _same(one, other, zone))


def _any_pair(left: Value, right: Value, holds: Holds) -> bool:
    if is_nodes(left) and not isinstance(right, bool):
        return any(_any_pair(node.text, right, holds) for node in left)  # type: ignore[union-attr] # it is nodes
    if is_nodes(right) and not isinstance(left, bool):
        return any(_any_pair(left, node.text, holds) for node in right)  # type: ignore[union-attr] # it is nodes
    return holds(left, right)


def _same(left: Value, right: Value, zone: tzinfo) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return truth_of(left) == truth_of(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    one, other = number_of(left, zone), number_of(right, zone)
    return one == other or abs(one - other) < SAME_NUMBER


def ordered(left: Value, right: Value, zone: tzinfo, compare: Compare) -> bool:
    """`<`, `<=`, `>` or `>=`: by number, for any pair where there are nodes."""
    return _any_pair(left, right, lambda one, other: compare(number_of(one, zone), number_of(other, zone)))
