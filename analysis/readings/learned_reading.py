"""The learned reading: MiniLM, its first layers tuned on the coded answers, weighed together with the rules.

`python -m analysis.readings.training` makes the file. The tuned model reads the answer with its frame before
it; a logistic regression weighs what it says with the signals of the rules. What explains a reading are the
coded answers nearest in meaning that carry the same label.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from analysis import sentences
from analysis.readings import lexicon
from analysis.readings.coded import Coded, digest, read_coded
from analysis.readings.features import KINDS, LABELS, features, prefixed, shares
from analysis.readings.reader import RULES, Weighed
from analysis.readings.reading import Feeling, Kind
from analysis.sentence_batches import Batches
from analysis.sentences import Floats, WeightsError
from analysis.tuning.unpacking import LENGTH, unpacked

FILE = Path(__file__).parent / "learned" / "reading.npz"
NEAREST = 2
ROUGH = 127.0
"""Vectors of the coded answers are kept in steps of this much of 1."""

Stored = Mapping[str, npt.NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class LearnedOpinion:
    """What the learned reading makes of one answer."""

    label: Feeling
    kind: Kind
    likely: float
    because: tuple[str, ...]


def load(path: Path = FILE) -> "LearnedReading":
    """The learned reading. Raises WeightsError where its file was made for other rules or answers."""
    with np.load(path, allow_pickle=False) as stored:
        return LearnedReading(dict(stored))


def unseen(path: Path = FILE) -> tuple[tuple[Coded, ...], list[Feeling], list[Kind]]:
    """The coded answers with label and kind by readings that their voices had not taught; for measuring."""
    with np.load(path, allow_pickle=False) as stored:
        answers = read_coded(tuple(json.loads(str(stored["about"]))["voices"]))
        labels = [LABELS[int(place)] for place in stored["unseen_labels"]]
        return answers, labels, [KINDS[int(place)] for place in stored["unseen_kinds"]]


def about_now(of: Sequence[str]) -> dict[str, object]:
    """What a learned reading depends on: the sentence model, the coded answers of its voices, the rules."""
    return {"minilm": sentences.SHA256, "voices": [*of], "answers": digest(tuple(of)), "rules": rules()}


def rules() -> str:
    """The rules that the learned reading weighs."""
    return f"{RULES}-{lexicon.digest()}"


class LearnedReading:
    """Stateless once built: any number of threads may read with it."""

    def __init__(self, stored: Stored) -> None:
        about = json.loads(str(stored["about"]))
        if about != about_now(about["voices"]):
            raise WeightsError(
                "learned-for-others",
                "The learned reading was made for other rules, coded answers or weights.",
                "Make it again: python -m analysis.readings.training.",
            )
        base = sentences.model()
        layers = [unpacked(base, stored, number) for number in range(int(stored["layers"]))]
        self.model = f"learned-{str(stored['digest'])[:8]}"
        self._batches = Batches(base, layers)
        self._head, self._bias = stored["head"].astype(np.float32), stored["bias"].astype(np.float32)
        self._weights = stored["weights"].astype(np.float32)
        self._offset = stored["offset"].astype(np.float32)
        self._examples = read_coded(tuple(about["voices"]))
        self._vectors = stored["vectors"].astype(np.float32) / np.float32(ROUGH)
        self._labels = np.array([LABELS.index(one.label) for one in self._examples])

    def judge(self, weighed: Sequence[Weighed]) -> list[LearnedOpinion]:
        """One opinion for each answer. What the rules are certain of stays as they say."""
        if not weighed:
            return []
        vectors = self._batches.vectors([prefixed(one) for one in weighed])
        logits = np.asarray(vectors * np.float32(LENGTH) @ self._head + self._bias, np.float32)
        summed = features(logits, weighed) @ self._weights + self._offset
        labels, kinds = shares(summed[:, : len(LABELS)]), summed[:, len(LABELS) :]
        near = vectors @ self._vectors.T
        return [
            self._opinion(one, labels[place], kinds[place], near[place]) for place, one in enumerate(weighed)
        ]

    def _opinion(self, one: Weighed, labels: Floats, kinds: Floats, near: Floats) -> LearnedOpinion:
        if one.judged.certain:
            return LearnedOpinion(one.judged.label, one.judged.kind, 1.0, one.judged.because)
        place = int(np.argmax(labels))
        because = tuple(_quoted(example) for example in self._nearest(place, near))
        return LearnedOpinion(LABELS[place], KINDS[int(np.argmax(kinds))], float(labels[place]), because)

    def _nearest(self, label: int, near: Floats) -> list[Coded]:
        """The coded answers of this label that are nearest in meaning."""
        alike = np.where(self._labels == label, near, np.float32(-1))
        places = np.argpartition(alike, -NEAREST)[-NEAREST:]
        return [self._examples[place] for place in sorted(places, key=lambda place: -alike[place])]


def _quoted(example: Coded) -> str:
    return f"“{example.answer}” ({example.question})"
