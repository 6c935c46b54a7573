"""The whole summary against somebody who knows every number in it and how they belong together.

One consultation, two outcomes with two and three questions, and the question that says who took part. The
reader knows that a question's cells add up to its base, that an outcome has at least as many people as its
largest question and at most as many as all together, that its answers are their sum, and that the same holds
for the board over its outcomes. How many did not answer is not protected, and so not attacked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from analysis.counting import COLUMNS
from analysis.disclosure_control import Count, Rule
from analysis.summary import BoardSummary, Choice, OutcomeSummary, QuestionSummary, summarise
from analysis.taxonomy import RESERVED
from tests.unit.analysis import attacker

FIVE = Rule()
BAND = "age_band"
QUESTIONS = {"safe": "O1", "why": "O1", "heard": "O2", "helped": "O2", "told": "O2"}
ABC = ("a", "b", "c")
CHOICES = {("C", name): [Choice(each, each) for each in ABC] for name in (BAND, *QUESTIONS) if name != "why"}
FEELINGS = ("positive", "needs change", "mixed")
Profile = tuple[int, ...]
"""What somebody answered to age band and each question: 0 is nothing, 1 to 3 the choices or feelings."""


def row(person: int, question: str, picked: int) -> dict[str, object]:
    blank = dict.fromkeys(COLUMNS)
    kind = {"question": question, "question_label": question, "outcome": QUESTIONS.get(question)}
    said = {"question_type": "select_one", "value": ABC[picked - 1]}
    if question == "why":
        said = {"question_type": "text", "value": "…", "status": "read", "themes": ["other"]}
        said["label"] = FEELINGS[picked - 1]
    return {**blank, **kind, **said, "participant": person, "consultation": "C"}


def published(people: Sequence[Profile]) -> BoardSummary:
    frame = pd.DataFrame(
        [
            row(person, question, picked)
            for person, profile in enumerate(people)
            for question, picked in zip((BAND, *QUESTIONS), profile, strict=True)
            if picked
        ],
        columns=list(COLUMNS),
    )
    return summarise(frame, CHOICES, RESERVED, [BAND])


@dataclass(frozen=True)
class Truth:
    """What is really so; only the test knows."""

    people: Sequence[Profile]

    def base(self, question: str) -> int:
        return sum(self.cells(question))

    def cells(self, question: str) -> list[int]:
        place = (BAND, *QUESTIONS).index(question)
        return [sum(profile[place] == picked for profile in self.people) for picked in (1, 2, 3)]

    def in_outcome(self, code: str) -> int:
        places = [place for place, outcome in enumerate(QUESTIONS.values(), start=1) if outcome == code]
        return sum(any(profile[place] for place in places) for profile in self.people)


class Attacker:
    """Everything that the published numbers leave open, part by part."""

    def __init__(self, board: BoardSummary, at_most: int) -> None:
        self.board, self.most = board, at_most
        self.totals = set(self._open(board.people)) & set(self._open(board.consultations[0].people))
        self.totals &= self._sums(board.who_took_part[0].rows)
        self.told_no_age = {total: min(self._band(total, len(ABC)), default=0) for total in self.totals}
        self.outcomes = [set(self._outcome(outcome)) for outcome in board.outcomes]
        unions = product(*({people for people, _ in outcome} for outcome in self.outcomes))
        self.worlds = [world for world in unions if self._holds(world)]

    def _open(self, count: Count) -> range:
        return attacker.may_be(count, self.most, 0)

    def _sums(self, rows) -> set[int]:
        counts = [one.people for one in rows]
        reachable = {0}
        for values in attacker.domains(counts, self.most):
            reachable = {total + value for total in reachable for value in values}
        return reachable

    def _outcome(self, outcome: OutcomeSummary) -> Iterator[tuple[int, tuple[int, ...]]]:
        """(people, the base of each question), as far as the outcome's own numbers allow."""
        for bases in product(*(self._open(one.people) for one in outcome.questions)):
            if outcome.answers.value in (None, sum(bases)):
                for people in self._open(outcome.people):
                    if max(bases) <= people <= sum(bases):
                        yield people, bases

    def _holds(self, unions: tuple[int, ...]) -> bool:
        """Everybody in an outcome took part, and everybody who told no age is in an outcome."""
        return any(
            max(unions, default=0) <= total and self.told_no_age[total] <= sum(unions)
            for total in self.totals
        )

    def _band(self, total: int, cell: int) -> set[int]:
        return attacker.in_partition([one.people for one in self.board.who_took_part[0].rows], total, cell)

    def in_outcome(self, place: int) -> set[int]:
        return {world[place] for world in self.worlds}

    def base(self, place: int, question: int) -> set[int]:
        open_still = self.in_outcome(place)
        return {bases[question] for people, bases in self.outcomes[place] if people in open_still}

    def cell(self, outcome: int, question: int, cell: int) -> set[int]:
        counts = table(self.board.outcomes[outcome].questions[question])
        return {
            value
            for total in self.base(outcome, question)
            for value in attacker.in_partition(counts, total, cell)
        }

    def band(self, cell: int) -> set[int]:
        return {value for total in self.totals for value in self._band(total, cell)}


