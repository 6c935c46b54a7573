"""Which answers to quote for a theme: the most representative first, and not the same thing three times.

Representative is what surely carries the theme (`likely`) and is typical of those that do (mean similarity of
their TF-IDF). The next quote is the one that best joins both with saying something else: maximal marginal
relevance (Carbonell and Goldstein, 1998). Below a likelihood of 0.4 nothing is quoted: on patients' comments
with 300 coded, of the top three of each theme .69 carried it without that floor and .82 with it.

A quote is the whole answer, with what could tell who somebody is taken out, or it is not quoted. Nothing is
quoted from a group that is too small to be shown, nor an answer that a concern holds; and a person approves
each one before the board sees it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

LEAST_LIKELY = 0.4
FEWEST_WORDS, MOST_WORDS = 4, 60
MOST_LOOKED_AT = 200
_DIVERSITY = 0.9


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that may be quoted: its id, its redacted words, its group, and how likely it is of the theme.

    `group` is audience and age band, all that is ever said of who wrote it.
    """

    id: int
    words: str
    group: str
    likely: float
    held: bool = False


def choose(candidates: Sequence[Candidate], shown: Collection[str], most: int = 3) -> tuple[Candidate, ...]:
    """At most `most` of `candidates`, the best first. `shown`: groups large enough to be seen."""
    kept = [one for one in candidates if _may_be(one, shown)]
    kept = sorted(_different(kept), key=lambda one: (-one.likely, one.id))[:MOST_LOOKED_AT]
    if len(kept) <= 1:
        return tuple(kept[:most])
    alike = _alike(kept)
    worth = np.array([one.likely for one in kept]) * (0.3 + 0.7 * _typical(alike))
    chosen = [int(worth.argmax())]
    while len(chosen) < min(most, len(kept)):
        left = [place for place in range(len(kept)) if place not in chosen]
        chosen.append(max(left, key=lambda place: worth[place] - _DIVERSITY * alike[place, chosen].max()))
    return tuple(kept[place] for place in chosen)


class Representing(NamedTuple):
    """An answer, by its id, that stands for what people said of a theme. `first` is the most typical one."""

    theme: str
    id: int
    first: bool


def represent(said: Mapping[str, Mapping[int, str]], each: int = 3) -> list[Representing]:
    """Of each theme in `said` (theme → id → words) the best `each`, every answer once.

    The first of each theme come first, those of the theme with the most answers before the others, then the
    second ones, and so on. What is too short or too long to be quoted stands for nothing.
    """
    found: dict[int, tuple[int, Representing]] = {}
    for theme in sorted(said, key=lambda one: -len(said[one])):
        own = [Candidate(number, words, "", 1.0) for number, words in said[theme].items()]
        for place, one in enumerate(choose(own, {""}, each)):
            found.setdefault(one.id, (place, Representing(theme, one.id, first=place == 0)))
    return [one for _, one in sorted(found.values(), key=lambda pair: pair[0])]


def _may_be(one: Candidate, shown: Collection[str]) -> bool:
    length = len(one.words.split())
    fits = FEWEST_WORDS <= length <= MOST_WORDS and one.likely >= LEAST_LIKELY
    return fits and not one.held and one.group in shown


def _different(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The first of those that say the same."""
    return list({" ".join(one.words.casefold().split()): one for one in reversed(candidates)}.values())


def _alike(candidates: Sequence[Candidate]) -> np.ndarray:
    """Cosines of the answers' TF-IDF, 0 to 1."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # takes long to load

    words = TfidfVectorizer(sublinear_tf=True, analyzer=str.split)
    found = words.fit_transform([one.words.lower() for one in candidates])
    return np.asarray((found @ found.T).toarray())


def _typical(alike: np.ndarray) -> np.ndarray:
    """How like the others each is, 1 for the most typical."""
    others = (alike.sum(1) - 1) / max(len(alike) - 1, 1)
    return np.asarray(others / max(float(others.max()), 1e-9))
