"""Which choice typed words mean, as people type: its words, its number, “yes pls”, a face, a slip of the key.

What is certain is taken; what is likely is asked about; anything else is no answer. Words that turn a meaning
round ("not", "un-") are never overlooked.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from consultations.forms.question_types.feelings import NOT_SHOWN, face, feeling
from consultations.forms.question_types.meanings import (
    DO_NOT_KNOW,
    FILLERS,
    MEANINGS,
    NOTHING_TO_SAY,
    RATHER_NOT,
    TURNING,
    TURNING_PREFIXES,
)
from consultations.forms.question_types.number_words import (
    Numbers,
    number_among_words,
    number_in_words,
    position_said,
)
from consultations.forms.question_types.wordings import (
    Wording,
    labels_of,
    plain,
    taken_apart,
    wordings_of,
)
from consultations.forms.question_types.yes_and_no import only, several_words
from consultations.forms.questionnaire import Choice

LONGEST = 200
"""Characters beyond which words are compared whole only: a story is not a slip of the key."""
MOST_COMPARED = 500
"""How many choices a slip of the key is looked for in."""
ADDRESSED = (
    r"\b(pls|plz|please|thanks?( you)?|thx|ty|lol|lmao|haha|miss|sir|fam|bro|bruv|bruh|mate|man|m8|"
    r"innit|tbh|ngl|fr|rn|ig|literally|honestly|um+|erm+|uh+|omg|bestie|wait|cheers)\b"
)
"""Politeness, whom they speak to, and what only gives it a colour."""
PLACED = re.compile(
    r"(?:the )?(?:very )?(first|top|last|bottom|middle)(?: one| option| answer)?|(?:the )?one in the (middle)"
)
LETTER = re.compile(r"\(?([a-z])[).]?")
STEM = 4
"""Letters of a stem, which must be `OF_A_STEM` of the shorter of two words. Beyond it they may differ."""
OF_A_STEM = 0.55
LONGEST_ENDING = 4
MOST_STEMS = 6
BUT = re.compile(r"\b(?:but|except|apart from|although|not|because|cause|cos|cuz|if|when|unless|since)\b")
"""What begins a reservation or a reason: the choice stands before it."""
PICTURED = frozenset(
    {"face", "with", "sign", "symbol", "building", "and", "hand", "white", "black", "heavy", "mark"}
)
"""What Unicode calls pictures beside what they show."""
SURE, LIKELY, APART = 0.88, 0.72, 0.08
"""difflib's ratios: taken, asked about, and how far the next best must be behind."""


@dataclass(frozen=True, slots=True)
class Match:
    """The choice that words most likely mean; `sure` where nobody needs to ask."""

    choice: Choice
    sure: bool


def nearest(choices: Sequence[Choice], text: str) -> Match | None:
    """The choice that `text` means, or None where none is likely or two are alike.

    `choices` stand in the order in which the person saw them.
    """
    wanted = taken_apart(plain(text))
    if not wanted.text or not choices:
        return None
    for way in (_by_words, _by_number, _by_place, _by_meaning, _by_face):
        match = way(choices, wanted)
        if match:
            return match
    if len(wanted.text) > LONGEST:
        return None
    spelt = _by_spelling(choices, wanted)
    if spelt and spelt.sure:
        return spelt
    part = _by_part(choices, wanted)
    if part and part.sure:
        return part
    several = several_words(choices, tidied(wanted.text))
    if several:
        return Match(several, sure=False)
    likely = part or spelt or _by_spelling_of_the_rest(choices, wanted)
    return likely or _by_less(choices, wanted)


def _by_less(choices: Sequence[Choice], wanted: Wording) -> Match | None:
    """What is left when nothing else fits: never sure."""
    if len(choices) > MOST_COMPARED:
        return None
    polite = tidied(wanted.text)
    if polite and polite != wanted.text and (found := nearest(choices, polite)):
        return Match(found.choice, sure=False)
    for way in (_by_picture, _by_stem, _before_but):
        match = way(choices, wanted)
        if match:
            return match
    return None


