"""Questions answered in writing: words, numbers, dates."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from consultations.forms.question_types.base import (
    Accepted,
    Input,
    Option,
    Problem,
    QuestionType,
    Reading,
    Summary,
)
from consultations.forms.questionnaire import Choice, Question

LONGEST_RANGE = 101
"""A range of more steps than this is refused: nobody taps through it."""
DATE_FORMATS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %m %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d/%m/%y",
)
"""Day first, as dates are written in the United Kingdom."""


class Text(QuestionType):
    """Free words, kept as they were written."""

    name = "text"
    input: ClassVar[Input] = "text"
    summary: ClassVar[Summary] = "texts"

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        return Accepted(text.strip())


def number(text: str) -> Decimal | None:
    """The number that `text` is, or None: digits with at most one point or decimal comma and a sign."""
    tidy = text.strip().removesuffix(".").replace("−", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", tidy):
        tidy = tidy.replace(",", "")
    tidy = tidy.replace(",", ".")
    if len(tidy) > 30 or not re.fullmatch(r"[+-]?(\d+(\.\d+)?|\.\d+)", tidy, re.ASCII):
        return None
    return Decimal(tidy)


def shortest(value: Decimal) -> str:
    """A number in XForms' own text: no exponent, no zeros at the end."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-0") else text


class Whole(QuestionType):
    """A whole number of at most nine digits (XForms' `xsd:int`)."""

    name = "integer"
    input: ClassVar[Input] = "number"
    summary: ClassVar[Summary] = "numbers"

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        value = number(text)
        if value is None:
            return Problem("not_a_number")
        if value != value.to_integral_value():
            return Problem("not_whole")
        return Accepted(shortest(value)) if abs(value) < 10**9 else Problem("too_long_a_number")


class DecimalNumber(QuestionType):
    """Any number."""

    name = "decimal"
    input: ClassVar[Input] = "decimal"
    summary: ClassVar[Summary] = "numbers"

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        value = number(text)
        return Problem("not_a_number") if value is None else Accepted(shortest(value))


class Date(QuestionType):
    """A day; stored as YYYY-MM-DD."""

    name = "date"
    input: ClassVar[Input] = "date"
    summary: ClassVar[Summary] = "dates"

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        day = read_date(text)
        return Accepted(day.isoformat()) if day else Problem("not_a_date")

    def show(self, question: Question, choices: Sequence[Choice], value: str, language: str) -> str:
        day = date.fromisoformat(value)
        return f"{day.day}/{day.month:02}/{day.year}"


def read_date(text: str) -> date | None:
    """The day that `text` names in one of `DATE_FORMATS`, "3rd May 2015" included, or None."""
    tidy = re.sub(
        r"(\d)(st|nd|rd|th)\b", r"\1", " ".join(text.replace(",", " ").split()), flags=re.IGNORECASE
    )
    for form in DATE_FORMATS:
        with suppress(ValueError):
            return datetime.strptime(tidy, form).date()  # noqa: DTZ007 - a day has no time zone
    return None


class Range(QuestionType):
    """A number on a scale: `parameters` start, end and step, as in the XLSForm standard (1, 10, 1)."""

    name = "range"
    input: ClassVar[Input] = "number"
    summary: ClassVar[Summary] = "numbers"

    def options(self, question: Question, choices: Sequence[Choice]) -> Sequence[Option]:
        return [Option(value, {"": value}) for value in scale(question)]

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        value = number(text)
        steps = scale(question)
        if value is None or shortest(value) not in steps:
            return Problem("not_on_the_scale", {"start": steps[0], "end": steps[-1]})
        return Accepted(shortest(value))

    def check(self, question: Question) -> Sequence[Problem]:
        try:
            steps = scale(question)
        except (InvalidOperation, ValueError):
            return [Problem("bad_range", dict(question.parameters))]
        return [] if 2 <= len(steps) < LONGEST_RANGE else [Problem("bad_range", dict(question.parameters))]


def scale(question: Question) -> list[str]:
    """The numbers of a range from start to end (at most `LONGEST_RANGE`); ValueError where they make none."""
    given = question.parameters
    start, end, step = (Decimal(given.get(key, usual)) for key, usual in RANGE_DEFAULTS)
    if not all(part.is_finite() for part in (start, end, step)) or step == 0:
        raise ValueError("a range needs numbers and a step")
    step = abs(step) if end >= start else -abs(step)
    count = int((end - start) / step) + 1
    return [shortest(start + step * position) for position in range(min(count, LONGEST_RANGE))]


RANGE_DEFAULTS = (("start", "1"), ("end", "10"), ("step", "1"))
