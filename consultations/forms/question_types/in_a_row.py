"""Choices that stand one after the other with little between: “parks buses then youth club, streets last”."""

from collections.abc import Sequence

from consultations.forms.question_types.matching import same_stem
from consultations.forms.question_types.meanings import listed
from consultations.forms.question_types.number_words import ORDINALS
from consultations.forms.question_types.wordings import plain, taken_apart, wordings_of
from consultations.forms.questionnaire import Choice

BETWEEN = listed(
    "and, then, den, next, after, that, followed, by, also, is, are, my, most, important, to, me, of, "
    "all, i, think, would, be, it, its, a, an, the, lastly, finally, plus"
)
"""Words that only join choices."""
LAST = frozenset(("last", "least"))
MOST_WORDS = 40


def in_a_row(choices: Sequence[Choice], text: str) -> Sequence[Choice]:
    """The choices that `text` names, in its order; () where it holds anything else, or counts another way.

    Each is named by all its words or by one that no other choice has; endings may differ.
    """
    words = [word for word in taken_apart(plain(text)).content if not word.isdigit()]
    found: list[Choice] = []
    counted: list[int] = []
    place = 0
    while place < len(words) <= MOST_WORDS:
        choice, length = _at(choices, words[place:])
        if choice is not None:
            found.append(choice)
        elif words[place] in ORDINALS:
            counted.append(ORDINALS[words[place]])
        elif words[place] in LAST:
            counted.append(len(choices))
        elif words[place] not in BETWEEN:
            return ()
        place += max(length, 1)
    return found if counted in (list(range(1, len(counted) + 1)), _to_the_last(found, choices)) else ()


def _to_the_last(found: Sequence[Choice], choices: Sequence[Choice]) -> list[int]:
    """How they are counted who say “last” of the last only: all must be there."""
    return [len(choices)] if len(found) == len(choices) else [1]


def _at(choices: Sequence[Choice], words: Sequence[str]) -> tuple[Choice | None, int]:
    """The choice that `words` begin with, and how many of them name it."""
    for length in range(min(len(words), 6), 0, -1):
        whole = [
            choice
            for choice in choices
            if any(_same(words[:length], own.content) for own in wordings_of(choice))
        ]
        if len(whole) == 1:
            return whole[0], length
    part = [
        choice
        for choice in choices
        if len(words[0]) > 2
        and any(same_stem(words[0], own) for one in wordings_of(choice) for own in one.content)
    ]
    return (part[0], 1) if len(part) == 1 and words[0] not in BETWEEN else (None, 0)


def _same(said: Sequence[str], own: Sequence[str]) -> bool:
    return len(said) == len(own) and all(map(same_stem, said, own))
