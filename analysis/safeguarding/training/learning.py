"""Both models learned from some messages, and what they say about others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from analysis import sentences
from analysis.safeguarding.looking import Looked
from analysis.safeguarding.ngrams import BITS, Grams, grams
from analysis.safeguarding.outcome import CATEGORIES, Category, Outcome
from analysis.safeguarding.training.spoiling import spoilt
from analysis.safeguarding.training.tuning import Lesson, tune
from analysis.safeguarding.vote import FOLD
from analysis.sentences import Floats
from analysis.tuning.tuning import Pace, Tuned, outputs

STRENGTH = 10.0  # of the regression over grams: the best of 3, 10 and 30, hardly different
HALF = {Outcome.ALERT: 1.0, Outcome.REVIEW: 0.5, Outcome.NONE: 0.0}
REVIEW_WEIGHT = 0.3  # what is unclear to people teaches little


@dataclass(frozen=True, slots=True)
class Example:
    """A message made ready, and what should follow from it."""

    looked: Looked
    outcome: Outcome
    category: Category | None


@dataclass(frozen=True, slots=True)
class LearnedSpelling:
    """Weights over grams; one row of weights a category over the folded grams."""

    weights: Floats
    bias: float
    categories: Floats
    category_bias: Floats


def learn_meaning(
    examples: Sequence[Example], pace: Pace, say: Callable[[str], None], start: Tuned | None = None
) -> Tuned:
    """Tune MiniLM on `examples`; `start` is changed in place where it is given."""
    lessons = [_lesson(one) for one in examples]
    harmless = [lesson.text for lesson in lessons if lesson.alert == 0]

    def spoil(lesson: Lesson, chance: np.random.Generator) -> str:
        return spoilt(lesson.text, harmless, chance)

    return tune(sentences.model(), lessons, pace, spoil, say, start)


def meaning_of(tuned: Tuned, looked: Sequence[Looked]) -> Floats:
    """For each message the logit of the alert and those of the categories."""
    return outputs(sentences.model(), tuned, [one.signs.sentences for one in looked])


def learn_spelling(examples: Sequence[Example]) -> LearnedSpelling:
    """Two regressions over grams: alert or nothing, and which category."""
    found = [_grams(one.looked) for one in examples]
    clear = [i for i, one in enumerate(examples) if one.outcome is not Outcome.REVIEW]
    alerts = [examples[i].outcome is Outcome.ALERT for i in clear]
    alert = LogisticRegression(C=STRENGTH, max_iter=1000).fit(_matrix([found[i] for i in clear], 0), alerts)
    named = [i for i, one in enumerate(examples) if one.category is not None]
    labels = [CATEGORIES.index(examples[i].category or "other") for i in named]
    which = LogisticRegression(C=STRENGTH, max_iter=300).fit(_matrix([found[i] for i in named], FOLD), labels)
    weights = np.zeros((1 << (BITS - FOLD), len(CATEGORIES)), np.float32)
    bias = np.full(len(CATEGORIES), -9.0, np.float32)
    weights[:, which.classes_], bias[which.classes_] = which.coef_.T, which.intercept_
    return LearnedSpelling(alert.coef_[0].astype(np.float32), float(alert.intercept_[0]), weights, bias)


def spelling_of(learned: LearnedSpelling, looked: Sequence[Looked]) -> Floats:
    """For each message the logit of the alert and those of the categories."""
    rows = []
    for one in looked:
        found = _grams(one)
        alert = found.values @ learned.weights[found.places] + learned.bias
        rows.append(
            [alert, *(found.values @ learned.categories[found.places >> FOLD] + learned.category_bias)]
        )
    return np.array(rows, np.float32)


def _lesson(one: Example) -> Lesson:
    place = CATEGORIES.index(one.category) if one.category else -1
    weight = REVIEW_WEIGHT if one.outcome is Outcome.REVIEW else 1.0
    return Lesson(one.looked.signs.sentences, HALF[one.outcome], place, weight)


def _grams(looked: Looked) -> Grams:
    return grams((looked.signs.message.light, looked.signs.message.heavy))


def _matrix(found: Sequence[Grams], fold: int) -> sparse.csr_matrix:
    ends = np.cumsum([0, *(len(one.places) for one in found)])
    values = np.concatenate([one.values for one in found])
    places = np.concatenate([one.places for one in found]) >> fold
    return sparse.csr_matrix((values, places, ends), shape=(len(found), 1 << (BITS - fold)))
