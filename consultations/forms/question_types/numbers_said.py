"""The number in what somebody typed: in digits, in words, with halves, among other words."""

import re
from collections.abc import Mapping
from decimal import Decimal

from consultations.forms.question_types.foreign_numbers import foreign_number
from consultations.forms.question_types.number_words import (
    TIMES,
    nearly_number,
    number_in_words,
    with_western_digits,
)
from consultations.forms.question_types.wordings import plain

AMOUNTS = {"a couple": 2, "couple": 2, "a pair": 2, "half a dozen": 6, "a dozen": 12, "dozen": 12}
"""Ways to say about how many: asked about."""
HALVES: Mapping[str, Decimal] = {
    **dict.fromkeys(("½", "1/2", "and a half", "an a half", "n a half", "a half", "half"), Decimal("0.5")),
    **dict.fromkeys(("¼", "1/4", "and a quarter", "a quarter", "quarter"), Decimal("0.25")),
    **dict.fromkeys(("¾", "3/4", "and three quarters", "three quarters"), Decimal("0.75")),
    **dict.fromkeys(
        ("i pół", "pół", "з половиною", "с половиной", "și jumătate", "si jumatate"), Decimal("0.5")
    ),
    **dict.fromkeys(("jumătate", "ونصف", "نصف", "a hanner", "hanner"), Decimal("0.5")),
}
FRACTIONS = {ord("½"): " 1/2", ord("¼"): " 1/4", ord("¾"): " 3/4"}
UNITS = (
    r"(?:hours?|hrs?|h|years?|yrs?|days?|weeks?|months?|times?|pounds?|miles?|godzin\w*|"
    r"годин\w*|ore|ani|lat|awr)"
)
HALVED = re.compile(
    rf"(?:(.*?)\s*)??(?:\b{UNITS})?\s*(?<!\d)({'|'.join(sorted(HALVES, key=len, reverse=True))})"
    rf"(?: (?:an? |of an? )?{UNITS})?"
)
POINTED = re.compile(r"(.+) (?:point|dot) (.+)")
NOT_COUNTED = ("one", "none", "nil", "a", "an", "pump", "dim", "opt", "un", "una", "deg", "tri")
"""Words of numbers that mostly mean something else among other words: “no one”, “none of your business”; and
those of other languages that are English words."""
PART_OF_A_NUMBER = re.compile(
    r"\b(?:half|quarters?|point|dozens?|hundreds?|thousands?|pół|половин\w+|jum[aă]tate|k)\b|\dk\b"
)
"""What makes another number of the one beside it."""
LONGEST_REMARK = 60
"""Characters of an answer in which a single number is looked for: “I am 7 years old”."""


def number(text: str) -> Decimal | None:
    """The number that `text` is, or None: digits with at most one point or decimal comma and a sign."""
    tidy = with_western_digits(text.strip()).removesuffix(".").replace("−", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", tidy):
        tidy = tidy.replace(",", "")
    if re.fullmatch(r"[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+", tidy):
        tidy = re.sub(r"\s", "", tidy)
    tidy = tidy.replace(",", ".")
    if len(tidy) > 30 or not re.fullmatch(r"[+-]?(\d+(\.\d+)?|\.\d+)", tidy, re.ASCII):
        return None
    return Decimal(tidy)


def said_number(text: str) -> tuple[Decimal | None, bool]:
    """The number that `text` says in digits or in words, and whether it says nothing else besides.

    None where it says none, or several.
    """
    value = number(text)
    if value is not None or len(text) > LONGEST_REMARK:
        return value, True
    said = plain(text.translate(FRACTIONS))
    if said in AMOUNTS:
        return Decimal(AMOUNTS[said]), False
    value = number(said)
    value = _in_words(said) if value is None else value
    if value is not None:
        return value, True
    return _among_words(said), False


def _in_words(said: str) -> Decimal | None:
    """“Two”, “two and a half”, “1½”, “eight point five”."""
    half, pointed = HALVED.fullmatch(said), POINTED.fullmatch(said)
    if pointed:
        parts = [number(part) or _whole(part) for part in (pointed[1], *pointed[2].split())]
        digits = [str(one) for one in parts if one is not None]
        if len(digits) < len(parts) or not all(one.isdigit() for one in digits):
            return None
        return Decimal(f"{digits[0]}.{''.join(digits[1:])}")
    if half:
        before = (half[1] or "").strip()
        whole = (number(before) or _in_words(before) or _one(before)) if before else Decimal(0)
        return None if whole is None else whole + HALVES[half[2]]
    return _whole(said)


def _one(said: str) -> Decimal | None:
    return Decimal(1) if said in ("a", "an", "one") else None


def _whole(said: str) -> Decimal | None:
    foreign = foreign_number(said)
    spelt = TIMES.get(said, number_in_words(said)) if foreign is None else foreign
    return None if spelt is None else Decimal(spelt)


def _among_words(said: str) -> Decimal | None:
    """The one number that stands among other words; None where they make another number of it."""
    if PART_OF_A_NUMBER.search(said):
        return _with_its_unit(said)
    every = [
        number(digits) for digits in re.findall(r"(?<![\d/])[+-]?\d+(?:[.,]\d+)?(?![\d/])", said, re.ASCII)
    ]
    if not every and (whole := _one_of_several_words(said)) is not None:
        return whole
    if not every:
        words = [word for word in re.findall(r"[\w'-]+", said) if word not in NOT_COUNTED]
        spelt = [value for word in words if (value := _whole(word)) is not None]
        near = [] if spelt else [slip for word in words if (slip := nearly_number(word)) is not None]
        every = [*spelt, *map(Decimal, near)]
    if not every:
        every = [
            Decimal(value) for way, value in AMOUNTS.items() if re.match(rf"{way}(?: of)? times?\b", said)
        ]
    return every[0] if len(every) == 1 else None


def _one_of_several_words(said: str) -> Decimal | None:
    """“thirty eight years old”: a number of several words at the beginning, or at the end."""
    words = said.split()
    for length in range(min(len(words) - 1, 4), 1, -1):
        for part, rest in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            whole = _whole(" ".join(part))
            if whole is not None and all(_whole(word) is None for word in rest):
                return whole
    return None


def _with_its_unit(said: str) -> Decimal | None:
    """“eight and a half hours” with words before it: the longest end or beginning that is a number."""
    words = said.split()
    ends = [" ".join(words[cut:]) for cut in range(1, len(words))]
    starts = [" ".join(words[:cut]) for cut in range(len(words) - 1, 0, -1)]
    found = (
        _in_words(part) for part in (*ends, *starts) if PART_OF_A_NUMBER.search(part) and len(words) < 13
    )
    return next((value for value in found if value is not None), None)


def shortest(value: Decimal) -> str:
    """A number in XForms' own text: no exponent, no zeros at the end."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-0") else text
