"""TextBlob's polarity and subjectivity, equal to the last bit and some nine times as fast.

`TextBlob(text).sentiment` spends its time on splitting words by regular expressions, on making a class for
every result, and in a dictionary that looks first whether it has been loaded. Here each piece between two
spaces is split once by TextBlob itself and remembered, and its words become *steps* that say all that the
word can do to a score. A text in which TextBlob might join signs to an emoticon or to “(!)”, or take a word
of its own for a sentence's end, is given to TextBlob as it is; so is nothing else.

The rules are those of pattern.en, which TextBlob carries (De Smedt and Daelemans, “Pattern for Python”,
2012): a known word may be preceded by a modifier, whose intensity multiplies it, and by a negation, which
turns it round at half its strength; “!” strengthens what was said before it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from analysis.readings.pattern import pattern

MOST_PIECES = 200_000
"""Pieces remembered, some 40 MB; then all are forgotten, so that any number of texts takes no more."""
_MAY_JOIN = re.compile(
    r"[:;=<>♥*°_]|[xX]\s*-?\s*[dD]|8\s*-?\s*[dD)]|[oO]\s*\.\s*[oO]|\(\s*!\s*\)|END-OF-SENTENCE"
)


class Scores(NamedTuple):
    """Polarity from -1 to 1, subjectivity from 0 to 1."""

    polarity: float
    subjectivity: float


class _Step(NamedTuple):
    """What one word does. Unknown words leave less or more standing before the next."""

    known: bool
    polarity: float = 0.0
    subjectivity: float = 0.0
    intensity: float = 1.0
    negates: bool = False
    modifies: bool = False
    adverb: bool = False
    """Ends in “ly”: a negation that follows it (“really not”) belongs to it."""
    long_for_negation: bool = True
    """Unknown and so long that a negation before it is forgotten."""
    long_for_modifier: bool = True
    exclaims: bool = False


_FORGETS = _Step(known=False)
"""An unknown word of three letters or more: whatever stood before it is forgotten."""


@dataclass(slots=True)
class _Assessed:
    """A known word with what stands before it."""

    polarity: float
    subjectivity: float
    intensity: float
    negated: bool = False


class _Pieces(dict[str, tuple[_Step, ...]]):
    """Piece of a text between two spaces → what its words do; worked out when it is first asked for."""

    def __missing__(self, piece: str) -> tuple[_Step, ...]:
        if len(self) >= MOST_PIECES:
            self.clear()
        steps = tuple(_step(word.lower()) for word in " ".join(pattern().tokenizer(piece)).split())
        self[piece] = steps
        return steps


_pieces = _Pieces()


def scores(text: str) -> Scores:
    """What `TextBlob(text).sentiment` gives, bit by bit. Needs no NLTK data."""
    if _MAY_JOIN.search(text):
        return Scores(*pattern()(text))
    assessed = _assess(chain.from_iterable(map(_pieces.__getitem__, text.split())))
    polarity = subjectivity = 0.0
    for one in assessed:  # not `sum`, which since Python 3.12 makes up for rounding, as TextBlob does not
        polarity += one.polarity * -0.5 if one.negated else one.polarity
        subjectivity += one.subjectivity
    count = float(len(assessed) or 1)
    return Scores(polarity / count, subjectivity / count)


def _assess(steps: Iterable[_Step]) -> list[_Assessed]:
    """What is said in the words, in order."""
    found: list[_Assessed] = []
    modifier: _Step | None = None
    negated = False
    for step in steps:
        if step is _FORGETS:
            modifier, negated = None, False
        elif step.known:
            _know(found, step, modifier, negated)
            modifier, negated = (step if step.modifies else None), step.negates
        else:
            modifier, negated = _pass(found, step, modifier, negated)
    return found


def _know(found: list[_Assessed], step: _Step, modifier: _Step | None, negated: bool) -> None:
    if modifier is None:
        found.append(_Assessed(step.polarity, step.subjectivity, step.intensity))
    else:
        last = found[-1]
        last.polarity = _within(step.polarity * last.intensity)
        last.subjectivity = _within(step.subjectivity * last.intensity)
        last.intensity = step.intensity
    if negated:
        found[-1].intensity = 1.0 / found[-1].intensity
        found[-1].negated = True


def _pass(
    found: list[_Assessed], step: _Step, modifier: _Step | None, negated: bool
) -> tuple[_Step | None, bool]:
    """Over an unknown word that is short, negates or exclaims: the modifier and negation that still stand."""
    negated = step.negates or (negated and not step.long_for_negation)
    if negated and modifier is not None and modifier.adverb:
        found[-1].negated, negated = True, False
    elif step.long_for_modifier:
        modifier = None
    if step.exclaims and found:
        found[-1].polarity = _within(found[-1].polarity * 1.25)
    return modifier, negated


def _within(value: float) -> float:
    return max(-1.0, min(value, 1.0))


def _step(word: str) -> _Step:
    known = pattern()
    negates = word in known.negations
    if word in known and None in known[word]:
        score = known[word]
        modifies = any(part in score for part in known.modifiers)
        polarity, subjectivity, intensity = score[None]
        return _Step(True, polarity, subjectivity, intensity, negates, modifies, adverb=known.modifier(word))
    step = _Step(
        known=False,
        negates=negates,
        long_for_negation=len(word.strip("'")) > 1,
        long_for_modifier=len(word) > 2,
        exclaims=word == "!",
    )
    return _FORGETS if step == _FORGETS else step
