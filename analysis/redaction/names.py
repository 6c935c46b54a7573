"""Names of people: those on the lists, and any word after what only a name follows.

Three kinds of words: a forename that is hardly anything else counts anywhere (“leon” too); one that is also a
word (“Grace”, “will”) or on no list only where the words beside it say so: “my brother X”, “a boy called X”,
“Mrs X”, “X said”, “X's mum”. What follows a forename with a capital is the surname.
"""

from collections.abc import Iterator

from analysis.redaction import cues
from analysis.redaction.spans import Span
from analysis.redaction.words import (
    Words,
    bare,
    forenames,
    given_names,
    is_forename,
    listed,
    ordinary_words,
    other_names,
    word_names,
)

Found = tuple[int, int] | None
"""The places of the first and the last word of a name."""

_LONGEST_NAME = 3


def names(words: Words) -> Iterator[Span]:
    """Each name with its title, forename and surname as one span; without the 's of possession."""
    introduced = dict(found for found in _introductions(words))
    place, before = 0, -2
    while place < len(words):
        last = introduced.get(place, -1)
        if last < 0 and (found := _at(words, place)):
            last = found[1]
        if last < 0 and before == place - 2 and _joins(words, place):
            last = _with_surname(words, place)
        if last >= 0:
            yield Span(words.start[place], _end(words, last), "name")
            before = last
        place = max(place, last) + 1


def _joins(words: Words, place: int) -> bool:
    """“Kayleigh and Jordan”: beside a name, what may be one is one."""
    if words.at(place - 1) not in ("and", "n", "or") or not _is_listed(words, place):
        return False
    return words.at(place + 1) not in cues.PLACE_AFTER


def _introductions(words: Words) -> Iterator[tuple[int, int]]:
    for place, word in enumerate(words.lower):
        if word in _INTRODUCING and (found := _introduced(words, place)):
            yield found


def _at(words: Words, place: int) -> Found:
    """The name that begins at `place`, by the first rule that finds one."""
    word = words.lower[place]
    if word in _TITLES and (found := _titled(words, place)):
        return found
    if (word in forenames() or "'" in word or "-" in word or word[-1] == "s") and _is_strong(words, place):
        return place, _with_surname(words, place)
    if not words.is_capital(place):
        return _initialled(words, place) if len(word) == 1 else _shouted(words, place)
    return _by_company(words, place) or _initialled(words, place)


def _titled(words: Words, place: int) -> Found:
    """“Mrs Okafor”, “mr khan”, “Aunty Bev”, “Miss Hargreaves”, “PC Dawson”."""
    title, after = words.lower[place], place + 1
    if not words.at(after) or words.between(place).strip(" .\u00a0") or _is_famous(words, place):
        return None
    capital = words.is_capital(after) and not _is_never_one(words, after)
    if title in cues.TITLES:
        plain = title in ("mr", "mrs") or not _is_thing(words.at(after))
        fits = capital or (
            plain and words.lower[after].replace("-", "").isalpha() and not _is_never_one(words, after)
        )
    elif title in cues.FAMILY_TITLES:
        fits = (capital and not _is_common(words, after)) or _is_listed(words, after)
    elif title in cues.CAPITAL_TITLES:
        lower = title == "miss" and words.at(after) in other_names() and words.at(place - 1) != "i"
        likely = title == "miss" or not _is_thing(words.at(after))
        fits = (capital and likely and words.is_capital(place)) or lower
    else:
        return None
    return (place, _with_surname(words, after)) if fits else None


def _introduced(words: Words, place: int) -> Found:
    """“my name is X”, “called X”, “call me X”, “my brother X”, “my social worker, X”, “signed X”."""
    word = words.lower[place]
    if word == "name" or word == "names" or (word == "name's"):
        return _after_name_is(words, place)
    if word in cues.NAMED:
        return _after_called(words, place)
    if word == "me" and words.at(place - 1) == "call":
        return _as_name(
            words,
            place + 1,
            sure=words.at(place - 2) in ("", "can", "just", "please", "but", "and", "people"),
        )
    if word in cues.ROLE_BEFORE_NAME:
        return _after_role(words, place)
    if word in cues.SIGNED and _ends_the_text(words, place):
        return _as_name(words, place + 1, sure=False)
    return None


def _after_name_is(words: Words, place: int) -> Found:
    word, after = words.lower[place], place + 1
    if word != "name's":
        if words.at(after) in ("is", "was", "are", "were"):
            after += 1
        elif words.at(after) and ":" not in words.between(place) and "-" not in words.between(place):
            return _as_name(words, after, sure=False) if words.at(place - 1) == "my" else None
    if words.at(after) in ("called", "actually", "really", "just"):
        after += 1
    return _as_name(words, after, sure=True)


