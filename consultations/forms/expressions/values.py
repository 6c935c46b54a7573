"""The values of expressions and XPath 1.0's conversions between them, with the date rules of ODK XForms.

A value is a number (float), text (str), a boolean, a `Moment` (date), or a node-set (a sequence of `Node`).
"""

import re
from collections.abc import Sequence
from datetime import tzinfo
from decimal import Decimal
from math import isinf, isnan, nan
from typing import Final

from consultations.forms.expressions.dates import DayCount, Moment, number_of_date_text, text_of_moment
from consultations.forms.expressions.nodes import Node, text_of_first

Value = float | str | bool | Moment | Sequence[Node]

SPACE: Final = " \t\r\n"
"""What XML calls white space."""

# An exponent counts only with its sign, as programs write very small and very large numbers; `1.1e6` is not
# a number in XPath 1.0, and JavaRosa says so too.
_NUMBER: Final = re.compile(r"[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]\d+)?)[ \t\r\n]*", re.ASCII)


def number_of_text(text: str, zone: tzinfo) -> float:
    """XPath `number()` of a text; a date becomes days since 1970; anything else is NaN."""
    if text.isascii() and text.isdecimal():
        return float(text)
    match = _NUMBER.fullmatch(text)
    if match is not None:
        return float(match[1])
    return number_of_date_text(text, zone)


def format_number(number: float) -> str:
    """XPath `string()` of a number: no exponent, no `.0`, `NaN`, `Infinity`."""
    if isnan(number):
        return "NaN"
    if isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if isinstance(number, DayCount):
        return str(number.whole)
    written = repr(number)
    if "e" in written:
        written = format(Decimal(written), "f")
    written = written.removesuffix(".0")
    return "0" if written == "-0" else written


def to_number(value: Value, zone: tzinfo) -> float:
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return number_of_text(value, zone)
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, Moment):
        return value.days
    return number_of_text(value[0].text, zone) if value else nan


def to_text(value: Value, zone: tzinfo) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format_number(value)
    if isinstance(value, Moment):
        return text_of_moment(value, zone)
    return text_of_first(value)


def to_boolean(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value != 0.0 and value == value  # NaN is false
    if isinstance(value, Moment):
        return value.milliseconds is not None
    return len(value) > 0
