"""No published number is about fewer people than the threshold, and none can be worked out from the others.

**Small.** 1 to threshold − 1 people (1–4 unless raised) is never shown; DfE prints `c` for such a cell
(“Children looked after: a focus on placement location”, methodology, explore-education-
statistics.service.gov.uk).

**Nought** is shown, as in DfE's tables (same page: a printed nought is a true nought): nobody is counted in
it, and “nobody aged 16 took part” is what a board must see. But nought of everybody tells about everybody:
where all gave one answer, the whole table is hidden, and no breakdown at all is shown of fewer than
`minimum_base` people (10). Research services that release to strangers are stricter: UK LLC
(guidebook.ukllc.ac.uk, “Statistical Disclosure Control”) hides every count under 10, noughts too.

**Subtraction.** In a table whose cells add up to a known total (`protect_partition`), further cells are
hidden until each small one could be anything from 1 to threshold − 1 in the eyes of somebody who knows
every published number, and until the hidden cells together hold at least `threshold` people. When a larger
cell had to be hidden, all hidden cells print alike: to tell the small ones apart would narrow them.

**One person in several cells** (`protect_overlap`: choices of a multiple choice, themes). Cells do not add
up, but each also tells how many did *not* say it, so a cell within the threshold of the total is hidden
like a small one; and since everybody is in some cell, a lone hidden cell is at least the total less all
others: then a second one is hidden. Where the cells exceed the total by less than the threshold, so many
people said two things.

**Totals of overlapping groups** (`protect_whole`: people per outcome over its questions, a theme over its
questions). A whole lies between its largest part and the sum of its parts. It is shown only when the shown
parts can account for all of it and leave every hidden part room to move; a label or theme also not when the
difference between whole and parts is itself a small group (two who said it only elsewhere).

What this does not do: it does not know that a question was asked only of those who gave a certain answer,
nor protect against comparing what was published on two days. How many did *not answer* a question is not
treated as a small group: bases are always shown.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from consultations.errors import Refused

LOWEST_THRESHOLD = 5
Counts = tuple["Count", ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """How careful to be: the smallest number of people that is shown. It may be raised, never lowered."""

    threshold: int = LOWEST_THRESHOLD

    def __post_init__(self) -> None:
        if self.threshold < LOWEST_THRESHOLD:
            raise Refused(
                "threshold-too-low",
                f"Numbers about {self.threshold} people would be shown.",
                f"Use a threshold of {LOWEST_THRESHOLD} or more.",
            )

    @property
    def minimum_base(self) -> int:
        """The fewest people of whom a breakdown, a percentage, a mean or a median is shown: 10."""
        return 2 * self.threshold

    def is_small(self, people: int) -> bool:
        return 0 < people < self.threshold


@dataclass(frozen=True, slots=True)
class Count:
    """What may be published of a number of people: the number, “fewer than 5”, or that it is hidden.

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
    return Count(None, below=rule.threshold) if rule.is_small(people) else Count(people)


def share(part: Count, base: Count, rule: Rule) -> int | None:
    """Whole per cent of shown numbers with a base of at least `minimum_base`; None otherwise."""
    if part.value is None or base.value is None or base.value < rule.minimum_base:
        return None
    return round(100 * part.value / base.value)


def protect_partition(cells: Sequence[int], rule: Rule, unfit: Collection[int] = ()) -> Counts:
    """Cells of which everybody is in exactly one; their sum is taken to be known to the reader.

    `unfit` are places of cells that must be hidden for another table's sake.
    """
    if _tells_of_everybody(cells, sum(cells), rule):
        return (HIDDEN,) * len(cells)
    small = {index for index, people in enumerate(cells) if rule.is_small(people)}
    if not unfit and _small_ones_hide_each_other([cells[index] for index in small], rule):
        return _published(cells, hidden=set(), small=small, rule=rule)
    hidden = _with_company(cells, small | set(unfit), rule)
    return _published(cells, hidden, set(), rule) if hidden else (HIDDEN,) * len(cells)


def protect_overlap(cells: Sequence[int], total: int, rule: Rule, unfit: Collection[int] = ()) -> Counts:
    """Cells of which everybody of `total` is in one or more, `total` taken to be known to the reader.

    `unfit` are places of cells that must be hidden for another table's sake.
    """
    counts = _protect_overlap(cells, total, rule)
    return tuple(HIDDEN if place in unfit else count for place, count in enumerate(counts))


