"""Street addresses: a number and a street, a street that somebody lives in, a named house."""

import re
from collections.abc import Iterator

from analysis.redaction import streets
from analysis.redaction.homes import homes
from analysis.redaction.spans import Span
from analysis.redaction.words import Words, listed

_STRONG, _WEAK, _TYPES, _WORD = streets.STRONG, streets.WEAK, streets.TYPES, streets.WORD
_FLAT = r"(?:(?:flat|apartment|apt|unit)\s+\d{0,3}\s?[a-z]?,?\s+)"
_NUMBER = r"\d{1,4}\s?[a-z]?(?:\s?[-/]\s?\d{1,4}[a-z]?)?"
_NUMBERED = re.compile(
    rf"(?<![\w.,£:/+\-])({_FLAT}?(?:no\.?\s+|number\s+)?{_NUMBER},?\s+)((?:{_WORD}\s+){{1,3}}?)((?:{_STRONG}|{_WEAK})(?:\s+(?:{_STRONG}|{_WEAK}))?)(?![^\W_])(?:\s(?:north|south|east|west)\b)?",
    re.IGNORECASE,
)
_FLAT_ONLY = re.compile(
    rf"(?<![^\W_])(?:flat|apartment|apt)\s+\d{{1,3}}\s?[a-z]?,?\s+((?:{_WORD}\s+){{0,3}}?)((?:{_STRONG}|{_WEAK})(?:\s+(?:{_STRONG}|{_WEAK}))?)(?![^\W_])",
    re.IGNORECASE,
)
_THE = re.compile(r"(?<![\w.,£:/+\-])\d{1,4}[a-zA-Z]?,?\s+The\s+[A-Z][\w'’\-]+(?:\s[A-Z][\w'’\-]+)?")
_LIVES = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)|stay(?:s|ed|ing)?|house is|home is|address is|address:|moved?|placed|rehoused"
    r"|grew up|sleep(?:s|ing)?|rent(?:s|ed|ing)?|evicted|resid(?:es?|ing)|settled|own"
    r"|(?:house|place|flat|room|home|bedsit|hostel|refuge|caravan|bungalow|property|tenancy|maisonette)"
    r"(?: is)?)"
    rf"\s+(?:\w+\s+)?(?:on|in|at|to|off|down|from)\s+((?:{_WORD}\s+){{1,3}}?(?:{_STRONG}|{_WEAK})(?:\s+(?:{_STRONG}|{_WEAK}))?"
    rf"(?:,\s+(?:{_WORD}\s+){{1,3}}?{_STRONG})?)(?![^\W_])",
    re.IGNORECASE,
)
_MY_STREET = re.compile(
    r"\b(?:my (?:street|road) (?:is )?(?:called )?"
    r"|(?:my|our) (?:street|road|address|flat|house) (?:is called |is |called ))"
    rf"((?:[A-Z][\w'’\-]+\s){{1,3}}(?:{_STRONG}|{_WEAK}))\b",
    re.IGNORECASE,
)
_NUMBER_ON = re.compile(
    rf"\bnumber\s+(\d{{1,4}}[a-z]?\s+(?:on|in|of)\s+(?:{_WORD}\s+){{1,3}}?(?:{_STRONG}|{_WEAK}))(?![^\W_])",
    re.IGNORECASE,
)
_HOUSE_BEFORE = re.compile(
    r"(?:[A-Z][\w'’\-]+\s){1,3}(?:House|Court|Lodge|Cottage|Farm|Towers|Hall|Heights|Villa|Flat),\s$"
)
_HOME = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)|stay(?:s|ed|ing)?|placed|address|house|home|number|moved|at|by|outside|im)\b"
)
_STOPS = listed("address_stops")
_LIVES_STOPS = _STOPS - {"high", "long", "church", "old", "new", "north"}
_NEAR = 30
_TO = re.compile(r"\b(?:to|at|near|by|outside|opposite|from)\s+$")


def addresses(words: Words) -> Iterator[Span]:
    """Streets with a house number, “flat 12 beech court”, and streets or houses that somebody lives in."""
    yield from homes(words)
    if words.figures:
        yield from _at_the(words)
    if _TYPES.isdisjoint(words.lower):
        return
    if words.figures:
        yield from _numbered(words)
    for pattern in (_LIVES, _MY_STREET, _NUMBER_ON):
        for found in pattern.finditer(words.text):
            if _is_street(found[1], on=found[0].endswith(f" on {found[1]}")):
                yield Span(*found.span(1), "address")


def _numbered(words: Words) -> Iterator[Span]:
    for found in _FLAT_ONLY.finditer(words.text):
        yield Span(found.start(), found.end(), "address")
    for found in _NUMBERED.finditer(words.text):
        if _is_stopped(found[2].split()):
            continue
        if _is_sure(found, words):
            yield Span(_with_house(words.text, found.start()), found.end(), "address")


def _is_stopped(name: list[str]) -> bool:
    """Whether a word says that no street is named: “2 other roads”; “12 Crewe Old Road” is one."""
    told = [word for word in name if word not in ("Old", "New")] or name
    return any(word.lower().strip(".") in _STOPS for word in told)


def _is_sure(found: re.Match[str], words: Words) -> bool:
    """Whether the street is one by its own words, or by the words before it."""
    strong = re.search(rf"{_STRONG}$", found[3], re.IGNORECASE) is not None
    written = found[2][:1].isupper() and found[3][:1].isupper()
    said = _HOME.search(words.low_text, max(0, found.start() - _NEAR), found.start())
    if strong or written or said or found[2].lower().startswith("st "):
        return True
    before = words.low_text[max(0, found.start() - _NEAR) : found.start()]
    return found[3].lower() in ("close", "drive", "court") and _TO.search(before) is not None


def _with_house(text: str, start: int) -> int:
    house = _HOUSE_BEFORE.search(text, max(0, start - 40), start)
    return house.start() if house else start


def _at_the(words: Words) -> Iterator[Span]:
    """“6 The Paddocks”, where words say that it is an address or a postcode or a comma follows."""
    for found in _THE.finditer(words.text):
        said = _HOME.search(words.low_text, max(0, found.start() - _NEAR), found.start())
        street = not _TYPES.isdisjoint(found[0].lower().split())
        if said or street or words.text[found.end() : found.end() + 1] == ",":
            yield Span(found.start(), found.end(), "address")


def _is_street(street: str, *, on: bool) -> bool:
    """Whether the words before its last one name it. A number and “on” may stand first."""
    *name, kind = street.split()
    if name and name[0][0].isdigit():
        name = name[2:]
    return (
        bool(name)
        and all(word.lower() not in _LIVES_STOPS for word in name)
        and (kind.lower() not in _NOT_HOMES or (on and kind[0].isupper()))
    )


_NOT_HOMES = listed("not_homes")
