"""Tunes the layers of MiniLM on texts, with linear heads on the mean of their states. Nothing but numpy."""

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt

from analysis.sentences import DIMENSIONS, LAYERS, Floats, Sentences
from analysis.tuning.transformer import Dropout, Pass, Weights, backward, forward
from analysis.tuning.unpacking import LENGTH

Tokens = npt.NDArray[np.int64]
_NOTHING = -1e9

Slope = Callable[[Floats, Sequence[int]], tuple[Floats, float]]
"""Logits of some texts and the places of these among all → slope of the loss by each logit, and the loss."""
Say = Callable[[str], None]
TextsOf = Callable[[int, np.random.Generator], Sequence[str]]
"""Number of the epoch → the texts, which may be spoilt anew in each, always as many in the same order."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How to train. Rates are those of Adam, for the layers and for the heads."""

    epochs: int = 6
    rate: float = 1e-4
    head_rate: float = 2e-3
    batch: int = 32
    dropout: float = 0.15
    words_left_out: float = 0.1
    seed: int = 0


@dataclass(slots=True)
class Tuned:
    """The weights of the first layers, and those of the heads: 384 × how many logits there are."""

    layers: list[Weights]
    head: Floats
    bias: Floats


@dataclass(slots=True)
class Batch:
    """Texts of about one length: their states, and which tokens there are."""

    states: Floats
    there: Floats  # texts × tokens, 1 where a token stands

    @property
    def hidden(self) -> Floats:
        return np.asarray(((1 - self.there) * _NOTHING)[:, None, None, :], np.float32)


@dataclass(slots=True)
class _Seen:
    """What the heads keep for the way back."""

    passes: list[Pass]
    pooled: Floats
    unit: Floats
    mask: Floats


def fresh(model: Sentences, outputs: int, seed: int, layers: int = LAYERS) -> Tuned:
    """The first `layers` of the model as it comes, and heads for so many `outputs` that know nothing."""
    chance = np.random.default_rng(seed)
    copied = [{name: value.copy() for name, value in model.layer(number).items()} for number in range(layers)]
    head = chance.normal(size=(DIMENSIONS, outputs)) * 0.02
    return Tuned(copied, head.astype(np.float32), np.zeros(outputs, np.float32))


class Tune(Protocol):
    """What trains `tuned`: with numpy, or with torch."""

    def __call__(
        self, model: Sentences, texts: TextsOf, slope: Slope, tuned: Tuned, pace: Pace, say: Say
    ) -> Tuned: ...


def teacher() -> Tune:
    """`quick.tune` where somebody has installed torch, and `tune` otherwise: the lessons are the same."""
    if importlib.util.find_spec("torch") is None:
        return tune
    return cast(Tune, importlib.import_module("analysis.tuning.quick").tune)


