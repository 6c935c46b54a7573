"""From held-out judgements to the mix of models, the thresholds and the figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.linear_model import LogisticRegression

from analysis.safeguarding.looking import Looked
from analysis.safeguarding.measuring import Measured, count
from analysis.safeguarding.outcome import CATEGORIES, Outcome
from analysis.safeguarding.screening import Judged, decided
from analysis.safeguarding.training.crossing import Case, HeldOut
from analysis.safeguarding.training.messages import Written
from analysis.safeguarding.vote import Thresholds, Vote, mixed
from analysis.sentences import Floats

# Of messages that are mostly written as doubles of disclosures, and so are harder than what people send.
MOST_FALSE_ALARMS = 0.06
GRAVE_PART = 0.4  # of the false alarms allowed, what the threshold of the gravest headings may cost
MOST_REVIEWS = 0.15
NEVER = 2.0
STEPS = 200


@dataclass(frozen=True, slots=True)
class Decision:
    """How a voter weighs its models, and from where it alerts."""

    mix: Floats
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class Decisions:
    """Both voters' decisions, and what each made of every message."""

    spelling: Decision
    meaning: Decision
    by_spelling: tuple[Outcome, ...]
    by_meaning: tuple[Outcome, ...]


def decide(cases: Sequence[Case], held: HeldOut) -> Decisions:
    """The decisions that fit the held-out judgements."""
    alone = [held.meaning_alone[:, 0], held.spelling_alone[:, 0]]
    together = [held.meaning_together[:, 0], held.spelling_together[:, 0]]
    both = _Judgements(np.stack(alone, 1), np.stack(together, 1), held.meaning_alone, held.meaning_together)
    only = _Judgements(both.alone[:, 1:], both.together[:, 1:], held.spelling_alone, held.spelling_together)
    spelling, by_spelling = _decide(cases, only, "spelling")
    meaning, by_meaning = _decide(cases, both, "meaning")
    return Decisions(spelling, meaning, by_spelling, by_meaning)


@dataclass(frozen=True, slots=True)
class _Judgements:
    alone: Floats
    together: Floats
    categories_alone: Floats
    categories_together: Floats


def _decide(cases: Sequence[Case], judgements: _Judgements, by: str) -> tuple[Decision, tuple[Outcome, ...]]:
    mix = _mix(cases, judgements.together)
    judged = [_judged(case, judgements, number, mix, by) for number, case in enumerate(cases)]
    thresholds = _thresholds(cases, judged)
    outcomes = tuple(decided(one, thresholds).outcome for one in judged)
    return Decision(mix, thresholds), outcomes


def _mix(cases: Sequence[Case], logits: Floats) -> Floats:
    clear = [i for i, case in enumerate(cases) if case.together.outcome is not Outcome.REVIEW]
    wanted = [cases[i].together.outcome is Outcome.ALERT for i in clear]
    fitted = LogisticRegression(C=10.0).fit(logits[clear], wanted)
    return np.array([*fitted.coef_[0], fitted.intercept_[0]], np.float32)


def _judged(case: Case, judgements: _Judgements, number: int, mix: Floats, by: str) -> list[Judged]:
    """The message by itself and, where others came before it, together with them."""
    one = _view(case.alone, judgements.alone[number], judgements.categories_alone[number], mix, by)
    if case.alone is case.together.looked:
        return [one]
    window = judgements.together[number], judgements.categories_together[number]
    return [one, _view(case.together.looked, *window, mix, by)]


def _view(looked: Looked, logits: Floats, categories: Floats, mix: Floats, by: str) -> Judged:
    likely = mixed(mix, [float(one) for one in logits])
    return Judged(looked.hits, Vote(likely, CATEGORIES[int(np.argmax(categories[1:]))], by))


def _thresholds(cases: Sequence[Case], judged: Sequence[Sequence[Judged]]) -> Thresholds:
    """The lowest that keep to the share of false alarms, part of which is kept for the gravest headings."""
    harmless = [one for case, one in zip(cases, judged, strict=True) if case.together.outcome is Outcome.NONE]
    never = Thresholds(NEVER, NEVER, NEVER)
    most = MOST_FALSE_ALARMS * (1 - GRAVE_PART)
    alert = _lowest(harmless, never, ("alert", "grave"), Outcome.ALERT, most)
    grave = _lowest(harmless, alert, ("grave",), Outcome.ALERT, MOST_FALSE_ALARMS)
    return _lowest(harmless, grave, ("review",), Outcome.REVIEW, MOST_REVIEWS)


def _lowest(
    harmless: Sequence[Sequence[Judged]],
    start: Thresholds,
    names: Sequence[str],
    outcome: Outcome,
    most: float,
) -> Thresholds:
    """`start` with `names` as low as leaves at most the share `most` of the harmless at `outcome`."""
    best = start
    for step in range(STEPS - 1, 0, -1):
        tried = replace(best, **dict.fromkeys(names, step / STEPS))
        if _share(harmless, tried, outcome) > most:
            return best
        best = tried
    return best


def _share(harmless: Sequence[Sequence[Judged]], thresholds: Thresholds, outcome: Outcome) -> float:
    found = sum(decided(one, thresholds).outcome is outcome for one in harmless)
    return found / len(harmless)


def report(written: Sequence[Written], decisions: Decisions) -> Iterator[str]:
    """The figures, in Markdown."""
    for name, outcomes in (("meaning", decisions.by_meaning), ("spelling alone", decisions.by_spelling)):
        yield f"\n## By {name}\n"
        yield from _table(count(zip((one.message for one in written), outcomes, strict=True)))
        for author in sorted({one.author for one in written}):
            pairs = [
                (one.message, came)
                for one, came in zip(written, outcomes, strict=True)
                if one.author == author
            ]
            found = count(pairs)
            yield f"- {author} author: recall {found.all_recall}; false alarms {found.false_alarms}"


def _table(found: Measured) -> Iterator[str]:
    yield "| category | alerted |\n|---|---|"
    for category, share in found.recall.items():
        yield f"| {category} | {share} |"
    yield f"| **all** | {found.all_recall} |"
    yield f"| alerted or for review | {found.seen} |"
    yield f"| false alarms | {found.false_alarms} |"
    yield f"| harmless, for review | {found.reviews} |"
    yield f"| for review, found | {found.for_review} |"
