"""Names by the title before them: “Mrs Okafor”, “Mr and Mrs Bhogal”, “uncle sanj”, “Big Dave”."""

from analysis.redaction import cues
from analysis.redaction.known import (
    could_be_one,
    is_built_like_one,
    is_common,
    is_famous,
    is_listed,
    is_never_one,
    is_thing,
    is_unknown,
    with_surname,
)
from analysis.redaction.words import Words, listed, other_names

Found = tuple[int, int] | None
"""The places of the first and the last word of a name."""

_SHORT_TITLES = listed("short_titles")
"""Ranks and the like that are titles only in capitals, before a word with one: “DS Whitlock”."""
_BYNAMES = listed("bynames")
_LOWER_TITLES = listed("lower_titles")
"""Of the titles that need a capital, those that a name in small letters may follow: “coach delroy”."""
_NEVER_INITIALS = frozenset("aiurnx")
"""What stands after “miss” as a word: “i miss u”."""

TITLES = cues.TITLES | cues.FAMILY_TITLES | cues.CAPITAL_TITLES | _SHORT_TITLES | _BYNAMES


def titled(words: Words, place: int) -> Found:
    """The name that begins with the title at `place`."""
    title, after = words.lower[place], place + 1
    if couple := _couple(words, place):
        return couple
    surname = _after_particles(words, after) if title in cues.TITLES else after
    if surname > after and words.is_capital(surname) and not is_never_one(words, surname):
        return place, with_surname(words, surname)
    if not words.at(after) or words.between(place).strip(" .\u00a0") or _is_made_up(words, place):
        return None
    if title in _BYNAMES:
        fits = _after_byname(words, place)
    elif title in _SHORT_TITLES:
        fits = not words.is_capital(place) and words.text[words.start[place]].isupper()
        fits = fits and could_be_one(words, after)
    elif title in cues.TITLES:
        fits = _after_title(words, after)
    elif title in cues.FAMILY_TITLES:
        fits = _after_family(words, after)
    else:
        fits = _after_capital_title(words, place)
    return (place, with_surname(words, after)) if fits else None


def _after_particles(words: Words, after: int) -> int:
    """The surname's place after initials and particles: “P. Bhattacharya”, “van der Berg”."""
    while _leads(words, after):
        after += 1
    return after


def _leads(words: Words, place: int) -> bool:
    word = words.at(place)
    if word in _PARTICLES:
        return words.joined(place)
    return len(word) == 1 and words.is_capital(place) and words.between(place) == ". "


_PARTICLES = frozenset(
    ["van", "von", "de", "der", "den", "di", "da", "del", "la", "le", "el", "al", "bin", "bint", "ter"]
)


def _is_made_up(words: Words, place: int) -> bool:
    """“Mr Bean”, but not “my teacher Mr Bean”."""
    return is_famous(words, place) and words.at(place - 1) not in cues.ROLES


def _couple(words: Words, place: int) -> Found:
    """“Mr and Mrs Bhogal”, “Mr. & Mrs. Pemberton”."""
    if words.lower[place] not in cues.TITLES or words.between(place).strip(" .&"):
        return None
    second = place + 2 if words.at(place + 1) in ("and", "n") else place + 1
    if words.at(second) not in cues.TITLES or (second == place + 1 and "&" not in words.between(place)):
        return None
    named = words.at(second + 1) and not words.between(second).strip(" .\u00a0")
    return (place, with_surname(words, second + 1)) if named and _after_title(words, second + 1) else None


def _after_title(words: Words, after: int) -> bool:
    title = words.at(after - 1)
    if words.is_capital(after) and not is_never_one(words, after):
        return True
    plain = title in ("mr", "mrs") or not is_thing(words.at(after))
    return plain and words.lower[after].replace("-", "").isalpha() and not is_never_one(words, after)


def _after_family(words: Words, after: int) -> bool:
    """A known name, any with a capital, and after “uncle” one in small letters that is no word."""
    if is_listed(words, after) or (words.is_capital(after) and not is_common(words, after)):
        return not is_never_one(words, after)
    if words.is_capital(after - 1) and words.is_capital(after) and words.at(after + 1) in cues.PERSON_VERBS:
        return not is_never_one(words, after)
    if words.at(after - 2) in ("a", "an", "the", "and", "or"):
        return False
    sure = words.at(after - 1) in _OF_OTHERS or words.at(after) in other_names()
    return sure and is_unknown(words.at(after)) and not words.is_capital(after)


_OF_OTHERS = frozenset(["uncle", "auntie", "aunty", "aunt"])


def _after_capital_title(words: Words, place: int) -> bool:
    title, after = words.lower[place], place + 1
    name = words.at(after)
    if title == "miss" and words.at(place - 1) in _BEFORE_TO_MISS:
        return False
    if title == "miss" and len(name) == 1:
        return name.isalpha() and name not in _NEVER_INITIALS
    capital = words.is_capital(after) and not is_never_one(words, after)
    likely = title == "miss" or not is_thing(name) or is_built_like_one(words, after)
    if capital and words.is_capital(place) and likely:
        return True
    if title == "miss" and words.at(place - 1) in _BEFORE_MISS and is_unknown(name):
        return True
    if title == "miss" or (title in _LOWER_TITLES and capital):
        return name in other_names() or (title != "miss" and could_be_one(words, after))
    return title in _LOWER_TITLES and is_listed(words, after)


_BEFORE_MISS = listed("before_miss") | {""}
_BEFORE_TO_MISS = listed("before_to_miss")


def _after_byname(words: Words, place: int) -> bool:
    """“Big Dave”, “Lil Tee”: both with capitals; after “lil” any word that is no thing."""
    after = place + 1
    if not words.is_capital(place) or not words.is_capital(after) or is_never_one(words, after):
        return False
    return is_listed(words, after) or could_be_one(words, after)
