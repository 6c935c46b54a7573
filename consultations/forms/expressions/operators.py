"""The operators, compiled: arithmetic, comparison, logic, union."""

import math
import operator
from collections.abc import Callable

from consultations.forms.expressions.code import Code
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.faults import ExpressionFault
from consultations.forms.expressions.values import Compare, Nodes, equal, ordered, unequal

ORDER: dict[str, Compare] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def divide(left: float, right: float) -> float:
    """IEEE 754 division: by zero it gives infinity or NaN."""
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def remainder(left: float, right: float) -> float:
    """What truncating division leaves, with the sign of `left` (XPath 1.0, section 3.5)."""
    if right == 0 or math.isinf(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "times": operator.mul,
    "div": divide,
    "mod": remainder,
}


def arithmetic(sign: str, left: Code, right: Code) -> Code:
    work = ARITHMETIC[sign]
    one, other = left.number(), right.number()
    return Code(lambda context: float(work(one(context), other(context))), "number", left.character)


def negative(piece: Code) -> Code:
    number = piece.number()
    return Code(lambda context: -number(context), "number", piece.character)


def logic(sign: str, left: Code, right: Code) -> Code:
    one, other = left.truth(), right.truth()
    if sign == "and":
        return Code(lambda context: one(context) and other(context), "truth", left.character)
    return Code(lambda context: one(context) or other(context), "truth", left.character)


def comparison(sign: str, left: Code, right: Code) -> Code:
    if sign in ORDER:
        return _ordering(ORDER[sign], left, right)
    quick = _reference_and_text(left, right) or _reference_and_text(right, left)
    if quick is not None:
        return Code(quick if sign == "=" else lambda context: not quick(context), "truth", left.character)
    one, other = left.run, right.run
    if sign == "=":
        return Code(
            lambda context: equal(one(context), other(context), context.zone), "truth", left.character
        )
    return Code(lambda context: unequal(one(context), other(context), context.zone), "truth", left.character)


def _reference_and_text(left: Code, right: Code) -> Callable[[Context], bool] | None:
    """`${name} = 'text'`, by far the commonest comparison: no conversion at all. Blank where not answered."""
    if left.reference is None or right.kind != "text" or right.constant is None:
        return None
    wanted, text = right.constant, left.text()
    return lambda context: text(context) == wanted


def _ordering(compare: Compare, left: Code, right: Code) -> Code:
    if left.kind in ("number", "truth", "text") and right.kind in ("number", "truth", "text"):
        a, b = left.number(), right.number()
        return Code(lambda context: compare(a(context), b(context)), "truth", left.character)
    if left.reference is not None and right.kind == "number":
        a, b = left.number(), right.number()
        return Code(lambda context: compare(a(context), b(context)), "truth", left.character)
    one, other = left.run, right.run
    return Code(
        lambda context: ordered(one(context), other(context), context.zone, compare), "truth", left.character
    )


def union(left: Code, right: Code) -> Code:
    for piece in (left, right):
        if piece.kind not in ("nodes", "any"):
            raise ExpressionFault("not_nodes", "“|” joins paths only.", "Write “or” for or.", piece.character)
    one, other = left.nodes(), right.nodes()

    def run(context: Context) -> Nodes:
        both = {id(node): node for node in (*one(context), *other(context))}
        return sorted(both.values(), key=lambda node: node.order)

    return Code(run, "nodes", left.character)
