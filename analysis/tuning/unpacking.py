"""The weights of a tuned layer, put together from the model's and the small file of what was learned."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from analysis.sentences import Floats, Sentences

LENGTH = 8.0
"""The mean of the states is brought to this length before the heads: they then learn at one pace."""


def unpacked(
    base: Sentences, stored: Mapping[str, npt.NDArray[np.generic]], number: int
) -> dict[str, Floats]:
    """The weights of a tuned layer: the model's plus what was learned, matrices in steps a column."""
    layer = {}
    for name, value in base.layer(number).items():
        key = f"{number}.{name}"
        if key in stored:
            learned = stored[key].astype(np.float32)
        else:
            learned = stored[f"{key}.steps"].astype(np.float32) * stored[f"{key}.step"].astype(np.float32)
        layer[name] = value + learned
    return layer
