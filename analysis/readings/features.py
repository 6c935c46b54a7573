"""What the last step of the learned reading goes by: the tuned model's logits and all that the rules say."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from analysis.readings.reader import Weighed
from analysis.readings.reading import Feeling, Kind
from analysis.sentences import Floats
from consultations.forms.frames import Frame

LABELS, KINDS, FRAMES = tuple(Feeling), tuple(Kind), tuple(Frame)
CUES = ("praise", "worry", "need", "idea", "unfairness")
LOGITS = len(LABELS) + len(KINDS)
MOST = 2.0
"""Beyond this, more words of one sort say no more."""


def prefixed(weighed: Weighed) -> str:
    """The answer as the tuned model reads it: with its frame before it."""
    return f"{weighed.asked.frame}: {weighed.asked.text}"


def features(logits: Floats, weighed: Sequence[Weighed]) -> Floats:
    """One row an answer: log probabilities of label and kind by the tuned model, then the rules' signals."""
    labels, kinds = logits[:, : len(LABELS)], logits[:, len(LABELS) :]
    own = np.array([_own(one) for one in weighed], np.float32).reshape(len(weighed), -1)
    return np.concatenate([_log_shares(labels), _log_shares(kinds), own], axis=1)


def shares(logits: Floats) -> Floats:
    """Logits as probabilities."""
    return np.asarray(np.exp(_log_shares(logits)))


def _log_shares(logits: Floats) -> Floats:
    moved = logits - logits.max(1, keepdims=True)
    return np.asarray(moved - np.log(np.exp(moved).sum(1, keepdims=True)))


def _own(one: Weighed) -> list[float]:
    sums = one.heard.clauses
    cues = Counter(hit.cue for hit in one.heard.hits)
    return [
        *_one_hot(one.judged.label, LABELS),
        *_one_hot(one.judged.kind, KINDS),
        *_one_hot(one.asked.frame, FRAMES),
        one.heard.score(),
        one.repaired,
        one.vader,
        one.textblob.polarity,
        min(sum(value for value in sums if value > 0), MOST),
        min(-sum(value for value in sums if value < 0), MOST),
        float(one.heard.turned),
        math.log1p(len(one.heard.tokens)) / 4,
        *(min(float(cues[cue]), MOST) for cue in CUES),
    ]


def _one_hot(value: object, of: Sequence[object]) -> list[float]:
    return [float(value == each) for each in of]