def _by_words(choices: Sequence[Choice], wanted: Wording) -> Match | None:
    """Its words as they stand, in any language; else its name. The first wins where two are the same."""
    for choice in choices:
        if any(wanted.text == label.text for label in labels_of(choice)):
            return Match(choice, sure=True)
    if wanted.text.isdigit():
        return None  # people do not see names, so a number is a place in the list
    alike = (choice for choice in choices if any(_same(wanted, own) for own in wordings_of(choice)))
    return next((Match(choice, sure=True) for choice in alike), None)


def _same(wanted: Wording, own: Wording) -> bool:
    return wanted.text == own.text or (wanted.bare != "" and wanted.bare == own.bare)


def _by_number(choices: Sequence[Choice], wanted: Wording) -> Match | None:
    """The number, or range of numbers, that its words name, or else its place in the list as it is shown.

    Asked about where the words of one choice say what is another's place, and most choices have no number.
    """
    position = position_said(wanted.text)
    said = wanted.numbers if position is None else (position, position)
    named = [(choice, numbers) for choice in choices if (numbers := _numbers(choice))]
    if said is None:
        return _by_number_within(named, wanted) if 2 * len(named) >= len(choices) else None
    there = choices[position - 1] if position and position <= len(choices) else None
    whole = [choice for choice, numbers in named if numbers == said]
    around = [choice for choice, (low, high) in named if low <= said[0] and said[1] <= high]
    found = whole or around
    mostly = 2 * len(named) >= len(choices)
    if found or mostly:
        return Match(found[0], sure=mostly or there in (None, found[0])) if len(found) == 1 else None
    return Match(there, sure=not named) if there else None


def _by_number_within(named: Sequence[tuple[Choice, Numbers]], wanted: Wording) -> Match | None:
    """“im in yr8”, “year seven”: the one number among other words, in a list of numbers. Never sure."""
    apart = re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " ", wanted.text)
    spelt = " ".join(str(value) if (value := _counted(word)) is not None else word for word in apart.split())
    said = number_among_words(spelt) if TURNING.isdisjoint(wanted.words) else None
    found = [choice for choice, numbers in named if numbers == said]
    return Match(found[0], sure=False) if len(found) == 1 else None


def _counted(word: str) -> int | None:
    """The number that a word is; “one” mostly is none."""
    return None if word in ("a", "an", "one", "none") else number_in_words(word)


def _by_place(choices: Sequence[Choice], wanted: Wording) -> Match | None:
    """“The last one”, “the middle one”, “b)”: the list may look longer or shorter to whoever says it."""
    named, letter = PLACED.fullmatch(wanted.text), LETTER.fullmatch(wanted.text)
    if letter:
        place = ord(letter[1]) - ord("a")
        known = any(wanted.text in meaning.sure | meaning.likely for meaning in MEANINGS)
        return Match(choices[place], sure=False) if place < len(choices) and not known else None
    if named is None:
        return None
    middle = len(choices) // 2 if len(choices) % 2 else -1
    ends = {"first": 0, "top": 0, "last": len(choices) - 1, "bottom": len(choices) - 1}
    place = ends.get(named[1] or "middle", middle)
    return Match(choices[place], sure=False) if place >= 0 else None


def _numbers(choice: Choice) -> Numbers | None:
    """The numbers that the words of a choice stand for, or else hold, in the first language with any."""
    found = (label.numbers or number_among_words(label.text) for label in labels_of(choice))
    return next(filter(None, found), None)


def _by_meaning(choices: Sequence[Choice], wanted: Wording) -> Match | None:
    """Yes, no, do not know, maybe, rather not say: in other words than the list's own."""
    tidy = tidied(wanted.text)
    certain = [meaning.sure for meaning in MEANINGS if tidy in meaning.sure]
    likely = [meaning.sure for meaning in MEANINGS if tidy in meaning.likely]
    found = [_only(choices, ways, sure=True) for ways in certain]
    return next(filter(None, [*found, *(_only(choices, ways, sure=False) for ways in likely)]), None)


