"""What was learned, as a small file: what changed in each layer, as products of thin matrices."""

from collections.abc import Mapping

import numpy as np

from analysis.safeguarding.training.transformer import Weights
from analysis.safeguarding.training.tuning import Tuned
from analysis.sentences import Floats, Sentences

RANK = 24


def packed(model: Sentences, tuned: Tuned, rank: int = RANK) -> Weights:
    """The arrays that `vote.unpacked` puts together again."""
    stored: Weights = {"head": tuned.head, "bias": tuned.bias}
    for number, layer in enumerate(tuned.layers):
        stored.update(_layer(number, model.layer(number), layer, rank))
    return stored


def _layer(number: int, before: Mapping[str, Floats], after: Weights, rank: int) -> Weights:
    stored: Weights = {}
    for name, value in after.items():
        learned = value - before[name]
        key = f"{number}.{name}"
        if learned.ndim == 1:
            stored[key] = learned.astype(np.float16)
        else:
            left, strength, right = np.linalg.svd(learned.astype(np.float64), full_matrices=False)
            root = np.sqrt(strength[:rank])
            stored[f"{key}.left"] = (left[:, :rank] * root).astype(np.float16)
            stored[f"{key}.right"] = (root[:, None] * right[:rank]).astype(np.float16)
    return stored
