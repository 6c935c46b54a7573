"""What was worked out for one person's answers, carried on to the next answer as far as it holds there.

After one answer only what hangs on it can change: in a long form a handful of rows among hundreds. What hangs
on what is read off the expressions (`Dependence`); where they do not tell, it is worked out anew each time.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from threading import Lock
from typing import Protocol, TypeVar

from consultations.forms.expressions import Expression
from consultations.forms.given import Given
from consultations.forms.places import NOWHERE, Layout, Where
from consultations.forms.questionnaire import Group

Found = TypeVar("Found")
Row = str | int
"""A question by its name, a group by its identity."""

OF_THE_WORLD = frozenset({"today", "now", "random", "uuid", "randomize", "decimal-time"})
"""Functions that may give something else at the next turn, whatever was answered."""
PEOPLE = 100
"""For how many people one form remembers. Whoever is not among them waits some milliseconds longer."""


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """What is known so far: by key of the question, and for a group's own condition by its identity."""

    relevant: dict[str, bool] = field(default_factory=dict)
    askable: dict[str, bool] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    groups: dict[tuple[int, Where], bool] = field(default_factory=dict)


class Rules(Protocol):
    """What one question says of itself in expressions, and the groups around it that have a condition."""

    @property
    def conditional(self) -> tuple[Group, ...]: ...
    @property
    def relevant(self) -> Expression | None: ...
    @property
    def calculation(self) -> Expression | None: ...
    @property
    def default(self) -> Expression | None: ...
    @property
    def chosen_among_answers(self) -> bool: ...


class Dependence:
    """Which rows of a form hang on which.

    A row is *steady* where nothing but answers to steady rows can change it: not in a repeat, no look at the
    time, at chance or at what stands around it, and not needing itself.
    """

    def __init__(
        self, layout: Layout, questions: Mapping[str, Rules], groups: Mapping[int, Expression | None]
    ) -> None:
        self._outside = {name for name in questions if not layout.chains[name]}
        reads: dict[Row, frozenset[Row]] = {}
        for number, condition in groups.items():
            reads[number] = self._read_by(number, [condition])
        for name in self._outside:
            reads[name] = self._reads(name, questions[name])
        self._steady = set(_in_order(reads))
        self._listed = {name for name, one in questions.items() if one.chosen_among_answers}
        self._dependents: dict[Row, list[Row]] = {}
        for row in self._steady:
            for other in reads[row]:
                self._dependents.setdefault(other, []).append(row)

    def _reads(self, name: str, one: Rules) -> frozenset[Row]:
        own = self._read_by(name, [one.relevant, one.calculation, one.default])
        return own | {id(group) for group in one.conditional}

    def _read_by(self, row: Row, expressions: Iterable[Expression | None]) -> frozenset[Row]:
        """What `row` reads. Where its expressions do not tell, it reads itself: so it is never steady."""
        found: set[Row] = set()
        for one in expressions:
            if one is not None:
                found |= one.references if self._tells(one) else {row}
        return frozenset(found)

    def _tells(self, one: Expression) -> bool:
        return not one.looks_around and not one.functions & OF_THE_WORLD and one.references <= self._outside

    def holding(self, changed: Collection[str]) -> set[Row]:
        """The steady rows that are as they were when the values of the questions in `changed` are others."""
        waiting: list[Row] = list(changed)
        stale = set(waiting)
        while waiting:
            following = [row for row in self._dependents.get(waiting.pop(), ()) if row not in stale]
            stale.update(following)
            waiting += following
        return self._steady - stale

    def carried(self, before: WorkedOut, changed: Collection[str]) -> WorkedOut:
        """What still holds of `before`. It is copied: another thread may be adding to it."""
        rows = self.holding(changed)
        return WorkedOut(
            _kept(before.relevant, rows),
            _kept(before.askable, rows - self._listed),
            _kept(before.values, rows),
            {
                (group, where): holds
                for (group, where), holds in before.groups.copy().items()
                if where == NOWHERE and group in rows
            },
        )


def _kept(known: dict[str, Found], rows: Collection[Row]) -> dict[str, Found]:
    return {key: found for key, found in known.copy().items() if key in rows}


def _in_order(reads: Mapping[Row, Collection[Row]]) -> Iterator[Row]:
    """The rows that come after others only: neither what needs itself, nor what hangs on that."""
    sorter = TopologicalSorter(reads)
    with suppress(CycleError):  # it gives all the same whatever does not wait for the circle
        sorter.prepare()
    while ready := sorter.get_ready():
        yield from ready
        sorter.done(*ready)


class Recent:
    """What was worked out at last for each of the people who were there last."""

    def __init__(self, dependence: Dependence) -> None:
        self._dependence = dependence
        self._last: OrderedDict[int, tuple[Given, WorkedOut]] = OrderedDict()
        self._lock = Lock()

    def worked_out(self, given: Given) -> WorkedOut:
        """What is known of `given` from before. Whatever its holder adds to it is remembered."""
        with self._lock:
            before = self._last.pop(given.seed, None)
        known = self._carried(*before, given) if before else WorkedOut()
        with self._lock:
            self._last[given.seed] = (given, known)
            if len(self._last) > PEOPLE:
                self._last.popitem(last=False)
        return known

    def forget(self) -> None:
        """Begin again, with nobody remembered."""
        with self._lock:
            self._last.clear()

    def _carried(self, before: Given, known: WorkedOut, given: Given) -> WorkedOut:
        if before.language != given.language:  # an expression may read the words of a choice
            return WorkedOut()
        changed = {key for key, _ in before.values.items() ^ given.values.items()}
        return self._dependence.carried(known, changed)
