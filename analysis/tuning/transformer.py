"""One layer of MiniLM forward and backward, in numpy, for many texts at once.

Shapes: states are texts × tokens × 384; `hidden` is added to attention scores and is very negative where a
text has no token. The gradients are checked against differences in the tests.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import erf

from analysis.sentences import DIMENSIONS, Floats

HEADS = 12
SIZE = DIMENSIONS // HEADS
QUERY = "attention.self"
OUT = "attention.output.dense"
MIDDLE = "attention.output.LayerNorm"
WIDE = "intermediate.dense"
NARROW = "output.dense"
END = "output.LayerNorm"

Weights = dict[str, Floats]  # "attention.self.weight" and so on, matrices input × output
_EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class _Normed:
    states: Floats
    scale: Floats


@dataclass(frozen=True, slots=True)
class Pass:
    """What a layer keeps of the way forward for the way back."""

    given: Floats
    query: Floats
    key: Floats
    value: Floats
    shares: Floats
    attended: Floats
    attended_drop: Floats | None
    middle_norm: _Normed
    middle: Floats
    wide: Floats
    gate: Floats
    narrow_drop: Floats | None
    end_norm: _Normed


def forward(
    weights: Weights, states: Floats, hidden: Floats, drop: "Dropout | None" = None
) -> tuple[Floats, Pass]:
    """The layer's states, and what the way back needs. `drop` only while training."""
    query, key, value = _heads(_linear(weights, QUERY, states))
    scores = query @ key.transpose(0, 1, 3, 2) * np.asarray(SIZE**-0.5, states.dtype) + hidden
    shares = np.exp(scores - scores.max(-1, keepdims=True))
    shares /= shares.sum(-1, keepdims=True)
    attended = (shares @ value).transpose(0, 2, 1, 3).reshape(states.shape)
    out, attended_drop = _dropped(_linear(weights, OUT, attended), drop)
    middle, middle_norm = _norm(weights, MIDDLE, out + states)
    wide = _linear(weights, WIDE, middle)
    gate = (0.5 * (1 + erf(wide * 2**-0.5))).astype(states.dtype)
    narrow, narrow_drop = _dropped(_linear(weights, NARROW, wide * gate), drop)
    end, end_norm = _norm(weights, END, narrow + middle)
    kept = Pass(
        states,
        query,
        key,
        value,
        shares,
        attended,
        attended_drop,
        middle_norm,
        middle,
        wide,
        gate,
        narrow_drop,
        end_norm,
    )
    return end, kept


def backward(weights: Weights, slope: Floats, kept: Pass) -> tuple[Floats, Weights]:
    """The slope of the loss by the layer's input, and by each of its weights."""
    slopes: Weights = {}
    ended = _norm_back(weights, END, slope, kept.end_norm, slopes)
    narrow = ended if kept.narrow_drop is None else ended * kept.narrow_drop
    inner = _linear_back(weights, NARROW, kept.wide * kept.gate, narrow, slopes)
    bell = np.exp(-0.5 * kept.wide * kept.wide) * np.asarray((2 * np.pi) ** -0.5, slope.dtype)
    wide = inner * (kept.gate + kept.wide * bell)
    middle = _linear_back(weights, WIDE, kept.middle, wide, slopes) + ended
    added = _norm_back(weights, MIDDLE, middle, kept.middle_norm, slopes)
    out = added if kept.attended_drop is None else added * kept.attended_drop
    attended = _linear_back(weights, OUT, kept.attended, out, slopes)
    given = _linear_back(weights, QUERY, kept.given, _attention_back(attended, kept), slopes)
    return given + added, slopes


@dataclass(frozen=True, slots=True)
class Dropout:
    """Leaves out a share of all values, so that no single one is relied on."""

    share: float
    chance: np.random.Generator

    def mask(self, like: Floats) -> Floats:
        kept = self.chance.random(like.shape, dtype=np.float32) >= self.share
        return np.asarray(kept / (1 - self.share), like.dtype)


def _dropped(states: Floats, drop: Dropout | None) -> tuple[Floats, Floats | None]:
    if drop is None:
        return states, None
    mask = drop.mask(states)
    return states * mask, mask


def _heads(joined: Floats) -> Floats:
    texts, tokens, _ = joined.shape
    return joined.reshape(texts, tokens, 3, HEADS, SIZE).transpose(2, 0, 3, 1, 4)


def _attention_back(attended: Floats, kept: Pass) -> Floats:
    texts, tokens, _ = attended.shape
    by_head = attended.reshape(texts, tokens, HEADS, SIZE).transpose(0, 2, 1, 3)
    shares = by_head @ kept.value.transpose(0, 1, 3, 2)
    value = kept.shares.transpose(0, 1, 3, 2) @ by_head
    scores = kept.shares * (shares - (shares * kept.shares).sum(-1, keepdims=True))
    scores *= np.asarray(SIZE**-0.5, attended.dtype)
    parts = np.stack([scores @ kept.key, scores.transpose(0, 1, 3, 2) @ kept.query, value])
    return parts.transpose(1, 3, 0, 2, 4).reshape(texts, tokens, 3 * DIMENSIONS)


def _linear(weights: Weights, name: str, states: Floats) -> Floats:
    return np.asarray(states @ weights[f"{name}.weight"] + weights[f"{name}.bias"])


def _linear_back(weights: Weights, name: str, states: Floats, slope: Floats, slopes: Weights) -> Floats:
    flat = slope.reshape(-1, slope.shape[-1])
    slopes[f"{name}.weight"] = states.reshape(-1, states.shape[-1]).T @ flat
    slopes[f"{name}.bias"] = flat.sum(0)
    return np.asarray(slope @ weights[f"{name}.weight"].T)


def _norm(weights: Weights, name: str, states: Floats) -> tuple[Floats, _Normed]:
    centred = states - states.mean(-1, keepdims=True)
    scale = 1 / np.sqrt((centred * centred).mean(-1, keepdims=True) + np.asarray(_EPSILON, states.dtype))
    normed = centred * scale
    return normed * weights[f"{name}.weight"] + weights[f"{name}.bias"], _Normed(normed, scale)


def _norm_back(weights: Weights, name: str, slope: Floats, kept: _Normed, slopes: Weights) -> Floats:
    slopes[f"{name}.weight"] = (slope * kept.states).reshape(-1, DIMENSIONS).sum(0)
    slopes[f"{name}.bias"] = slope.reshape(-1, DIMENSIONS).sum(0)
    inner = slope * weights[f"{name}.weight"]
    along = kept.states * (inner * kept.states).mean(-1, keepdims=True)
    return np.asarray(kept.scale * (inner - inner.mean(-1, keepdims=True) - along))
