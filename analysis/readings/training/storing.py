"""What was learned, as one small file."""

import hashlib
import json
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analysis import sentences
from analysis.readings.coded import Coded, read_coded, voices
from analysis.readings.features import KINDS, LABELS
from analysis.readings.learned_reading import FILE, ROUGH, Stored, about_now
from analysis.readings.reading import Asked
from analysis.readings.training.learning import LAYERS, Weights, leant
from analysis.readings.training.measuring import LeftOut
from analysis.sentence_batches import Batches
from analysis.tuning.packing import packed
from analysis.tuning.tuning import Tuned
from analysis.tuning.unpacking import unpacked

Arrays = dict[str, npt.NDArray[np.generic]]


def store(tuned: Tuned, weights: Weights, read: LeftOut) -> None:
    """Write the file that `learned_reading.load` reads, with how voices that were left out were read.

    `weights` are kept as they were learned too: `further` begins there.
    """
    base = sentences.model()
    stored = packed(base, tuned)
    stored |= {
        "layers": np.array(LAYERS),
        "tuned_by": np.array(json.dumps(voices())),
        "base_weights": weights.weights.astype(np.float32),
        "base_offset": weights.offset.astype(np.float32),
    }
    _write(stored | _last_step(weights, read) | {"vectors": _vectors(stored, read.answers)}, voices())


def store_further(stored: Stored, weights: Weights, read: LeftOut) -> None:
    """Write the file again with a last step that `read`'s voices taught further; they join the examples."""
    first = tuple(json.loads(str(stored["tuned_by"])))
    known = len(read_coded(first))
    own = _last_step(weights, read) | {"vectors": _vectors(stored, read.answers)}
    for name in ("vectors", "unseen_labels", "unseen_kinds"):
        own[name] = np.concatenate([stored[name][:known], own[name]])
    _write({**stored, **own}, (*first, *dict.fromkeys(one.voice for one in read.answers)))


def tuned_in(stored: Stored) -> Tuned:
    """The tuned model as it is served."""
    layers = [unpacked(sentences.model(), stored, number) for number in range(int(stored["layers"]))]
    return Tuned(layers, stored["head"].astype(np.float32), stored["bias"].astype(np.float32))


def _last_step(weights: Weights, read: LeftOut) -> Arrays:
    leaning = leant(weights)
    return {
        "weights": leaning.weights.astype(np.float32),
        "offset": leaning.offset.astype(np.float32),
        "unseen_labels": np.array([LABELS.index(one) for one in read.labels], np.int8),
        "unseen_kinds": np.array([KINDS.index(one) for one in read.kinds], np.int8),
    }


def _write(stored: Arrays, of: Sequence[str]) -> None:
    stored = {name: value for name, value in stored.items() if name != "digest"}
    stored["about"] = np.array(json.dumps(about_now(of)))
    content = b"".join(stored[name].tobytes() for name in sorted(stored))
    stored["digest"] = np.array(hashlib.sha256(content).hexdigest())
    FILE.parent.mkdir(exist_ok=True)
    np.savez_compressed(FILE, **stored)  # type: ignore[arg-type] # names of arrays, not options


def _vectors(stored: Stored, answers: Sequence[Coded]) -> npt.NDArray[np.int8]:
    batches = Batches(sentences.model(), tuned_in(stored).layers)
    texts = [Asked(one.answer, one.question, one.frame) for one in answers]
    found = batches.vectors([f"{one.frame}: {one.text}" for one in texts])
    return np.round(found * ROUGH).astype(np.int8)
