"""Schools that only the words around them tell of: “detention at norley vale”, “Ravenscar pupils”.

A village may have the same name. So a word that no list knows is taken only beside what is said of schools,
and in small letters mostly only where it is built as names of schools are; two ordinary words (“willow wood”)
only beside what nothing but a school has.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from analysis.redaction import cues
from analysis.redaction.spans import Span
from analysis.redaction.words import Words, bare, forenames, listed, ordinary_words, towns, word_names

_BUILT = tuple(listed("built_schools"))
_SECONDS = listed("second_of_schools")
_NEVER = listed("kinds") | listed("not_attended") | listed("of_schooling") | cues.NOT_IN_A_NAME
_OF_SCHOOLING = listed("of_schooling") | listed("of_schooling_too") | {"st", "saint"}
_SCHOOL_PEOPLE = listed("school_people")
"""Who and what there is at schools only: “tutor at”, “detention at”."""
_PEOPLE_AT = listed("people_at_school")
_MOVES = listed("moves_to_schools")
_LIVES = listed("lives_in_places")
_AFTER = frozenset(["pupils", "students", "teachers", "uniform"])
_YEARS = ("year", "yr", "years")
_PEOPLE_OF = frozenset(["kids", "lads", "parents"])
_GIRLS_OR_BOYS = ("girls", "boys")
_TEAM = ("fc", "football", "team", "rugby", "cricket")
_STARTS = ("start", "starts", "started", "starting")
_WHEN = frozenset(["sept", "september", "reception", "year", "yr"])
_IS = frozenset(["is", "are", "was", "were"])
_CHILDREN = listed("children")
_GOES = frozenset(["go", "goes", "goto", "attend", "attends", "left", "leaving"])
_HONOURED = frozenset(["sir", "dame", "lady", "bishop", "archbishop", "cardinal"])
_SHORTEST = 5
_FURTHEST = 4
_OWN = frozenset(["my", "our", "his", "her", "a", "an", "the"])
_CLASS = re.compile(r"(y|yr|year)?\d{1,2}([a-z])?")
_LETTERS = re.compile(r"\b(?:at|to|from|attend) (?!CAMHS|NHS|MHS)([A-Z]{1,4}HS)\b")
"""“TKHS”, a high school in letters."""
_SAINT = ("st", "saint", "sts")


def implied(words: Words) -> Iterator[Span]:
    """Each name with its second word: “wheelock heath”."""
    known, lower = _known(), words.lower
    places = [place for place, word in enumerate(lower) if len(word) >= _SHORTEST and word not in known]
    if not _SECONDS.isdisjoint(lower):
        places += [place - 1 for place, word in enumerate(lower) if place and word in _SECONDS]
    schooling = bool(places) and not _OF_SCHOOLING.isdisjoint(lower)
    for place in sorted({*places}):
        word = lower[place]
        last = place + 1 if words.joined(place) and words.at(place + 1) in _SECONDS else place
        unknown = len(word) >= _SHORTEST and _is_unknown(word)
        if not unknown and (last == place or word in _NEVER):
            continue
        one = _Candidate(words, place, last, last > place or word.endswith(_BUILT), schooling)
        if unknown and _is_after_somebody(words, place):
            yield Span(words.start[place - 2], words.end[last], "school")
        elif _tells(one) if unknown else _surely(one):
            yield Span(words.start[place], words.end[last + (one.after() in _GIRLS_OR_BOYS)], "school")
    if "HS" in words.text:
        yield from (Span(*found.span(1), "school") for found in _LETTERS.finditer(words.text))


def _is_after_somebody(words: Words, place: int) -> bool:
    """“sir thomas boteler”."""
    return words.at(place - 2) in _HONOURED and words.at(place - 1) in forenames()


@cache
def _known() -> frozenset[str]:
    return _NEVER.union(ordinary_words(), towns(), forenames(), word_names())


def _is_unknown(word: str) -> bool:
    if word.endswith(("'s", "ing", "ed", "ly")) or not word.isalpha():
        return False
    return word not in _known() and word.removesuffix("s") not in _known()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Words `place` to `last`, which no list knows; whether they are built as a school's name, and whether
    anything in the text is of schools."""

    words: Words
    place: int
    last: int
    built: bool
    schooling: bool

    @property
    def likely(self) -> bool:
        return self.built or (self.words.is_capital(self.place) and not self.words.begins(self.place))

    def before(self, back: int = 1) -> str:
        """The word `back` before, without “the”."""
        shift = 1 if self.words.at(self.place - 1) == "the" else 0
        return bare(self.words.at(self.place - back - shift))

    def after(self, on: int = 1) -> str:
        return self.words.at(self.last + on)


