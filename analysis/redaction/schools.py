"""Names of schools, nurseries and colleges: what stands before “school”, “academy” …; saints with an 's."""

import re
from collections.abc import Iterator

from analysis.redaction.spans import Span
from analysis.redaction.words import Words, bare, forenames, listed, ordinary_words, word_names

_KINDS = listed("kinds")
_QUALITIES = listed("qualities")
_TAILS = ("primary", "academy", "high", "juniors", "infants", "grammar", "pru", "nursery", "college", "comp")
"""In small letters, a name before these may be of ordinary words (“oak hill primary”)."""

_GENERIC = listed("generic")
_OF_FAITH = listed("of_faith")
_NOT_FIRST = _GENERIC | {"of"}
_ALL_OF = listed("all_of")
"""“All Saints”: here “all” is of the name."""
_TOWNS_OF_SAINTS = listed("towns_of_saints")
_NOT_SCHOOLS_AFTER = listed("not_schools_after")
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
_YSGOL = re.compile(r"\bysgol(?:\s[A-Z][\w'’\-]+){1,3}", re.IGNORECASE)
_IS = re.compile(
    r"\b[Mm]y (?:old |new )?(?:school|academy|college) (?:is|was) ([A-Z][\w'’\-]+(?:\s[A-Z][\w'’\-]+){0,3})"
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
    if "st" in low or "saint" in low:
        yield from _saints(words)
    for found in _IN_YEAR.finditer(words.text) if "y" in low and words.figures else ():
        if found[1].lower().split()[0] not in _GENERIC and not _is_word(found[1].lower().split()[0]):
            yield Span(*found.span(1), "school")
    if "ysgol" in low:
        yield from (Span(*found.span(), "school") for found in _YSGOL.finditer(words.text))
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
    while name and words.lower[name[0]] in _NOT_FIRST and words.at(name[0] + 1) not in _ALL_OF:
        name.pop(0)
    if not name or not _is_name(words, name, last):
        return None
    return name[0] - 1 if words.at(name[0] - 1) == "the" and words.joined(name[0] - 1) else name[0]


def _follows(words: Words, place: int) -> bool:
    gap = words.between(place)
    return not gap.strip(" .&\u00a0") and not ("." in gap and len(words.lower[place]) > 2)


def _in_name(words: Words, place: int) -> bool:
    word = bare(words.lower[place])
    if words.is_capital(place):
        return word not in _GENERIC or not words.begins(place) or words.at(place + 1) in _ALL_OF
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
    if not _OF_FAITH.isdisjoint(words.lower[name[-1] : last]):
        return True
    return (
        words.at(last) in _TAILS
        and len(name) <= 2
        and before in ("at", "to", "attend", "go", "goes", "attends", "after", "from", "leaving", "near")
    )


def _is_word(word: str) -> bool:
    plain = bare(word)
    return (
        plain in ordinary_words()
        or plain in word_names()
        or (plain.endswith("s") and plain[:-1] in ordinary_words())
    )


def _saints(words: Words) -> Iterator[Span]:
    """“St Aidan's”, “st marys”: with an s, so not “St Helens” and not a street."""
    for place in range(len(words) - 1):
        if words.lower[place] not in ("st", "saint", "sts") or words.between(place).strip(" ."):
            continue
        name = words.lower[place + 1]
        whole = name[:-2] if name.endswith("'s") else name[:-1] if name.endswith("s") else ""
        saintly = (
            name.endswith("'s")
            or whole in forenames()
            or whole in ("mary", "mark", "anne", "oswald", "bede", "jude")
        )
        if (
            whole
            and saintly
            and name not in _TOWNS_OF_SAINTS
            and words.at(place + 2) not in _NOT_SCHOOLS_AFTER
        ):
            yield Span(words.start[place], words.end[place + 1], "school")


def _called(words: Words) -> Iterator[Span]:
    for found in _CALLED.finditer(words.text):
        if found[1].split()[0].lower() not in _GENERIC:
            yield Span(*found.span(1), "school")
    for found in (*_IS.finditer(words.text), *_BESIDE.finditer(words.text)):
        if found[1].split()[0].lower() not in ordinary_words():
            yield Span(*found.span(1), "school")


def _end(words: Words, last: int) -> int:
    return words.end[last] - (2 if words.lower[last].endswith("'s") else 0)
