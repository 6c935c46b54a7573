"""Somebody who knows every published number, and how cells and totals belong together."""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import product

from analysis.disclosure_control import Count, Rule


def may_be(count: Count, total: int, lowest_hidden: int) -> range:
    """The values that a published count leaves open on its own."""
    if count.value is not None:
        return range(count.value, count.value + 1)
    return range(1, count.below) if count.below else range(lowest_hidden, total + 1)


def domains(counts: Sequence[Count], total: int) -> list[range]:
    """Noughts are shown, so a hidden cell has somebody in it; unless the whole table is hidden."""
    lowest = 0 if not any(count.shown for count in counts) else 1
    return [may_be(count, total, lowest) for count in counts]


def in_partition(counts: Sequence[Count], total: int, cell: int) -> set[int]:
    """What `cell` can be when the cells add up to `total`: sums of the others as the bits of an integer."""
    opens = domains(counts, total)
    others = [opens[index] for index in range(len(counts)) if index != cell]
    sums = reduce(lambda bits, values: reduce(int.__or__, (bits << value for value in values), 0), others, 1)
    return {value for value in opens[cell] if value <= total and sums >> (total - value) & 1}


def in_overlap(counts: Sequence[Count], total: int, cell: int) -> set[int]:
    """What `cell` can be when everybody of `total` is in one cell or more."""
    opens = domains(counts, total)
    most = sum(min(total, values[-1]) for index, values in enumerate(opens) if index != cell)
    return {value for value in opens[cell] if value <= total <= value + most}


def said_two_things(counts: Sequence[Count], total: int) -> range:
    """By how much the cells of an overlapping table can exceed `total`."""
    opens = domains(counts, total)
    return range(
        max(0, sum(values[0] for values in opens) - total), sum(values[-1] for values in opens) - total + 1
    )


def worlds(counts: Sequence[Count], total: int) -> list[tuple[int, ...]]:
    """Every way to fill a partition's cells."""
    return [cells for cells in product(*domains(counts, total)) if sum(cells) == total]


def in_family(
    tables: Sequence[tuple[Sequence[Count], int]], wholes: Sequence[Count], everybody: int, cell: int
) -> set[int]:
    """What `cell` of the first of two partitions can be; `wholes` says how many are in a column of either."""
    first, second = (worlds(counts, total) for counts, total in tables)
    return {mine[cell] for mine in first if any(_fits(mine, other, wholes, everybody) for other in second)}


def _fits(mine: Sequence[int], other: Sequence[int], wholes: Sequence[Count], everybody: int) -> bool:
    return all(_column_fits(*column, everybody) for column in zip(mine, other, wholes, strict=True))


def _column_fits(mine: int, other: int, whole: Count, everybody: int) -> bool:
    return any(max(mine, other) <= value <= mine + other for value in may_be(whole, everybody, 0))


def small_cells(cells: Sequence[int], rule: Rule) -> Iterator[int]:
    yield from (index for index, people in enumerate(cells) if 0 < people < rule.threshold)
