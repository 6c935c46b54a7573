"""How well voices are read that taught nothing: labels and kinds by macro-F1, and by recall and precision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import cohen_kappa_score, f1_score

from analysis.readings.coded import Coded, second_codes
from analysis.readings.features import KINDS, LABELS
from analysis.readings.reading import Feeling
from analysis.readings.training.learning import weights_on
from analysis.sentences import Floats

THREE = {Feeling.POSITIVE: 1, Feeling.NEEDS_CHANGE: -1, Feeling.MIXED: 0, Feeling.NO_CLEAR_SIGNAL: 0}
"""Four labels as three: mixed and no clear signal are neither."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Answers, and their features by models that were not taught by their voices."""

    answers: list[Coded]
    features: Floats


def report(unseen: Unseen) -> Iterator[str]:
    """Voice by voice, and all together; and how two people who coded apart agree."""
    all_labels: list[Feeling] = []
    all_kinds: list[str] = []
    coded: list[Coded] = []
    for voice in sorted({one.voice for one in unseen.answers}):
        own = [place for place, one in enumerate(unseen.answers) if one.voice == voice]
        own = own[: len(own) // 2]  # as they were asked: the second half is without frames
        labels, kinds = _left_out(unseen, own, voice)
        answers = [unseen.answers[place] for place in own]
        yield f"{voice}: {figures(answers, labels, kinds)}"
        all_labels, all_kinds, coded = all_labels + labels, all_kinds + kinds, coded + answers
    yield f"all: {figures(coded, all_labels, all_kinds)}"
    yield from _people()


def _left_out(unseen: Unseen, own: Sequence[int], voice: str) -> tuple[list[Feeling], list[str]]:
    others = [place for place, one in enumerate(unseen.answers) if one.voice != voice]
    weights = weights_on(unseen.features[others], [unseen.answers[place] for place in others])
    summed = unseen.features[list(own)] @ weights.weights + weights.offset
    labels, kinds = summed[:, : len(LABELS)].argmax(1), summed[:, len(LABELS) :].argmax(1)
    return [LABELS[place] for place in labels], [str(KINDS[place]) for place in kinds]


def figures(answers: Sequence[Coded], labels: Sequence[Feeling], kinds: Sequence[str]) -> str:
    """Macro-F1 of three labels and of kinds, recall and precision of “needs change”, in one line."""
    right = np.array([THREE[one.label] for one in answers])
    found = np.array([THREE[one] for one in labels])
    recall = float(np.mean(found[right == -1] == -1))
    precision = float(np.mean(right[found == -1] == -1))
    kind = f1_score([str(one.kind) for one in answers], list(kinds), average="macro")
    return (
        f"{len(answers)} answers, labels {f1_score(right, found, average='macro'):.3f}, kinds {kind:.3f}, "
        f"needs change: recall {recall:.2f}, precision {precision:.2f}"
    )


def _people() -> Iterator[str]:
    twice = second_codes()
    if twice:
        labels = cohen_kappa_score([one.label for one, _, _ in twice], [label for _, label, _ in twice])
        kinds = cohen_kappa_score([one.kind for one, _, _ in twice], [kind for _, _, kind in twice])
        yield f"coded twice: {len(twice)} answers, kappa of labels {labels:.2f}, of kinds {kinds:.2f}"