def says_nothing(text: str) -> bool:
    """Whether `text` says that somebody does not know, or would rather not say."""
    tidy = tidied(plain(text))
    return tidy in DO_NOT_KNOW.sure or tidy in RATHER_NOT.sure or tidy in NOTHING_TO_SAY


def _only(choices: Sequence[Choice], ways: frozenset[str], sure: bool) -> Match | None:
    """The one choice that is named in one of these ways; None where several are."""
    found = only(choices, ways)
    return Match(found, sure) if found else None


def tidied(text: str) -> str:
    """`text` without politeness and shouting: “yessss yes please!” is “yes”."""
    quiet = re.sub(r"(\w)\1{2,}", r"\1", NOT_SHOWN.sub("", re.sub(r"[,!?]", " ", text)))
    kept = re.sub(ADDRESSED, " ", quiet).split()
    return kept[0] if len(set(kept)) == 1 else " ".join(kept)


def _by_face(choices: Sequence[Choice], wanted: Wording) -> Match | None:
    """The choice that feels most like a face, or like other words; only where the list is one of feelings."""
    shown = face(wanted.text)
    felt = feeling(wanted.text) if shown is None else shown
    if felt is None:
        return None
    feelings = [
        next(filter(None, (feeling(own.text) for own in wordings_of(choice))), None) for choice in choices
    ]
    gaps = sorted((abs(own - felt), place) for place, own in enumerate(feelings) if own is not None)
    if len(gaps) < 2 or gaps[0][0] > 1 or gaps[0][0] == gaps[1][0]:
        return None
    return Match(choices[gaps[0][1]], sure=gaps[0][0] == 0 and shown is not None)


def _by_part(choices: Sequence[Choice], wanted: Wording) -> Match | None:
    """Its words with others around them: “i think the park”. Sure where the others add nothing."""
    found = [(choice, part) for choice in choices if (part := _part(choice, wanted))]
    longest = max((len(part) for _, part in found), default=0)
    best = [(choice, part) for choice, part in found if len(part) == longest]
    if not best:
        return _by_some_words(choices, wanted)
    if len(best) > 1:
        return None
    choice, part = best[0]
    left = list(wanted.content)
    for word in part:
        left.remove(word)
    return Match(choice, sure=FILLERS.issuperset(left)) if TURNING.isdisjoint(left) else None


def _part(choice: Choice, wanted: Wording) -> tuple[str, ...]:
    """The longest of the choice's own wordings that stands as a whole in `wanted`; () where none does."""
    within = (own.content for own in wordings_of(choice) if _stands_in(own.content, wanted.content))
    return max(within, key=len, default=())


def _by_some_words(choices: Sequence[Choice], wanted: Wording) -> Match | None:
    """The one choice whose words hold all that was said: “town” for “Town at night”. Never sure."""
    said = tuple(word for word in wanted.content if word not in FILLERS)
    if max(map(len, said), default=0) < 3:
        return None
    found = [one for one in choices if any(_stands_in(said, own.content) for own in wordings_of(one))]
    return Match(found[0], sure=False) if len(found) == 1 else None


