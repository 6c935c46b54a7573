"""The same lessons with torch, where whoever teaches has installed it: several times as quick as numpy.

Torch is no dependency: nothing that serves uses it, and `tuning` learns the same without it. Layers, losses,
rates and the order of the lessons are those of `tuning`; where the processor can, matrices are multiplied in
bfloat16.
"""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from analysis.safeguarding.training.transformer import END, HEADS, MIDDLE, NARROW, OUT, QUERY, SIZE, WIDE
from analysis.safeguarding.training.tuning import (
    LENGTH,
    Batch,
    Lesson,
    Pace,
    Tuned,
    batches,
    collate,
    left_out,
    named,
    unnamed,
)
from analysis.sentences import DIMENSIONS, Floats, Sentences

NOTHING = -1e9
ALIKE = 1e-12

Tensors = dict[str, Tensor]


def tune(
    model: Sentences,
    lessons: Sequence[Lesson],
    pace: Pace,
    spoil: Callable[[Lesson, np.random.Generator], str],
    say: Callable[[str], None],
    start: Tuned,
) -> Tuned:
    """As `tuning.tune`, from `start`, which stays as it is."""
    torch.manual_seed(pace.seed)
    chance = np.random.default_rng(pace.seed)
    weights = {name: torch.tensor(value, requires_grad=True) for name, value in named(start).items()}
    descent = _Descent(weights, pace, steps=pace.epochs * -(-len(lessons) // pace.batch))
    for epoch in range(pace.epochs):
        tokens = [model.tokens(spoil(lesson, chance) if epoch else lesson.text) for lesson in lessons]
        losses = []
        for chosen in batches([len(one) for one in tokens], pace.batch, chance):
            batch = collate([model.embed(left_out(tokens[i], pace, chance)) for i in chosen])
            loss = _loss(_logits(weights, batch, pace.dropout), [lessons[i] for i in chosen])
            descent.step(loss)
            losses.append(float(loss.detach()))
        say(f"epoch {epoch + 1} of {pace.epochs}: loss {np.mean(losses):.4f}")
    return unnamed({name: value.detach().numpy() for name, value in weights.items()}, len(start.layers))


def outputs(model: Sentences, tuned: Tuned, texts: Sequence[str], batch: int = 64) -> Floats:
    """As `tuning.outputs`."""
    tokens = [model.tokens(text) for text in texts]
    order = sorted(range(len(texts)), key=lambda i: len(tokens[i]))
    weights = {name: torch.tensor(value) for name, value in named(tuned).items()}
    found = np.zeros((len(texts), tuned.head.shape[1]), np.float32)
    with torch.no_grad():
        for begin in range(0, len(order), batch):
            chosen = order[begin : begin + batch]
            gathered = collate([model.embed(tokens[i]) for i in chosen])
            found[chosen] = _logits(weights, gathered, 0.0).float().numpy()
    return found


class _Descent:
    """Adam as in `tuning`: a tenth to warm up, then straight down; slopes are cut at length 1 together."""

    def __init__(self, weights: Tensors, pace: Pace, steps: int) -> None:
        self._all = list(weights.values())
        heads = [weights["head"], weights["bias"]]
        layers = [value for name, value in weights.items() if name not in ("head", "bias")]
        groups = [{"params": layers, "lr": pace.rate}, {"params": heads, "lr": pace.head_rate}]
        self._adam = torch.optim.Adam(groups, fused=True)
        self._rates = torch.optim.lr_scheduler.LambdaLR(
            self._adam, lambda done: min((done + 1) / (0.1 * steps), 1) * max(0.02, 1 - (done + 1) / steps)
        )

    def step(self, loss: Tensor) -> None:
        self._adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._all, 1.0)
        self._adam.step()
        self._rates.step()


def _logits(weights: Tensors, batch: Batch, drop: float) -> Tensor:
    states, there = torch.from_numpy(batch.states), torch.from_numpy(batch.there)
    hidden = ((1 - there) * NOTHING)[:, None, None, :]
    number = 0
    with torch.autocast("cpu", torch.bfloat16):
        while f"{number}.{QUERY}.weight" in weights:
            states = _layer(weights, f"{number}.", states, hidden, drop)
            number += 1
    pooled = (states * there[:, :, None]).sum(1) / there.sum(1, keepdim=True)
    unit = functional.dropout(functional.normalize(pooled, dim=1) * LENGTH, drop)
    return unit @ weights["head"] + weights["bias"]


def _layer(weights: Tensors, at: str, states: Tensor, hidden: Tensor, drop: float) -> Tensor:
    def linear(name: str, value: Tensor) -> Tensor:
        return value @ weights[f"{at}{name}.weight"] + weights[f"{at}{name}.bias"]

    def norm(name: str, value: Tensor) -> Tensor:
        scale, shift = weights[f"{at}{name}.weight"], weights[f"{at}{name}.bias"]
        return functional.layer_norm(value.float(), (DIMENSIONS,), scale, shift, ALIKE)

    texts, tokens, _ = states.shape
    query, key, value = linear(QUERY, states).reshape(texts, tokens, 3, HEADS, SIZE).permute(2, 0, 3, 1, 4)
    shares = torch.softmax((query @ key.transpose(-1, -2)).float() * SIZE**-0.5 + hidden, -1)
    attended = (shares @ value).transpose(1, 2).reshape(states.shape)
    middle = norm(MIDDLE, functional.dropout(linear(OUT, attended), drop) + states)
    wide = functional.gelu(linear(WIDE, middle))
    return norm(END, functional.dropout(linear(NARROW, wide), drop) + middle)


def _loss(logits: Tensor, lessons: Sequence[Lesson]) -> Tensor:
    """Cross-entropy of the alert, and a little of the category where there is one."""
    weight = torch.tensor([one.weight for one in lessons])
    wanted = torch.tensor([one.alert for one in lessons])
    category = torch.tensor([one.category for one in lessons])
    alert = functional.binary_cross_entropy_with_logits(logits[:, 0], wanted, reduction="none") * weight
    which = functional.cross_entropy(logits[:, 1:], category.clamp(min=0), reduction="none")
    return (alert + which * (category >= 0) * weight * 0.3).mean()
