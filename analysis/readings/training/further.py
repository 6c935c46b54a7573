"""The last step learned further: by voices that taught the tuned layers nothing, from where it stands.

Tuning takes an hour of one core; this takes seconds, and new voices are at once of use. What they say of each
feature is held back by `HELD`, so that a few hundred answers do not undo what thousands have taught.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from analysis.readings.coded import Coded
from analysis.readings.features import KINDS, LABELS
from analysis.readings.training.learning import Weights
from analysis.sentences import Floats

HELD_LABELS, HELD_KINDS = 30.0, 100.0
"""Ridge on each change. Of 1, 3, 10, 30 and 100 the best on new voices that were left out, one at a time."""
LEAST_SPREAD = 0.3
"""Features are measured in their spread and this much, so that a rare one cannot move far."""

Doubles = npt.NDArray[np.float64]


def further(base: Weights, found: Floats, answers: Sequence[Coded]) -> Weights:
    """`base`, moved by `answers` whose features are `found`."""
    middle = len(LABELS)
    labels = _moved(_part(base, slice(middle)), found, [LABELS.index(a.label) for a in answers], HELD_LABELS)
    kinds = _part(base, slice(middle, None))
    kinds = _moved(kinds, found, [KINDS.index(one.kind) for one in answers], HELD_KINDS)
    return Weights(
        np.concatenate([labels.weights, kinds.weights], axis=1),
        np.concatenate([labels.offset, kinds.offset]),
    )


def _part(whole: Weights, columns: slice) -> Weights:
    return Weights(whole.weights[:, columns], whole.offset[columns])


def _moved(base: Weights, found: Floats, right: Sequence[int], held: float) -> Weights:
    size, classes = base.weights.shape
    spread = found.std(0) + LEAST_SPREAD
    shape = (size + 1, classes)
    within = np.concatenate([found / spread, np.ones((len(found), 1), np.float32)], axis=1)
    loss = _loss(within, found @ base.weights + base.offset, np.eye(classes)[list(right)], held)
    moves = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B").x.reshape(shape)
    return Weights(
        (base.weights + moves[:-1] / spread[:, None]).astype(np.float32),
        (base.offset + moves[-1]).astype(np.float32),
    )


def _loss(
    within: Floats, base: Floats, right: Doubles, held: float
) -> Callable[[Doubles], tuple[float, Doubles]]:
    """Cross-entropy with the moves held back, and its slope, by the moves."""

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        moves = flat.reshape(within.shape[1], right.shape[1])
        summed = base + within @ moves
        summed -= summed.max(1, keepdims=True)
        logs = summed - np.log(np.exp(summed).sum(1, keepdims=True))
        slope = within.T @ (np.exp(logs) - right) + held * moves
        return float(held / 2 * (flat @ flat) - (right * logs).sum()), slope.ravel()

    return loss
