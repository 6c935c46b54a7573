"""What a new version of a plan changes: counted by kind of part, for the person who imports it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from consultations.plan.canonical import to_json
from consultations.plan.model import Outcome, Plan


class ChangeState(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many parts of one kind (`outcomes`, `terms`, …) were added, changed, dropped, left as they are."""

    kind: str
    added: int
    changed: int
    dropped: int
    unchanged: int

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.dropped or self.unchanged)


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A part counts for itself: a new indicator is a new indicator, and leaves its outcome unchanged.

    Kinds that neither version has are left out.
    """

    code: str
    state: ChangeState
    tallies: tuple[Tally, ...]


def compare(old: Plan | None, new: Plan) -> PlanChange:
    """What changes when `new` takes the place of `old`; `old` is None when there was none."""
    before = _parts(old) if old else {}
    tallies = (_tally(kind, before.get(kind, {}), after) for kind, after in _parts(new).items())
    return PlanChange(new.code, _state(old, new), tuple(each for each in tallies if each.any))


def _state(old: Plan | None, new: Plan) -> ChangeState:
    if old is None:
        return ChangeState.ADDED
    # As text: 12 and 12.0 are equal numbers, but somebody wrote the nought for a reason.
    return ChangeState.UNCHANGED if to_json(old) == to_json(new) else ChangeState.CHANGED


def _tally(kind: str, before: Mapping[str, object], after: Mapping[str, object]) -> Tally:
    kept = before.keys() & after.keys()
    changed = sum(before[key] != after[key] for key in kept)
    return Tally(kind, len(after) - len(kept), changed, len(before) - len(kept), len(kept) - changed)


def _parts(plan: Plan) -> dict[str, dict[str, object]]:
    """Each part of the plan without the parts inside it, by kind and key."""
    statements = (*plan.principles, *plan.we_will, *plan.we_wont, *plan.rights, *plan.success, *plan.values)
    pledges = [replace(pledge, points=()) for pledge in plan.pledges]
    points = [point for pledge in plan.pledges for point in pledge.points]
    return {
        "outcomes": {o.code: _bare(o) for o in plan.outcomes},
        **{kind: _by_code(p for o in plan.outcomes for p in getattr(o, kind)) for kind in INSIDE_OUTCOMES},
        "promises": _by_code((*plan.promises, *plan.promise_boxes)),
        "pledges": _by_code((*pledges, *points)),
        "reviews": _by_code(plan.reviews),
        "statements": _by_code(statements),
        "terms": {part.jargon: part for part in plan.terms},
        "services": {part.name: part for part in plan.services},
        "documents": {part.title: part for part in plan.documents},
    }


INSIDE_OUTCOMES = (
    "asked_us",
    "good_looks_like",
    "priorities",
    "actions",
    "indicators",
    "risks",
    "depends_on",
)


def _by_code(parts: Iterable[Any]) -> dict[str, object]:
    return {part.code: part for part in parts}


def _bare(outcome: Outcome) -> Outcome:
    return replace(
        outcome,
        asked_us=(),
        good_looks_like=(),
        priorities=(),
        actions=(),
        indicators=(),
        risks=(),
        depends_on=(),
    )
