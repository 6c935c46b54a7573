"""No published number is about fewer people than the threshold, and none can be worked out from the others.

**What is printed.** Nought is nought. 1 to threshold − 1 people (1–4 unless raised) print as `c`, “fewer than
5”, as in DfE's tables (“Children looked after: a focus on placement location”, methodology, explore-
education-statistics.service.gov.uk). Every other number is rounded to the nearest 5, each by itself, totals
too (where the threshold is above 5, to the nearest multiple of 5 that is not below it). Percentages are made
of rounded numbers. Nothing is broken down of fewer than `minimum_base` people (10).

**What a reader may not find.** That a number of 1 to threshold − 1 people is one certain number, given every
number that is published with it and how they hang together. A `c` stays open to at least two values; so does
a small number that is not printed at all. `Publication` makes sure: it takes all numbers of a page, an export
and the API together, with what is known of them (cells that make up a total; wholes in which everybody is in
one part or more), and asks an integer solver (HiGHS, by scipy) for another world that would print the same,
small numbers apart. Where there is none for a small number, the smallest number beside it is hidden too, and
so on. Because every total is rounded by itself, that is seldom needed. What is published later of the same
people is entered in the same publication, and gives way to what stands.

**Filters and totals** that a reader may choose among are numbers of the same publication: enter them all, and
show parts of the result. Two publications of overlapping people can be subtracted from each other.

What this does not do. It does not know that a question was asked only of those who gave a certain answer.
Where everybody gave one answer, it says so. Between two days on which one person answered, a number moves by
one step of 5 or not at all; who knows that it was exactly one, and sees it move, knows the number on that
day. That some number was hidden beside a `c` tells a reader who knows this module that the two would have
given it away.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from consultations.errors import Refused

LOWEST_THRESHOLD, HIGHEST_THRESHOLD = 5, 8
STEP = 5
MOST_AROUND = STEP // 2
"""How far a rounded number can be from the true one."""
FEWEST_BROKEN_DOWN = 10
THOROUGH = {"time_limit": 5.0}
"""How long, in seconds, another world is searched for a number by itself."""
QUICK_SOLVE = {"time_limit": 1.0, "mip_rel_gap": 0.05}
"""Where any world will do that shows many numbers otherwise, not the one that shows most."""
Counts = tuple["Count", ...]
Key = Hashable
Ends = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rule:
    """How careful to be: the smallest number of people that is shown. It may be raised, never lowered."""

    threshold: int = LOWEST_THRESHOLD

    def __post_init__(self) -> None:
        if not LOWEST_THRESHOLD <= self.threshold <= HIGHEST_THRESHOLD:
            raise Refused(
                "threshold-too-low" if self.threshold < LOWEST_THRESHOLD else "threshold-too-high",
                f"Numbers of {self.threshold} people or more would be shown, and smaller ones not.",
                f"Use a threshold of {LOWEST_THRESHOLD} to {HIGHEST_THRESHOLD}.",
            )

    @property
    def minimum_base(self) -> int:
        """The fewest people of whom a breakdown, a percentage, a mean or a median is shown: 10."""
        return FEWEST_BROKEN_DOWN

    def is_small(self, people: int) -> bool:
        return 0 < people < self.threshold

    @property
    def lowest_rounded(self) -> int:
        """The smallest number but nought that is printed: the first multiple of 5 that is not small."""
        return STEP * -(-self.threshold // STEP)

    def rounded(self, people: int) -> int:
        """`people`, which is not small, as it is printed."""
        nearest = STEP * ((people + MOST_AROUND) // STEP)
        return max(nearest, self.lowest_rounded) if people else 0


@dataclass(frozen=True, slots=True)
class Count:
    """What may be published of a number of people: it rounded, “fewer than 5”, or that it is hidden.

    Holds nothing but what may be seen: a suppressed count does not know its number.
    """

    value: int | None
    below: int | None = None

    def __str__(self) -> str:
        if self.value is not None:
            return str(self.value)
        return f"fewer than {self.below}" if self.below else "hidden to protect privacy"

    @property
    def shown(self) -> bool:
        return self.value is not None

    @property
    def code(self) -> str:
        """For a data file: the number, or `c` as in official statistics."""
        return "c" if self.value is None else str(self.value)


HIDDEN = Count(None)


def protect_count(people: int, rule: Rule) -> Count:
    """A number of people that stands alone, or a base."""
    return Count(None, below=rule.threshold) if rule.is_small(people) else Count(rule.rounded(people))


def share(part: Count, base: Count, rule: Rule) -> int | None:
    """Whole per cent of shown numbers with a base of at least `minimum_base`; None otherwise."""
    if part.value is None or base.value is None or base.value < rule.minimum_base:
        return None
    return round(100 * part.value / base.value)


def protect_partition(cells: Sequence[int], rule: Rule) -> Counts:
    """Cells of which everybody is in exactly one, published with their sum; hidden under the least base."""
    together = Publication(rule)
    together.add("total", sum(cells))
    keys = together.add_all("cell", enumerate(cells), shown=sum(cells) >= rule.minimum_base or not sum(cells))
    together.partition("total", keys)
    return _of(together.close(), keys)


def protect_overlap(cells: Sequence[int], total: int, rule: Rule) -> Counts:
    """Cells of which everybody of `total` is in one or more, published with `total`."""
    together = Publication(rule)
    together.add("total", total)
    keys = together.add_all("cell", enumerate(cells), shown=total >= rule.minimum_base or not total)
    together.union("total", keys)
    return _of(together.close(), keys)


def _of(counts: Mapping[Key, Count], keys: Iterable[Key]) -> Counts:
    return tuple(counts[key] for key in keys)


@dataclass(slots=True)
class _Number:
    people: int
    count: Count
    stays: bool


@dataclass(slots=True)
class _Relation:
    """`whole` is the sum of `parts`, or (`overlapping`) from the greatest of them to their sum."""

    whole: int
    parts: tuple[int, ...]
    overlapping: bool

    def holds(self, numbers: Sequence[_Number]) -> bool:
        whole, parts = numbers[self.whole].people, [numbers[part].people for part in self.parts]
        return max(parts) <= whole <= sum(parts) if self.overlapping else whole == sum(parts)

    @property
    def all(self) -> tuple[int, ...]:
        return (*self.parts, self.whole)

    def rows(self) -> Iterator[tuple[dict[int, int], float, float]]:
        """Linear rows: coefficients by number, the least and the most."""
        sum_less_whole = {**dict.fromkeys(self.parts, 1), self.whole: -1}
        yield sum_less_whole, 0, np.inf if self.overlapping else 0
        if self.overlapping:
            yield from (({self.whole: 1, part: -1}, 0, np.inf) for part in self.parts)


@dataclass
class Publication:
    """All numbers of people that a reader may ever see together, each by a key. Enter, relate, then close.

    A relation that does not hold in truth is left out: no reader can rely on it. More may be entered once it
    is closed, and closed in its turn: what was published stays as it is, and the rest makes room for it.
    """

    rule: Rule
    _numbers: list[_Number] = field(default_factory=list)
    _places: dict[Key, int] = field(default_factory=dict)
    _relations: list[_Relation] = field(default_factory=list)
    _of: dict[int, list[_Relation]] = field(default_factory=dict)
    _published: int = 0

    def add(self, key: Key, people: int, *, shown: bool = True, stays: bool = False) -> None:
        """Enter a number. One that is not `shown` is known to exist and to be related, nothing more. One that
        `stays` is printed elsewhere by itself too: another is hidden in its place."""
        self._places[key] = len(self._numbers)
        count = protect_count(people, self.rule) if shown else HIDDEN
        self._numbers.append(_Number(people, count, stays))

    def add_all(self, of: Key, people: Iterable[tuple[Key, int]], *, shown: bool = True) -> list[Key]:
        """Enter numbers under the keys (`of`, name); gives the keys."""
        keys: list[Key] = []
        for name, number in people:
            keys.append((of, name))
            self.add(keys[-1], number, shown=shown)
        return keys

    def partition(self, whole: Key, parts: Collection[Key]) -> None:
        """Everybody of `whole` is in exactly one of `parts`."""
        self._relate(whole, parts, overlapping=False)

    def union(self, whole: Key, parts: Collection[Key]) -> None:
        """Everybody of `whole` is in one of `parts` or more, and nobody else is in any."""
        self._relate(whole, parts, overlapping=True)

    def within(self, whole: Key, parts: Collection[Key]) -> None:
        """Everybody of each of `parts` is in `whole`, and others may be too."""
        rest: Key = ("rest of", whole, len(self._numbers))
        self.add(rest, self._numbers[self._places[whole]].people, shown=False)
        self.union(whole, [*parts, rest])

    def _relate(self, whole: Key, parts: Collection[Key], *, overlapping: bool) -> None:
        places = tuple(dict.fromkeys(self._places[part] for part in parts))
        relation = _Relation(self._places[whole], places, overlapping)
        if places and relation.whole not in places and relation.holds(self._numbers):
            self._relations.append(relation)
            for place in relation.all:
                self._of.setdefault(place, []).append(relation)

    def close(self) -> Mapping[Key, Count]:
        """What may be published of each number."""
        pinned = {place for place in self._of if self.rule.is_small(self._numbers[place].people)}
        worlds = _Worlds(self._relations, [one.people for one in self._numbers]) if pinned else None
        while worlds and (pinned := worlds.fixed(pinned, self._open())):
            if not self._hide_beside(sorted(pinned)):
                break
        self._published = len(self._numbers)
        return {key: self._numbers[place].count for key, place in self._places.items()}

    def _hide_beside(self, pinned: Sequence[int]) -> bool:
        """Hide a number beside each of those that only one value would explain; False where none is left.

        The others have been seen to be open, and stay so however much is hidden.
        """
        hidden: set[int] = set()
        for place in pinned:
            beside = self._beside(place)
            if beside and hidden.isdisjoint(beside):  # another number of the same table may have been enough
                hidden.add(self._hide(place, beside))
        return bool(hidden)

    def _open(self) -> list[tuple[float, float]]:
        """The least and the most that each count leaves open by itself."""
        most = 2 * max(one.people for one in self._numbers) + FEWEST_BROKEN_DOWN
        return [self._left_open(one.count, most) for one in self._numbers]

    def _left_open(self, count: Count, most: int) -> tuple[float, float]:
        if count.below:
            return 1, count.below - 1
        if count.value is None:
            return 0, most
        if not count.value:
            return 0, 0
        lowest = count.value == self.rule.lowest_rounded
        return self.rule.threshold if lowest else count.value - MOST_AROUND, count.value + MOST_AROUND

    def _beside(self, place: int) -> dict[int, bool]:
        """The numbers that a relation ties to `place`, itself too; and whether each is a whole.

        Where all of these are hidden, or published, those that relations tie to these, and so on. None where
        nothing is left.
        """
        reached: dict[int, bool] = {place: False}
        while True:
            near = {
                other: other == one.whole
                for at in reached
                for one in self._of.get(at, ())
                for other in one.all
            }
            if any(map(self._can_be_hidden, near)):
                return near
            if near.keys() <= reached.keys():
                return {}
            reached = near

    def _can_be_hidden(self, place: int) -> bool:
        one = self._numbers[place]
        return place >= self._published and one.count != HIDDEN and not one.stays

    def _hide(self, place: int, beside: Mapping[int, bool]) -> int:
        """Hide the smallest number beside `place` that says anything, at last itself; gives which."""

        def cost(other: int) -> tuple[bool, bool, bool, int]:
            one = self._numbers[other]
            return other == place, not one.people, beside[other], one.people

        least = min(filter(self._can_be_hidden, beside), key=cost)
        self._numbers[least].count = HIDDEN
        return least


class _Worlds:
    """Every way to fill in whole numbers so that the same would be printed. `truth` is one of them."""

    def __init__(self, relations: Sequence[_Relation], truth: Sequence[int]) -> None:
        from scipy.optimize import LinearConstraint  # takes long to load
        from scipy.sparse import csr_array

        rows = [row for one in relations for row in one.rows()]
        places = [(line, place, by) for line, row in enumerate(rows) for place, by in row[0].items()]
        lines, columns, values = zip(*places, strict=True)
        matrix = csr_array((values, (lines, columns)), shape=(len(rows), len(truth)), dtype=float)
        self._constraints = LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows])
        self._truth = np.array(truth, dtype=float)

    def fixed(self, wanted: Collection[int], open_: Sequence[tuple[float, float]]) -> set[int]:
        """Those of `wanted` that are as they are in every world. Few worlds settle nearly all of them."""
        low, high = np.array(open_, dtype=float).T
        left, before = set(wanted), 0
        while len(left) > 1 and len(left) != before:
            before = len(left)
            left -= self._differing(left, 1, (low, high))
            left -= self._differing(left, -1, (low, high))
        return {place for place in left if not self._can_differ(place, low, high)}

    def _differing(self, places: Collection[int], direction: int, ends: tuple[Ends, Ends]) -> set[int]:
        """Of `places`, those that differ from the truth in a world where their sum is small, or great."""
        if not places:
            return set()
        aim = np.zeros(len(self._truth))
        aim[list(places)] = direction
        world = self._world(ends, aim, QUICK_SOLVE)
        return set() if world is None else {one for one in places if round(world[one]) != self._truth[one]}

    def _can_differ(self, place: int, low: Ends, high: Ends) -> bool:
        """Whether there is a world in which it is less, or more. What is not solved in time cannot."""
        less, more = high.copy(), low.copy()
        less[place], more[place] = self._truth[place] - 1, self._truth[place] + 1
        return any(
            ends[0][place] <= ends[1][place] and self._world(ends) is not None
            for ends in ((low, less), (more, high))
        )

    def _world(
        self, ends: tuple[Ends, Ends], aim: Ends | None = None, options: Mapping[str, float] = THOROUGH
    ) -> Ends | None:
        """One with numbers between the `ends`, by the `aim` where there is one; None where none is found."""
        from scipy.optimize import Bounds, milp  # takes long to load

        goal = np.zeros(len(self._truth)) if aim is None else aim
        found: Ends | None = milp(
            goal, integrality=1, bounds=Bounds(*ends), constraints=self._constraints, options=dict(options)
        ).x
        return found
