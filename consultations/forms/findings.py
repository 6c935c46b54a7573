"""Collecting everything that is wrong with a form, so that its author reads all of it at once."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from consultations.errors import Fault, Level, Place

MOST_COMPARED = 500
"""How many names a slip of the pen is compared with, so that a huge form stays quick to check."""


@dataclass(slots=True)
class Findings:
    """The faults found so far. `on` gives a view that speaks of one sheet and adds to the same list."""

    sheet: str | None = None
    faults: list[Fault] = field(default_factory=list)

    def on(self, sheet: str) -> "Findings":
        return Findings(sheet, self.faults)

    def error(self, code: str, message: str, fix: str, row: int = 0, column: str = "", at: int = 0) -> None:
        """Something that must be mended before the form can be used. Rows and characters count from 1."""
        self._add("error", code, message, fix, row, column, at)

    def warning(self, code: str, message: str, fix: str, row: int = 0, column: str = "", at: int = 0) -> None:
        """Something that works, but probably not as its author means."""
        self._add("warning", code, message, fix, row, column, at)

    def info(self, code: str, message: str, fix: str, row: int = 0, column: str = "", at: int = 0) -> None:
        """Something that the author may like to know."""
        self._add("info", code, message, fix, row, column, at)

    def _add(
        self, level: Level, code: str, message: str, fix: str, row: int, column: str, character: int
    ) -> None:
        place = Place(sheet=self.sheet, row=row or None, column=column or None, character=character or None)
        self.faults.append(Fault(code, message, fix, place, level))


def nearest(word: str, known: Iterable[str], alike: float = 0.7) -> str | None:
    """The one of `known` that is most like `word`, or None. `alike` is difflib's ratio, from 0 to 1."""
    by_folded = {name.casefold(): name for name in islice(known, MOST_COMPARED)}
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=alike)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, known: Sequence[str], otherwise: str) -> str:
    """A fix that names the nearest of `known`; `otherwise` where none is near."""
    close = nearest(word, known)
    return f"Did you mean “{close}”?" if close else otherwise


def listed(words: Iterable[object], at_most: int = 8) -> str:
    """Words as a list in a sentence: “a, b, c and 4 more”."""
    every = [str(word) for word in words]
    shown, left = every[:at_most], len(every) - at_most
    if left > 0:
        return f"{', '.join(shown)} and {left} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))
