"""Which choice typed words mean, as people type: its words, its number, “yes pls”, a face, a slip of the key.

What is certain is taken; what is likely is asked about; anything else is no answer. Words that turn a meaning
round ("not", "un-") are never overlooked.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from consultations.forms.question_types.feelings import NOT_SHOWN, face, feeling
from consultations.forms.question_types.meanings import FILLERS, MEANINGS, TURNING, TURNING_PREFIXES
from consultations.forms.question_types.number_words import Numbers, numbers_in, position_said
from consultations.forms.questionnaire import Choice

LONGEST = 200
"""Characters beyond which words are compared whole only: a story is not a slip of the key."""
MOST_COMPARED = 500
"""How many choices a slip of the key is looked for in."""
SURE, LIKELY, APART = 0.88, 0.72, 0.08
"""difflib's ratios: taken, asked about, and how far the next best must be behind."""


PICTURES = re.compile("[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]")


ARTICLE = re.compile(r"^(?:an?|the) ")


@dataclass(frozen=True, slots=True)
class Match:
    """The choice that words most likely mean; `sure` where nobody needs to ask."""

    choice: Choice
    sure: bool


def plain(text: str) -> str:
    """`text` as it is compared: one case, one kind of space and apostrophe, no full stop at the end."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("\ufe0f", "")
    return re.sub(r"\s+", " ", folded).strip(" .!,")


def nearest(choices: Sequence[Choice], text: str) -> Match | None:
    """The choice that `text` means, or None where none is likely or two are alike.

    `choices` stand in the order in which the person saw them.
    """
    wanted = plain(text)
    for way in (_by_words, _by_number, _by_meaning, _by_face) if wanted else ():
        match = way(choices, wanted)
        if match:
            return match
    spelt = _by_spelling(choices, wanted)
    return spelt if spelt and spelt.sure else _by_part(choices, wanted) or spelt


def said_by(choice: Choice) -> Iterator[str]:
    """All that names a choice, plain: its words in every language, with and without pictures; its name."""
    for label in choice.label.values():
        yield plain(label)
        yield plain(PICTURES.sub("", label))
    yield plain(choice.name)
    yield plain(choice.name.replace("_", " "))


def _by_words(choices: Sequence[Choice], wanted: str) -> Match | None:
    """Its words as they stand, in any language; else its name. The first wins where two are the same."""
    for choice in choices:
        if wanted in {plain(label) for label in choice.label.values()}:
            return Match(choice, sure=True)
    if wanted.isdigit():
        return None  # people do not see names, so a number is a place in the list
    bare = _bare(wanted)
    alike = (one for one in choices if wanted in said_by(one) or (bare and bare in map(_bare, said_by(one))))
    return next((Match(one, sure=True) for one in alike), None)


def _bare(text: str) -> str:
    """`text` without spaces, hyphens and the like, where it holds no number: “dis-agree” is “disagree”."""
    return "" if re.search(r"\d", text) else re.sub(r"[\W_]", "", text)


def _by_number(choices: Sequence[Choice], wanted: str) -> Match | None:
    """The number, or range of numbers, that its words name, or else its place in the list as it is shown."""
    position = position_said(wanted)
    said = numbers_in(wanted) if position is None else (position, position)
    if said is None:
        return None
    named = [(choice, numbers) for choice in choices if (numbers := _numbers(choice))]
    whole = [choice for choice, numbers in named if numbers == said]
    around = [choice for choice, (low, high) in named if low <= said[0] and said[1] <= high]
    found = whole or around
    if found or 2 * len(named) >= len(choices):
        return Match(found[0], sure=True) if len(found) == 1 else None
    return Match(choices[position - 1], sure=not named) if position and position <= len(choices) else None


def _numbers(choice: Choice) -> Numbers | None:
    """The numbers that the words of a choice stand for, in the first language in which they stand for any."""
    return next(filter(None, (numbers_in(plain(label)) for label in choice.label.values())), None)


def _by_meaning(choices: Sequence[Choice], wanted: str) -> Match | None:
    """Yes, no, do not know, maybe, rather not say: in other words than the list's own."""
    tidy = _tidied(wanted)
    certain = [meaning.sure for meaning in MEANINGS if tidy in meaning.sure]
    likely = [meaning.sure for meaning in MEANINGS if tidy in meaning.likely]
    found = [_only(choices, ways, sure=True) for ways in certain]
    return next(filter(None, [*found, *(_only(choices, ways, sure=False) for ways in likely)]), None)