def table(question: QuestionSummary) -> list[Count]:
    """The cells of a question that add up to its base."""
    if question.unread:
        unread = question.unread
        feelings = {one.name: one.people for one in question.feelings}
        rest = [feelings["no clear signal"], unread.empty, unread.not_english, unread.waiting]
        return [feelings[name] for name in FEELINGS] + rest
    return [one.people for one in question.distribution]


def small(people: int) -> bool:
    return 0 < people < FIVE.threshold


picks = st.sampled_from((0, 0, 0, 1, 2, 3))  # most groups leave most questions out: bases are small too
sizes = st.sampled_from((1, 2, 3, 4, 5, 7, 11))
groups = st.lists(st.tuples(sizes, st.tuples(*[picks] * (1 + len(QUESTIONS)))), min_size=2, max_size=7)
populations = groups.map(lambda found: [one for size, one in found for _ in range(size) if any(one)])


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(populations.filter(lambda people: 5 <= len(people) <= 35))
@example([(1, 1, 0, 0, 0, 0)] * 10 + [(2, 2, 0, 0, 0, 0)] * 8 + [(1, 0, 3, 0, 0, 0)] * 3)
@example([(0, 0, 0, 1, 0, 0)] * 12 + [(0, 0, 0, 0, 2, 0)] * 2 + [(0, 0, 0, 3, 0, 1)] * 9)
@example(
    [(1, 0, 0, 0, 0, 0)] * 6
    + [(2, 0, 0, 0, 0, 0)] * 5
    + [(0, 1, 0, 0, 0, 0)] * 10
    + [(0, 2, 0, 0, 0, 0)] * 10
    + [(0, 0, 0, 1, 0, 0)] * 3
)
@example([(1, 1, 0, 0, 0, 0)] * 14 + [(0, 2, 0, 0, 0, 0)] * 6 + [(0, 0, 0, 1, 0, 0)] * 4)
def test_no_number_from_one_to_four_can_be_worked_out_from_all_that_is_published(people):
    truth, board = Truth(people), published(people)
    reader = Attacker(board, at_most=len(people) + 6)
    unknown = {1, 2, 3, 4}
    for place, outcome in enumerate(board.outcomes):
        if outcome.code and small(truth.in_outcome(outcome.code)):
            assert reader.in_outcome(place) >= unknown
        for number, question in enumerate(outcome.questions):
            if small(truth.base(question.question)):
                assert reader.base(place, number) >= unknown
            elif truth.base(question.question):
                for cell, size in enumerate(truth.cells(question.question)):
                    assert not small(size) or reader.cell(place, number, cell) >= unknown
    for cell, size in enumerate(truth.cells(BAND)):
        assert not small(size) or reader.band(cell) >= unknown
