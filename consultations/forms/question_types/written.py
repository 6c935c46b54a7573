"""Questions answered in writing: words and numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    Unsure,
)
from consultations.forms.question_types.matching import nearest
from consultations.forms.question_types.numbers_said import number, said_number, shortest
from consultations.forms.question_types.wordings import plain
from consultations.forms.questionnaire import Choice, Question, Text

MOST_BUTTONS = 101
"""A scale of more steps than this is answered in writing: nobody taps through it."""
RANGE_DEFAULTS = (("start", "1"), ("end", "10"), ("step", "1"))
OUT_OF = re.compile(r"(.+?)\s*(?:/|\b(?:out of|of|na|z|з|із|из|din|allan o|من|von)\b)\s*(.+)")
HOURS_AND_MINUTES = re.compile(r"(\d{1,2})(?::| ?h(?:ours?|rs?)? ?(?:and )?)([0-5]\d)(?: ?m\w*)?")
ENDS = {
    **dict.fromkeys(
        ("top", "the top", "max", "maximum", "full marks", "the highest", "highest", "the most", "the best"),
        -1,
    ),
    **dict.fromkeys(
        ("bottom", "the bottom", "min", "minimum", "the lowest", "lowest", "the least", "the worst"), 0
    ),
}
"""Words for the last and the first number of a scale: asked about."""


class FreeText(QuestionType):
    """Free words, kept as they were written."""

    name = "text"
    input: ClassVar[Input] = "text"
    summary: ClassVar[Summary] = "texts"

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        return Accepted(text.strip())


def counted(value: Decimal, *, sure: bool) -> Reading:
    """A number as an answer, asked about where it stood among other words."""
    text = shortest(value)
    return Accepted(text) if sure else Unsure(text, Option(text, {"": text}))


class Whole(QuestionType):
    """A whole number of at most nine digits (XForms' `xsd:int`)."""

    name = "integer"
    input: ClassVar[Input] = "number"
    summary: ClassVar[Summary] = "numbers"

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        value, sure = said_number(text)
        if value is None:
            return Problem("not_a_number")
        if value != value.to_integral_value():
            return Problem("not_whole")
        return counted(value, sure=sure) if abs(value) < 10**9 else Problem("too_long_a_number")


class DecimalNumber(QuestionType):
    """Any number."""

    name = "decimal"
    input: ClassVar[Input] = "decimal"
    summary: ClassVar[Summary] = "numbers"

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        on_a_clock = HOURS_AND_MINUTES.fullmatch(plain(text))
        if on_a_clock:
            hours = int(on_a_clock[1]) + Decimal(on_a_clock[2]) / 60
            return counted(round(hours, 2), sure=False)
        value, sure = said_number(text)
        return Problem("not_a_number") if value is None else counted(value, sure=sure)


class Range(QuestionType):
    """A number on a scale: `parameters` start, end and step, as in the XLSForm standard (1, 10, 1).

    Words for its numbers stand in the choice list that `tick_labelset` names, under the numbers as names.
    """

    name = "range"
    input: ClassVar[Input] = "number"
    summary: ClassVar[Summary] = "numbers"

    def options(self, question: Question, choices: Sequence[Choice]) -> Sequence[Option]:
        steps = scale(question)
        labels = {_same_number(choice.name): choice.label for choice in choices}
        shown = steps if steps.size <= MOST_BUTTONS else ()
        return [Option(value, _labelled(value, labels.get(value, {}))) for value in shown]

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        scaled = scale(question)
        value, sure = said_number(_on_its_scale(text, scaled))
        if value is not None and shortest(value) in scaled:
            return counted(value, sure=sure)
        match = nearest(choices, text) if value is None and choices else None
        if match and _same_number(match.choice.name) in scaled:
            name = _same_number(match.choice.name)
            return Accepted(name) if match.sure else Unsure(name, Option(name, match.choice.label))
        end = ENDS.get(plain(text))
        if end is not None:
            return counted(Decimal(scaled.at(end % scaled.size)), sure=False)
        return Problem("not_on_the_scale", {"start": scaled.at(0), "end": scaled.at(scaled.size - 1)})

    def check(self, question: Question) -> Sequence[Problem]:
        try:
            steps = scale(question)
        except (InvalidOperation, ValueError, OverflowError):
            return [Problem("bad_range", dict(question.parameters))]
        return [] if steps.size >= 2 else [Problem("bad_range", dict(question.parameters))]


def _on_its_scale(text: str, scaled: "Scale") -> str:
    """“7/10” and “seven out of ten” are 7 on a scale up to 10; any other `text` is what it is."""
    found = OUT_OF.fullmatch(plain(text))
    end = said_number(found[2])[0] if found else None
    return found[1] if found and end is not None and shortest(end) == scaled.at(scaled.size - 1) else text


def _labelled(value: str, label: Text) -> Text:
    """A number with its words: “1: not at all”; alone where it has none."""
    return {language: f"{value}: {words}" for language, words in label.items()} or {"": value}


def _same_number(name: str) -> str:
    """The name of a choice as the scale writes its number."""
    value = number(name)
    return name if value is None else shortest(value)


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of a scale, `step` apart, in XForms' text."""

    start: Decimal
    step: Decimal
    size: int

    def __iter__(self) -> Iterator[str]:
        return (self.at(place) for place in range(self.size))

    def __contains__(self, value: str) -> bool:
        wanted = number(value)
        if wanted is None:
            return False
        places = (wanted - self.start) / self.step
        return places == places.to_integral_value() and 0 <= places < self.size

    def at(self, place: int) -> str:
        return shortest(self.start + self.step * place)


def scale(question: Question) -> Scale:
    """The numbers of a range from start to end; ValueError where they make none."""
    given = question.parameters
    start, end, step = (Decimal(given.get(key, usual)) for key, usual in RANGE_DEFAULTS)
    if not all(part.is_finite() for part in (start, end, step)) or step == 0:
        raise ValueError("a range needs numbers and a step")
    step = abs(step) if end >= start else -abs(step)
    return Scale(start, step, int((end - start) / step) + 1)
