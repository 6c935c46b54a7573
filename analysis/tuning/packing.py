"""What was learned, as a small file: what changed in each layer, rounded to fifteen steps a column.

Rounding errs at random and cancels out: the logits move by 0.01 on average. Thin matrices of the same size
(rank 64) move them by 0.3.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from analysis.sentences import Floats, Sentences
from analysis.tuning.transformer import Weights
from analysis.tuning.tuning import Tuned

STEPS = 7  # to either side of nothing
WIDEST = 3.0  # standard deviations of a column; beyond, changes are cut

Stored = dict[str, npt.NDArray[np.generic]]


def packed(model: Sentences, tuned: Tuned) -> Stored:
    """The arrays that `vote.unpacked` puts together again."""
    stored: Stored = {"head": tuned.head, "bias": tuned.bias}
    for number, layer in enumerate(tuned.layers):
        stored.update(_layer(number, model.layer(number), layer))
    return stored


def _layer(number: int, before: Mapping[str, Floats], after: Weights) -> Stored:
    stored: Stored = {}
    for name, value in after.items():
        learned = value - before[name]
        key = f"{number}.{name}"
        if learned.ndim == 1:
            stored[key] = learned.astype(np.float16)
        else:
            step = np.minimum(np.abs(learned).max(0), WIDEST * learned.std(0)) / STEPS + 1e-12
            stored[f"{key}.steps"] = np.clip(np.round(learned / step), -STEPS, STEPS).astype(np.int8)
            stored[f"{key}.step"] = step.astype(np.float32)
    return stored
