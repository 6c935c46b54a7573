"""Somebody who knows every published number, how it was rounded, and how the numbers hang together.

Written without the code that protects: it keeps its own equations, and asks the integer solver for the least
and the most that a number can be.
"""

from collections.abc import Hashable, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.disclosure_control import Count

FAR = 10_000


def may_be(count: Count, threshold: int = 5) -> tuple[int, int]:
    """The least and the most that a published count leaves open on its own."""
    if count.below is not None:
        return 1, count.below - 1
    if count.value is None:
        return 0, FAR
    if count.value == 0:
        return 0, 0
    rounds_to_it = [
        n for n in range(threshold, count.value + 5) if round_up_small(n, threshold) == count.value
    ]
    return rounds_to_it[0], rounds_to_it[-1]


def round_up_small(number: int, threshold: int) -> int:
    """To the nearest 5, but never to less than the threshold."""
    nearest = 5 * round(number / 5)
    return nearest if nearest >= threshold else nearest + 5


class Reader:
    """Unknown numbers by name, what is printed of them, and equations."""

    def __init__(self, threshold: int = 5) -> None:
        self.threshold = threshold
        self.places: dict[Hashable, int] = {}
        self.open: list[tuple[int, int]] = []
        self.rows: list[tuple[dict[int, int], float, float]] = []

    def reads(self, name: Hashable, count: Count) -> None:
        """The count printed for `name`: again for the same name narrows it."""
        least, most = may_be(count, self.threshold)
        place = self.place(name)
        self.open[place] = max(self.open[place][0], least), min(self.open[place][1], most)

    def place(self, name: Hashable) -> int:
        if name not in self.places:
            self.places[name] = len(self.open)
            self.open.append((0, FAR))
        return self.places[name]

    def adds_up(self, whole: Hashable, parts: Sequence[Hashable]) -> None:
        self.rows.append(({self.place(whole): -1, **{self.place(one): 1 for one in parts}}, 0, 0))

    def overlaps(self, whole: Hashable, parts: Sequence[Hashable]) -> None:
        """`whole` is everybody who is in any of `parts`."""
        self.rows.append(({self.place(whole): -1, **{self.place(one): 1 for one in parts}}, 0, np.inf))
        for one in parts:
            self.rows.append(({self.place(whole): 1, self.place(one): -1}, 0, np.inf))

    def can_be(self, name: Hashable) -> tuple[int, int]:
        """The least and the most that the number can be, given everything."""
        aim = np.zeros(len(self.open))
        aim[self.place(name)] = 1
        return self._least(aim), -self._least(-aim)

    def _least(self, aim: np.ndarray) -> int:
        matrix = np.zeros((len(self.rows), len(self.open)))
        for line, (row, _, _) in enumerate(self.rows):
            for place, by in row.items():
                matrix[line, place] = by
        known = LinearConstraint(matrix, [row[1] for row in self.rows], [row[2] for row in self.rows])
        bounds = Bounds([low for low, _ in self.open], [high for _, high in self.open])
        found = milp(aim, integrality=1, bounds=bounds, constraints=known if self.rows else ())
        assert found.x is not None, "what is printed cannot be so: the attacker's equations are wrong"
        return round(float(aim @ found.x))

    def knows(self, name: Hashable) -> bool:
        least, most = self.can_be(name)
        return least == most
