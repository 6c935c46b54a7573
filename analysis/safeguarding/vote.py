"""The learned vote: how likely it is that the safeguarding lead should know, and under which heading.

Two models learned from the messages in `messages/`. One goes by spelling (letters and words in a row) and
needs nothing but numpy. The other goes by meaning: MiniLM, tuned a little in every layer, where the extra
`semantic` is installed. `python -m analysis.safeguarding.training` makes both files.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from analysis import sentences
from analysis.batching import Batcher
from analysis.safeguarding.ngrams import Grams, grams
from analysis.safeguarding.normalising import Variants
from analysis.safeguarding.outcome import CATEGORIES, Category
from analysis.sentences import LAYERS, Floats, Sentences
from analysis.tuning.unpacking import LENGTH, unpacked

HERE = Path(__file__).parent / "learned"
LEAST_THAT_MATTERS = 0.4  # nothing follows from a smaller vote without a rule: it needs no heading
TOGETHER = 8  # texts of one pass: more would let a short one wait for too many long ones
FOLD = 4  # bits fewer for the categories' grams than for the alert's


@dataclass(frozen=True, slots=True)
class Signs:
    """What a vote goes by: the message's variants and its sentences."""

    message: Variants
    sentences: str


@dataclass(frozen=True, slots=True)
class Vote:
    """How likely an alert is in order (0 to 1), the likeliest heading, and what the vote went by."""

    likely: float
    category: Category
    by: str


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where a vote alerts (lower under the gravest headings) and from where a person should look."""

    alert: float
    grave: float
    review: float


class Voter(Protocol):
    """A learned model. `messages`: the hash of what it was learned from."""

    messages: str
    thresholds: Thresholds

    def votes(self, several: Sequence[Signs]) -> list[Vote]:
        """One vote for each, in their order."""


def load_voter(folder: Path = HERE) -> Voter:
    """The best voter that can run here; takes about a second. Raises WeightsError where files do not fit."""
    spelling = load_spelling(folder)
    meant = folder / "meaning.npz"
    return Meaning(_read(meant), spelling) if sentences.available() and meant.exists() else spelling


def load_spelling(folder: Path = HERE) -> "Spelling":
    """The voter that needs no sentence model."""
    return Spelling(_read(folder / "spelling.npz"))


def _read(path: Path) -> dict[str, npt.NDArray[np.generic]]:
    with np.load(path, allow_pickle=False) as stored:
        return dict(stored)


class Spelling:
    """Votes by letters and words in a row: logistic regression over hashed grams."""

    def __init__(self, stored: Mapping[str, npt.NDArray[np.generic]]) -> None:
        about = json.loads(str(stored["about"]))
        self.messages: str = about["messages"]
        self.thresholds = Thresholds(**about["thresholds"])
        self._weights = stored["weights"].astype(np.float32)
        self._categories = stored["categories"].astype(np.float32)
        self._bias = float(about["bias"])
        self._category_bias = np.array(about["category_bias"], np.float32)
        self._mix = np.array(about["mix"], np.float32)

    def logit(self, message: Variants) -> float:
        """The log odds of an alert."""
        found = _grams_of(message)
        return float(self._weights[found.places] @ found.values) + self._bias

    def category(self, message: Variants) -> Category:
        found = _grams_of(message)
        scores = found.values @ self._categories[found.places >> FOLD] + self._category_bias
        return CATEGORIES[int(np.argmax(scores))]

    def votes(self, several: Sequence[Signs]) -> list[Vote]:
        return [self._vote(signs) for signs in several]

    def _vote(self, signs: Signs) -> Vote:
        likely = mixed(self._mix, [self.logit(signs.message)])
        matters = likely >= LEAST_THAT_MATTERS
        return Vote(likely, self.category(signs.message) if matters else "other", "spelling")


def _grams_of(message: Variants) -> Grams:
    return grams(tuple(dict.fromkeys((message.light, message.heavy))))


class Meaning:
    """Votes by meaning and spelling together."""

    def __init__(self, stored: Mapping[str, npt.NDArray[np.generic]], spelling: Spelling) -> None:
        about = json.loads(str(stored["about"]))
        if about["minilm"] != sentences.SHA256:
            raise sentences.WeightsError(
                "learned-for-other-weights",
                "The learned vote was made for another sentence model.",
                "Make it again: python -m analysis.safeguarding.training.",
            )
        base = sentences.model()
        self.messages: str = about["messages"]
        self.thresholds = Thresholds(**about["thresholds"])
        self._model = base.changed([unpacked(base, stored, number) for number in range(LAYERS)])
        self._head = stored["head"].astype(np.float32)
        self._bias = stored["bias"].astype(np.float32)
        self._mix = np.array(about["mix"], np.float32)
        self._spelling = spelling
        self._logits = Batcher(self._read, TOGETHER)

    def _read(self, texts: Sequence[str]) -> list[Floats]:
        return read(self._model, self._head, self._bias, texts)

    def votes(self, several: Sequence[Signs]) -> list[Vote]:
        found = self._logits([signs.sentences for signs in several])
        return [self._vote(signs, logits) for signs, logits in zip(several, found, strict=True)]

    def _vote(self, signs: Signs, logits: Floats) -> Vote:
        likely = mixed(self._mix, [float(logits[0]), self._spelling.logit(signs.message)])
        return Vote(likely, CATEGORIES[int(np.argmax(logits[1:]))], "meaning")


def read(model: Sentences, head: Floats, bias: Floats, texts: Sequence[str]) -> list[Floats]:
    """For each text the logit of the alert and those of the categories."""
    vectors = [one.vector() for one in model.read_all(texts)]
    return [np.asarray(one * np.float32(LENGTH) @ head + bias) for one in vectors]


def mixed(mix: Floats, logits: Sequence[float]) -> float:
    """What the models say together, from 0 to 1: a logistic regression; `mix` ends with a constant."""
    return float(1 / (1 + np.exp(-np.array([*logits, 1.0], np.float32) @ mix)))
