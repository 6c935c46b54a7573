"""Names of people: those on the lists, and any word after what only a name follows.

Three kinds of words: a forename that is hardly anything else counts anywhere (“leon” too); one that is also a
word (“Grace”, “will”) or on no list only where the words beside it say so: “my brother X”, “a boy called X”,
“Mrs X”, “X said”, “X's mum”. What follows a forename with a capital is the surname.
"""

from collections.abc import Collection, Iterator

from analysis.redaction import cues
from analysis.redaction.company import beside_another, by_company, follows_in_a_row, joins
from analysis.redaction.known import (
    LONGEST_NAME,
    could_be_one,
    is_famous,
    is_strong,
    is_thing,
    is_unknown,
    with_surname,
)
from analysis.redaction.spans import Span
from analysis.redaction.titled import TITLES, Found, titled
from analysis.redaction.words import (
    Words,
    bare,
    is_forename,
    listed,
    ordinary_words,
    word_names,
)


def names(words: Words) -> Iterator[Span]:
    """Each name with its title, forename and surname as one span; without the 's of possession.

    A word of no list that stands as a name in one place is one wherever it stands with a capital.
    """
    found = list(_found(words, frozenset()))
    known = frozenset(bare(words.lower[first]) for first, _ in found if could_be_one(words, first))
    for first, last in _found(words, known) if known else found:
        yield Span(words.start[first], _end(words, last), "name")


def _found(words: Words, known: Collection[str]) -> Iterator[tuple[int, int]]:
    """The places of the first and the last word of each name."""
    introduced = dict(found for found in _introductions(words))
    place, before = 0, -2
    while place < len(words):
        last = introduced.get(place, -1)
        if last < 0 and (found := _at(words, place)):
            last = found[1]
        if last < 0 and (_is_beside(words, place, before) or _is_known(words, place, known)):
            last = with_surname(words, place)
        if last >= 0:
            yield place, last
            before = last
        place = max(place, last) + 1


def _is_known(words: Words, place: int, known: Collection[str]) -> bool:
    return bare(words.lower[place]) in known and words.is_capital(place)


def _is_beside(words: Words, place: int, before: int) -> bool:
    if before == place - 2:
        return joins(words, place)
    return before == place - 1 and before >= 0 and follows_in_a_row(words, place)


def _introductions(words: Words) -> Iterator[tuple[int, int]]:
    for place, word in enumerate(words.lower):
        if word in _INTRODUCING and (found := _introduced(words, place)):
            yield found


def _at(words: Words, place: int) -> Found:
    """The name that begins at `place`, by the first rule that finds one."""
    word = words.lower[place]
    if word in TITLES and (found := titled(words, place)):
        return found
    if (is_forename(word) or "'" in word or "-" in word or word[-1] == "s") and is_strong(words, place):
        return place, with_surname(words, place)
    if found := beside_another(words, place):
        return found
    if not words.is_capital(place):
        return _initialled(words, place) if len(word) == 1 else _shouted(words, place)
    return by_company(words, place) or _initialled(words, place)


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
    return _signed_small(words, place) if word in cues.SIGNED else None


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
        return (after, with_surname(words, after)) if is_strong(words, after) else None
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
    return None if is_famous(words, place) else _as_name(words, after, sure=False)


def _ends_the_text(words: Words, place: int) -> bool:
    """Whether at most three words with capitals follow until the text ends."""
    rest = range(place + 1, len(words))
    return 0 < len(rest) <= LONGEST_NAME and all(words.is_capital(each) for each in rest)


def _signed_small(words: Words, place: int) -> Found:
    """“thx, mads x”: after a comma or on a line of its own, the last word, and none of the language."""
    rest = [word for word in words.lower[place + 1 :] if word.strip("x")]
    apart = len(rest) == 1 and not words.between(place).isspace()
    return (place + 1, place + 1) if apart and is_unknown(words.at(place + 1)) else None


def _as_name(words: Words, place: int, *, sure: bool) -> Found:
    """The word at `place` as a name if it can be one. `sure`: so are ordinary words with a capital."""
    word = words.at(place)
    if not word or not word[0].isalpha() or word in cues.NOT_IN_A_NAME:
        return None
    if word in cues.TITLES:
        return titled(words, place)
    if len(word) == 1 and (found := _initialled(words, place)):
        return found
    if not (is_strong(words, place) or _fits_after_cue(words, place, sure)):
        return None
    return place, with_surname(words, place)


def _fits_after_cue(words: Words, place: int, sure: bool) -> bool:
    word = bare(words.at(place))
    if words.is_capital(place):
        return sure or word in word_names() or not is_thing(word)
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
        if _are_initials(words, place):
            return place, with_surname(words, after)
        after += 1
    surname = words.is_capital(after) and len(words.at(after)) > 1 and not is_thing(words.at(after))
    return (place, after) if surname and "\n" not in words.between(after - 1) else None


def _are_initials(words: Words, place: int) -> bool:
    """“T.J.”; not “P.E.”, not “e.g.”."""
    both = words.lower[place] + words.lower[place + 1]
    capitals = words.is_capital(place) and words.is_capital(place + 1) and words.between(place) == "."
    three = len(words.at(place + 2)) == 1 and words.between(place + 1) == "."
    return capitals and both not in _DOTTED and not three and len(words.at(place - 1)) != 1


_DOTTED = listed("dotted")
_INTRODUCING = cues.ROLE_BEFORE_NAME | cues.NAMED | cues.SIGNED | {"name", "names", "name's", "me"}


def _end(words: Words, last: int) -> int:
    """Where it ends: with the point after initials, without the 's."""
    end = words.end[last]
    if words.text[end - 2 : end - 1] == "." and words.text[end : end + 1] == ".":
        return end + 1
    return end - (2 if words.lower[last].endswith("'s") else 0)
