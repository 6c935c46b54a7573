"""A message as counts of letters and words in a row, hashed: what the vote by spelling goes by."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BITS = 17
_LETTERS = (2, 3, 4, 5)
_WORDS = (1, 2, 3)
_LETTER_WEIGHT = 0.5
_STEP = np.uint32(0x01000193)
_SPREAD = np.uint32(0x9E3779B1)


@dataclass(frozen=True, slots=True)
class Grams:
    """Which of the 2**17 places are taken, once each, and how strongly; of length 1 together."""

    places: npt.NDArray[np.int64]
    values: npt.NDArray[np.float32]


def grams(lines: Sequence[str]) -> Grams:
    """The grams of all `lines` (variants of one message) together, each counted once."""
    letters = np.unique(np.concatenate([_hashed(_points(line), _LETTERS) for line in lines]))
    words = np.unique(np.concatenate([_hashed(_word_points(line), _WORDS) for line in lines]))
    places = np.concatenate([letters, words])
    weights = np.concatenate([np.full(len(letters), _LETTER_WEIGHT), np.ones(len(words))])
    return Grams(
        places.astype(np.int64), (weights / max(float(np.linalg.norm(weights)), 1e-9)).astype(np.float32)
    )


def _points(line: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(line.encode("utf-32-le", "replace"), np.uint32)


def _word_points(line: str) -> npt.NDArray[np.uint32]:
    crcs = [zlib.crc32(word.encode("utf-8", "replace")) for word in ("^", *line.split(), "$")]
    return np.array(crcs, np.uint32)


def _hashed(points: npt.NDArray[np.uint32], lengths: Sequence[int]) -> npt.NDArray[np.uint32]:
    """The places of every stretch of `points` of one of `lengths`."""
    return np.concatenate([_stretches(points, length) for length in lengths])


def _stretches(points: npt.NDArray[np.uint32], length: int) -> npt.NDArray[np.uint32]:
    count = len(points) - length + 1
    if count <= 0:
        return np.empty(0, np.uint32)
    found = np.full(count, length, np.uint32)
    for offset in range(length):
        found = (found * _STEP) ^ (points[offset : offset + count] * _SPREAD)
        found ^= found >> np.uint32(15)
    return (found * _SPREAD) >> np.uint32(32 - BITS)
