"""Numbers as people say them in English: "two", "twenty-one", "a hundred and five", "the second"."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher, get_close_matches
from math import inf

from consultations.forms.question_types.foreign_numbers import foreign_number

SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
UNITS: Mapping[str, int] = {
    **{word: value for value, word in enumerate(SMALL)},
    **{word: 10 * value for value, word in enumerate(TENS, start=2)},
    "a": 1,
    "an": 1,
    "nil": 0,
    "nought": 0,
    "none": 0,
    "fourty": 40,
}
SCALES: Mapping[str, int] = {"thousand": 1000, "million": 1_000_000}
ORDINALS: Mapping[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
TIMES: Mapping[str, int] = {"once": 1, "twice": 2, "thrice": 3}
MOST_WORDS = 12
SLIP = 0.8
"""How alike, as difflib counts it, a slip of the key and a number's word are."""


FOREIGN_ORDINALS: Mapping[str, int] = {
    word: place
    for place, words in enumerate(
        (
            "pierwszy pierwsza pierwsze перший перша перше primul prima الأول الأولى cyntaf",
            "drugi druga drugie другий друга друге doilea doua الثاني الثانية ail",
            "trzeci trzecia trzecie третій третя третє treilea treia الثالث الثالثة trydydd trydedd",
        ),
        start=1,
    )
    for word in words.split()
}
LEADING = re.compile(r"^(?:al |a |y |yr |to )")


def with_western_digits(text: str) -> str:
    """`text` with the digits of every script (٣, ३, ３) as 0 to 9, and the Arabic decimal mark as a point."""
    if text.isascii():
        return text
    digits = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return "".join(digits).replace("٫", ".").replace("٬", ",")


def number_in_words(text: str) -> int | None:
    """The whole number that `text` spells out, from zero to 999 million, or None. A minus may stand first."""
    parts = re.sub(r"[-\s]+|\band\b", " ", text.casefold()).split()
    if parts[:1] == ["minus"]:
        below = _counted(parts[1:])
        return None if below is None else -below
    return _counted(parts)


def nearly_number(word: str) -> int | None:
    """The number that `word` nearly spells (“twelv”, “twentyone”), or None. To be asked about."""
    if len(word) < 4 or not word.isalpha():
        return None
    tens = next((ten for ten in TENS if word.startswith(ten)), "")
    together = number_in_words(f"{tens} {word.removeprefix(tens)}") if tens else None
    near = get_close_matches(word, [one for one in UNITS if len(one) > 3], n=2, cutoff=SLIP)
    alone = len(near) == 1 or (bool(near) and _alike(word, near[0]) > _alike(word, near[1]))
    return together if together is not None else UNITS[near[0]] if alone else None


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _counted(parts: list[str]) -> int | None:
    if not parts or len(parts) > MOST_WORDS or parts in (["a"], ["an"]):
        return None
    if parts == ["hundred"]:
        return 100
    total, here, last = 0, 0, 0
    for part in parts:
        if part == "hundred" and 0 < here < 10:
            here, last = here * 100, 100
        elif part in SCALES and here:
            total, here, last = total + here * SCALES[part], 0, 0
        elif part in UNITS and _fits(UNITS[part], here, last):
            here, last = here + UNITS[part], UNITS[part]
        else:
            return None
    return total + here


def _fits(value: int, here: int, last: int) -> bool:
    """Whether a word can follow the number so far: "twenty two" does, "two two" does not."""
    if here == 0:
        return True
    return (last == 100 and value > 0) or (20 <= last < 100 and 0 < value < 10)


BEFORE = re.compile(r"(?:the|number|option|answer|choice|nr|no)\.? |[#(]")
AFTER = re.compile(r" one$|\)$")


def position_said(text: str) -> int | None:
    """The place in a list that `text` names, from 1: "2", "(2)", "number two", "the 2nd one"; or None.

    `text` is plain (see `matching.plain`).
    """
    counted = number_in_words(text)
    if counted is not None:
        return counted
    tidy = AFTER.sub("", BEFORE.sub("", text, count=1))
    digits = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)?", tidy, re.ASCII)
    if digits:
        return int(digits[1])
    foreign = FOREIGN_ORDINALS.get(LEADING.sub("", text))
    return ORDINALS.get(tidy) or number_in_words(tidy) or foreign or foreign_number(text)


Numbers = tuple[float, float]
"""From the first to the last number, both counted in; infinity where there is no first or last."""
RANGE = re.compile(r"(\d{1,6})\s*(?:to|until|-|–|—)\s*(\d{1,6})\b")
OPEN: tuple[tuple[str, Callable[[float], Numbers]], ...] = (
    (r"(?:over|more than|older than|above) (\d{1,6})\b", lambda value: (value + 1, inf)),
    (r"(?:at least|from) (\d{1,6})\b", lambda value: (value, inf)),
    (r"(\d{1,6}) ?(?:\+|or more|or over|or older|and over|and up)", lambda value: (value, inf)),
    (r"(?:under|less than|fewer than|younger than|below) (\d{1,6})\b", lambda value: (-inf, value - 1)),
    (r"(?:up to|at most) (\d{1,6})\b", lambda value: (-inf, value)),
    (r"(\d{1,6}) or (?:less|fewer|under|younger)", lambda value: (-inf, value)),
)
ALONE = re.compile(r"(?<![\d.,:/£$€])\b\d{1,6}\b(?![.,:/%]?\d|%)", re.ASCII)
ONE = re.compile(r"\(?(\d{1,6})(?:\)?$|\)|\s*[-–—:.=]\s*\D| (?:years?|yrs?|times?|days?|hours?)\b)")


def numbers_in(text: str) -> Numbers | None:
    """The numbers that a choice's words stand for: “3”, “3 - often”, “5 to 7 years”, “16 or over”, “two”.

    `text` is plain (see `matching.plain`). None where they stand for no numbers.
    """
    between = RANGE.match(text)
    if between:
        return float(between[1]), float(between[2])
    for pattern, numbers in OPEN:
        found = re.match(pattern, text)
        if found:
            return numbers(float(found[1]))
    one = ONE.match(text)
    value = float(one[1]) if one else number_in_words(text)
    return None if value is None else (float(value), float(value))


def number_among_words(text: str) -> Numbers | None:
    """The one number, or the one range, that stands among other words: “Year 7”, “KS3 (Years 7-9)”."""
    between = RANGE.findall(text)
    if len(between) == 1:
        return float(between[0][0]), float(between[0][1])
    alone = ALONE.findall(text)
    return (float(alone[0]), float(alone[0])) if len(alone) == 1 and not between else None
