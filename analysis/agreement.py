"""How well two sets of codes agree: people with each other, and a model with people.

Kappa is Cohen's (“A coefficient of agreement for nominal scales”, 1960), for each theme over all answers that
both coded: 1 is full agreement, 0 what chance would give. Landis and Koch (1977) call .61 to .80 substantial.
Samples-F1 is, for each answer, twice the themes that both gave over all that either gave, and then the mean.
"""

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
TOP = 10
FEWEST_CODED = 50
"""Answers that people coded: from fewer a model learns less than the words alone say."""
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Measured:
    """How a model's codes agree with people's on `answers` that it had not seen.

    `samples_f1` with its 95 % interval (normal approximation over answers); `share_error` is the mean error
    of a theme's share of the answers in points of per cent; `top_right`: of the ten most frequent themes, how
    many the model also has among its ten.
    """

    answers: int
    samples_f1: float
    low: float
    high: float
    share_error: float
    top_right: int

    def __str__(self) -> str:
        return (
            f"F1 {self.samples_f1:.2f} ({self.low:.2f} to {self.high:.2f}) by cross-validation on"
            f" {self.answers} coded answers; a theme's share is off by {self.share_error:.1f} points"
        )


@dataclass(frozen=True, slots=True)
class Agreed:
    """How two coders agree: `kappa` by theme (None where neither used it), their mean, and samples-F1."""

    answers: int
    kappa: Mapping[str, float | None]
    mean_kappa: float | None
    samples_f1: float


def measure(known: Flags, found: Flags) -> Measured:
    """Compare answers × themes as people coded them with what was `found`."""
    each = f1_of_each(known, found)
    spread = _Z * float(each.std(ddof=1)) / math.sqrt(len(each)) if len(each) > 1 else 0.0
    mean = float(each.mean())
    error = 100 * float(np.abs(known.mean(0) - found.mean(0)).mean())
    top = min(TOP, int(known.any(0).sum()))
    right = len(set(_most_frequent(known, top)) & set(_most_frequent(found, top)))
    return Measured(len(known), mean, max(0.0, mean - spread), min(1.0, mean + spread), error, right)


def f1_of_each(known: Flags, found: Flags) -> npt.NDArray[np.float64]:
    """For each answer; 1 where neither has a theme."""
    both, either = (known & found).sum(1), known.sum(1) + found.sum(1)
    return np.asarray(np.where(either > 0, 2 * both / np.maximum(either, 1), 1.0))


def _most_frequent(flags: Flags, number: int) -> list[int]:
    return [int(place) for place in np.argsort(-flags.sum(0), kind="stable")[:number]]


def agreed(
    one: Mapping[int, AbstractSet[str]], other: Mapping[int, AbstractSet[str]], codes: Sequence[str]
) -> Agreed:
    """How two coders agree on the answers (by id) that both coded."""
    both = sorted(one.keys() & other.keys())
    first, second = (
        np.array([[code in coder[answer] for code in codes] for answer in both], bool).reshape(-1, len(codes))
        for coder in (one, other)
    )
    kappas = {code: cohen(first[:, place], second[:, place]) for place, code in enumerate(codes)}
    known = [kappa for kappa in kappas.values() if kappa is not None]
    f1 = float(f1_of_each(first, second).mean()) if both else 0.0
    return Agreed(len(both), kappas, sum(known) / len(known) if known else None, f1)


def cohen(first: Flags, second: Flags) -> float | None:
    """Cohen's kappa of yes and no; None where neither ever said yes, or there is nothing to compare."""
    if not len(first) or not (first.any() or second.any()):
        return None
    same = float((first == second).mean())
    chance = float(first.mean() * second.mean() + (1 - first.mean()) * (1 - second.mean()))
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)