def _only(choices: Sequence[Choice], ways: frozenset[str], sure: bool) -> Match | None:
    """The one choice that is named in one of these ways; None where several are."""
    found = [choice for choice in choices if not ways.isdisjoint(said_by(choice))]
    return Match(found[0], sure) if len(found) == 1 else None


def _tidied(text: str) -> str:
    """`text` without politeness and shouting: “yessss yes please!” is “yes”."""
    quiet = re.sub(r"(\w)\1{2,}", r"\1", NOT_SHOWN.sub("", re.sub(r"[,!?]", " ", text)))
    kept = re.sub(r"\b(pls|plz|please|thanks?( you)?|thx|ty|lol|miss|sir)\b", " ", quiet).split()
    return kept[0] if len(set(kept)) == 1 else " ".join(kept)


def _by_face(choices: Sequence[Choice], wanted: str) -> Match | None:
    """The choice that feels most like a face; only where the list is one of feelings."""
    felt = face(wanted)
    if felt is None:
        return None
    feelings = [next(filter(None, map(feeling, said_by(choice))), None) for choice in choices]
    gaps = sorted((abs(own - felt), place) for place, own in enumerate(feelings) if own is not None)
    if len(gaps) < 2 or gaps[0][0] > 1 or gaps[0][0] == gaps[1][0]:
        return None
    return Match(choices[gaps[0][1]], sure=gaps[0][0] == 0)


def _by_part(choices: Sequence[Choice], wanted: str) -> Match | None:
    """Its words with others around them: “i think the park”. Sure where the others add nothing."""
    if len(wanted) > LONGEST:
        return None
    said = _words(wanted)
    found = [(choice, part) for choice in choices if (part := _part(choice, said)) is not None]
    longest = max((len(part) for _, part in found), default=0)
    best = [(choice, part) for choice, part in found if len(part) == longest]
    if not best:
        return _by_some_words(choices, said)
    if len(best) > 1:
        return None
    choice, part = best[0]
    left = list(said)
    for word in part:
        left.remove(word)
    if not TURNING.isdisjoint(left):
        return None
    return Match(choice, sure=FILLERS.issuperset(left))


def _by_some_words(choices: Sequence[Choice], said: Sequence[str]) -> Match | None:
    """The one choice whose words hold all that was said: “town” for “Town at night”. Never sure."""
    wanted = tuple(word for word in said if word not in FILLERS)
    if not wanted or not TURNING.isdisjoint(wanted) or max(map(len, wanted)) < 4:
        return None
    found = [choice for choice in choices if any(_stands_in(wanted, _words(one)) for one in said_by(choice))]
    return Match(found[0], sure=False) if len(found) == 1 else None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text)


def _part(choice: Choice, said: Sequence[str]) -> tuple[str, ...] | None:
    """The longest of the choice's own wordings that stands as a whole in `said`, its articles left out."""
    wordings = [
        tuple(word for word in _words(text) if word not in ("a", "an", "the")) for text in said_by(choice)
    ]
    within = [one for one in wordings if one and _stands_in(one, said)]
    return max(within, key=len, default=None)


def _stands_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    bare = [word for word in whole if word not in ("a", "an", "the")]
    return any(tuple(bare[at : at + len(part)]) == tuple(part) for at in range(len(bare) - len(part) + 1))


def _by_spelling(choices: Sequence[Choice], wanted: str) -> Match | None:
    """The choice whose words look most like `wanted`; three letters or fewer are not enough to tell."""
    if not 4 <= len(wanted) <= LONGEST:
        return None
    ranked = sorted(
        (
            (max(_alike(wanted, said) for said in said_by(choice)), place)
            for place, choice in enumerate(choices[:MOST_COMPARED])
        ),
        reverse=True,
    )
    best, place = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    if best < LIKELY or best - second < APART:
        return None
    return Match(choices[place], sure=best >= SURE)


def _alike(wanted: str, said: str) -> float:
    """How alike two wordings look, from 0 to 1; 0 where one is the other turned round."""
    if len(said) > LONGEST or _turned(wanted, said) or _turned(said, wanted):
        return 0.0
    matcher = SequenceMatcher(None, ARTICLE.sub("", wanted), ARTICLE.sub("", said), autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < LIKELY:
        return 0.0
    return matcher.ratio()


def _turned(text: str, other: str) -> bool:
    """Whether a word of `text` denies what `other` says: “not safe”, “unsafe” beside “safe”."""
    words, others = _words(text), _words(other)
    if not TURNING.isdisjoint(set(words) - set(others)):
        return True
    starts = tuple(f"{prefix}{word[:4]}" for word in others if len(word) > 3 for prefix in TURNING_PREFIXES)
    return any(word.startswith(starts) and word not in others for word in words) if starts else False
