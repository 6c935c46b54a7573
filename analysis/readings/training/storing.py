"""What was learned, as one small file."""

import hashlib
import json
from collections.abc import Sequence

import numpy as np

from analysis import sentences
from analysis.readings.coded import Coded, voices
from analysis.readings.features import KINDS, LABELS
from analysis.readings.learned_reading import FILE, ROUGH, about_now
from analysis.readings.reading import Asked
from analysis.readings.training.learning import LAYERS, Weights
from analysis.readings.training.measuring import LeftOut
from analysis.sentence_batches import Batches
from analysis.sentences import Floats
from analysis.tuning.packing import packed
from analysis.tuning.tuning import Tuned
from analysis.tuning.unpacking import unpacked


def store(tuned: Tuned, weights: Weights, read: LeftOut) -> None:
    """Write the file that `learned_reading.load` reads, with how voices that were left out were read."""
    base = sentences.model()
    stored = packed(base, tuned)
    layers = [unpacked(base, stored, number) for number in range(LAYERS)]
    stored |= {
        "layers": np.array(LAYERS),
        "weights": weights.weights.astype(np.float32),
        "offset": weights.offset.astype(np.float32),
        "vectors": np.round(_vectors(Batches(base, layers), read.answers) * ROUGH).astype(np.int8),
        "unseen_labels": np.array([LABELS.index(one) for one in read.labels], np.int8),
        "unseen_kinds": np.array([KINDS.index(one) for one in read.kinds], np.int8),
        "about": np.array(json.dumps(about_now(voices()))),
    }
    content = b"".join(stored[name].tobytes() for name in sorted(stored))
    stored["digest"] = np.array(hashlib.sha256(content).hexdigest())
    FILE.parent.mkdir(exist_ok=True)
    np.savez_compressed(FILE, **stored)  # type: ignore[arg-type] # names of arrays, not options


def _vectors(batches: Batches, answers: Sequence[Coded]) -> Floats:
    texts = [Asked(one.answer, one.question, one.frame) for one in answers]
    return batches.vectors([f"{one.frame}: {one.text}" for one in texts])
