"""Homes that have a name or stand in a block: “Room 14, Marlowe House”, “9 the limes”."""

import re
from collections.abc import Iterator

from analysis.redaction import streets
from analysis.redaction.spans import Span
from analysis.redaction.words import Words, bare, listed, ordinary_words, towns, word_names

_CAPITAL = r"[A-Z][\w'’\-]+"
_STREET = rf"(?:{_CAPITAL}\s){{1,2}}(?i:{streets.STRONG}|{streets.WEAK})(?![^\W_])"
_HOUSE = (
    r"(?:House|Cottages?|Farm|Farmhouse|Rectory|Vicarage|Lodge|Barn|Court|Forge|Manor|Grange|Hall|Bungalow|Stables|Granary|"
    r"Bakehouse|Bakery|Smithy|Schoolhouse|Villa|Towers|View|Croft|Mill|Oast|Chapel|Parsonage|Manse|Gatehouse|Barns|Mews|Nook)"
)
_HOUSE_WORDS = frozenset(
    _HOUSE.removeprefix("(?:").removesuffix(")").replace("s?", "").lower().split("|")
) | {"cottages"}
_ON_STREET = re.compile(
    rf"(?:\d{{1,4}}[a-z]?,?\s)?(?:The\s)?(?:{_CAPITAL}\s){{0,3}}{_HOUSE}(?:,\s|\s(?:on|in|off|at)\s){_STREET}(?:,\s({_CAPITAL}(?:\s{_CAPITAL})?))?"
)
_UNIT = (
    r"(?i:\b(?:block|room|flat|unit|apt|apartment|studio|bedsit|plot|pitch|caravan|floor)\s(?:\d{1,4}\s?[a-z]?|[a-z])\b"
    r",?\s(?:(?:in|of|at)\s)?)"
)
_IN_BLOCK = re.compile(
    rf"(?:{_UNIT}){{1,3}}(?:[Tt]he\s[A-Z][a-z]+(?:\s{_CAPITAL})?"
    rf"|(?:{_CAPITAL}\s){{1,3}}(?i:{streets.STRONG}|{streets.WEAK})(?![^\W_]))"
    rf"|(?:{_UNIT}){{1,3}}(?P<small>[a-z'’]{{3,}})"
    r" (?:house|court|lodge|towers|heights|mansions|cottages?|view)(?![^\W_])"
)
_THE = re.compile(r"(?<![\w.,£:/+\-])\d{1,3}[a-zA-Z]?,? the (?:old )?([a-z]{3,})(?![^\W_])")
_NAMED = re.compile(
    r"\b(?i:(?:liv(?:e|es|ed|ing)|stay(?:s|ing)?|address is|house is|home is|placed|moved)(?: (?:at|in|to))?)"
    rf"\s((?:The\s)?(?:{_CAPITAL}\s){{1,3}}{_HOUSE}"
    rf"|(?<=\bat\s)The\s{_CAPITAL}(?:\s{_CAPITAL})?)(?![^\W_])"
)
_NUMBER_ONLY = re.compile(
    r"\b(?i:(?:liv(?:e|es|ed|ing)|stay(?:s|ed|ing)?|address is|address:|house is|home is"
    r"|(?:placed|moved)(?: us| him| her| them| me)?)(?: (?:at|in|to))?)"
    r" (\d{1,3}[a-zA-Z]? ([A-Z][a-z'’]{3,}|[a-z]{5,}))(?![^\W_])"
)
_PUBLIC = listed("public_houses")
_NOT_HOMES = _PUBLIC | listed("not_the_homes")
_THE_HOMES = listed("the_homes")


def homes(words: Words) -> Iterator[Span]:
    """Named houses on a street, rooms of a named block, “9 the limes”, “live at 5 Birchfield”."""
    text = words.text
    on_street = () if _HOUSE_WORDS.isdisjoint(words.lower) else _ON_STREET.finditer(text)
    for found in (*on_street, *_NAMED.finditer(text)):
        unlike = _NOT_HOMES if found.re is _NAMED else _PUBLIC
        if unlike.isdisjoint(_house(found)):
            yield Span(found.start(found.re is _NAMED), _without_town(found), "address")
    if not words.figures and "block" not in words.low_text:
        return
    for found in _IN_BLOCK.finditer(text):
        named = not found["small"] or not _is_ordinary(found["small"])
        if named and _PUBLIC.isdisjoint(found[0].lower().split()):
            yield Span(*found.span(), "address")
    for found in _THE.finditer(text):
        if found[1] in _THE_HOMES:
            yield Span(*found.span(), "address")
    for found in _NUMBER_ONLY.finditer(text):
        if not _is_ordinary(found[2]):
            yield Span(*found.span(1), "address")


def _house(found: re.Match[str]) -> list[str]:
    """The words of the house's own name."""
    whole = found[1] if found.re is _NAMED else re.split(r",| on | in | off | at ", found[0])[0]
    return whole.lower().split()


def _without_town(found: re.Match[str]) -> int:
    """Where the address ends: a hamlet belongs to it, a town stays."""
    if found.re is _ON_STREET and found[1] and found[1].lower() in towns():
        return found.start(1) - 2
    return found.end()


def _is_ordinary(word: str) -> bool:
    low = bare(word.lower())
    return (
        low in ordinary_words() or low.removesuffix("s") in ordinary_words() or low in word_names() | towns()
    )
