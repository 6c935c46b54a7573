"""Names of schools, nurseries and colleges: what stands before “school”, “academy” …; saints with an 's."""

import re
from collections.abc import Iterator

from analysis.redaction.attended import attended
from analysis.redaction.dedications import dedications
from analysis.redaction.implied import implied
from analysis.redaction.spans import Span
from analysis.redaction.words import Words, bare, listed, ordinary_words, word_names

_KINDS = listed("kinds")
_QUALITIES = listed("qualities")
_TAILS = listed("tails")
"""In small letters, a name before these may be of ordinary words (“oak hill primary”)."""

_GENERIC = listed("generic")
_OF_FAITH = listed("of_faith")
_NOT_FIRST = _GENERIC | {"of"}
_ALL_OF = listed("all_of")
"""“All Saints”: here “all” is of the name."""
_LONGEST = 5
_CALLED = re.compile(
    r"\b(?:school|academy|college|nursery)(?:\s+(?:is|was|that is|i go to|i attend)){0,2}"
    r"\s*(?:called|named|:)\s+"
    r"((?:[^\W\d_][\w'’.\-]*)(?:\s+(?:of|the|and|[A-Z][\w'’.\-]*)){0,4})"
)
_BESIDE = re.compile(
    r"\b(?:school|academy|college|nursery),\s([A-Z][\w'’\-]+(?:\s[A-Z][\w'’\-]+){0,3})(?=[,.]|$)"
)
_IN_YEAR = re.compile(
    r"\b(?:year|yr|y)\s?\d{1,2}\s+(?:at|in)\s+([^\W\d_][\w'’]+(?:\s[A-Z][\w'’]+){0,2})", re.IGNORECASE
)
_FOREIGN_KINDS = listed("foreign_kinds")
_FOREIGN = re.compile(
    r"\b(?i:ysgol|coleg|cylch|meithrin|madras?sah?|madrasah|madressa|maktab|lycee|lycée)(?:\s[A-Z][\w'’\-]+){1,3}"
)
_IS = re.compile(
    r"\b[Mm]y (?:old |new )?(?:school|academy|college|nursery)(?: is| was|,)?"
    r" ([A-Z][\w'’\-]+(?:\s[A-Z][\w'’\-]+){0,3})"
)


def schools(words: Words) -> Iterator[Span]:
    """Each school's name with what follows it (“Holly Lodge Academy”, “st peters c of e primary school”)."""
    low = words.low_text
    place = 0
    while place < len(words):
        if bare(words.lower[place]) in _KINDS:
            last = _last_of_kind(words, place)
            first = _first_of_name(words, place, last)
            if first is not None:
                yield Span(words.start[first], _end(words, last), "school")
            place = last
        place += 1
    yield from dedications(words)
    yield from attended(words)
    yield from implied(words)
    for found in _IN_YEAR.finditer(words.text) if "y" in low and words.figures else ():
        if found[1].lower().split()[0] not in _GENERIC and not _is_word(found[1].lower().split()[0]):
            yield Span(*found.span(1), "school")
    if not _FOREIGN_KINDS.isdisjoint(words.lower):
        yield from (Span(*found.span(), "school") for found in _FOREIGN.finditer(words.text))
    if "school" in low or "academy" in low or "college" in low or "nursery" in low:
        yield from _called(words)


def _last_of_kind(words: Words, place: int) -> int:
    """The last word of what kind of school it is: “primary school”, “sixth form college”."""
    last = place
    while words.joined(last) and (
        words.at(last + 1) in _KINDS or (words.at(last + 1) in _QUALITIES and _leads_on(words, last))
    ):
        last += 1
    while words.at(last) not in _KINDS and last > place:
        last -= 1
    return last


def _leads_on(words: Words, last: int) -> bool:
    return any(words.at(last + ahead) in _KINDS for ahead in range(2, 5))


def _first_of_name(words: Words, place: int, last: int) -> int | None:
    """The first word of the name before the kind at `place`; None where there is none."""
    before = place - 1
    while (
        before >= 0
        and _follows(words, before)
        and words.lower[before] in _QUALITIES
        and words.lower[before] != "the"
    ):
        before -= 1
    first = before + 1
    while (
        before >= 0
        and before > place - 1 - _LONGEST - (place - first)
        and _follows(words, before)
        and _in_name(words, before)
    ):
        before -= 1
    name = list(range(before + 1, first))
    while name and _is_before_name(words, name[0]):
        name.pop(0)
    if not name or not _is_name(words, name, last):
        return None
    return name[0] - 1 if words.at(name[0] - 1) == "the" and words.joined(name[0] - 1) else name[0]


