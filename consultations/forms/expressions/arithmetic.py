"""`+ - * div mod` and the minus sign, on IEEE 754 doubles."""

# ruff: noqa: ARG005 - every compiled closure has the same four parameters (see code.py)

from collections.abc import Callable, Sequence
from math import copysign, fmod, inf, isinf, isnan, nan
from operator import add, mul, sub
from typing import Final

from consultations.forms.expressions.code import Code, NumberRun, number_run
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.nodes import Node

Operation = Callable[[float, float], float]


def divide(a: float, b: float) -> float:
    if b != 0:
        return a / b
    if a == 0 or isnan(a) or isnan(b):
        return nan
    return copysign(inf, a) * copysign(1.0, b)


def remainder(a: float, b: float) -> float:
    """Takes the sign of `a`, as XPath says (and unlike Python's `%`)."""
    if b == 0 or isinf(a) or isnan(a) or isnan(b):
        return nan
    return fmod(a, b)


OPERATIONS: Final[dict[str, Operation]] = {"+": add, "-": sub, "*": mul, "div": divide, "mod": remainder}


def arithmetic(first: Code, rest: Sequence[tuple[str, Code]]) -> Code:
    """Operands taken from the left."""
    left = number_run(first)
    links = [(OPERATIONS[operator], number_run(operand)) for operator, operand in rest]
    if len(links) == 1:
        return Code("number", _pair(left, *links[0]))

    def run(c: Context, n: Node | None, p: int, s: int) -> float:
        total = left(c, n, p, s)
        for operation, operand in links:
            total = operation(total, operand(c, n, p, s))
        return total

    return Code("number", run)


def _pair(left: NumberRun, operation: Operation, right: NumberRun) -> NumberRun:
    return lambda c, n, p, s: operation(left(c, n, p, s), right(c, n, p, s))


def negation(operand: Code, times: int) -> Code:
    number = number_run(operand)
    sign = -1.0 if times % 2 else 1.0
    if isinstance(operand.constant, float):
        value = sign * operand.constant
        return Code("number", lambda c, n, p, s: value, value)
    return Code("number", lambda c, n, p, s: sign * number(c, n, p, s))
