"""The same tuning with torch, where whoever teaches has installed it: several times as quick as numpy.

Torch is no dependency: nothing that serves uses it, and `tuning` learns the same without it. Layers, rates
and the order of the texts are those of `tuning`; where the processor can, it multiplies in bfloat16.
"""

from functools import cache

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from analysis.sentences import DIMENSIONS, Sentences
from analysis.tuning.transformer import END, HEADS, MIDDLE, NARROW, OUT, QUERY, SIZE, WIDE
from analysis.tuning.tuning import (
    Batch,
    Pace,
    Say,
    Slope,
    TextsOf,
    Tuned,
    batches,
    collate,
    left_out,
    named,
    unnamed,
)
from analysis.tuning.unpacking import LENGTH

ALIKE = 1e-12

Tensors = dict[str, Tensor]


def tune(model: Sentences, texts: TextsOf, slope: Slope, tuned: Tuned, pace: Pace, say: Say) -> Tuned:
    """As `tuning.tune`, but `tuned` stays as it is."""
    torch.manual_seed(pace.seed)
    chance = np.random.default_rng(pace.seed)
    weights = {name: torch.tensor(value, requires_grad=True) for name, value in named(tuned).items()}
    descent: _Descent | None = None
    for epoch in range(pace.epochs):
        tokens = [model.tokens(text) for text in texts(epoch, chance)]
        descent = descent or _Descent(weights, pace, steps=pace.epochs * -(-len(tokens) // pace.batch))
        losses = []
        for chosen in batches([len(one) for one in tokens], pace.batch, chance):
            batch = collate([model.embed(left_out(tokens[i], pace, chance)) for i in chosen])
            logits = _logits(weights, batch, pace.dropout)
            slopes, loss = slope(logits.detach().numpy(), chosen)
            descent.step(logits, torch.from_numpy(slopes))
            losses.append(loss)
        say(f"epoch {epoch + 1} of {pace.epochs}: loss {np.mean(losses):.4f}")
    return unnamed({name: value.detach().numpy() for name, value in weights.items()}, len(tuned.layers))


@cache
def halves_are_quick() -> bool:
    """Whether the processor multiplies bfloat16 by itself; where it does not, that is forty times slower."""
    return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


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

    def step(self, logits: Tensor, slopes: Tensor) -> None:
        self._adam.zero_grad()
        logits.backward(slopes)
        torch.nn.utils.clip_grad_norm_(self._all, 1.0)
        self._adam.step()
        self._rates.step()


def _logits(weights: Tensors, batch: Batch, drop: float) -> Tensor:
    states, there = torch.from_numpy(batch.states), torch.from_numpy(batch.there)
    hidden = torch.from_numpy(batch.hidden)
    number = 0
    with torch.autocast("cpu", torch.bfloat16, enabled=halves_are_quick()):
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
