"""Label and kind by rules: what was found among the words, read with the question's frame.

In this order: an answer that says only “nothing” or “everything” turns with its question; a score that is
clear enough decides, or praise and complaint of like weight make it mixed; then what was asked for does: to
“What is good?” a thing named is praise, and a wish without a complaint has no feeling of its own.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.readings.reading import Asked, Feeling, Kind
from analysis.readings.repaired import Heard
from analysis.readings.tokens import STOPS
from consultations.forms.frames import Frame

CLEAR = 0.16
"""From where the score of our own words decides by itself."""
WEIGHTY = 0.3
"""From where a side counts in “mixed”."""
BALANCE = 0.4
ALL = frozenset({"everything", "all", "all of it", "it all", "everything really", "literally everything"})
_NOTHING = frozenset(
    {
        *("nothing", "none", "no", "nope", "nah", "na", "nil", "zero", "zilch", "not much", "not a lot"),
        *(
            "nothing really",
            "nothing much",
            "no nothing",
            "nothing at all",
            "absolutely nothing",
            "not really",
        ),
        *(
            "no not really",
            "no changes",
            "no change",
            "none really",
            "literally nothing",
            "nothing i can think of",
        ),
        *(
            "nothing comes to mind",
            "no improvements",
            "no improvement",
            "nothing to improve",
            "nothing to change",
        ),
        *("can not think of anything", "i can not think of anything", "nothing to add", "no comment"),
        *("nothing to say", "nothing needs changing", "nothing needs to change", "leave it as it is"),
        *("keep it the same", "keep it as it is", "stay the same", "same", "no need"),
    }
)
_KIND_ORDER = ("unfairness", "worry", "need", "idea", "praise")


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say, and the words that made them say it."""

    label: Feeling
    kind: Kind
    because: tuple[str, ...]
    certain: bool = False
    """Whether no other method should say otherwise."""


_BARE: Mapping[tuple[bool, Frame], tuple[Feeling, Kind]] = {
    (False, Frame.IMPROVE): (Feeling.POSITIVE, Kind.PRAISE),
    (False, Frame.GOOD): (Feeling.NEEDS_CHANGE, Kind.NONE),
    (True, Frame.IMPROVE): (Feeling.NEEDS_CHANGE, Kind.NEED),
    (True, Frame.GOOD): (Feeling.POSITIVE, Kind.PRAISE),
}


def judge(heard: Heard, asked: Asked) -> Judged:
    """Label and kind of an answer."""
    said = " ".join(token for token in heard.tokens if token not in STOPS)
    bare = _bare(said, asked.frame)
    if bare:
        return Judged(*bare, (said,), certain=True)
    label = _label(heard, asked.frame)
    return Judged(label, _kind(heard, asked.frame, label), tuple(hit.words for hit in heard.hits))


def _bare(said: str, frame: Frame) -> tuple[Feeling, Kind] | None:
    if said in _NOTHING:
        return _BARE.get((False, frame), (Feeling.NO_CLEAR_SIGNAL, Kind.NONE))
    if said in ALL:
        return _BARE.get((True, frame), (Feeling.NO_CLEAR_SIGNAL, Kind.NONE))
    return None


def _label(heard: Heard, frame: Frame) -> Feeling:
    score = heard.score()
    praise = sum(value for value in heard.clauses if value > 0)
    complaint = -sum(value for value in heard.clauses if value < 0)
    weaker, stronger = sorted((praise, complaint))
    if weaker >= WEIGHTY and weaker >= BALANCE * stronger:
        return Feeling.MIXED
    if abs(score) >= CLEAR:
        return Feeling.POSITIVE if score > 0 else Feeling.NEEDS_CHANGE
    if frame is Frame.GOOD and complaint < WEIGHTY:
        return Feeling.POSITIVE
    return Feeling.NO_CLEAR_SIGNAL


def _kind(heard: Heard, frame: Frame, label: Feeling) -> Kind:
    cues = Counter(hit.cue for hit in heard.hits if hit.cue)
    if label is Feeling.POSITIVE:
        return Kind.PRAISE
    for cue in _KIND_ORDER[:3]:
        if cues[cue] and label in (Feeling.NEEDS_CHANGE, Feeling.MIXED):
            return Kind(cue)
    if cues["idea"] or frame is Frame.IMPROVE:
        return Kind.IDEA
    if label is Feeling.NEEDS_CHANGE:
        return Kind.WORRY
    return Kind.PRAISE if label is Feeling.MIXED else Kind.INFO