def _stands_in(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    if not part or part[0] not in whole:
        return False
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _by_spelling(choices: Sequence[Choice], wanted: Wording) -> Match | None:
    """The choice whose words look most like `wanted`; three letters or fewer are not enough to tell."""
    if len(wanted.text) < 4:
        return None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(" ".join(wanted.content))
    ranked = sorted(
        (
            (max(_alike(matcher, wanted, own) for own in wordings_of(choice)), place)
            for place, choice in _of_such_length(choices, wanted)
        ),
        reverse=True,
    )
    best, place = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    if best < LIKELY or best - second < APART:
        return None
    return Match(choices[place], sure=best >= SURE)


def _by_spelling_of_the_rest(choices: Sequence[Choice], wanted: Wording) -> Match | None:
    """The same without words that add nothing: “im happi”. Never sure."""
    rest = " ".join(word for word in wanted.content if word not in FILLERS)
    found = _by_spelling(choices, taken_apart(rest)) if rest and rest != " ".join(wanted.content) else None
    return Match(found.choice, sure=False) if found else None


def _by_picture(choices: Sequence[Choice], wanted: Wording) -> Match | None:
    """The choice whose words hold what a picture is called by Unicode: 🚌 is BUS. Never sure."""
    if wanted.words:
        return None
    named = " ".join(unicodedata.name(char, "").casefold() for char in NOT_SHOWN.sub("", wanted.text))
    words = set(re.findall(r"[a-z]{3,}", named)) - PICTURED
    found = [
        choice
        for choice in choices
        if any(same_stem(word, own) for word in words for one in wordings_of(choice) for own in one.content)
    ]
    return Match(found[0], sure=False) if len(found) == 1 else None


def _by_stem(choices: Sequence[Choice], wanted: Wording) -> Match | None:
    """The choice all of whose said words begin like words of its own: “w szkole” for “Szkoła”. Never sure."""
    said = [word for word in wanted.content if word not in FILLERS and len(word) >= STEM]
    if not 0 < len(said) <= MOST_STEMS or not TURNING.isdisjoint(wanted.content):
        return None
    found = [
        choice
        for choice in choices
        if any(
            all(any(same_stem(word, own) for own in one.content) for word in said)
            for one in wordings_of(choice)
        )
    ]
    return Match(found[0], sure=False) if len(found) == 1 else None


def same_stem(said: str, own: str) -> bool:
    """Whether two words begin alike: one is the other and an ending, or most of the shorter is the same."""
    short, long = sorted((said, own), key=len)
    alike = next((place for place, char in enumerate(short) if char != long[place]), len(short))
    whole = alike == len(short) and (len(short) >= STEM or long in (short, f"{short}s", f"{short}es"))
    return len(said) <= alike + LONGEST_ENDING and (whole or alike >= max(STEM, OF_A_STEM * len(short)))


def _before_but(choices: Sequence[Choice], wanted: Wording) -> Match | None:
    """“the park but not when it's dark”: the choice that stands before the reservation. Never sure."""
    parts = BUT.split(wanted.text, maxsplit=1)
    before = taken_apart(plain(parts[0])) if len(parts) > 1 else None
    if before is None or not before.text or not TURNING.isdisjoint(before.words):
        return None
    found = nearest(choices, before.text)
    return Match(found.choice, sure=False) if found else None


def _of_such_length(choices: Sequence[Choice], wanted: Wording) -> Iterable[tuple[int, Choice]]:
    """The choices with their places; of a long list those whose words are about as long as `wanted`."""
    if len(choices) <= MOST_COMPARED:
        return enumerate(choices)

    def gap(place_and_choice: tuple[int, Choice]) -> int:
        return min(abs(len(own.text) - len(wanted.text)) for own in wordings_of(place_and_choice[1]))

    return sorted(enumerate(choices), key=gap)[:MOST_COMPARED]


def _alike(matcher: SequenceMatcher[str], wanted: Wording, own: Wording) -> float:
    """How alike two wordings look, from 0 to 1; 0 where one is the other turned round."""
    matcher.set_seq1(" ".join(own.content))
    if len(own.text) > LONGEST or min(matcher.real_quick_ratio(), matcher.quick_ratio()) < LIKELY:
        return 0.0
    ratio = matcher.ratio()
    other = _turned(wanted, own) or _turned(own, wanted) or _digits(wanted) != _digits(own)
    return 0.0 if ratio < LIKELY or other else ratio


def _digits(one: Wording) -> list[str]:
    """The numbers of a wording: another number is no slip of the key."""
    return re.findall(r"\d+", one.text)


def _turned(one: Wording, other: Wording) -> bool:
    """Whether a word of `one` denies what `other` says: “not safe”, “unsafe” beside “safe”."""
    if not TURNING.isdisjoint(set(one.words) - set(other.words)):
        return True
    starts = tuple(
        f"{prefix}{word[:4]}" for word in other.words if len(word) > 3 for prefix in TURNING_PREFIXES
    )
    return any(word.startswith(starts) and word not in other.words for word in one.words)
