"""Teaches MiniLM what a disclosure is: all layers are tuned a little, with two heads on their mean.

One head says whether the safeguarding lead should know; the other, which category. Nothing but numpy.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.safeguarding.outcome import CATEGORIES
from analysis.sentences import Floats, Sentences
from analysis.tuning.tuning import Pace, Tuned, teacher
from analysis.tuning.tuning import fresh as fresh_of

FIRST_PACE = Pace(epochs=6, rate=1.4e-4, head_rate=2.5e-3, batch=64)
FURTHER_PACE = Pace(epochs=2, rate=8e-5, head_rate=1e-3, batch=64)  # for what was tuned before
ADDED_PACE = Pace(epochs=3, rate=6e-5, head_rate=6e-4, batch=64, seed=5)  # for a few new messages
LAST_PACE = Pace(epochs=3, rate=6e-5, head_rate=5e-4, batch=64, seed=3)  # for a mean of tuned models


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text, how far it should alert (0 to 1), its category's place (-1: none) and what it weighs."""

    text: str
    alert: float
    category: int
    weight: float = 1.0


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

    def texts(epoch: int, chance: np.random.Generator) -> list[str]:
        return [spoil(lesson, chance) if epoch else lesson.text for lesson in lessons]

    def slope(logits: Floats, chosen: Sequence[int]) -> tuple[Floats, float]:
        return _slope(logits, [lessons[i] for i in chosen])

    return teacher()(model, texts, slope, start or fresh(model, seed=0), pace, say)


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
