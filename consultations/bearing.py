"""From a decision on to what it bears on in the plan: the action, promise and figure of its result."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consultations.accountability import Ask, Links
from consultations.ledger import Entry
from consultations.plan import Indicator, Plan


@dataclass(frozen=True, slots=True)
class Bearing:
    """A part of the plan: its line in the promise ledger, or its figure; neither where it is gone."""

    code: str
    entry: Entry | None = None
    indicator: Indicator | None = None

    @property
    def text(self) -> str:
        part = self.entry or self.indicator
        return part.text if part else ""


class Bearings:
    """Finds the parts of one plan by their codes, with what was recorded about them."""

    def __init__(self, plan: Plan, entries: Iterable[Entry]) -> None:
        self._plan = plan
        self._entries = {one.code: one for one in entries}

    def of(self, links: Links) -> tuple[Bearing, ...]:
        return tuple(map(self.part, links.codes))

    def part(self, code: str) -> Bearing:
        return Bearing(code, self._entries.get(code), self._plan.indicator(code))


def bearing_on(asks: Iterable[Ask], code: str) -> Iterator[Ask]:
    """The asks whose answers bear on this part of their plan; of each only the last news."""
    return (one for one in asks if code in one.links.codes and not one.followed)