_OF_PERSONS = cues.ROLE_BEFORE_NAME | listed("of_persons")


_NOT_OF_PERSONS = listed("not_of_persons")


def _after_called(words: Words, place: int) -> Found:
    after = place + 1
    if not _NOT_OF_PERSONS.isdisjoint(words.lower[max(0, place - 4) : place]):
        return None
    if words.at(place - 1) not in _OF_PERSONS:
        return (after, _with_surname(words, after)) if _is_strong(words, after) else None
    return _as_name(words, after, sure=False)


def _after_role(words: Words, place: int) -> Found:
    """A role of the speaker's own or of somebody's (“my”, “our”, “his”, “social worker”) and a name."""
    after = place + 1
    if words.at(after) in ("is", "was", "called", "named"):
        if words.at(after + 1) in ("called", "named"):
            after += 1
        if not words.is_capital(after + 1) and words.at(after) in ("is", "was"):
            return None
        after += 1
    elif words.between(place).strip(" ,:-–(\u00a0"):
        return None
    if not words.is_capital(after) and words.at(place) in (
        "kid",
        "boy",
        "girl",
        "man",
        "lady",
        "head",
        "officer",
    ):
        return None
    return _as_name(words, after, sure=False)


def _ends_the_text(words: Words, place: int) -> bool:
    """Whether at most three words with capitals follow until the text ends."""
    rest = range(place + 1, len(words))
    return 0 < len(rest) <= _LONGEST_NAME and all(words.is_capital(each) for each in rest)


def _as_name(words: Words, place: int, *, sure: bool) -> Found:
    """The word at `place` as a name if it can be one. `sure`: so are ordinary words with a capital."""
    word = words.at(place)
    if not word or not word[0].isalpha() or word in cues.NOT_IN_A_NAME:
        return None
    if word in cues.TITLES:
        return _titled(words, place)
    if not (_is_strong(words, place) or _fits_after_cue(words, place, sure)):
        return None
    return place, _with_surname(words, place)


def _fits_after_cue(words: Words, place: int, sure: bool) -> bool:
    word = bare(words.at(place))
    if words.is_capital(place):
        return sure or word in word_names() or not _is_thing(word)
    if word in word_names():
        return (
            sure
            or word not in cues.NEVER_LOWER
            or (words.at(place + 1) in ("is", "was", "has") and word not in ("will", "may"))
        )
    known = sure or (
        words.at(place + 1) in cues.AFTER_NAME and not word.endswith(("ed", "ing")) and len(word) > 2
    )
    return known and word not in ordinary_words() and "-" not in word


def _by_company(words: Words, place: int) -> Found:
    """A word with a capital that stands as only a person does: “X said”, “X's mum”, “with Grace”."""
    word = bare(words.lower[place])
    if len(word) < 2 or _is_never_one(words, place) or word[1] == "-":
        return None
    also_word = word in word_names()
    if also_word and words.at(place + 1) in cues.PLACE_AFTER:
        return None
    if not also_word and (_is_thing(word) or word.endswith(cues.PLACE_ENDINGS)):
        return None
    alone = not (words.is_capital(place - 1) and words.joined(place - 1))
    if also_word and alone and word not in cues.NOT_PEOPLE and words.at(place + 1) in cues.STANDS:
        return place, _with_surname(words, place)
    met = _is_met(words, place) and word not in cues.NOT_PEOPLE and (also_word or _beside_me(words, place))
    stands = met or _acts(words, place) or _owns(words, place) or _is_given(words, place)
    return (place, _with_surname(words, place)) if stands else None


def _acts(words: Words, place: int) -> bool:
    after = words.at(place + 1)
    if words.joined(place) and after in cues.PERSON_VERBS:
        return True
    if after == "is" and words.at(place + 2) in ("my", "our", "his", "her"):
        return not cues.ROLE_BEFORE_NAME.isdisjoint(words.lower[place + 3 : place + 6])
    if after == "and" and words.at(place + 2) in ("me", "i"):
        return bare(words.lower[place]) not in cues.NOT_PEOPLE
    return (after, words.at(place + 2), words.at(place + 3)) in _OF_MY_CLASS


_OF_MY_CLASS = {
    (near, whose, "class") for near in ("from", "in") for whose in ("my", "our", "the", "his", "her")
}


def _is_given(words: Words, place: int) -> bool:
    """Inside a sentence, and on zxcvbn's lists of forenames."""
    surely = not words.begins(place) or words.at(place + 1) in cues.AFTER_NAME - {"and"}
    known = surely and bare(words.lower[place]) in given_names()
    return known and not _is_in_a_title_of_something(words, place)


