"""Phone numbers, NHS numbers, National Insurance numbers: by their form, and by the words before them."""

import re
from collections.abc import Collection, Iterator

from stdnum.gb import nhs

from analysis.redaction.spans import Kind, Span
from analysis.redaction.words import Words

_UK = re.compile(
    r"(?<![\d.,£])(?:\(?(?:\+|00)[\s-]?44[\s.\-)]{0,2}(?:\(0\))?|[(\[]?0|44(?=\s?7\d{3}))(?:[\s()\[\].\-/_*|~:]{0,3}\d){9,10}"
    r"(?!\d)(?!,\d{3})"
)
_TIMES_OR_SCORES = re.compile(r"(?:\d{1,2}[.:\-]\d{1,2}\s+){2}")
_ABROAD = re.compile(r"(?<![\d+])\+(?!44)\d{1,3}(?:[\s().\-]{0,2}\d){7,12}(?!\d)")
_SHORT_OF_ITS_NOUGHT = re.compile(r"(?<![\d.,£+])7\d{3}[\s.\-]?\d{3}[\s.\-]?\d{3}(?!\d)")
_WITH_LETTERS = re.compile(r"(?<![^\W_])[0oO]7(?:[\s.\-]?[\doO]){9}(?![^\W_])")
_IS_A_NUMBER = re.compile(
    r"\W{0,3}(?:is|was|thats|that's)\s(?:my|our|his|her|their|the)\s(?:\w+\s)?(?:number|phone|mobile|num)\b"
)
_PERSONAL = ("01", "02", "07")
_PHONE_WORDS = re.compile(r"\b(?:phone|mobile|mob|number|tel|text|txt|call|ring|whatsapp|fone|digits)\b")

_TEN_DIGITS = re.compile(r"(?<![\d+.£])\d{3}[\s.\-]?\d{3}[\s.\-]?\d{4}(?!\d)")
_NHS_WORDS = re.compile(r"\b(?:nhs|patient|hospital)\b")
_NINO = re.compile(
    r"(?<![^\W_])[A-Za-z]{2}[\s\-]?\d{2}[\s\-]?\d{2}[\s\-]?\d{2}(?:[\s\-]?[A-Da-d])?(?![^\W_])"
)
_NINO_WORDS = re.compile(r"\b(?:ni|nino|national insurance|insurance)\b")
_NEAR = 40  # characters before a number in which a word says what it is

_SPOKEN = {
    **dict.fromkeys(
        [
            "zero",
            "oh",
            "o",
            "nought",
            "naught",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
        ],
        1,
    ),
    **dict.fromkeys(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], 1),
    "double": 1,
    "dubble": 1,
    "triple": 2,
    "treble": 2,
    "hundred": 2,
}
_FIRST_SPOKEN = frozenset(["seven", "zero", "oh", "o", "nought", "naught", "0", "double", "plus"])
_FEWEST_SPOKEN = 9


def phones(words: Words, kept: Collection[str]) -> Iterator[Span]:
    """Numbers of a person or a household in digits or in words; not `kept`, nor 03 and 08 numbers."""
    yield from _spoken(words)
    if not words.figures:
        return
    for found in _UK.finditer(words.text):
        if not _TIMES_OR_SCORES.match(found[0]) and _is_personal(found[0], kept):
            yield _span(found, "phone")
    for pattern in (_ABROAD, _WITH_LETTERS):
        yield from (_span(found, "phone") for found in pattern.finditer(words.text) if _has_digits(found[0]))
    for found in _SHORT_OF_ITS_NOUGHT.finditer(words.text):
        if _said_before(_PHONE_WORDS, words, found.start()) or _IS_A_NUMBER.match(
            words.low_text, found.end()
        ):
            yield _span(found, "phone")


def identity_numbers(words: Words) -> Iterator[Span]:
    """NHS numbers (by check digit, or any ten digits where the words say so) and National Insurance numbers.

    Of the latter any two letters are taken, also those that are never given out; without the letter at the
    end only where the words say so.
    """
    if not words.figures:
        return
    for found in _TEN_DIGITS.finditer(words.text):
        if _is_nhs(found, words):
            yield _span(found, "nhs_number")
    for found in _NINO.finditer(words.text):
        if found[0][-1].isalpha() or _said_before(_NINO_WORDS, words, found.start()):
            yield _span(found, "ni_number")


def _is_nhs(found: re.Match[str], words: Words) -> bool:
    if _said_before(_NHS_WORDS, words, found.start()):
        return True
    phone = _said_before(_PHONE_WORDS, words, found.start())
    return (
        not phone
        and not found[0].startswith("0")
        and len(set(found[0])) > 2
        and bool(nhs.is_valid(found[0].replace(".", "")))
    )


def _is_personal(number: str, kept: Collection[str]) -> bool:
    digits = re.sub(r"\D", "", number)
    if not digits.startswith("0") or digits.startswith("00"):
        digits = "0" + re.sub(r"^(?:00)?44", "", digits).lstrip("0")
    return digits.startswith(_PERSONAL) and digits not in kept and not digits.startswith("0123456")


def _has_digits(found: str) -> bool:
    return sum(sign.isdecimal() for sign in found) >= _FEWEST_SPOKEN - 4


def _said_before(pattern: re.Pattern[str], words: Words, start: int) -> bool:
    return bool(pattern.search(words.low_text, max(0, start - _NEAR), start))


def _span(found: re.Match[str], kind: Kind) -> Span:
    return Span(found.start(), found.end(), kind)


def _spoken(words: Words) -> Iterator[Span]:
    """“oh seven seven double oh …”: nine digits or more, of which some are words, one after another."""
    if _FIRST_SPOKEN.isdisjoint(words.lower):
        return
    first = 0
    while first < len(words):
        if words.lower[first] not in _FIRST_SPOKEN:
            first += 1
            continue
        last, digits = _run(words, first)
        spoken = any(word.isalpha() for word in words.lower[first:last])
        if digits >= _FEWEST_SPOKEN and spoken:
            yield Span(words.start[first], words.end[last - 1], "phone")
        first = max(last, first + 1)


def _run(words: Words, first: int) -> tuple[int, int]:
    """Where the digits that begin at `first` end, and how many they are."""
    last, digits = first + (words.lower[first] == "plus"), 0
    while last < len(words) and words.lower[last] in _SPOKEN:
        digits += _SPOKEN[words.lower[last]]
        last += 1
    return last, digits
