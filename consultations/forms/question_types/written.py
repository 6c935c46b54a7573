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
from consultations.forms.question_types.number_words import FOREIGN, number_in_words, with_western_digits
from consultations.forms.question_types.wordings import plain
from consultations.forms.questionnaire import Choice, Question, Text

MOST_BUTTONS = 101
"""A scale of more steps than this is answered in writing: nobody taps through it."""
RANGE_DEFAULTS = (("start", "1"), ("end", "10"), ("step", "1"))
AMOUNTS = {"a couple": 2, "couple": 2, "a pair": 2, "half a dozen": 6, "a dozen": 12, "dozen": 12}
"""Ways to say about how many: asked about."""
HALVES = {
    **dict.fromkeys(("½", "and a half", "a half", "half"), Decimal("0.5")),
    "¼": Decimal("0.25"),
    "and a quarter": Decimal("0.25"),
    "¾": Decimal("0.75"),
}
HALVED = re.compile(rf"(.*?)\s*({'|'.join(HALVES)})")
NOT_COUNTED = ("one", "none", "nil")
"""Words of numbers that mostly mean something else among other words: “no one”, “none of your business”."""
OUT_OF = re.compile(r"(\d+)\s*(?:/|out of|of)\s*(\d+)", re.ASCII)
LONGEST_REMARK = 60
"""Characters of an answer in which a single number is looked for: “I am 7 years old”."""


class FreeText(QuestionType):
    """Free words, kept as they were written."""

    name = "text"
    input: ClassVar[Input] = "text"
    summary: ClassVar[Summary] = "texts"

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        return Accepted(text.strip())


def number(text: str) -> Decimal | None:
    """The number that `text` is, or None: digits with at most one point or decimal comma and a sign."""
    tidy = with_western_digits(text.strip()).removesuffix(".").replace("−", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", tidy):
        tidy = tidy.replace(",", "")
    tidy = tidy.replace(",", ".")
    if len(tidy) > 30 or not re.fullmatch(r"[+-]?(\d+(\.\d+)?|\.\d+)", tidy, re.ASCII):
        return None
    return Decimal(tidy)


def said_number(text: str) -> tuple[Decimal | None, bool]:
    """The number that `text` says in digits or in words, and whether it says nothing else besides.

    None where it says none, or several.
    """
    value = number(text)
    if value is None and len(text) <= LONGEST_REMARK:
        said = text.strip(" .!").casefold()
        if said in AMOUNTS:
            return Decimal(AMOUNTS[said]), False
        value = number(plain(said)) or _in_words(said)
    if value is not None or len(text) > LONGEST_REMARK:
        return value, True
    text = with_western_digits(text)
    every = [number(digits) for digits in re.findall(r"[+-]?\d+(?:[.,]\d+)?", text, re.ASCII)]
    if not every:
        spelt = (
            number_in_words(word)
            for word in re.findall(r"[\w-]+", text)
            if word.casefold() not in NOT_COUNTED
        )
        every = [Decimal(value) for value in spelt if value is not None]
    return (every[0] if len(every) == 1 else None), False


def _in_words(said: str) -> Decimal | None:
    """“Two”, “two and a half”, “1½”."""
    half = HALVED.fullmatch(said)
    if half:
        whole = number(half[1]) or _in_words(half[1]) if half[1] else Decimal(0)
        return None if whole is None else whole + HALVES[half[2]]
    spelt = FOREIGN.get(said, number_in_words(said))
    return None if spelt is None else Decimal(spelt)


def counted(value: Decimal, *, sure: bool) -> Reading:
    """A number as an answer, asked about where it stood among other words."""
    text = shortest(value)
    return Accepted(text) if sure else Unsure(text, Option(text, {"": text}))


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
        return Problem("not_on_the_scale", {"start": scaled.at(0), "end": scaled.at(scaled.size - 1)})

    def check(self, question: Question) -> Sequence[Problem]:
        try:
            steps = scale(question)
        except (InvalidOperation, ValueError, OverflowError):
            return [Problem("bad_range", dict(question.parameters))]
        return [] if steps.size >= 2 else [Problem("bad_range", dict(question.parameters))]


def _on_its_scale(text: str, scaled: "Scale") -> str:
    """“7/10” and “7 out of 10” are 7 on a scale up to 10; any other `text` is what it is."""
    found = OUT_OF.fullmatch(text.strip(" .!").casefold())
    return found[1] if found and found[2] == scaled.at(scaled.size - 1) else text


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