def tune(
    model: Sentences,
    texts: TextsOf,
    slope: Slope,
    tuned: Tuned,
    pace: Pace,
    say: Say = lambda _: None,
) -> Tuned:
    """Train `tuned`, in place."""
    chance = np.random.default_rng(pace.seed)
    adam: _Adam | None = None
    for epoch in range(pace.epochs):
        tokens = [model.tokens(text) for text in texts(epoch, chance)]
        adam = adam or _Adam(pace, steps=pace.epochs * -(-len(tokens) // pace.batch))
        losses = []
        for chosen in batches([len(one) for one in tokens], pace.batch, chance):
            batch = collate([model.embed(left_out(tokens[i], pace, chance)) for i in chosen])
            logits, seen = _logits(tuned, batch, Dropout(pace.dropout, chance))
            slopes, loss = slope(logits, chosen)
            adam.step(named(tuned), _back(tuned, batch, slopes, seen))
            losses.append(loss)
        say(f"epoch {epoch + 1} of {pace.epochs}: loss {np.mean(losses):.4f}")
    return tuned


def outputs(model: Sentences, tuned: Tuned, texts: Sequence[str], batch: int = 64) -> Floats:
    """For each text the logit of the alert and those of the categories."""
    tokens = [model.tokens(text) for text in texts]
    order = sorted(range(len(texts)), key=lambda i: len(tokens[i]))
    found = np.zeros((len(texts), tuned.head.shape[1]), np.float32)
    for start in range(0, len(order), batch):
        chosen = order[start : start + batch]
        found[chosen] = _logits(tuned, collate([model.embed(tokens[i]) for i in chosen]), None)[0]
    return found


def left_out(tokens: npt.NDArray[np.int64], pace: Pace, chance: np.random.Generator) -> npt.NDArray[np.int64]:
    """Without a few of its tokens, so that no single word is relied on."""
    keep = chance.random(len(tokens)) >= pace.words_left_out
    keep[[0, -1]] = True
    return tokens[keep]


def batches(lengths: Sequence[int], size: int, chance: np.random.Generator) -> Iterator[list[int]]:
    """Everything once, in batches of about the same length, in no order."""
    order = list(map(int, chance.permutation(len(lengths))))
    chunks = [order[start : start + size * 16] for start in range(0, len(order), size * 16)]
    sorted_chunks = [sorted(chunk, key=lambda i: lengths[i]) for chunk in chunks]
    made = [chunk[at : at + size] for chunk in sorted_chunks for at in range(0, len(chunk), size)]
    return (made[i] for i in chance.permutation(len(made)))


def collate(embedded: Sequence[Floats]) -> Batch:
    longest = max(len(one) for one in embedded)
    states = np.zeros((len(embedded), longest, DIMENSIONS), np.float32)
    there = np.zeros((len(embedded), longest), np.float32)
    for row, one in enumerate(embedded):
        states[row, : len(one)] = one
        there[row, : len(one)] = 1
    return Batch(states, there)


def _logits(tuned: Tuned, batch: Batch, drop: Dropout | None) -> tuple[Floats, _Seen]:
    states, passes = batch.states, []
    for weights in tuned.layers:
        states, kept = forward(weights, states, batch.hidden, drop)
        if drop is not None:
            passes.append(kept)
    pooled = (states * batch.there[:, :, None]).sum(1) / batch.there.sum(1, keepdims=True)
    unit = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
    mask = np.ones_like(unit) if drop is None else drop.mask(unit)
    return unit * np.float32(LENGTH) * mask @ tuned.head + tuned.bias, _Seen(passes, pooled, unit, mask)


def _back(tuned: Tuned, batch: Batch, slope: Floats, seen: _Seen) -> Weights:
    seen_by_head = np.asarray(seen.unit * np.float32(LENGTH) * seen.mask, np.float32)
    slopes: Weights = {"head": seen_by_head.T @ slope, "bias": slope.sum(0)}
    unit = slope @ tuned.head.T * seen.mask * np.float32(LENGTH)
    along = seen.unit * (unit * seen.unit).sum(1, keepdims=True)
    pooled = (unit - along) / np.linalg.norm(seen.pooled, axis=1, keepdims=True)
    states = (pooled / batch.there.sum(1, keepdims=True))[:, None, :] * batch.there[:, :, None]
    for number in reversed(range(len(tuned.layers))):
        states, found = backward(tuned.layers[number], states, seen.passes[number])
        slopes.update({f"{number}.{name}": value for name, value in found.items()})
    return slopes


def named(tuned: Tuned) -> Weights:
    """All weights by name, as `unnamed` takes them; the arrays are the same ones."""
    numbered = enumerate(tuned.layers)
    layers = {f"{number}.{name}": value for number, one in numbered for name, value in one.items()}
    return {**layers, "head": tuned.head, "bias": tuned.bias}


def unnamed(weights: Weights, layers: int) -> Tuned:
    """The other way round."""

    def layer(number: int) -> Weights:
        start = f"{number}."
        found = weights.items()
        return {name.removeprefix(start): value for name, value in found if name.startswith(start)}

    return Tuned([layer(number) for number in range(layers)], weights["head"], weights["bias"])


@dataclass(slots=True)
class _Adam:
    """Adam with a warm-up of a tenth and a straight way down; slopes are cut at length 1 together."""

    pace: Pace
    steps: int
    done: int = 0
    mean: Weights = field(default_factory=dict)
    square: Weights = field(default_factory=dict)

    def step(self, weights: Weights, slopes: Weights) -> None:
        """Change `weights` in place."""
        self.done += 1
        length = float(np.sqrt(sum(float((one * one).sum()) for one in slopes.values())))
        pace = min(self.done / (0.1 * self.steps), 1) * max(0.02, 1 - self.done / self.steps)
        for name, slope in slopes.items():
            rate = pace * (self.pace.head_rate if name in ("head", "bias") else self.pace.rate)
            weights[name] -= np.float32(rate) * self._direction(name, slope / max(1.0, length))

    def _direction(self, name: str, slope: Floats) -> Floats:
        mean = self.mean.setdefault(name, np.zeros_like(slope))
        square = self.square.setdefault(name, np.zeros_like(slope))
        mean += 0.1 * (slope - mean)
        square += 0.001 * (slope * slope - square)
        steady = np.sqrt(square / np.float32(1 - 0.999**self.done)) + np.float32(1e-8)
        return np.asarray(mean / np.float32(1 - 0.9**self.done) / steady, np.float32)
