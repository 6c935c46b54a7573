"""The whole summary against somebody who knows every number in it and how they belong together.

One consultation, two outcomes with two and three questions, and the question that says who took part. The
reader knows that a question's cells add up to its base, that an outcome has at least as many people as its
largest question and at most as many as all together, that its answers are their sum, and that the same holds
for the board over its outcomes; of the groups by age, that together they are everybody, that a group's people
about an outcome are among its people in all, and that each of them is in one feeling. How many did not answer
is not protected, and so not attacked.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from analysis.counting import COLUMNS
from analysis.disclosure_control import Count, Rule
from analysis.protected import NOT_SAID
from analysis.summary import BoardSummary, Choice, OutcomeSummary, QuestionSummary, Voice, summarise
from analysis.taxonomy import RESERVED
from tests.unit.analysis.attacker import Reader

FIVE = Rule()
BAND = "age_band"
QUESTIONS = {"safe": "O1", "why": "O1", "heard": "O2", "helped": "O2", "told": "O2"}
ABC = ("a", "b", "c")
CHOICES = {("C", name): [Choice(each, each) for each in ABC] for name in (BAND, *QUESTIONS) if name != "why"}
FEELINGS = ("positive", "needs change", "mixed")
THEMES = {"lights": "Lights", "buses": "Buses", **RESERVED}
SPOKE_OF = (("lights",), ("lights", "buses"), ("other",))
"""What those spoke of who felt so."""
AGES = (*ABC, NOT_SAID)
Profile = tuple[int, ...]
"""What somebody answered to age band and each question: 0 is nothing, 1 to 3 the choices or feelings."""


def row(person: int, question: str, picked: int) -> dict[str, object]:
    blank = dict.fromkeys(COLUMNS)
    kind = {"question": question, "question_label": question, "outcome": QUESTIONS.get(question)}
    said = {"question_type": "select_one", "value": ABC[picked - 1]}
    if question == "why":
        said = {"question_type": "text", "value": "…", "status": "read", "label": FEELINGS[picked - 1]}
        said["themes"] = list(SPOKE_OF[picked - 1])
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
    return summarise(frame, CHOICES, THEMES, [BAND], voices=BAND)


@dataclass(frozen=True)
class Truth:
    """What is really so; only the test knows."""

    people: Sequence[Profile]

    def base(self, question: str) -> int:
        return sum(self.cells(question))

    def cells(self, question: str) -> list[int]:
        place = (BAND, *QUESTIONS).index(question)
        return [sum(profile[place] == picked for profile in self.people) for picked in (1, 2, 3)]

    def numbers(self) -> Iterator[tuple[Hashable, int]]:
        """Every number with its name."""
        yield "everybody", len(self.people)
        for code in set(QUESTIONS.values()):
            yield ("outcome", code), self.in_outcome(code)
        for question in (BAND, *QUESTIONS):
            yield ("question", question), self.base(question)
            for cell, size in enumerate(self.cells(question)):
                yield ("band", ABC[cell]) if question == BAND else (question, cell), size
        for age, name in enumerate((NOT_SAID, *ABC)):
            yield from self.of_age(name, [profile[2] for profile in self.people if profile[0] == age])

    def of_age(self, age: str, why: Sequence[int]) -> Iterator[tuple[Hashable, int]]:
        yield ("of age", age), sum(map(bool, why))
        for felt, feeling in enumerate(FEELINGS, start=1):
            yield ("felt", age, feeling), why.count(felt)
        for theme in ("lights", "buses"):
            yield ("spoke", age, theme), sum(theme in SPOKE_OF[one - 1] for one in why if one)

    def in_outcome(self, code: str) -> int:
        places = [place for place, outcome in enumerate(QUESTIONS.values(), start=1) if outcome == code]
        return sum(any(profile[place] for place in places) for profile in self.people)


class Attacker(Reader):
    """Reads every number of a summary, under names that the truth has too."""

    def __init__(self, board: BoardSummary) -> None:
        super().__init__()
        self.reads("everybody", board.people)
        self.reads("everybody", board.consultations[0].people)
        bands = [self._cell(("band", one.name), one.people) for one in board.who_took_part[0].rows]
        self.adds_up("everybody", bands)
        self.adds_up("told an age", bands[: len(ABC)])
        for outcome in board.outcomes:
            self._read_outcome(outcome)
        self.overlaps("everybody", [*(("outcome", one.code) for one in board.outcomes), "told an age"])

    def _cell(self, name: Hashable, count: Count) -> Hashable:
        self.reads(name, count)
        return name

    def _read_outcome(self, outcome: OutcomeSummary) -> None:
        self.reads(("outcome", outcome.code), outcome.people)
        self.reads(("answers", outcome.code), outcome.answers)
        for question in outcome.questions:
            self.reads(("question", question.question), question.people)
            cells = enumerate(table(question))
            self.adds_up(
                ("question", question.question),
                [self._cell((question.question, cell), count) for cell, count in cells],
            )
        for voice in outcome.voices:
            self._read_voice(voice)
        if outcome.voices:
            self._make_up(outcome)
        asked = [("question", question.question) for question in outcome.questions]
        self.overlaps(("outcome", outcome.code), asked)
        self.adds_up(("answers", outcome.code), asked)

    def _read_voice(self, voice: Voice) -> None:
        age = voice.group
        self.reads(("of age", age), voice.people)
        self.adds_up(("band", age), [("of age", age), ("silent", age)])
        felt = [self._cell(("felt", age, one.name), one.people) for one in voice.feelings]
        self.adds_up(("of age", age), felt)
        for one in voice.themes:
            self.overlaps(("of age", age), [self._cell(("spoke", age, one.name), one.people), ("else", age)])

    def _make_up(self, outcome: OutcomeSummary) -> None:
        """Those of all ages are everybody; nobody here wrote anything that was not read."""
        self.adds_up(("question", "why"), [("of age", age) for age in AGES])
        for cell, feeling in enumerate(FEELINGS):
            self.adds_up(("why", cell), [("felt", age, feeling) for age in AGES])
        for one in outcome.themes:
            if any(theme.name == one.name for voice in outcome.voices for theme in voice.themes):
                self.reads(("spoke", "everybody", one.name), one.people)
                self.adds_up(("spoke", "everybody", one.name), [("spoke", age, one.name) for age in AGES])


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


@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate))
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
@example([(1, 0, 1, 0, 0, 0)] * 11 + [(2, 0, 1, 0, 0, 0)] * 4 + [(2, 0, 2, 0, 0, 0)] * 10)
@example(
    [(1, 0, 2, 0, 0, 0)] * 12 + [(2, 0, 2, 0, 0, 0)] * 10 + [(2, 0, 3, 0, 0, 0)] * 2 + [(3, 0, 2, 0, 0, 0)]
)
@example(  # of “10” that are 8, two groups of “fewer than 5” would be 4 and 4
    [(3, 0, 0, 0, 0, 0)] * 3
    + [(3, 0, 1, 2, 0, 3)] * 4
    + [(1, 0, 0, 2, 1, 0)]
    + [(0, 0, 1, 3, 0, 1)] * 4
    + [(3, 2, 0, 0, 1, 2)] * 4
    + [(1, 0, 0, 0, 2, 0)] * 5
)
def test_no_number_from_one_to_four_can_be_worked_out_from_all_that_is_published(people):
    truth, reader = Truth(people), Attacker(published(people))
    for name, size in truth.numbers():
        assert not (small(size) and name in reader.places and reader.knows(name)), name
