"""Teaches the vote in the package what some authors wrote, in an hour; how it weighs its two models stays.

What is stored is the mean of the model as it was and as it was taught: by itself the latter forgets some of
what it knew of authors who are not among the new ones.

Whoever has learned of hard pairs is less sure of everything, so the thresholds move along: the first of the
authors is left out at first, and afterwards as many of that author's harmless messages pass each threshold as
passed it before. Nothing else can be decided, for nothing else is left out: measure what comes out on authors
who taught nothing.
"""

from collections.abc import Callable, Sequence

import numpy as np

from analysis import sentences
from analysis.safeguarding.outcome import Outcome
from analysis.safeguarding.training.crossing import Case, averaged
from analysis.safeguarding.training.deciding import Decision
from analysis.safeguarding.training.learning import (
    Example,
    LearnedSpelling,
    learn_meaning,
    learn_spelling,
    meaning_of,
    spelling_of,
)
from analysis.safeguarding.training.messages import Written, digest
from analysis.safeguarding.training.storing import (
    store_meaning,
    store_spelling,
    stored_decision,
    stored_meaning,
    stored_spelling,
)
from analysis.safeguarding.training.tuning import ADDED_PACE
from analysis.safeguarding.vote import Thresholds, mixed
from analysis.sentences import Floats
from analysis.tuning.packing import packed
from analysis.tuning.tuning import Tuned

BESIDE = 2
"""How many of the old messages go with each new one, so that what they taught is not lost."""
Say = Callable[[str], None]
Models = tuple[LearnedSpelling, Tuned]


def add(written: Sequence[Written], cases: Sequence[Case], authors: Sequence[str], say: Say) -> None:
    """Teach the messages of `authors` (two at least) among old ones, and store both models."""
    examples = [case.together for case in cases]
    by = {"meaning.npz": stored_decision("meaning.npz"), "spelling.npz": stored_decision("spelling.npz")}
    left = {place for place, one in enumerate(written) if one.author == authors[0]}
    harmless = [examples[place] for place in sorted(left) if examples[place].outcome is Outcome.NONE]
    before = stored_spelling(), stored_meaning()
    after = _learned(written, examples, authors[1:], left, say)
    for name, decision in by.items():
        old, new = (_likely(one, decision, harmless, name) for one in (before, after))
        by[name] = Decision(decision.mix, moved(decision.thresholds, old, new))
        say(f"{name}: {by[name].thresholds}")
    spelling, tuned = _learned(written, examples, authors, set(), say)
    store_spelling(spelling, by["spelling.npz"], digest())
    store_meaning(packed(sentences.model(), tuned), by["meaning.npz"], digest())


def with_old(written: Sequence[Written], authors: Sequence[str], left: set[int]) -> list[int]:
    """The places of the authors' messages, and of `BESIDE` times as many others: the same ones each time.

    None of those in `left`.
    """
    there = [place for place in range(len(written)) if place not in left]
    new = [place for place in there if written[place].author in authors]
    old = [place for place in there if written[place].author not in authors]
    some = np.random.default_rng(0).choice(old, min(len(old), BESIDE * len(new)), replace=False)
    return sorted([*new, *(int(place) for place in some)])


def moved(thresholds: Thresholds, before: Floats, after: Floats) -> Thresholds:
    """The thresholds that as many of the same messages pass with what a vote says `after` as did `before`."""
    found = {
        name: round(float(np.quantile(after, float((before < getattr(thresholds, name)).mean()))), 3)
        for name in thresholds.__slots__
    }
    return Thresholds(**found)


def _learned(
    written: Sequence[Written], examples: Sequence[Example], authors: Sequence[str], left: set[int], say: Say
) -> Models:
    chosen = with_old(written, authors, left)
    say(f"{', '.join(authors)}: {len(chosen)} messages")
    spelling = learn_spelling([one for place, one in enumerate(examples) if place not in left])
    taught = learn_meaning([examples[place] for place in chosen], ADDED_PACE, say, stored_meaning())
    return spelling, averaged([stored_meaning(), taught])


def _likely(models: Models, decision: Decision, examples: Sequence[Example], name: str) -> Floats:
    """How likely an alert is in order, for each example, by the vote of that file."""
    spelling, tuned = models
    looked = [one.looked for one in examples]
    logits = [spelling_of(spelling, looked)[:, 0]]
    if name == "meaning.npz":
        logits.insert(0, meaning_of(tuned, looked)[:, 0])
    return np.array([mixed(decision.mix, row) for row in np.stack(logits, 1)], np.float32)
