"""Functions of dates and times."""

# ruff: noqa: ARG005 - every compiled closure has the same four parameters (see code.py)

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from math import nan
from typing import Final

from consultations.forms.expressions.code import Code, Run
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.date_formats import formatted, unknown_letter
from consultations.forms.expressions.dates import (
    INVALID,
    Moment,
    as_day,
    fraction_of_day,
    local,
    moment_of_day,
    moment_of_days,
    moment_of_instant,
    moment_of_text,
)
from consultations.forms.expressions.faults import ExpressionFault
from consultations.forms.expressions.functions.signature import Arguments, Function, function
from consultations.forms.expressions.nodes import Node
from consultations.forms.expressions.values import Value, number_of_text, to_text


def moment_of(value: Value, zone: tzinfo, *, counts: bool = True) -> Moment:
    """The date that a value stands for. With `counts`, a text of a number is a number of days."""
    if isinstance(value, Moment):
        return value
    if isinstance(value, bool):
        return INVALID
    if isinstance(value, float):
        return moment_of_days(value)
    text = to_text(value, zone)
    moment = moment_of_text(text, zone)
    if counts and moment is INVALID:
        return moment_of_days(number_of_text(text, zone))
    return moment


def _date(arguments: Arguments) -> Run:
    run = arguments.codes[0].run
    return lambda c, n, p, s: as_day(moment_of(run(c, n, p, s), c.zone), c.zone)


def _date_time(arguments: Arguments) -> Run:
    run = arguments.codes[0].run
    return lambda c, n, p, s: moment_of(run(c, n, p, s), c.zone)


def _today(_: Arguments) -> Run:
    return lambda c, n, p, s: moment_of_day(c.now.astimezone(c.zone).date(), c.zone)


def _now(_: Arguments) -> Run:
    return lambda c, n, p, s: moment_of_instant(c.now)


def _decimal_date_time(arguments: Arguments) -> Run:
    run = arguments.codes[0].run
    return lambda c, n, p, s: moment_of(run(c, n, p, s), c.zone, counts=False).days


def _decimal_time(arguments: Arguments) -> Run:
    text = arguments.text(0)
    return lambda c, n, p, s: fraction_of_day(text(c, n, p, s), c.now, c.zone)


def _format(arguments: Arguments) -> Run:
    """An unreadable date gives no text."""
    run, pattern = arguments.codes[0].run, arguments.text(1)
    _check_pattern(arguments)

    def write(c: Context, n: Node | None, p: int, s: int) -> str:
        moment = moment_of(run(c, n, p, s), c.zone)
        if moment.milliseconds is None:
            return ""
        try:
            return formatted(local(moment, c.zone), pattern(c, n, p, s))
        except OverflowError:
            return ""

    return write


def _check_pattern(arguments: Arguments) -> None:
    pattern = arguments.codes[1].constant
    letter = unknown_letter(pattern) if isinstance(pattern, str) else None
    if letter is not None:
        at = arguments.written[1].at + 1
        raise ExpressionFault(
            "expression.date-format",
            f"“{letter}” in the date format at character {at} means nothing.",
            "Use %Y %y %m %n %b %d %e %a, and for times %H %h %M %S %3.",
            at,
        )


def whole_months(first: datetime, second: datetime) -> int:
    """Whole calendar months from one moment to the other; fewer than none where the second comes first."""
    if second < first:
        return -whole_months(second, first)
    months = (second.year - first.year) * 12 + second.month - first.month
    return months - ((second.day, second.time()) < (first.day, first.time()))


def _whole_days(first: datetime, second: datetime) -> int:
    return int((second.replace(tzinfo=None) - first.replace(tzinfo=None)) / timedelta(days=1))


def _difference(count: Callable[[datetime, datetime], int], unit: int = 1) -> Callable[[Arguments], Run]:
    """How many whole `unit`s of what `count` counts lie between two dates; NaN where one is unreadable.

    A function of the Community Health Toolkit (docs.communityhealthtoolkit.org, “Form functions”).
    """

    def build(arguments: Arguments) -> Run:
        first, second = (code.run for code in arguments.codes)

        def run(c: Context, n: Node | None, p: int, s: int) -> float:
            moments = [moment_of(one(c, n, p, s), c.zone, counts=False) for one in (first, second)]
            if any(moment.milliseconds is None for moment in moments):
                return nan
            try:
                return float(int(count(*(local(moment, c.zone) for moment in moments)) / unit))
            except OverflowError:
                return nan

        return run

    return build


def _dated(name: str, build: Callable[[Arguments], Run], most: int = 1) -> Function:
    return Function(name, most, most, lambda arguments: Code("date", build(arguments)))


FUNCTIONS: Final[Sequence[Function]] = (
    _dated("date", _date),
    _dated("date-time", _date_time),
    _dated("today", _today, 0),
    _dated("now", _now, 0),
    function("decimal-date-time", "number", (1, 1), _decimal_date_time),
    function("decimal-time", "number", (1, 1), _decimal_time),
    function("difference-in-months", "number", (2, 2), _difference(whole_months)),
    function("cht:difference-in-months", "number", (2, 2), _difference(whole_months)),
    function("cht:difference-in-years", "number", (2, 2), _difference(whole_months, 12)),
    function("cht:difference-in-weeks", "number", (2, 2), _difference(_whole_days, 7)),
    function("cht:difference-in-days", "number", (2, 2), _difference(_whole_days)),
    function("format-date", "text", (2, 2), _format),
    function("format-date-time", "text", (2, 2), _format),
)
