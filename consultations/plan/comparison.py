"""What a new version of a plan changes: counted by kind of part, for the person who imports it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from consultations.plan.canonical import to_json
from consultations.plan.model import Plan


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


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A part counts for itself: a new indicator is a new indicator, and leaves its outcome unchanged."""

    code: str
    state: ChangeState
    tallies: tuple[Tally, ...]


def compare(old: Plan | None, new: Plan) -> PlanChange:
    """What changes when `new` takes the place of `old`; `old` is None when there was none."""
    before = _parts(old) if old else {}
    tallies = tuple(_tally(kind, before.get(kind, {}), after) for kind, after in _parts(new).items())
    return PlanChange(new.code, _state(old, new), tallies)


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
    statements = (*plan.principles, *plan.we_will, *plan.we_wont, *plan.rights, *plan.success)
    return {
        "outcomes": {o.code: replace(o, asked_us=(), priorities=(), indicators=()) for o in plan.outcomes},
        "asked_us": {part.code: part for outcome in plan.outcomes for part in outcome.asked_us},
        "priorities": {part.code: part for outcome in plan.outcomes for part in outcome.priorities},
        "indicators": {part.code: part for outcome in plan.outcomes for part in outcome.indicators},
        "statements": {part.code: part for part in statements},
        "terms": {part.jargon: part for part in plan.terms},
    }
