"""What each group of people said about each outcome, entered in the publication of everything else.

The keys: (“group”, outcome, name) is how many people of a group had words about an outcome read; with
(“felt”, outcome, name) and a feeling, or (“spoke”, outcome, name) and a theme, come its cells. The cells of
all groups make up those of everybody, and a group's people about an outcome are among its people in all.

What is entered is bounded, because every number costs time to protect: no group by question, no theme that
fewer than the least base spoke of, and of the others the most spoken of.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from analysis.counting import Answers
from analysis.disclosure_control import Key, Publication
from analysis.readings import Feeling
from analysis.taxonomy import OTHER

FEELINGS = tuple(str(feeling) for feeling in Feeling)
MOST_GROUPS = 8
"""A question with more choices tells no groups apart that a board could compare."""
MOST_THEMES = 12


@dataclass(frozen=True, slots=True)
class Wholes:
    """Where an outcome's numbers of everybody stand: those read, and what its feelings and themes go by."""

    read: Key
    heard: Key
    theme: Key


class GroupCells:
    """`groups` gives the answers of each group to questions about outcomes, `band` how many people are in it:
    these stand under the keys (`key`, name).
    """

    def __init__(
        self,
        publication: Publication,
        groups: Mapping[str, Answers],
        key: Key,
        band: Mapping[str, int],
        themes: Sequence[str],
    ) -> None:
        self._publication, self._band, self._people = publication, key, band
        self._read = {name: said.read_by_outcome() for name, said in groups.items()}
        self._felt = {name: said.feelings("outcome") for name, said in groups.items()}
        self._spoke = {name: said.themes("outcome", themes, OTHER) for name, said in groups.items()}

    def enter(
        self, code: str, names: Sequence[str], themes: Sequence[str], wholes: Wholes, *, several: bool
    ) -> None:
        """Enter one outcome for the groups called `names`; `several`: its words are of several questions."""
        for name in names:
            self._enter_group(code, name, themes, several=several)
        partition = self._publication.partition
        partition(wholes.read, [("group", code, name) for name in names])
        for feeling in FEELINGS:
            partition((wholes.heard, feeling), [(("felt", code, name), feeling) for name in names])
        for theme in themes:
            partition((wholes.theme, theme), [(("spoke", code, name), theme) for name in names])

    def _enter_group(self, code: str, name: str, themes: Sequence[str], *, several: bool) -> None:
        entered, key = self._publication, ("group", code, name)
        read = self._read.get(name, {}).get(code, 0)
        shown = not 0 < read < entered.rule.minimum_base
        entered.add(key, read)
        entered.add(("silent", code, name), self._people[name] - read, shown=False)
        entered.partition((self._band, name), [key, ("silent", code, name)])
        felt = self._cells(self._felt, name, code, FEELINGS)
        relate = entered.union if several else entered.partition
        relate(key, entered.add_all(("felt", code, name), felt, shown=shown))
        spoke = entered.add_all(
            ("spoke", code, name), self._cells(self._spoke, name, code, themes), shown=shown
        )
        entered.within(key, spoke)

    @staticmethod
    def _cells(
        found: Mapping[str, Mapping[Hashable, Mapping[str, int]]], name: str, code: str, cells: Sequence[str]
    ) -> list[tuple[Key, int]]:
        own = found.get(name, {}).get(code, {})
        return [(cell, own.get(cell, 0)) for cell in cells]
