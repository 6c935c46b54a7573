"""Messages as they might also have been written: typing slips, no capitals, no stops, among other sentences.

Only for training. Each spoilt message means what it meant before.
"""

import re
from collections.abc import Sequence

import numpy as np

_STOPS = re.compile(r"[.,!?;:]+")
_SHORTEST = 4


def spoilt(text: str, harmless: Sequence[str], chance: np.random.Generator) -> str:
    """`text` spoilt in none, one or several ways. `harmless`: what it may stand among."""
    if chance.random() < 0.2:
        text = _among(text, harmless[int(chance.integers(len(harmless)))], chance)
    if chance.random() < 0.3:
        text = text.lower()
    if chance.random() < 0.3:
        text = " ".join(_STOPS.sub(" ", text.replace("'", "")).split())
    if chance.random() < 0.3:
        text = _mistyped(text, chance)
    return text


def _among(text: str, other: str, chance: np.random.Generator) -> str:
    between = ". " if chance.random() < 0.7 else " "
    return between.join((text, other) if chance.random() < 0.5 else (other, text))


def _mistyped(text: str, chance: np.random.Generator) -> str:
    return " ".join(
        _slip(word, chance) if len(word) >= _SHORTEST and chance.random() < 0.1 else word
        for word in text.split()
    )


def _slip(word: str, chance: np.random.Generator) -> str:
    at = int(chance.integers(1, len(word) - 1))
    ways = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return ways[int(chance.integers(len(ways)))]
