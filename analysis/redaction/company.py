"""Names by the words beside them: “X said”, “X's mum”, “with Grace”, “sue and barry”, “call him Spud”."""

from analysis.redaction import cues
from analysis.redaction.known import (
    could_be_one,
    is_in_a_title_of_something,
    is_listed,
    is_never_one,
    is_strong,
    is_thing,
    is_unknown,
    with_surname,
)
from analysis.redaction.stories import is_in_a_story
from analysis.redaction.titled import Found
from analysis.redaction.words import Words, bare, given_names, listed, word_names

_SYLLABLES = listed("syllables")
"""Syllables of Chinese given names that are no English words; one name has two of them."""
_IN_PAIRS = listed("in_pairs")
"""Names that are also words, which in small letters are names beside another: “sue and barry”."""
_CALLING = listed("calling")
_CAN_OR_NOT = listed("can_or_not")
_OF_PEOPLE = listed("of_people")
_GROUPS = listed("groups_of_people")
_ANDS = ("and", "n")
_ANY_SYLLABLES = _SYLLABLES | listed("capital_syllables")
"""With those that need capitals, and those of Vietnamese names."""
_BEFORE_A_PAIR = listed("before_a_pair")
_AFTER_A_PAIR = listed("after_a_pair")


def joins(words: Words, place: int) -> bool:
    """“Kayleigh and Jordan”: beside a name, what may be one is one."""
    if words.at(place - 1) not in (*_ANDS, "or") or words.at(place + 1) in cues.PLACE_AFTER:
        return False
    if is_listed(words, place) or could_be_one(words, place) or words.at(place) in _IN_PAIRS:
        return True
    return is_unknown(words.at(place)) and words.at(place + 1) in _AFTER_A_PAIR


def follows_in_a_row(words: Words, place: int) -> bool:
    """“Lexi, Ruby and Jo”: after a name and a comma."""
    if words.between(place - 1).strip() != "," or not is_listed(words, place):
        return False
    goes_on = words.at(place + 1) in _ANDS or words.between(place).strip() == ","
    return goes_on or bare(words.at(place)) not in cues.NEVER_LOWER


def beside_another(words: Words, place: int) -> Found:
    """“sue and barry”, “Skye and Jade”, “wei ling”, “him Spud”: in the company of one word or of two."""
    word = words.lower[place]
    if words.at(place + 1) in _ANDS:
        pair = (word in word_names() and _begins_a_pair(words, place)) or _are_two(words, place)
        if pair:
            return place, place
    if word in _ANY_SYLLABLES and words.joined(place) and _are_syllables(words, place):
        return place, with_surname(words, place + 1)
    if words.at(place - 2) in _CALLING:
        return _nickname(words, place)
    return None


def _are_two(words: Words, place: int) -> bool:
    """“Oti and Femke are bullying me”: two that are no words, and what only two do."""
    if words.at(place + 3) not in _WHAT_TWO_DO:
        return False
    return all(
        could_be_one(words, each) and not words.lower[each].endswith(_OF_VILLAGES)
        for each in (place, place + 2)
    )


def _are_syllables(words: Words, place: int) -> bool:
    pair = {words.lower[place], words.lower[place + 1]}
    if words.is_capital(place) and words.is_capital(place + 1):
        return pair <= _ANY_SYLLABLES
    return pair <= _SYLLABLES


def _begins_a_pair(words: Words, place: int) -> bool:
    other = place + 2
    if not words.at(other) or not words.joined(place) or not words.joined(place + 1):
        return False
    one_capital, sure = words.is_capital(place), is_strong(words, other)
    if {words.lower[place], words.lower[other]} & cues.NOT_PEOPLE and not (one_capital and sure):
        return False
    if one_capital:
        return sure or (words.is_capital(other) and is_listed(words, other))
    apart = words.at(place - 1) in _BEFORE_A_PAIR or words.at(other + 1) in _AFTER_A_PAIR
    return _fits_small(words, place) and (sure or (apart and _fits_small(words, other)))


def _fits_small(words: Words, place: int) -> bool:
    word = words.lower[place]
    return word in _IN_PAIRS or (word in word_names() and word not in cues.NEVER_LOWER)


def _nickname(words: Words, place: int) -> Found:
    """“everyone calls him Spud”: with a capital any word, without one none of the language."""
    whom = words.at(place - 1)
    capital = words.is_capital(place) and not is_never_one(words, place) and words.lower[place] != "names"
    if whom not in ("him", "her", "them") and not (whom == "me" and capital):
        return None
    fits = capital or is_listed(words, place) or is_unknown(words.lower[place])
    return (place, with_surname(words, place)) if fits else None


