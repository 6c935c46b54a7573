"""Functions of dates and times."""

from collections.abc import Callable, Sequence
from datetime import datetime

from consultations.forms.expressions.code import Code
from consultations.forms.expressions.context import Context
from consultations.forms.expressions.dates import (
    NO_DATE,
    Moment,
    format_moment,
    from_days,
    read_date,
    time_of_day,
)
from consultations.forms.expressions.functions.registry import function
from consultations.forms.expressions.values import NUMBER, Value, text_of


def as_moment(value: Value, context: Context, *, timed: bool) -> Moment:
    """A value as a date or, `timed`, as a date with a time. `NO_DATE` for what is none."""
    if isinstance(value, bool):
        return NO_DATE
    if isinstance(value, Moment):
        return Moment(value.at, timed)
    if isinstance(value, float | int):
        return from_days(value, context.zone, timed=timed)
    text = text_of(value)
    if NUMBER.fullmatch(text):
        return from_days(float(text), context.zone, timed=timed)
    at = read_date(text, context.zone)
    return Moment(at, timed) if at else NO_DATE


def _date(*, timed: bool) -> Callable[[Sequence[Code], int], Code]:
    def build(given: Sequence[Code], character: int) -> Code:
        value = given[0].run

        def run(context: Context) -> Value:
            found = value(context)
            blank = not isinstance(found, bool | float | int | Moment) and text_of(found) == ""
            return "" if blank else as_moment(found, context, timed=timed)

        return Code(run, "any", character)

    return build


function("date", 1)(_date(timed=False))
function("date-time", 1)(_date(timed=True))


@function("now", 0)
def _now(_given: Sequence[Code], character: int) -> Code:
    return Code(lambda context: Moment(context.now.astimezone(context.zone), timed=True), "any", character)


@function("today", 0)
def _today(_given: Sequence[Code], character: int) -> Code:
    return Code(lambda context: Moment(midnight(context)), "any", character)


def midnight(context: Context) -> datetime:
    """The beginning of today in the form's time zone."""
    here = context.now.astimezone(context.zone)
    return here.replace(hour=0, minute=0, second=0, microsecond=0)


@function("decimal-date-time", 1)
def _decimal_date_time(given: Sequence[Code], character: int) -> Code:
    value = given[0].run

    def run(context: Context) -> Value:
        found = value(context)
        if isinstance(found, float) and not isinstance(found, bool):
            return found
        moment = NO_DATE if NUMBER.fullmatch(text_of(found)) else as_moment(found, context, timed=True)
        return NO_DATE if moment.at is None else moment.days()

    return Code(run, "any", character)


@function("decimal-time", 1)
def _decimal_time(given: Sequence[Code], character: int) -> Code:
    text = given[0].text()
    return Code(lambda context: time_of_day(text(context), context.zone, context.now), "number", character)


def _format(given: Sequence[Code], character: int) -> Code:
    value, pattern = given[0].run, given[1].text()

    def run(context: Context) -> str:
        moment = as_moment(value(context), context, timed=True)
        return "" if moment.at is None else format_moment(moment.at, pattern(context))

    return Code(run, "text", character)


function("format-date", 2)(_format)
function("format-date-time", 2)(_format)
