"""Themes that may be missing: what the answers under “something else” have in common. A person decides.

Non-negative matrix factorisation of TF-IDF (Lee and Seung, 1999) over that pile alone, for on whole sets of
answers it agrees poorly with people (AMI .18) and differs from one sample to the next (ARI .31). So nothing
that it finds is a theme by itself: it gives words and answers to somebody who names a theme, or does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

FEWEST = 30
"""Answers. Of fewer, read all."""
_WORDS, _EXAMPLES = 8, 3
_SEED = 0


@dataclass(frozen=True, slots=True)
class Idea:
    """What may be a theme: its words, the strongest first, and how many answers are mostly about it."""

    words: tuple[str, ...]
    answers: int
    examples: tuple[str, ...]


def ideas(texts: Sequence[str], most: int = 8) -> tuple[Idea, ...]:
    """At most `most` ideas from answers under “something else”, the widest first; none from a small pile."""
    if len(texts) < FEWEST:
        return ()
    vectorizer = TfidfVectorizer(stop_words=sorted(ENGLISH_STOP_WORDS), min_df=3, sublinear_tf=True)
    try:
        found = vectorizer.fit_transform(texts)
    except ValueError:  # no word is in three of them
        return ()
    number = min(most, *(side - 1 for side in found.shape))
    if number < 1:
        return ()
    model = NMF(number, init="nndsvda", max_iter=400, random_state=_SEED)
    weights = model.fit_transform(found)
    names = vectorizer.get_feature_names_out()
    made = [_idea(texts, weights, model.components_[place], names, place) for place in range(number)]
    return tuple(sorted((one for one in made if one.answers), key=lambda one: -one.answers))


def _idea(
    texts: Sequence[str], weights: np.ndarray, component: np.ndarray, names: np.ndarray, place: int
) -> Idea:
    words = tuple(str(names[at]) for at in np.argsort(-component)[:_WORDS] if component[at] > 0)
    about = (weights.argmax(1) == place) & (weights[:, place] > 0)
    order = [int(at) for at in np.argsort(-weights[:, place]) if about[at]]
    return Idea(words, int(about.sum()), tuple(texts[at] for at in order[:_EXAMPLES]))