def _is_before_name(words: Words, place: int) -> bool:
    """Whether the word is not of the name yet: “my old …”; “Little Acorns” is."""
    if words.at(place + 1) in _ALL_OF or words.lower[place] not in _NOT_FIRST:
        return False
    return not (words.is_capital(place) and words.lower[place] in _MAY_BEGIN and words.is_capital(place + 1))


_MAY_BEGIN = frozenset(
    ["little", "small", "big", "great", "new", "old", "first", "best", "home", "upper", "lower"]
)


def _follows(words: Words, place: int) -> bool:
    gap = words.between(place)
    return not gap.strip(" .&\u00a0") and not ("." in gap and len(words.lower[place]) > 2)


def _in_name(words: Words, place: int) -> bool:
    word = bare(words.lower[place])
    if words.is_capital(place):
        begins_it = word in _MAY_BEGIN and words.is_capital(place + 1) and words.at(place + 1) not in _KINDS
        return word not in _GENERIC or not words.begins(place) or words.at(place + 1) in _ALL_OF or begins_it
    if word in ("of", "the", "and", "st", "saint", "our", "lady"):
        return (words.at(place - 1) != "" and word not in ("the", "and", "our")) or words.is_capital(
            place - 1
        )
    return word not in _GENERIC and not word[0].isdigit()


def _is_name(words: Words, name: list[int], last: int) -> bool:
    capitals = [place for place in name if words.is_capital(place)]
    if capitals:
        alone = len(capitals) == 1 and words.begins(capitals[0]) and not words.is_capital(last)
        sure = not alone or not _is_word(words.lower[capitals[0]])
        return sure and not all(words.lower[place] in _GENERIC for place in capitals)
    if any(not _is_word(words.lower[place]) for place in name[-2:]) or words.lower[name[0]] in (
        "st",
        "saint",
        "queen",
        "king",
    ):
        return True
    before = words.at(name[0] - 1)
    if not before and _tells_of(words, name, last):
        return True
    if not _OF_FAITH.isdisjoint(words.lower[name[-1] : last]):
        return True
    return (
        not _TAILS.isdisjoint(words.lower[name[-1] + 1 : last + 1])
        and len(name) <= 2
        and before
        in ("at", "to", "attend", "go", "goes", "went", "attends", "after", "from", "leaving", "near")
    )


def _tells_of(words: Words, name: list[int], last: int) -> bool:
    """“little stars nursery shuts”, “beechwood juniors has”, where the text begins."""
    after = words.at(last + 1) in _AFTER_A_SCHOOL or words.at(last + 1).endswith("s")
    small = words.at(last) in ("juniors", "infants") and len(name) == 1
    return after and (small or (len(name) == 2 and words.at(last) in _FOR_SMALL_ONES))


_AFTER_A_SCHOOL = listed("after_a_school")
_FOR_SMALL_ONES = ("nursery", "preschool", "pre-school", "playgroup", "juniors", "infants")


def _is_word(word: str) -> bool:
    plain = bare(word)
    return (
        plain in ordinary_words()
        or plain in word_names()
        or (plain.endswith("s") and plain[:-1] in ordinary_words())
    )


def _called(words: Words) -> Iterator[Span]:
    for found in _CALLED.finditer(words.text):
        if found[1].split()[0].lower() not in _GENERIC:
            yield Span(*found.span(1), "school")
    for found in (*_IS.finditer(words.text), *_BESIDE.finditer(words.text)):
        if found[1].split()[0].lower() not in ordinary_words():
            yield Span(*found.span(1), "school")


def _end(words: Words, last: int) -> int:
    """Where the name ends: also “School for Girls”, “College of Art”; without the 's."""
    if words.is_capital(last) and words.at(last + 1) in ("for", "of") and words.is_capital(last + 2):
        last += 2
    return words.end[last] - (2 if words.lower[last].endswith("'s") else 0)
