"""The page that watches a consultation, against somebody who knows all its numbers and their relations."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from admin_api.watch_counts import Shown, Watched, shown
from analysis.disclosure_control import HIDDEN, Count, Rule
from consultations.storage.watching import AtQuestion, People
from tests.unit.analysis.attacker import Reader

FIVE = Rule()
AGES = ("", "13_15", "16_17")
CHANNELS = ("web", "telegram")
QUESTIONS = 3


@dataclass(frozen=True)
class Person:
    """`got_to` is how many questions they did; who did all of them finished. `skips` is one of these."""

    age: int
    channel: int
    got_to: int
    skips: int
    blocked: bool

    def did(self, question: int) -> bool:
        return question < self.got_to

    def skipped(self, question: int) -> bool:
        return self.did(question) and question == self.skips


def watched(people: Sequence[Person]) -> Watched:
    finished = sum(one.got_to == QUESTIONS for one in people)
    ages, channels = Counter(one.age for one in people), Counter(one.channel for one in people)
    return Watched(
        people=People(len(people), finished),
        channels={name: channels[place] for place, name in enumerate(CHANNELS)},
        ages={name: ages[place] for place, name in enumerate(AGES)},
        questions=[at_question(people, place) for place in range(QUESTIONS)],
        blocked=sum(one.blocked for one in people),
    )


def at_question(people: Sequence[Person], place: int) -> AtQuestion:
    reached, skipped = sum(one.did(place) for one in people), sum(one.skipped(place) for one in people)
    left = 0 if place == QUESTIONS - 1 else sum(one.got_to == place + 1 for one in people)
    return AtQuestion(reached - skipped, skipped, left, reached)


def truth(found: Watched) -> Iterator[tuple[Hashable, int]]:
    people = found.people
    yield "began", people.began
    yield "finished", people.finished
    yield "stopped", people.began - people.finished
    yield "blocked", found.blocked
    yield from ((("channel", name), cell) for name, cell in found.channels.items())
    yield from ((("age", name), cell) for name, cell in found.ages.items())
    for place, at in enumerate(found.questions):
        yield ("answered", place), at.answered
        yield ("skipped", place), at.skipped
        yield ("left", place), at.left_after
        yield ("reached", place), at.reached


class Attacker(Reader):
    def __init__(self, page: Shown) -> None:
        super().__init__()
        self.reads("began", page.began)
        self.reads("finished", page.finished)
        self.reads("blocked", page.blocked)
        self.adds_up("began", ["finished", "stopped"])
        self.adds_up("began", ["blocked", "reachable"])
        for name, group in ("channel", page.channels), ("age", page.ages):
            for cell, count in group.items():
                self.reads((name, cell), count)
            self.adds_up("began", [(name, cell) for cell in group])
        for place, (answered, skipped, left) in enumerate(page.questions):
            self.reads(("answered", place), answered)
            self.reads(("skipped", place), skipped)
            self.reads(("left", place), left)
            self.adds_up(("reached", place), [("answered", place), ("skipped", place)])
            after: Hashable = ("reached", place + 1) if place + 1 < QUESTIONS else "finished"
            self.adds_up(("reached", place), [("left", place), after])
            self.adds_up("began", [("reached", place), ("away", place)])
        self.adds_up("stopped", [*(("left", place) for place in range(QUESTIONS)), "nowhere"])


persons = st.builds(
    Person,
    age=st.integers(0, 2),
    channel=st.integers(0, 1),
    got_to=st.integers(0, QUESTIONS),
    skips=st.integers(0, QUESTIONS),
    blocked=st.booleans(),
)
groups = st.lists(st.tuples(st.sampled_from((1, 2, 3, 4, 5, 7, 11)), persons), min_size=1, max_size=6)
EVERYTHING = Person(1, 0, QUESTIONS, QUESTIONS, False)


@settings(max_examples=50, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(groups)
@example([(5, EVERYTHING), (1, Person(1, 0, 1, 3, False)), (1, Person(1, 0, 2, 3, False))])
@example([(10, EVERYTHING), (2, Person(2, 1, 1, 0, True)), (1, Person(0, 1, 0, 3, False))])
@example([(6, EVERYTHING), (6, Person(0, 0, 3, 0, False))])
def test_no_small_number_can_be_worked_out_from_the_whole_page(groups: list[tuple[int, Person]]) -> None:
    found = watched([one for size, one in groups for _ in range(size)])
    page = shown(found, FIVE)
    reader = Attacker(page)
    for name, people in truth(found):
        assert not (FIVE.is_small(people) and reader.knows(name)), name


def test_tables_that_are_safe_apart_can_give_a_number_away_together_and_one_is_hidden() -> None:
    """Of 5 to 7 who began and 5 to 7 who finished, two stopped at most: two “fewer than 5” are 1 each."""
    people = [EVERYTHING] * 5 + [Person(1, 0, 1, 3, False), Person(1, 0, 2, 3, False)]
    page = shown(watched(people), FIVE)
    assert (page.began, page.finished) == (Count(5), Count(5))
    assert HIDDEN in [count for line in page.questions for count in line]


def test_what_other_pages_print_too_is_never_hidden_here() -> None:
    people = [EVERYTHING] * 10 + [Person(0, 1, 1, 0, True)] * 3
    page = shown(watched(people), FIVE)
    assert (page.began, page.finished) == (Count(15), Count(10))


def test_where_all_used_one_way_their_number_is_no_breakdown() -> None:
    page = shown(Watched(People(7, 7), {"web": 7}, {"13_15": 7, "16_17": 0}), FIVE)
    assert page.channels == {"web": Count(5)}
    assert page.ages == {"13_15": Count(5), "16_17": Count(0)}


def test_few_people_are_not_broken_down() -> None:
    page = shown(Watched(People(8, 8), {"web": 3, "telegram": 5}, {"": 8}), FIVE)
    assert page.channels == {"web": HIDDEN, "telegram": HIDDEN}


def test_who_used_two_ways_is_in_both() -> None:
    page = shown(Watched(People(12, 12), {"web": 10, "supporter": 6}, {"": 12}), FIVE)
    assert page.channels == {"web": Count(10), "supporter": Count(5)}
