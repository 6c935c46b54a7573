"""What the models say about messages of an author they have not learned from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis import sentences
from analysis.safeguarding.looking import Looked
from analysis.safeguarding.outcome import CATEGORIES
from analysis.safeguarding.training.learning import (
    Example,
    learn_meaning,
    learn_spelling,
    meaning_of,
    spelling_of,
)
from analysis.safeguarding.training.tuning import Pace
from analysis.sentences import Floats


@dataclass(frozen=True, slots=True)
class HeldOut:
    """For each message, by models that know nothing of its author: the logits of both models.

    Shapes: messages × (1 + categories). `alone` for the message by itself, `together` with those before it.
    """

    meaning_alone: Floats
    meaning_together: Floats
    spelling_alone: Floats
    spelling_together: Floats


@dataclass(frozen=True, slots=True)
class Case:
    """A message to learn from and to test on: with those before it, by itself, and its author."""

    together: Example
    alone: Looked
    author: str


def hold_out(cases: Sequence[Case], pace: Pace, say: Callable[[str], None]) -> HeldOut:
    """Train on all authors but one and ask about that one, for each author in turn."""
    width = 1 + len(CATEGORIES)
    found = HeldOut(*(np.zeros((len(cases), width), np.float32) for _ in range(4)))
    for author in sorted({case.author for case in cases}):
        theirs = [i for i, case in enumerate(cases) if case.author == author]
        say(f"without the {author} author, who wrote {len(theirs)}")
        others = [case.together for case in cases if case.author != author]
        _ask(found, cases, theirs, others, pace, say)
    return found


def _ask(
    found: HeldOut,
    cases: Sequence[Case],
    theirs: Sequence[int],
    others: Sequence[Example],
    pace: Pace,
    say: Callable[[str], None],
) -> None:
    alone = [cases[i].alone for i in theirs]
    together = [cases[i].together.looked for i in theirs]
    spelling = learn_spelling(others)
    found.spelling_alone[theirs] = spelling_of(spelling, alone)
    found.spelling_together[theirs] = spelling_of(spelling, together)
    if sentences.available():
        meaning = learn_meaning(others, pace, say)
        found.meaning_alone[theirs] = meaning_of(meaning, alone)
        found.meaning_together[theirs] = meaning_of(meaning, together)