def by_company(words: Words, place: int) -> Found:
    """A word with a capital that stands as only a person does: “X said”, “X's mum”, “with Grace”."""
    word = bare(words.lower[place])
    if len(word) < 2 or is_never_one(words, place) or word[1] == "-":
        return None
    also_word = word in word_names()
    if also_word and words.at(place + 1) in cues.PLACE_AFTER:
        return None
    if not also_word and (is_thing(word) or word.endswith(cues.PLACE_ENDINGS)):
        return None
    alone = not (words.is_capital(place - 1) and words.joined(place - 1))
    if also_word and alone and word not in cues.NOT_PEOPLE and words.at(place + 1) in cues.STANDS:
        return place, with_surname(words, place)
    met = _is_met(words, place) and word not in cues.NOT_PEOPLE and (also_word or _beside_me(words, place))
    stands = met or _acts(words, place) or _owns(words, place) or _is_given(words, place)
    stands = (
        stands
        or _is_me(words, place)
        or _is_aged(words, place)
        or _can_or_not(words, place)
        or _is_told_of(words, place)
        or is_in_a_story(words, place)
    )
    if also_word and alone and word not in cues.NOT_PEOPLE:
        stands = stands or _is_from_the(words, place)
    return (place, with_surname(words, place)) if stands else None


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
    word = bare(words.lower[place])
    known = surely and word in given_names() and word not in cues.NOT_PEOPLE
    return known and not is_in_a_title_of_something(words, place)


def _owns(words: Words, place: int) -> bool:
    return words.lower[place].endswith("'s") and words.at(place + 1) in cues.BELONGING


def _is_met(words: Words, place: int) -> bool:
    before = words.at(place - 1)
    met = before in cues.BEFORE_NAME or before in _DONE_TO_PEOPLE
    return not words.begins(place) and (met or (before == "at" and words.at(place - 2) in _AT_PEOPLE))


def _beside_me(words: Words, place: int) -> bool:
    before, earlier = words.at(place - 1), words.at(place - 2)
    if before == "with":
        return earlier in _DONE_TOGETHER
    if before == "at":
        return earlier in _AT_PEOPLE
    return (
        before in _DONE_TO_PEOPLE
        or before in ("told", "im", "i'm")
        or (before == "and" and earlier in ("me", "i"))
    )


_DONE_TOGETHER = listed("done_together")
_DONE_TO_PEOPLE = listed("done_to_people")
_AT_PEOPLE = listed("at_people")
_WHAT_TWO_DO = listed("what_two_do")


def _is_me(words: Words, place: int) -> bool:
    """“I'm Faith, 15”: what is also a word, and then a pause."""
    me = words.at(place - 1) in ("i'm", "im") or (words.at(place - 1), words.at(place - 2)) == ("am", "i")
    pause = words.between(place).strip()[:1] in (",", ".") or words.at(place + 1) == "and"
    return me and pause and bare(words.lower[place]) in word_names()


def _is_aged(words: Words, place: int) -> bool:
    """“Ebony, age 14”, “Kaine (aged 9)”, “Jade, 17” where a sentence begins."""
    if words.at(place + 1) in ("age", "aged"):
        return words.at(place + 2)[:1].isdigit()
    if not words.begins(place) or words.between(place) != ", " or words.lower[place] in cues.NOT_PEOPLE:
        return False
    age = words.at(place + 1)
    return place + 2 == len(words) and age.isdecimal() and len(age) <= 2


def _is_told_of(words: Words, place: int) -> bool:
    """“… because Kaine gets more”: no word of the language, after what begins a clause."""
    if words.at(place - 1) not in _BEFORE_A_CLAUSE or words.at(place + 1) not in cues.AFTER_NAME - {"and"}:
        return False
    if not words.joined(place) or is_in_a_title_of_something(words, place):
        return False
    return could_be_one(words, place) and not words.lower[place].endswith(_OF_VILLAGES)


_BEFORE_A_CLAUSE = listed("before_a_clause")
_OF_VILLAGES = tuple(listed("village_endings"))


def _is_from_the(words: Words, place: int) -> bool:
    """“Dawn from the family hub”, where a sentence begins."""
    return words.begins(place) and words.at(place + 1) == "from" and words.at(place + 2) in _GROUPS


def _can_or_not(words: Words, place: int) -> bool:
    """“Summer doesn't have”, “Kaine never gets”: what only people do or do not."""
    return words.at(place + 1) in _CAN_OR_NOT and words.at(place + 2) in _OF_PEOPLE
