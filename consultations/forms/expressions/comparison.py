"""`= != < <= > >=` and `and`, `or`. A node-set compares by any of its nodes (XPath 1.0, section 3.4)."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from operator import ge, gt, le, lt
from typing import Final

from consultations.forms.expressions.code import (
    BooleanRun,
    Code,
    NodesRun,
    Run,
    boolean_run,
    number_run,
)
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.dates import Moment, may_be_date, moment_of_text
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.values import Value, number_of_text, to_boolean, to_number, to_text

NEAR: Final = 1e-12
"""Numbers this near are equal, so that 0.1 + 0.2 = 0.3; the margin is JavaRosa's."""

Compare = Callable[[float, float], bool]

_ORDER: Final[dict[str, Compare]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_MIRROR: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def same(a: float, b: float) -> bool:
    return a == b or abs(a - b) < NEAR


def differ(a: float, b: float) -> bool:
    return not same(a, b)


def comparison(operator: str, left: Code, right: Code) -> Code:
    """Left, operator, right. A node-set against a literal, the commonest shape, has its own closure."""
    if left.kind != "nodes" and right.kind == "nodes":
        operator, left, right = _MIRROR[operator], right, left
    numeric = _ORDER.get(operator) or (same if operator == "=" else differ)
    if left.kind == "nodes" and isinstance(right.constant, float):
        return Code("boolean", _nodes_with_number(left.run, numeric, right.constant))
    if operator in {"=", "!="} and left.kind == "nodes" and _is_plain_text(right.constant):
        return Code("boolean", _nodes_with_text(left.run, operator == "=", str(right.constant)))
    if _any_kind(left, right, "nodes", "any"):
        return Code("boolean", _general(operator, left.run, right.run))
    if operator in _ORDER or (
        not _any_kind(left, right, "boolean", "date") and _any_kind(left, right, "number")
    ):
        return Code("boolean", _numbers(left, numeric, right))
    return Code("boolean", _equality(operator == "=", left, right))


def _is_plain_text(constant: object) -> bool:
    return isinstance(constant, str) and not may_be_date(constant)


def _any_kind(left: Code, right: Code, *kinds: str) -> bool:
    return left.kind in kinds or right.kind in kinds


def _nodes_with_number(nodes: NodesRun, compare: Compare, number: float) -> BooleanRun:
    def run(c: Context, n: Node | None, p: int, s: int) -> bool:
        for node in nodes(c, n, p, s):
            own = node.own
            if compare(number_of_text(node.text if own is None else own, c.zone), number):
                return True
        return False

    return run


def _nodes_with_text(nodes: NodesRun, equal: bool, text: str) -> BooleanRun:
    def run(c: Context, n: Node | None, p: int, s: int) -> bool:
        for node in nodes(c, n, p, s):
            own = node.own
            if ((node.text if own is None else own) == text) is equal:
                return True
        return False

    return run


def _numbers(left: Code, compare: Compare, right: Code) -> BooleanRun:
    a, b = number_run(left), number_run(right)
    return lambda c, n, p, s: compare(a(c, n, p, s), b(c, n, p, s))


def _equality(equal: bool, left: Code, right: Code) -> BooleanRun:
    """Equality of values of which none is a node-set, and of which none is a number beside a non-date."""
    if _any_kind(left, right, "boolean"):
        truth_a, truth_b = boolean_run(left), boolean_run(right)
        return lambda c, n, p, s: (truth_a(c, n, p, s) == truth_b(c, n, p, s)) is equal
    run_a, run_b = left.run, right.run
    return lambda c, n, p, s: _equal(run_a(c, n, p, s), run_b(c, n, p, s), c.zone) is equal


def _general(operator: str, left: Run, right: Run) -> BooleanRun:
    """When a node-set may be on either side."""
    if operator in _ORDER:
        order = _ORDER[operator]
        return lambda c, n, p, s: _ordered(order, left(c, n, p, s), right(c, n, p, s), c.zone)
    equal = operator == "="
    return lambda c, n, p, s: _matched(equal, left(c, n, p, s), right(c, n, p, s), c.zone)


def _ordered(compare: Compare, left: Value, right: Value, zone: tzinfo) -> bool:
    if isinstance(left, bool) and _is_nodes(right):
        right = to_boolean(right)
    elif isinstance(right, bool) and _is_nodes(left):
        left = to_boolean(left)
    numbers = [to_number(b, zone) for b in _members(right)]
    return any(compare(to_number(a, zone), b) for a in _members(left) for b in numbers)


def _matched(equal: bool, left: Value, right: Value, zone: tzinfo) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return (to_boolean(left) == to_boolean(right)) is equal
    members = _members(right)
    return any(_equal(a, b, zone) is equal for a in _members(left) for b in members)


def _equal(left: Value, right: Value, zone: tzinfo) -> bool:
    """Two values of which none is a node-set."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, Moment) or isinstance(right, Moment):
        return _equal_dates(left, right, zone)
    if isinstance(left, float) or isinstance(right, float):
        return same(to_number(left, zone), to_number(right, zone))
    return left == right or _same_date(str(left), str(right), zone)


def _same_date(left: str, right: str, zone: tzinfo) -> bool:
    """Two texts are equal when both are dates of the same moment: `2026-1-5` is `2026-01-05`."""
    if not (may_be_date(left) and may_be_date(right)):
        return False
    a = moment_of_text(left, zone).milliseconds
    return a is not None and a == moment_of_text(right, zone).milliseconds


def _equal_dates(left: Value, right: Value, zone: tzinfo) -> bool:
    """As instants when both can be read as such; else as texts, so that `date('') = ''`."""
    a, b = _days(left, zone), _days(right, zone)
    if a is None or b is None:
        return to_text(left, zone) == to_text(right, zone)
    return same(a, b)


def _days(value: Value, zone: tzinfo) -> float | None:
    if isinstance(value, str):
        value = moment_of_text(value, zone)
    if isinstance(value, Moment):
        return None if value.milliseconds is None else value.days
    return to_number(value, zone)


def _is_nodes(value: Value) -> bool:
    return isinstance(value, (list, tuple))


def _members(value: Value) -> Sequence[Value]:
    """The string-values of a node-set; any other value alone."""
    if isinstance(value, (list, tuple)):
        return [node.text for node in value]
    return (value,)


def either(operands: Sequence[BooleanRun]) -> BooleanRun:
    """`or`: stops at the first that is true."""
    if len(operands) == 2:
        left, right = operands
        return lambda c, n, p, s: left(c, n, p, s) or right(c, n, p, s)

    def run(c: Context, n: Node | None, p: int, s: int) -> bool:
        for operand in operands:  # noqa: SIM110 - any() with a generator takes twice the time
            if operand(c, n, p, s):
                return True
        return False

    return run


def both(operands: Sequence[BooleanRun]) -> BooleanRun:
    """`and`: stops at the first that is false."""
    if len(operands) == 2:
        left, right = operands
        return lambda c, n, p, s: left(c, n, p, s) and right(c, n, p, s)

    def run(c: Context, n: Node | None, p: int, s: int) -> bool:
        for operand in operands:  # noqa: SIM110 - the same
            if not operand(c, n, p, s):
                return False
        return True

    return run