def _protect_overlap(cells: Sequence[int], total: int, rule: Rule) -> Counts:
    if total < rule.minimum_base:
        return (HIDDEN,) * len(cells)
    small = {index for index, people in enumerate(cells) if rule.is_small(people)}
    telling = small | {index for index, people in enumerate(cells) if people > total - rule.threshold}
    accounted_for = sum(people for index, people in enumerate(cells) if index not in telling)
    if telling == small and accounted_for >= total:
        return _published(cells, _if_few_said_two_things(cells, total, rule), small, rule)
    if len(telling) == 1 and accounted_for < total:
        telling |= _smallest(cells, telling)
        if len(telling) == 1:
            return (HIDDEN,) * len(cells)
    return _published(cells, telling, set(), rule)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole: how many people it has, and what is published of that."""

    people: int
    count: Count


def protect_whole(people: int, parts: Sequence[Part], rule: Rule) -> Count:
    """How many people are in any of `parts`, given what is published of each."""
    if len(parts) == 1:
        return parts[0].count
    if rule.is_small(people):
        # “Fewer than” would also cap every hidden part, so it is said only when no part is hidden.
        return HIDDEN if any(part.count == HIDDEN for part in parts) else Count(None, below=rule.threshold)
    return Count(people) if _leaves_room(people, parts, rule) else HIDDEN


def unfit_parts(people: int, parts: Sequence[int], rule: Rule) -> set[int]:
    """The places of `parts` to hide so that `people`, how many are in any of them, can be shown.

    A part is unfit when it is small, or when few are in the whole but not in it. A lone small part takes the
    smallest other with it, and so does nothing hidden where few are in two parts.
    """
    unfit = {
        place
        for place, part in enumerate(parts)
        if rule.is_small(part) or (part and rule.is_small(people - part))
    }
    accounted_for = sum(part for place, part in enumerate(parts) if place not in unfit)
    lone = len(unfit) == 1 and accounted_for < people
    twice = not unfit and rule.is_small(sum(parts) - people)
    return unfit | _smallest(parts, unfit) if lone or twice else unfit


def whole_or_nothing(counts: Counts) -> Counts:
    """A table whose cells are part of totals elsewhere: all of it or none, for those would tell the rest."""
    return counts if all(count.shown for count in counts) else (HIDDEN,) * len(counts)


def wholes_of_partitions(
    wholes: Counts, shown: Sequence[Counts], tables: Sequence[Sequence[int]], rule: Rule
) -> Counts:
    """`wholes` as they may be shown over `tables`, in each of which everybody is in one cell: all, or none.

    `shown` is what is shown of the tables. None where a table is about few people, or where a small cell could
    be worked out to hold more than one.
    """
    totals = [sum(cells) for cells in tables]
    bounds = [
        [min(_most(cell, total), _most(whole, total)) for cell, whole in zip(counts, wholes, strict=True)]
        for counts, total in zip(shown, totals, strict=True)
    ]
    down = any(_squeezed(*table, rule) for table in zip(tables, bounds, totals, strict=True))
    columns = zip(zip(*tables, strict=True), zip(*bounds, strict=True), wholes, strict=True)
    across = any(_squeezed(cells, most, whole.value or 0, rule) for cells, most, whole in columns)
    few = min(totals) < rule.minimum_base
    return (HIDDEN,) * len(wholes) if few or down or across else wholes


def _most(count: Count, total: int) -> int:
    """The most people it can be about, as far as a reader can tell."""
    if count.value is not None:
        return count.value
    return total if count.below is None else count.below - 1


def _squeezed(cells: Sequence[int], most: Sequence[int], total: int, rule: Rule) -> bool:
    """Whether cells that make up at least `total` leave a small one no choice but to be above one."""
    return any(
        rule.is_small(people) and total - (sum(most) - most[place]) > 1 for place, people in enumerate(cells)
    )


def protect_sum(parts: Iterable[Part]) -> Count:
    """The sum of parts that are all shown; otherwise hidden, for it would give a lone part away."""
    kept = tuple(parts)
    return Count(sum(part.people for part in kept)) if all(part.count.shown for part in kept) else HIDDEN


def _leaves_room(people: int, parts: Sequence[Part], rule: Rule) -> bool:
    suppressed = [part for part in parts if not part.count.shown]
    if not suppressed:
        return True
    accounted_for = sum(part.people for part in parts if part.count.shown)
    slack = min(people - part.people for part in suppressed)
    return 0 < people <= accounted_for and slack >= rule.threshold - 1


def _tells_of_everybody(cells: Sequence[int], total: int, rule: Rule) -> bool:
    return 0 < total < rule.minimum_base or max(cells, default=0) == total > 0


def _small_ones_hide_each_other(small: Sequence[int], rule: Rule) -> bool:
    """Whether all may print “fewer than”: each could be 1, or threshold − 1, with the others in that range.

    True when there are none.
    """
    most, others, people = rule.threshold - 1, len(small) - 1, sum(small)
    return not small or (people >= rule.threshold and people - 1 <= others * most and people - most >= others)


def _with_company(cells: Sequence[int], small: set[int], rule: Rule) -> set[int]:
    """The small cells and as many of the smallest others as hide them; empty when all would not do."""
    hidden = set(small)
    while True:
        people = sum(cells[index] for index in hidden)
        if people >= rule.threshold and people - (rule.threshold - 1) >= len(hidden) - 1:
            return hidden
        more = _smallest(cells, hidden)
        if not more:
            return set()
        hidden |= more


def _smallest(cells: Sequence[int], taken: set[int]) -> set[int]:
    """The smallest cell above nought that is not taken: it costs the reader least."""
    left = [index for index, people in enumerate(cells) if people > 0 and index not in taken]
    return {min(left, key=lambda index: (cells[index], index))} if left else set()


def _if_few_said_two_things(cells: Sequence[int], total: int, rule: Rule) -> set[int]:
    """A cell to hide where fewer than the threshold can have given more than one answer."""
    return _smallest(cells, set()) if rule.is_small(sum(cells) - total) else set()


def _published(cells: Sequence[int], hidden: set[int], small: set[int], rule: Rule) -> Counts:
    return tuple(
        HIDDEN if index in hidden else Count(None, below=rule.threshold) if index in small else Count(people)
        for index, people in enumerate(cells)
    )
