"""What is known of the word at a place of a text: a name, a thing, the beginning of a surname."""

from analysis.redaction import cues
from analysis.redaction.words import (
    Words,
    bare,
    is_forename,
    listed,
    ordinary_words,
    other_names,
    towns,
    word_names,
)

LONGEST_NAME = 3

_BEFORE_A_PLACE = listed("before_a_place")
_NOT_SURNAMES = listed("not_surnames")
_WORKS = listed("works")
_OF_WORKS = listed("of_works")
_NEAR_A_WORK = 6
_INITIALS = frozenset("bcdefghjlmpqstvwz")
"""“olivia b”: letters that stand for no word."""
_BUILT = frozenset(["o'", "d'", "mc"])
"""How a name begins that has a second capital: “O'Shea”, “D'Andre”, “McGarrigle”."""


def is_strong(words: Words, place: int) -> bool:
    """Whether the word is a name wherever it stands, and here not of a place or of somebody famous."""
    word = bare(words.at(place))
    if word.endswith("s") and words.at(place + 1) in cues.BELONGING and not is_forename(word):
        word = word[:-1]
    known = is_forename(word) or is_built_like_one(words, place)
    if not known or words.is_short_for_something(place):
        return False
    return not is_in_a_title_of_something(words, place)


def is_built_like_one(words: Words, place: int) -> bool:
    """“O'Shea”, “D'Andre”, “McGarrigle”; not “O'Clock” and not “McDonald's”."""
    word = words.at(place)
    start = word[:2]
    if start not in _BUILT or len(word) < 5 or not words.is_capital(place):
        return False
    sure = start != "mc" or not is_thing(bare(word))
    return words.text[words.start[place] + 2].isupper() and sure and not _is_brand(word)


def _is_brand(word: str) -> bool:
    return bare(word).removesuffix("s") in _BRANDS


_BRANDS = listed("built_brands")


def is_in_a_title_of_something(words: Words, place: int) -> bool:
    """“Victoria Park”, “St John's”, “Harry Potter”, “Matilda” at the theatre."""
    after, before = words.at(place + 1), words.at(place - 1)
    if words.is_capital(place) and words.is_capital(place + 1) and after in cues.PLACE_AFTER:
        return True
    if before in _BEFORE_A_PLACE and words.is_capital(place - 1):
        return True
    if before in ("st", "saint") or is_a_work(words, place):
        return True
    return is_famous(words, place) or is_famous(words, place - 1)


def is_famous(words: Words, place: int) -> bool:
    return (words.at(place), bare(words.at(place + 1))) in cues.FAMOUS


def is_a_work(words: Words, place: int) -> bool:
    """A book, a film or a show that is called like a person, where words nearby say that it is one."""
    if words.lower[place] not in _WORKS:
        return False
    return not _OF_WORKS.isdisjoint(words.lower[max(0, place - _NEAR_A_WORK) : place + _NEAR_A_WORK])


def is_listed(words: Words, place: int) -> bool:
    """A forename; one that is also a word needs a capital if it is among those that are mostly words."""
    word = bare(words.at(place))
    return is_forename(word) or (
        word in word_names() and (words.is_capital(place) or word not in cues.NEVER_LOWER)
    )


def is_never_one(words: Words, place: int) -> bool:
    return words.at(place) in cues.NOT_IN_A_NAME


def is_common(words: Words, place: int) -> bool:
    word = bare(words.at(place))
    return is_thing(word) and word not in word_names()


def is_thing(word: str) -> bool:
    """Whether the word, on no list of names, is one that many texts use, or a town."""
    return (word in ordinary_words() or word in towns()) and not is_forename(word)


def could_be_one(words: Words, place: int) -> bool:
    """A word with a capital that is no thing, no town and not of a place."""
    word = bare(words.at(place))
    if not words.is_capital(place) or len(word) < 3 or is_never_one(words, place) or is_thing(word):
        return False
    return not word.endswith(cues.PLACE_ENDINGS) and words.at(place + 1) not in cues.PLACE_AFTER


def is_unknown(word: str) -> bool:
    """Letters only, and no word of the language: in small letters what children write as a name."""
    return len(word) > 2 and word.isalpha() and not is_thing(word) and word not in cues.NOT_IN_A_NAME


def with_surname(words: Words, first: int) -> int:
    """The place of the last word of the name that begins at `first`."""
    last = first
    while last - first < LONGEST_NAME - 1 and _goes_on(words, last):
        last += 1
    return last


def _goes_on(words: Words, last: int) -> bool:
    """Whether the next word is of the same name: with a capital, or a lower-case surname that is no word."""
    if not words.joined(last) or words.lower[last].endswith("'s"):
        return False
    after = bare(words.at(last + 1))
    if after in cues.NOT_IN_A_NAME or after in cues.PERSON_VERBS:
        return False
    if not words.is_capital(last + 1) and (after in _INITIALS or after.startswith("o'")):
        return not _is_brand(after)
    if words.is_capital(last):
        return (
            words.is_capital(last + 1)
            and not (len(after) == 1 and after == "i")
            and after not in _NOT_SURNAMES
        )
    known = after in other_names() or after.replace("'", "") in other_names()
    return known and after not in ordinary_words() and not words.is_capital(last + 1)
