"""Learning from all messages but some, and judging those: part by part, each kept in a file of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.safeguarding.looking import Looked
from analysis.safeguarding.training.learning import (
    Example,
    learn_meaning,
    learn_spelling,
    meaning_of,
    spelling_of,
)
from analysis.sentences import LAYERS, Floats
from analysis.tuning.tuning import Pace, Tuned, named, unnamed


@dataclass(frozen=True, slots=True)
class Case:
    """A message to learn from and to test on: with those before it, by itself, and its group, if any."""

    together: Example
    alone: Looked
    group: str | None


@dataclass(frozen=True, slots=True)
class HeldOut:
    """For each message, by models that have not seen its group: the logits of both models.

    Shapes: messages × (1 + categories). `alone` for the message by itself, `together` with those before it.
    """

    meaning_alone: Floats
    meaning_together: Floats
    spelling_alone: Floats
    spelling_together: Floats


@dataclass(frozen=True, slots=True)
class Part:
    """What was learned without one group, and what it says about that group (in the messages' order)."""

    held: HeldOut
    tuned: Tuned


def learn_part(
    cases: Sequence[Case], group: str, pace: Pace, say: Callable[[str], None], start: Tuned | None = None
) -> Part:
    """Learn from all cases but those of `group`, and judge these. `start`: instead of MiniLM as it comes."""
    others = [case.together for case in cases if case.group != group]
    alone = [case.alone for case in cases if case.group == group]
    together = [case.together.looked for case in cases if case.group == group]
    say(f"without {group}: learning from {len(others)}, judging {len(alone)}")
    spelling = learn_spelling(others)
    tuned = learn_meaning(others, pace, say, start)
    meant = meaning_of(tuned, alone), meaning_of(tuned, together)
    return Part(HeldOut(*meant, spelling_of(spelling, alone), spelling_of(spelling, together)), tuned)


def save_part(part: Part, path: Path) -> None:
    """Keep a part, uncompressed."""
    held = {f"held.{name}": getattr(part.held, name) for name in HeldOut.__slots__}
    arrays: dict[str, Floats] = {**held, **named(part.tuned)}
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def load_part(path: Path) -> Part:
    """A part that was kept."""
    with np.load(path, allow_pickle=False) as stored:
        held = HeldOut(**{name: stored[f"held.{name}"] for name in HeldOut.__slots__})
        weights = {name: stored[name] for name in stored.files if not name.startswith("held.")}
    return Part(held, unnamed(weights, LAYERS))


def put_together(cases: Sequence[Case], parts: dict[str, Part]) -> HeldOut:
    """The judgements of all parts, in the messages' order."""
    width = next(iter(parts.values())).held.meaning_alone.shape[1]
    whole = HeldOut(*(np.zeros((len(cases), width), np.float32) for _ in HeldOut.__slots__))
    for group, part in parts.items():
        places = [number for number, case in enumerate(cases) if case.group == group]
        for name in HeldOut.__slots__:
            getattr(whole, name)[places] = getattr(part.held, name)
    return whole


def averaged(models: Sequence[Tuned]) -> Tuned:
    """The mean of the models' weights: better than each of them, and as quick as one (“model soup”).

    Sound because all of them start from the same weights and heads (Wortsman et al. 2022, arXiv 2203.05482).
    Of a model and what it was taught further, it keeps more of what was known before (the same, 2021, arXiv
    2109.01903).
    """
    all_weights = [named(one) for one in models]
    mean = {name: np.mean([one[name] for one in all_weights], axis=0) for name in all_weights[0]}
    return unnamed(mean, len(models[0].layers))
