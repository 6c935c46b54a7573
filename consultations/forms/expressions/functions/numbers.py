"""Functions of numbers."""

# ruff: noqa: ARG005 - every compiled closure has the same four parameters (see code.py)

import math
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import inf, isfinite, isnan, nan
from typing import Final

from consultations.forms.expressions.arithmetic import divide
from consultations.forms.expressions.code import Run
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.functions.signature import (
    ANY_NUMBER,
    Arguments,
    Function,
    function,
    of_context,
    plain,
)
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.values import number_of_text, to_number

_MOST_DIGITS: Final = 400
"""A double has no decimals beyond these, and no power of ten either."""


def rounded(number: float, digits: float = 0.0) -> float:
    """To `digits` decimals, or to tens, hundreds … when negative.

    The engines disagree on halves below zero: JavaRosa goes towards +∞, Enketo away from zero. Above zero a
    half goes up (2.15 → 2.2, by its decimal figures); below, the double itself is rounded half to even, which
    contradicts neither on what it asserts (-1.5 → -2, -0.5 → 0, -12345.15 → -12345.1, -1.475 → -1.48).
    """
    if isnan(digits):
        return nan
    if not isfinite(number):
        return number
    places = int(max(-_MOST_DIGITS, min(_MOST_DIGITS, digits)))
    if number < 0:
        return round(number, places)
    decimal = Decimal(repr(number))
    if places >= -int(decimal.as_tuple().exponent):
        return number
    if decimal.adjusted() + places < -1:
        return 0.0
    shifted = decimal.scaleb(places).quantize(Decimal(1), ROUND_HALF_UP)
    return float(shifted.scaleb(-places))


def truncated(number: float, _: float = 0.0) -> float:
    """Without its decimals. A second argument, as in `int(${days}, 0)`, is left aside, as in Enketo."""
    return float(math.trunc(number)) if isfinite(number) else number


def floor(number: float) -> float:
    return float(math.floor(number)) if isfinite(number) else number


def ceiling(number: float) -> float:
    return float(math.ceil(number)) if isfinite(number) else number


def power(base: float, exponent: float) -> float:
    """NaN where there is no real result; an infinity where it is too large."""
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -inf if base < 0 and exponent % 2 == 1 else inf
    except ValueError:
        return divide(1.0, base) if base == 0 else nan


def real(function: Callable[..., float]) -> Callable[..., float]:
    """`function` with NaN outside its domain and infinity beyond its range, as IEEE 754 has it."""

    def total(*numbers: float) -> float:
        try:
            return function(*numbers)
        except ValueError:
            return nan
        except OverflowError:
            return inf

    return total


def logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -inf if number == 0 else real(function)(number)


def least(numbers: Iterable[float]) -> float:
    found = list(numbers)
    return nan if not found or any(map(isnan, found)) else min(found)


def greatest(numbers: Iterable[float]) -> float:
    found = list(numbers)
    return nan if not found or any(map(isnan, found)) else max(found)


def numbers_run(arguments: Arguments) -> Run:
    """All numbers of the arguments; a node-set gives one for each node."""
    parts = [code.run for code in arguments.codes]

    def run(c: Context, n: Node | None, p: int, s: int) -> list[float]:
        found: list[float] = []
        for part in parts:
            value = part(c, n, p, s)
            if isinstance(value, (list, tuple)):
                found.extend(number_of_text(node.text, c.zone) for node in value)
            else:
                found.append(to_number(value, c.zone))
        return found

    return run


def _extreme(choose: Callable[[Iterable[float]], float]) -> Callable[[Arguments], Run]:
    def build(arguments: Arguments) -> Run:
        numbers = numbers_run(arguments)
        return lambda c, n, p, s: choose(numbers(c, n, p, s))

    return build


def _sum(arguments: Arguments) -> Run:
    nodes = arguments.nodes(0)
    return lambda c, n, p, s: float(sum(number_of_text(node.text, c.zone) for node in nodes(c, n, p, s)))


def _round(arguments: Arguments) -> Run:
    """JavaRosa reads a decimal comma here, so `round('4,6')` is 5."""
    number, text = arguments.number(0), arguments.text(0)
    may_have_comma = arguments.codes[0].kind in {"text", "nodes", "any"}
    digits = arguments.number(1) if len(arguments) > 1 else None

    def run(c: Context, n: Node | None, p: int, s: int) -> float:
        value = number(c, n, p, s)
        if isnan(value) and may_have_comma:
            value = number_of_text(text(c, n, p, s).replace(",", ".", 1), c.zone)
        return rounded(value) if digits is None else rounded(value, digits(c, n, p, s))

    return run


def _random(_: Arguments) -> Run:
    return lambda c, n, p, s: c.random()


FUNCTIONS: Final[Sequence[Function]] = (
    of_context("number", "number", "number", lambda number: number),
    plain("int", "number", ("number", "number"), truncated, optional=1),
    function("round", "number", (1, 2), _round),
    function("sum", "number", (1, 1), _sum),
    function("min", "number", (0, ANY_NUMBER), _extreme(least)),
    function("max", "number", (0, ANY_NUMBER), _extreme(greatest)),
    function("random", "number", (0, 0), _random),
    plain("floor", "number", ("number",), floor),
    plain("ceiling", "number", ("number",), ceiling),
    plain("abs", "number", ("number",), abs),
    plain("pow", "number", ("number", "number"), power),
    plain("sqrt", "number", ("number",), real(math.sqrt)),
    plain("exp", "number", ("number",), real(math.exp)),
    plain("exp10", "number", ("number",), lambda number: power(10.0, number)),
    plain("log", "number", ("number",), logarithm(math.log)),
    plain("log10", "number", ("number",), logarithm(math.log10)),
    plain("sin", "number", ("number",), real(math.sin)),
    plain("cos", "number", ("number",), real(math.cos)),
    plain("tan", "number", ("number",), real(math.tan)),
    plain("asin", "number", ("number",), real(math.asin)),
    plain("acos", "number", ("number",), real(math.acos)),
    plain("atan", "number", ("number",), math.atan),
    plain("atan2", "number", ("number", "number"), math.atan2),
    plain("pi", "number", (), lambda: math.pi),
)
