"""The board's summary and the tables of the needs evidence, against somebody who has both.

The board is that of `test_board_disclosure`, with one more question: which town somebody lives in. The tables
tell the themes of what people wrote apart by age, as the board does, and by town, as it does not. The reader
knows that everybody who wrote is in one town, that the people of a town who wrote are among those who chose
it, and that whoever spoke of a theme wrote.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from analysis.counting import COLUMNS
from analysis.needs import Needs, cross
from analysis.protected import NOT_SAID
from analysis.summary import BoardSummary, Choice, Gathered, summarise
from tests.service.test_board_disclosure import (
    AGES,
    BAND,
    CHOICES,
    FIVE,
    QUESTIONS,
    SPOKE_OF,
    THEMES,
    Attacker,
    Profile,
    Truth,
    row,
    small,
)

TOWN = "town"
TOWNS = ("x", "y", "z")
Person = tuple[Profile, int]
"""What somebody answered, and their town: 0 is nothing."""


def gathered(people: Sequence[Person]) -> Gathered:
    rows = [
        row(number, question, picked)
        for number, (profile, _) in enumerate(people)
        for question, picked in zip((BAND, *QUESTIONS), profile, strict=True)
        if picked
    ]
    rows += [
        {**row(number, TOWN, 1), "value": TOWNS[town - 1]} for number, (_, town) in enumerate(people) if town
    ]
    choices = {**CHOICES, ("C", TOWN): [Choice(each, each) for each in TOWNS]}
    return Gathered(pd.DataFrame(rows, columns=list(COLUMNS)), choices, THEMES, (BAND,), BAND)


def published(people: Sequence[Person]) -> tuple[BoardSummary, tuple[Needs, ...]]:
    given = gathered(people)
    board = summarise(given.frame, given.choices, given.themes, given.grouping, voices=given.voices)
    return board, cross(given, FIVE)


@dataclass(frozen=True)
class TruthByTown:
    people: Sequence[Person]

    def numbers(self) -> Iterator[tuple[Hashable, int]]:
        yield from Truth([profile for profile, _ in self.people]).numbers()
        for place, town in enumerate((NOT_SAID, *TOWNS)):
            inside = [profile[2] for profile, lives in self.people if lives == place and profile[2]]
            if place:
                yield (TOWN, place - 1), sum(lives == place for _, lives in self.people)
            for theme in ("lights", "buses"):
                yield ("spoke in", town, theme), sum(theme in SPOKE_OF[one - 1] for one in inside)


class ReaderOfBoth(Attacker):
    """Reads the tables too. The names of ages are those under which the board's numbers stand."""

    def __init__(self, board: BoardSummary, tables: Sequence[Needs]) -> None:
        super().__init__(board)
        for one in tables:
            self._read_table(one)

    def _read_table(self, one: Needs) -> None:
        ages = one.group == BAND
        names = AGES if ages else (*TOWNS, NOT_SAID)
        wrote = [("of age" if ages else "wrote in", each) for each in names]
        self.adds_up(("question", "why"), wrote)
        for place, each in enumerate(() if ages else TOWNS):
            self.overlaps((TOWN, place), [("wrote in", each), ("silent in", each)])
        codes = {label: code for code, label in THEMES.items()}
        for label, counts in one.rows:
            kind = "spoke" if ages else "spoke in"
            cells = [(kind, each, codes[label]) for each in names]
            for cell, base, count in zip(cells, wrote, counts, strict=True):
                self.reads(cell, count)
                self.overlaps(base, [cell, ("other than", cell)])
            self.adds_up(("spoke", "everybody", codes[label]), cells)


ages = st.sampled_from((0, 1, 2, 3))
picks = st.sampled_from((0, 0, 0, 1, 2))
wrote = st.sampled_from((1, 1, 2, 2, 3, 0))
sizes = st.sampled_from((1, 2, 3, 4, 5, 8, 11))
kinds = st.tuples(sizes, st.tuples(ages, picks, wrote, picks, picks, picks), ages)
populations = st.lists(kinds, min_size=3, max_size=8).map(
    lambda found: [(one, town) for size, one, town in found for _ in range(size) if any(one)]
)
ALIKE = (0, 0, 0)
BY_ITSELF = (
    [((1, 0, 1, *ALIKE), 1)] * 12
    + [((1, 0, 1, *ALIKE), 2)] * 12
    + [((1, 0, 1, *ALIKE), 3)] * 4
    + [((1, 0, 3, *ALIKE), 3)] * 8
)
"""28 print as 30, two towns of 12 as 10: so the third has 4, by that table alone."""
BESIDE_THE_BOARD = (
    [((1, 0, 1, *ALIKE), 1)] * 11
    + [((2, 0, 1, *ALIKE), 1)] * 11
    + [((1, 0, 1, *ALIKE), 3)] * 2
    + [((2, 0, 1, *ALIKE), 3)] * 2
    + [((1, 0, 3, *ALIKE), 3)] * 8
)
"""26 print as 25: by the board's two ages of 13 they are 26 or 27; one town has 22 at most, the other 4."""
ALL_SMALL = [
    ((age, 0, felt, 0, 0, 0), town)
    for age in (1, 2, 3)
    for felt in (1, 2)
    for town in (1, 2, 3)
    for _ in range(2)
]


@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(populations.filter(lambda people: 20 <= len(people) <= 45))
@example(BY_ITSELF)
@example(BESIDE_THE_BOARD)
@example(ALL_SMALL)
def test_no_number_from_one_to_four_can_be_worked_out_from_the_board_and_the_tables(
    people: list[Person],
) -> None:
    board, tables = published(people)
    truth, reader = TruthByTown(people), ReaderOfBoth(board, tables)
    for name, size in truth.numbers():
        assert not (small(size) and name in reader.places and reader.knows(name)), name


def test_the_tables_show_what_can_be_shown() -> None:
    three = [((1, 0, 2, *ALIKE), 1)] * 15 + [((2, 0, 2, *ALIKE), 2)] * 22 + [((2, 0, 1, *ALIKE), 3)] * 9
    by = {one.group: one for one in published(three)[1]}
    assert by[TOWN].groups == (*TOWNS, "Did not say")
    shown = {label: [str(count) for count in counts] for label, counts in by[TOWN].rows}
    hidden = "hidden to protect privacy"  # fewer than ten wrote in that town
    assert shown == {"Lights": ["15", "20", hidden, "0"], "Buses": ["15", "20", hidden, "0"]}
    assert [str(count) for count in dict(by[BAND].rows)["Lights"]] == ["15", "30", "0", "0"]