def _tells(one: _Candidate) -> bool:
    if one.after() in cues.PLACE_AFTER or one.before() in _SAINT or _is_lived_in(one):
        return False
    return _before_it(one) or _after_it(one)


def _is_lived_in(one: _Candidate) -> bool:
    """“i live in weaverham”, “from the estate in …”: a village."""
    return any(one.before(back) in _LIVES for back in (2, 3))


def _surely(one: _Candidate) -> bool:
    """“year 9 at brine leas”, “the year 6 teacher at …”, “my school Mill View”."""
    left, second = one.before(), one.before(2)
    if left in ("at", "of", "from", "in"):
        return second in _SCHOOL_PEOPLE or _is_class(second, one.before(3))
    if left in _STARTS and one.words.is_capital(one.place):
        return one.words.is_capital(one.last) and one.after() == "in" and one.after(2) in _WHEN
    return left == "school" and second in _OWN - {"a", "the"}


def _is_class(word: str, before: str) -> bool:
    """“y6”, “5B”, “class 4”."""
    found = _CLASS.fullmatch(word)
    return found is not None and (bool(found[1] or found[2]) or before in (*_YEARS, "class"))


def _before_it(one: _Candidate) -> bool:
    left, second = one.before(), one.before(2)
    if left in ("at", "of", "from") and (second in _SCHOOL_PEOPLE or _is_class(second, one.before(3))):
        return True
    if left == "at":
        here = second in _PEOPLE_AT or (second in _IS and one.before(3) in _CHILDREN)
        return (one.schooling and one.likely) or (here and one.built)
    if left == "in":
        return one.built and (second in _SCHOOL_PEOPLE or (one.schooling and one.after() in ("they", "we")))
    if left in ("to", "from"):
        near = {one.before(back) for back in range(2, 2 + _FURTHEST)}
        return one.built and one.schooling and not near.isdisjoint(_MOVES)
    return _without_a_cue_word(one, left, second)


def _without_a_cue_word(one: _Candidate, left: str, second: str) -> bool:
    """“my school (Tynford)”, “year 10, Marbrook”, “started Oakhanger in september”."""
    if left == "school":
        return one.likely and second not in ("a", "the", "at", "after", "in", "high", "primary")
    if left.isdigit() and second in _YEARS:
        return one.likely and "," in one.words.between(one.place - 1)
    if left in _STARTS:
        return one.built and one.after() == "in" and one.after(2) in _WHEN
    return left in _GOES and one.last > one.place and one.words.at(one.last) != "park"


def _after_it(one: _Candidate) -> bool:
    follows, then = one.after(), one.after(2)
    of_year = follows in _YEARS and then[:1].isdigit()
    if follows in _AFTER or of_year or (follows, then) == ("sixth", "form"):
        return one.built or one.words.is_capital(one.place)
    if follows in _GIRLS_OR_BOYS:
        return one.built and then not in _TEAM
    if follows in _PEOPLE_OF:
        return one.built and one.schooling
    if not one.words.begins(one.place):
        return False
    if follows in ("is", "was") and then in _OWN:
        return any(one.after(on) in ("school", "academy", "college", "nursery") for on in range(3, 6))
    return one.built and one.schooling and follows in ("should", "lets", "let", "has", "needs", "is", "does")
