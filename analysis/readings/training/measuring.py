"""How well voices are read that taught nothing: labels and kinds by macro-F1, and by recall and precision."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import cohen_kappa_score, f1_score

from analysis.readings.coded import Coded, second_codes
from analysis.readings.features import KINDS, LABELS
from analysis.readings.reading import Feeling, Kind
from analysis.readings.training.learning import Weights, leant, weigh
from analysis.sentences import Floats

THREE = {Feeling.POSITIVE: 1, Feeling.NEEDS_CHANGE: -1, Feeling.MIXED: 0, Feeling.NO_CLEAR_SIGNAL: 0}
"""Four labels as three: mixed and no clear signal are neither."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Answers, and their features by models that were not taught by their voices."""

    answers: list[Coded]
    features: Floats


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Each answer with label and kind by a reading that its voice did not teach, by voice and line."""

    answers: list[Coded]
    labels: list[Feeling]
    kinds: list[Kind]

    def of(self, voice: str) -> "LeftOut":
        own = [place for place, one in enumerate(self.answers) if one.voice == voice]
        return LeftOut(
            [self.answers[place] for place in own],
            [self.labels[place] for place in own],
            [self.kinds[place] for place in own],
        )


Learn = Callable[[Floats, Sequence[Coded]], Weights]
"""Features of answers and these → the last step that they teach."""


def left_out(unseen: Unseen, learn: Learn) -> LeftOut:
    """Leave out each voice in turn: neither the tuned model nor the last step was taught by it."""
    found = LeftOut([], [], [])
    for voice in sorted({one.voice for one in unseen.answers}):
        own = [place for place, one in enumerate(unseen.answers) if one.voice == voice]
        own = own[: len(own) // 2]  # as they were asked: the second half is without frames
        labels, kinds = _read(unseen, own, voice, learn)
        found.answers.extend(unseen.answers[place] for place in own)
        found.labels.extend(labels)
        found.kinds.extend(kinds)
    return found


def _read(unseen: Unseen, own: Sequence[int], voice: str, learn: Learn) -> tuple[list[Feeling], list[Kind]]:
    others = [place for place, one in enumerate(unseen.answers) if one.voice != voice]
    weights = leant(learn(unseen.features[others], [unseen.answers[place] for place in others]))
    summed = unseen.features[list(own)] @ weights.weights + weights.offset
    rules = [one.judged for one in weigh([unseen.answers[place] for place in own])]
    labels = [LABELS[place] for place in summed[:, : len(LABELS)].argmax(1)]
    kinds = [KINDS[place] for place in summed[:, len(LABELS) :].argmax(1)]
    return (
        [rule.label if rule.certain else label for rule, label in zip(rules, labels, strict=True)],
        [rule.kind if rule.certain else kind for rule, kind in zip(rules, kinds, strict=True)],
    )


def report(found: LeftOut) -> Iterator[str]:
    """Voice by voice, and all together; and how two coders who coded apart agree."""
    for voice in sorted({one.voice for one in found.answers}):
        yield f"{voice}: {figures(found.of(voice))}"
    yield f"all: {figures(found)}"
    yield from _coders()


def figures(read: LeftOut) -> str:
    """Macro-F1 of three labels and of kinds, recall and precision of “needs change”, in one line."""
    right = np.array([THREE[one.label] for one in read.answers])
    found = np.array([THREE[one] for one in read.labels])
    recall = float(np.mean(found[right == -1] == -1))
    precision = float(np.mean(right[found == -1] == -1))
    kinds = [str(one.kind) for one in read.answers]
    kind = f1_score(kinds, [str(one) for one in read.kinds], average="macro")
    return (
        f"{len(right)} answers, labels {f1_score(right, found, average='macro'):.3f}, kinds {kind:.3f}, "
        f"needs change: recall {recall:.2f}, precision {precision:.2f}"
    )


def _coders() -> Iterator[str]:
    twice = second_codes()
    if twice:
        labels = cohen_kappa_score([one.label for one, _, _ in twice], [label for _, label, _ in twice])
        kinds = cohen_kappa_score([one.kind for one, _, _ in twice], [kind for _, _, kind in twice])
        yield f"coded twice: {len(twice)} answers, kappa of labels {labels:.2f}, of kinds {kinds:.2f}"
