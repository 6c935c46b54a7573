"""Functions of numbers."""

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from consultations.forms.expressions.code import Code
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.functions.registry import (
    MANY,
    each,
    function,
    nodes_of,
    or_here,
    plain,
)
from consultations.forms.expressions.values import number_of


@function("number", 0, 1)
def _number(given: Sequence[Code], character: int) -> Code:
    number = or_here(given).number()

    def run(context: Context) -> float:
        if not given and context.node is None:
            context.here()
        return number(context)

    return Code(run, "number", character)


@function("sum", 1)
def _sum(given: Sequence[Code], character: int) -> Code:
    nodes = nodes_of(given[0])
    return Code(
        lambda context: math.fsum(number_of(node.text, context.zone) for node in nodes(context)),
        "number",
        character,
    )


@plain("floor", "number", "number")
def floor(number: float) -> float:
    return number if math.isnan(number) or math.isinf(number) else float(math.floor(number))


@plain("ceiling", "number", "number")
def ceiling(number: float) -> float:
    return number if math.isnan(number) or math.isinf(number) else float(math.ceil(number))


@plain("int", "number", "number")
def whole(number: float) -> float:
    return number if math.isnan(number) or math.isinf(number) else float(math.trunc(number))


@plain("abs", "number", "number")
def absolute(number: float) -> float:
    return abs(number)


@function("round", 1, 2)
def _round(given: Sequence[Code], character: int) -> Code:
    texts, places = given[0].text(), given[1].number() if len(given) > 1 else (lambda _context: 0.0)
    number = given[0].number()

    def run(context: Context) -> float:
        value = number(context)
        if math.isnan(value):  # a decimal comma, as JavaRosa reads it
            value = number_of(texts(context).replace(",", "."), context.zone)
        return rounded(value, places(context))

    return Code(run, "number", character)


def rounded(number: float, places: float) -> float:
    """`number` to so many decimal places (tens, hundreds where negative).

    Halves go away from zero, as in the ODK engines, but from -0.5 to zero, as XPath 1.0 says. A positive half
    is one where its written digits are; a negative one only where the binary number itself is.
    """
    if math.isnan(number) or math.isnan(places):
        return math.nan
    if math.isinf(number) or abs(places) > 300:
        return number
    if places == 0 and -0.5 <= number < 0:
        return -0.0
    exact = Decimal(repr(number)) if number > 0 else Decimal(number)
    unit = Decimal(1).scaleb(-math.trunc(places))
    return float((exact / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit)


@plain("pow", "number", "number", "number")
def power(base: float, exponent: float) -> float:
    return _safely(math.pow, base, exponent)


def _safely(work: Callable[..., float], *numbers: float) -> float:
    """`work` as IEEE 754 has it: NaN where there is no result, infinity where it is too large."""
    try:
        return float(work(*numbers))
    except ValueError:
        return math.nan
    except OverflowError:
        return math.inf


def _declare(name: str, work: Callable[[float], float]) -> None:
    plain(name, "number", "number")(lambda number: _safely(work, number))


for _name, _work in {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
}.items():
    _declare(_name, _work)


def _logarithm(base: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else base(number)


_declare("log", _logarithm(math.log))
_declare("log10", _logarithm(math.log10))
plain("atan2", "number", "number", "number")(lambda one, other: _safely(math.atan2, one, other))


@function("pi", 0)
def _pi(_given: Sequence[Code], character: int) -> Code:
    return Code(lambda _context: math.pi, "number", character)


@function("random", 0)
def _random(_given: Sequence[Code], character: int) -> Code:
    return Code(lambda context: context.random(), "number", character)


def _extreme(choose: Callable[[Sequence[float]], float]) -> Callable[[Sequence[Code], int], Code]:
    def build(given: Sequence[Code], character: int) -> Code:
        values = each(given)

        def run(context: Context) -> float:
            numbers = [number_of(value, context.zone) for value in values(context)]
            return math.nan if not numbers or any(map(math.isnan, numbers)) else float(choose(numbers))

        return Code(run, "number", character)

    return build


function("min", 1, MANY)(_extreme(min))
function("max", 1, MANY)(_extreme(max))
