"""From one plan to the next: what was carried over, what changed, what was dropped, what is new.

What a part of the new plan carries on is said in its file (`continues`) or found by its words; the words that
two parts share are given, so that a person can judge. Nothing is matched on one word alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consultations.plan.measures import Indicator
from consultations.plan.model import Outcome, Plan

ENOUGH = 0.6
"""The part of the words that two texts must share: of the shorter one for outcomes, else of both."""
LEAST = 2
KINDS = ("outcome", "priority", "action", "indicator", "promise", "pledge")
"""Of parts, in the order in which they are laid beside each other; a pledge point by point."""
COMMON = frozenset(
    [
        "a",
        "all",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "child",
        "children",
        "continue",
        "for",
        "from",
        "have",
        "in",
        "is",
        "it",
        "improve",
        "increase",
        "more",
        "number",
        "of",
        "on",
        "our",
        "people",
        "percentage",
        "proportion",
        "reduce",
        "support",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "we",
        "who",
        "will",
        "with",
        "young",
        "family",
        "families",
        "fewer",
        "less",
        "ensure",
        "develop",
    ]
)


class Fate(StrEnum):
    CARRIED_OVER = "carried over"
    CHANGED = "changed"
    DROPPED = "dropped"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a plan, as it is laid beside another: its names, and the rest of what it says, by key."""

    kind: str
    code: str
    outcome: str
    names: tuple[str, ...]
    says: tuple[tuple[str, str], ...] = ()
    continues: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one part. `old` or `new` is None where there is none.

    `why`: how the two were found to be one. `changes`: key, what stood there, what stands there.
    """

    fate: Fate
    old: Part | None
    new: Part | None
    why: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()

    @property
    def kind(self) -> str:
        part = self.new or self.old
        return part.kind if part else ""


def succession(old: Plan, new: Plan) -> tuple[Step, ...]:
    """What became of each part of `old`, kind by kind, and what `new` has besides."""
    before, after = list(parts(old)), list(parts(new))
    return tuple(
        step
        for kind in KINDS
        for step in _of_kind([p for p in before if p.kind == kind], [p for p in after if p.kind == kind])
    )


def parts(plan: Plan) -> Iterator[Part]:
    for outcome in plan.outcomes:
        lead = outcome.lead_partnership.name if outcome.lead_partnership else ""
        yield Part("outcome", outcome.code, outcome.code, outcome.names, (("lead", lead),), outcome.continues)
        yield from _inside(outcome)
    for promise in plan.promises:
        says = (("responsible", promise.responsible), ("due", _due(promise.due, promise.deadline)))
        yield Part("promise", promise.code, "", (promise.text,), says)
    for pledge in plan.pledges:
        made = (("audience", pledge.audience), ("responsible", pledge.responsible), ("due", _due(pledge.due)))
        yield from (Part("pledge", point.code, "", (point.text,), made) for point in pledge.points)


def _inside(outcome: Outcome) -> Iterator[Part]:
    for priority in outcome.priorities:
        steps = (("actions", "; ".join(priority.actions)),)
        yield Part("priority", priority.code, outcome.code, (priority.text,), steps, priority.continues)
    for action in outcome.actions:
        says = (("owner", action.owner), ("due", _due(action.due, action.deadline)))
        yield Part("action", action.code, outcome.code, (action.text,), says)
    for indicator in outcome.indicators:
        figures = tuple(_numbers(indicator))
        yield Part("indicator", indicator.code, outcome.code, (indicator.text,), figures, indicator.continues)


def _due(day: date | None, deadline: str = "") -> str:
    return day.isoformat() if day else deadline


def _numbers(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield "polarity", indicator.polarity.value
    yield "baseline", "" if indicator.baseline is None else str(indicator.baseline)
    for target in indicator.all_targets:
        value = target.benchmark or target.not_set if target.value is None else str(target.value)
        yield f"target {target.period}".strip(), value


def _of_kind(before: list[Part], after: list[Part]) -> Iterator[Step]:
    matches = _matches(before, after)
    taken = {id(new) for new, _ in matches.values()}
    for part in before:
        if part.code in matches:
            yield _kept(part, *matches[part.code])
        else:
            yield Step(Fate.DROPPED, part, None)
    yield from (Step(Fate.NEW, None, part) for part in after if id(part) not in taken)


def _kept(old: Part, new: Part, why: str) -> Step:
    changes = tuple(_changes(old, new))
    return Step(Fate.CHANGED if changes else Fate.CARRIED_OVER, old, new, why, changes)


def _changes(old: Part, new: Part) -> Iterator[tuple[str, str, str]]:
    if _plain(old.names[0]) != _plain(new.names[0]):
        yield "words", old.names[0], new.names[0]
    was, now = dict(old.says), dict(new.says)
    for key in (*was, *(key for key in now if key not in was)):
        if was.get(key, "") != now.get(key, ""):
            yield key, was.get(key, ""), now.get(key, "")


def _matches(before: list[Part], after: list[Part]) -> dict[str, tuple[Part, str]]:
    """Old code → the new part that carries it on, and why; the surest first, each part once."""
    found: dict[str, tuple[Part, str]] = {}
    taken: set[str] = set()
    for rank in (_said, _same_name, _shared_words):
        pairs = sorted(_pairs(before, after, rank), key=lambda pair: -pair[0])
        for _, old, new, why in pairs:
            if old.code not in found and new.code not in taken:
                found[old.code] = (new, why)
                taken.add(new.code)
    return found


Rank = Callable[[Part, Part], tuple[float, str] | None]


def _pairs(before: Iterable[Part], after: list[Part], rank: Rank) -> Iterator[tuple[float, Part, Part, str]]:
    for old in before:
        for new in after:
            if ranked := rank(old, new):
                yield ranked[0], old, new, ranked[1]


def _said(old: Part, new: Part) -> tuple[float, str] | None:
    return (1.0, f"the new plan says that it continues {old.code}") if new.continues == old.code else None


def _same_name(old: Part, new: Part) -> tuple[float, str] | None:
    shared = {_plain(name) for name in old.names if name} & {_plain(name) for name in new.names if name}
    return (1.0, "the same name") if shared else None


def _shared_words(old: Part, new: Part) -> tuple[float, str] | None:
    ranked = [_likeness(a, b, old.kind == "outcome") for a in old.names for b in new.names]
    score, shared = max(ranked, key=lambda each: (each[0], len(each[1])))
    if score < ENOUGH or len(shared) < LEAST:
        return None
    return score, f"shared words: {', '.join(sorted(shared))}"


def _likeness(a: str, b: str, of_shorter: bool) -> tuple[float, frozenset[str]]:
    one, other = content_words(a), content_words(b)
    shared = one & other
    whole = min(len(one), len(other)) if of_shorter else (len(one) + len(other)) / 2
    return (len(shared) / whole if whole else 0.0), shared


def content_words(text: str) -> frozenset[str]:
    """The words that say what a text is about, plural and singular alike."""
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return frozenset(_stem(word) for word in words if word not in COMMON)


def _stem(word: str) -> str:
    """Plural and singular alike: needs, need; disabilities, disability."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
