"""Writes what was learned where `vote.load_voter` looks for it."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from analysis import sentences
from analysis.safeguarding.training.deciding import Decision
from analysis.safeguarding.training.learning import LearnedSpelling
from analysis.safeguarding.training.transformer import Weights
from analysis.safeguarding.vote import HERE


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


def store_meaning(packed: Weights, decision: Decision, messages: str, folder: Path = HERE) -> None:
    """Write `meaning.npz`."""
    about = {**_about(decision, messages), "minilm": sentences.SHA256}
    arrays: dict[str, Any] = {"about": np.array(json.dumps(about)), **packed}
    np.savez_compressed(folder / "meaning.npz", **arrays)


def _about(decision: Decision, messages: str) -> dict[str, object]:
    thresholds = decision.thresholds
    return {
        "messages": messages,
        "mix": [float(one) for one in decision.mix],
        "thresholds": {name: getattr(thresholds, name) for name in thresholds.__slots__},
    }
