"""The two steps of learning: MiniLM's layers are tuned; then a regression weighs them with the rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from analysis import sentences
from analysis.readings.coded import Coded
from analysis.readings.features import FRAMES, KINDS, LABELS, LOGITS, prefixed, shares
from analysis.readings.reader import Weighed
from analysis.readings.reading import Asked, Feeling
from analysis.sentences import Floats
from analysis.text import language
from analysis.tuning.tuning import Pace, Tuned, fresh, outputs, tune
from consultations.forms.frames import Frame

LAYERS = 4
"""Of six: two thirds of the work for the same quality on voices that were left out."""
PACE = Pace(epochs=5)
FRAMELESS = 0.3
"""Share of answers whose frame is taken away in each epoch: the words are read even where it misleads."""
SURE = 0.95
"""How much the right code gets; the rest goes to all, for codes are never certain."""
KINDS_COUNT = 0.5
STRENGTH = 0.1
"""Of the regression, as scikit-learn's C: small, for voices that are not there."""

RULES_COUNT = 0.7
"""The rules' label has this much of a say (log odds) beyond what the coded answers give it."""
LEANING = {
    Feeling.POSITIVE: 1.0,
    Feeling.NEEDS_CHANGE: -0.1,
    Feeling.MIXED: -0.4,
    Feeling.NO_CLEAR_SIGNAL: 0.0,
}
"""Log odds: among comments on services are more that are content, and fewer mixed.

Both were chosen on one ambulance trust's comments, in coarse steps: macro-F1 there rises from .61 to .66, and
on voices that were left out falls from .76 to .73. Without them it is too much at home in coded answers.
No question there asked what is good, so answers to such are not leant: praise is expected of them as it is.
"""
GOOD = LOGITS + len(LABELS) + len(KINDS) + FRAMES.index(Frame.GOOD)
"""Which feature says that the question asked what is good."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The regression: features × (labels and kinds), and what is added."""

    weights: Floats
    offset: Floats


def weigh(answers: Sequence[Coded], frame: Frame | None = None) -> list[Weighed]:
    """The answers as the rules see them; in another `frame` where one is given."""
    asked = [Asked(one.answer, one.question, frame or one.frame) for one in answers]
    return [Weighed(one, language(one.text)) for one in asked]


def tuned_on(answers: Sequence[Coded], seed: int, say: Callable[[str], None]) -> Tuned:
    """MiniLM's first layers and heads, taught by `answers`."""
    labels = np.array([LABELS.index(one.label) for one in answers])
    kinds = np.array([KINDS.index(one.kind) for one in answers])

    def texts(epoch: int, chance: np.random.Generator) -> list[str]:
        return [
            f"{Frame.OPEN if epoch and chance.random() < FRAMELESS else one.frame}: {one.answer}"
            for one in answers
        ]

    def slope(logits: Floats, chosen: Sequence[int]) -> tuple[Floats, float]:
        middle = len(LABELS)
        label, label_loss = _slope(logits[:, :middle], labels[list(chosen)])
        kind, kind_loss = _slope(logits[:, middle:], kinds[list(chosen)])
        whole = np.concatenate([label, KINDS_COUNT * kind], axis=1)
        return whole.astype(np.float32), label_loss + KINDS_COUNT * kind_loss

    model = sentences.model()
    pace = Pace(epochs=PACE.epochs, seed=seed)
    return tune(model, texts, slope, fresh(model, LOGITS, seed, LAYERS), pace, say)


def _slope(logits: Floats, right: np.ndarray) -> tuple[Floats, float]:
    """Of cross-entropy with smoothed codes."""
    found, rows = shares(logits), np.arange(len(right))
    wanted = np.full_like(found, (1 - SURE) / found.shape[1])
    wanted[rows, right] += SURE
    return (found - wanted) / np.float32(len(right)), float(-np.log(found[rows, right] + 1e-9).mean())


def logits_of(tuned: Tuned, weighed: Sequence[Weighed]) -> Floats:
    """What the tuned model says of each answer: labels, then kinds."""
    return outputs(sentences.model(), tuned, [prefixed(one) for one in weighed])


def weights_on(found: Floats, answers: Sequence[Coded]) -> Weights:
    """The regression on `found`, the features of answers that the tuned models had not seen."""
    labels = _regression(found, [LABELS.index(one.label) for one in answers], len(LABELS))
    kinds = _regression(found, [KINDS.index(one.kind) for one in answers], len(KINDS))
    return Weights(
        np.concatenate([labels.weights, kinds.weights], axis=1),
        np.concatenate([labels.offset, kinds.offset]),
    )


def leant(learned: Weights) -> Weights:
    """With more of a say for the rules, and the priors of comments on services."""
    weights, offset = learned.weights.copy(), learned.offset.copy()
    for place, label in enumerate(LABELS):
        weights[LOGITS + place, place] += RULES_COUNT
        offset[place] += LEANING[label]
        weights[GOOD, place] -= LEANING[label]
    return Weights(weights, offset)


def _regression(found: Floats, right: Sequence[int], classes: int) -> Weights:
    fitted = LogisticRegression(C=STRENGTH, max_iter=2000).fit(found, right)
    weights = np.zeros((found.shape[1], classes), np.float32)
    offset = np.full(classes, -9.0, np.float32)
    weights[:, fitted.classes_], offset[fitted.classes_] = fitted.coef_.T, fitted.intercept_
    return Weights(weights, offset)