def _owns(words: Words, place: int) -> bool:
    return words.lower[place].endswith("'s") and words.at(place + 1) in cues.BELONGING


def _is_met(words: Words, place: int) -> bool:
    return not words.begins(place) and words.at(place - 1) in cues.BEFORE_NAME


def _beside_me(words: Words, place: int) -> bool:
    before, earlier = words.at(place - 1), words.at(place - 2)
    if before == "with":
        return earlier in _DONE_TOGETHER
    return before in ("told", "im", "i'm") or (before == "and" and earlier in ("me", "i"))


_DONE_TOGETHER = ("sit", "live", "play", "talk", "talked", "go", "walk", "friends", "spoke", "speak")


def _shouted(words: Words, place: int) -> Found:
    """“JACK IS MEAN”: all in capitals, so that capitals say nothing."""
    word = words.lower[place]
    known = word in word_names() and word not in cues.NOT_PEOPLE and word not in ("will", "hope", "may")
    return (place, place) if known and words.shouted and words.at(place + 1) in cues.AFTER_NAME else None


def _initialled(words: Words, place: int) -> Found:
    """“J. Smith”, “a.j. Cartwright”."""
    if (
        len(words.lower[place]) != 1
        or not words.lower[place].isalpha()
        or not words.between(place).startswith(".")
    ):
        return None
    after = place + 1
    if len(words.at(after)) == 1 and words.between(after).startswith("."):
        after += 1
    surname = words.is_capital(after) and len(words.at(after)) > 1 and not _is_thing(words.at(after))
    return (place, after) if surname and "\n" not in words.between(after - 1) else None


_TITLES = cues.TITLES | cues.FAMILY_TITLES | cues.CAPITAL_TITLES
_INTRODUCING = cues.ROLE_BEFORE_NAME | cues.NAMED | cues.SIGNED | {"name", "names", "name's", "me"}


def _is_strong(words: Words, place: int) -> bool:
    word = bare(words.at(place))
    if word.endswith("s") and words.at(place + 1) in cues.BELONGING and not is_forename(word):
        word = word[:-1]
    if not is_forename(word) or words.is_short_for_something(place):
        return False
    return not _is_in_a_title_of_something(words, place)


def _is_in_a_title_of_something(words: Words, place: int) -> bool:
    """“Victoria Park”, “St John's”, “Harry Potter”."""
    after, before = words.at(place + 1), words.at(place - 1)
    if words.is_capital(place) and words.is_capital(place + 1) and after in cues.PLACE_AFTER:
        return True
    if before in _BEFORE_A_PLACE and words.is_capital(place - 1):
        return True
    return before in ("st", "saint") or _is_famous(words, place) or _is_famous(words, place - 1)


_BEFORE_A_PLACE = listed("before_a_place")


def _is_famous(words: Words, place: int) -> bool:
    return (words.at(place), bare(words.at(place + 1))) in cues.FAMOUS


def _is_listed(words: Words, place: int) -> bool:
    word = bare(words.at(place))
    return is_forename(word) or (word in word_names() and word not in cues.NEVER_LOWER)


def _is_never_one(words: Words, place: int) -> bool:
    return words.at(place) in cues.NOT_IN_A_NAME


def _is_common(words: Words, place: int) -> bool:
    word = bare(words.at(place))
    return _is_thing(word) and word not in word_names()


def _is_thing(word: str) -> bool:
    """Whether the word, on no list of names, is one that many texts use."""
    return word in ordinary_words() and not is_forename(word)


def _with_surname(words: Words, first: int) -> int:
    """The place of the last word of the name that begins at `first`."""
    last = first
    while last - first < _LONGEST_NAME - 1 and _goes_on(words, last):
        last += 1
    return last


def _goes_on(words: Words, last: int) -> bool:
    """Whether the next word is of the same name: with a capital, or a lower-case surname that is no word."""
    if not words.joined(last) or words.lower[last].endswith("'s"):
        return False
    after = bare(words.at(last + 1))
    if after in cues.NOT_IN_A_NAME or after in cues.PERSON_VERBS:
        return False
    if words.is_capital(last):
        return (
            words.is_capital(last + 1)
            and not (len(after) == 1 and after == "i")
            and after not in _NOT_SURNAMES
        )
    known = after in other_names() or after.replace("'", "") in other_names()
    return known and after not in ordinary_words() and not words.is_capital(last + 1)


_NOT_SURNAMES = listed("not_surnames")


def _end(words: Words, last: int) -> int:
    return words.end[last] - (2 if words.lower[last].endswith("'s") else 0)
