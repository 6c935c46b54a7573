"""Teaches MiniLM what a disclosure is: all layers are tuned a little, with two heads on their mean.

One head says whether the safeguarding lead should know; the other, which category. Nothing but numpy.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.safeguarding.outcome import CATEGORIES
from analysis.sentences import Floats, Sentences
from analysis.tuning.tuning import Pace, Tuned
from analysis.tuning.tuning import fresh as fresh_of
from analysis.tuning.tuning import tune as tune_on

EPOCHS = 6
LAST_PACE = Pace(epochs=3, rate=6e-5, head_rate=5e-4, seed=3)  # for the mean of models that are tuned already


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text, how far it should alert (0 to 1), its category's place (-1: none) and what it weighs."""

    text: str
    alert: float
    category: int
    weight: float = 1.0


<<<<<<< HEAD
@dataclass(frozen=True, slots=True)
class Pace:
    """How to train. Rates are those of Adam, for the layers and for the heads."""

    epochs: int = EPOCHS
    rate: float = 1.4e-4
    head_rate: float = 2.5e-3
    batch: int = 64
    dropout: float = 0.15
    words_left_out: float = 0.1
    seed: int = 0


LAST_PACE = Pace(epochs=3, rate=6e-5, head_rate=5e-4, seed=3)  # for the mean of models that are tuned already


@dataclass(slots=True)
class Tuned:
    """The layers' weights, and the heads': 384 × (1 + categories)."""

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


=======
>>>>>>> main
def fresh(model: Sentences, seed: int) -> Tuned:
    """The model as it comes, and heads that know nothing."""
    return fresh_of(model, 1 + len(CATEGORIES), seed)


def tune(
    model: Sentences,
    lessons: Sequence[Lesson],
    pace: Pace,
    spoil: Callable[[Lesson, np.random.Generator], str],
    say: Callable[[str], None] = lambda _: None,
    start: Tuned | None = None,
) -> Tuned:
    """Train on `lessons`, each spoilt anew in every epoch; from the model as it comes or from `start`."""
<<<<<<< HEAD
    chance = np.random.default_rng(pace.seed)
    tuned = start or fresh(model, seed=0)
    adam = _Adam(pace, steps=pace.epochs * -(-len(lessons) // pace.batch))
    for epoch in range(pace.epochs):
        tokens = [model.tokens(spoil(lesson, chance) if epoch else lesson.text) for lesson in lessons]
        losses = []
        for chosen in batches([len(one) for one in tokens], pace.batch, chance):
            batch = collate([model.embed(left_out(tokens[i], pace, chance)) for i in chosen])
            losses.append(
                _step(tuned, batch, [lessons[i] for i in chosen], adam, Dropout(pace.dropout, chance))
            )
        say(f"epoch {epoch + 1} of {pace.epochs}: loss {np.mean(losses):.4f}")
    return tuned
=======
>>>>>>> main

    def texts(epoch: int, chance: np.random.Generator) -> list[str]:
        return [spoil(lesson, chance) if epoch else lesson.text for lesson in lessons]

<<<<<<< HEAD
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


def _step(tuned: Tuned, batch: Batch, lessons: Sequence[Lesson], adam: "_Adam", drop: Dropout) -> float:
    logits, seen = _logits(tuned, batch, drop)
    slope, loss = _slope(logits, lessons)
    adam.step(named(tuned), _back(tuned, batch, slope, seen))
    return loss
=======
    def slope(logits: Floats, chosen: Sequence[int]) -> tuple[Floats, float]:
        return _slope(logits, [lessons[i] for i in chosen])

    return tune_on(model, texts, slope, start or fresh(model, seed=0), pace, say)
>>>>>>> main


def _slope(logits: Floats, lessons: Sequence[Lesson]) -> tuple[Floats, float]:
    """Of cross-entropy: of the alert, and a little of the category where there is one."""
    weights = np.array([lesson.weight for lesson in lessons], np.float32)
    wanted = np.array([lesson.alert for lesson in lessons], np.float32)
    category = np.array([lesson.category for lesson in lessons])
    sure = 1 / (1 + np.exp(-logits[:, 0]))
    shares = np.exp(logits[:, 1:] - logits[:, 1:].max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    shares[np.arange(len(lessons)), np.maximum(category, 0)] -= 1
    slope = np.empty_like(logits)
    slope[:, 0] = (sure - wanted) * weights
    slope[:, 1:] = shares * ((category >= 0) * weights * 0.3)[:, None]
    loss = -weights * (wanted * np.log(sure + 1e-7) + (1 - wanted) * np.log(1 - sure + 1e-7))
    return np.asarray(slope / len(lessons), np.float32), float(loss.mean())
<<<<<<< HEAD


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
=======
>>>>>>> main
