"""Schools by whom they are called after, with no “school” beside: “st botolphs”, “Sacred Heart”."""

from collections.abc import Iterator

from analysis.redaction.spans import Span
from analysis.redaction.words import Words, bare, forenames, listed

_SAINTS = listed("saints")
_IN_FULL = frozenset(tuple(each.split("_")) for each in listed("saints_in_full"))
_DEDICATIONS = frozenset(tuple(each.split("_")) for each in listed("dedications"))
_PLAIN = frozenset(tuple(each.split("_")) for each in listed("plain_dedications"))
"""In small letters these are words: “the holy family”."""
_TOWNS_OF_SAINTS = listed("towns_of_saints")
_NOT_SCHOOLS_AFTER = listed("not_schools_after")
_ROYAL = listed("royal")
_AFTER_A_SCHOOL = listed("after_a_school")
_OF_FAITH_AFTER = listed("of_faith_after")
_SAINT = ("st", "saint", "sts")
_NOW = frozenset(["charles", "camilla", "william", "harry", "kate"])
"""“King Charles's” is not a school's."""


def dedications(words: Words) -> Iterator[Span]:
    """“St Aidan's RC”, “st thomas more”, “Queen Mary's”; not “St Helens”, no church, no street."""
    for place, word in enumerate(words.lower):
        last = None
        if word in _SAINT:
            last = _saint(words, place)
        elif (word, bare(words.at(place + 1))) in _DEDICATIONS:
            last = _dedication(words, place)
        elif word in _ROYAL:
            last = _royal(words, place)
        if last is not None:
            last = _with_another(words, last)
        if last is not None and words.at(last + 1) not in _NOT_SCHOOLS_AFTER:
            yield Span(words.start[place], words.end[_with_faith(words, last)], "school")


def _saint(words: Words, place: int) -> int | None:
    if words.between(place).strip(" ."):
        return None
    name = words.at(place + 1)
    if (name, bare(words.at(place + 2))) in _IN_FULL:
        return place + 2
    whole = name[:-2] if name.endswith("'s") else name[:-1] if name.endswith("s") else ""
    saintly = name.endswith("'s") or whole in forenames() or whole in _SAINTS
    return place + 1 if whole and saintly and name not in _TOWNS_OF_SAINTS else None


def _dedication(words: Words, place: int) -> int | None:
    """The last word of “Our Lady of Lourdes”, “Sacred Heart”."""
    pair = (words.lower[place], bare(words.at(place + 1)))
    capitals = words.is_capital(place) and words.is_capital(place + 1)
    if not words.joined(place) or (pair in _PLAIN and not capitals):
        return None
    last = place + 1
    if words.at(last + 1) == "of" and words.is_capital(last + 2):
        last += 2
    return last


def _royal(words: Words, place: int) -> int | None:
    """“king edmund's is better”: where nothing that belongs to him or her follows."""
    name = words.at(place + 1)
    if not words.joined(place) or not name.endswith("'s") or bare(name) in _NOW:
        return None
    known = bare(name) in forenames() or bare(name) in _SAINTS or words.is_capital(place + 1)
    ends = (
        words.between(place + 1).strip() != ""
        or words.at(place + 2) in _AFTER_A_SCHOOL
        or not words.at(place + 2)
    )
    return place + 1 if known and ends else None


def _with_another(words: Words, last: int) -> int:
    """“Our Lady & St Joseph's”."""
    second = last + (2 if words.at(last + 1) == "and" else 1)
    joined = second == last + 2 or words.between(last).strip() == "&"
    both = _saint(words, second) if joined and words.at(second) in _SAINT else None
    return last if both is None else both


def _with_faith(words: Words, last: int) -> int:
    if words.lower[last + 1 : last + 4] == ["c", "of", "e"]:
        return last + 3
    return last + 1 if words.joined(last) and words.at(last + 1) in _OF_FAITH_AFTER else last
