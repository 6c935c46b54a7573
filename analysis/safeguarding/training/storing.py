"""Writes what was learned where `vote.load_voter` looks for it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from analysis import sentences
from analysis.safeguarding.looking import WORDS_FILE
from analysis.safeguarding.normalising import variants
from analysis.safeguarding.training.deciding import Decision
from analysis.safeguarding.training.learning import LearnedSpelling
from analysis.safeguarding.training.messages import Written
from analysis.safeguarding.vote import HERE, Thresholds
from analysis.tuning.packing import Stored
from analysis.tuning.tuning import Tuned
from analysis.tuning.unpacking import unpacked

FEWEST_VOICES = (3, 8)  # for a word, and for one of only a letter or two


def store_words(written: Iterable[Written], path: Path = WORDS_FILE) -> None:
    """Write the words that stand in several voices: what a disguise may hide, besides the rules' words."""
    voices: dict[str, set[str]] = {}
    for one in written:
        for word in variants(one.message.text).light.split():
            voices.setdefault(word, set()).add(one.voice)
    plain = (word for word in voices if word.isascii() and word.isalpha())
    common = sorted(word for word in plain if len(voices[word]) >= FEWEST_VOICES[len(word) < 3])
    path.write_text("\n".join(common) + "\n", encoding="utf-8")


def store_spelling(learned: LearnedSpelling, decision: Decision, messages: str, folder: Path = HERE) -> None:
    """Write `spelling.npz`. `messages`: the hash of what it was learned from."""
    about = {
        **_about(decision, messages),
        "bias": learned.bias,
        "category_bias": [float(one) for one in learned.category_bias],
    }
    weights, categories = learned.weights.astype(np.float16), learned.categories.astype(np.float16)
    said = np.array(json.dumps(about))
    np.savez_compressed(folder / "spelling.npz", about=said, weights=weights, categories=categories)


def store_meaning(packed: Stored, decision: Decision, messages: str, folder: Path = HERE) -> None:
    """Write `meaning.npz`."""
    about = {**_about(decision, messages), "minilm": sentences.SHA256}
    arrays: dict[str, Any] = {"about": np.array(json.dumps(about)), **packed}
    np.savez_compressed(folder / "meaning.npz", **arrays)


def stored_meaning(folder: Path = HERE) -> Tuned:
    """The tuned model of `meaning.npz`, to be taught further."""
    with np.load(folder / "meaning.npz", allow_pickle=False) as stored:
        layers = [unpacked(sentences.model(), stored, number) for number in range(sentences.LAYERS)]
        return Tuned(layers, stored["head"].astype(np.float32), stored["bias"].astype(np.float32))


def stored_spelling(folder: Path = HERE) -> LearnedSpelling:
    """The regressions of `spelling.npz`."""
    with np.load(folder / "spelling.npz", allow_pickle=False) as stored:
        about = json.loads(str(stored["about"]))
        weights, categories = stored["weights"].astype(np.float32), stored["categories"].astype(np.float32)
    bias = np.array(about["category_bias"], np.float32)
    return LearnedSpelling(weights, float(about["bias"]), categories, bias)


def stored_decision(name: str, folder: Path = HERE) -> Decision:
    """How the voter in a file of the package (`meaning.npz`, `spelling.npz`) decides."""
    with np.load(folder / name, allow_pickle=False) as stored:
        about = json.loads(str(stored["about"]))
    return Decision(np.array(about["mix"], np.float32), Thresholds(**about["thresholds"]))


def _about(decision: Decision, messages: str) -> dict[str, object]:
    thresholds = decision.thresholds
    return {
        "messages": messages,
        "mix": [float(one) for one in decision.mix],
        "thresholds": {name: getattr(thresholds, name) for name in thresholds.__slots__},
    }
