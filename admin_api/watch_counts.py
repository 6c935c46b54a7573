"""The numbers of people on the page that watches a consultation, entered in one `Publication`.

They are about the same people: those who began are those of all ages, those of all channels, and those who
finished with those who stopped somewhere. So none of them is protected by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.disclosure_control import Count, Key, Publication, Rule
from consultations.storage.watching import AtQuestion, People

BEGAN, FINISHED, STOPPED, BLOCKED = "began", "finished", "stopped", "blocked"
REACHED, ANSWERED, SKIPPED, LEFT = "reached", "answered", "skipped", "left"


@dataclass(frozen=True, slots=True)
class Watched:
    """What was counted. `questions` are those whose numbers are shown, in their order."""

    people: People
    channels: Mapping[str, int]
    ages: Mapping[str, int]
    questions: Sequence[AtQuestion] = ()
    blocked: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be seen of a `Watched`; of each question who answered, who skipped, who stopped after it."""

    began: Count
    finished: Count
    channels: Mapping[str, Count]
    ages: Mapping[str, Count]
    questions: Sequence[tuple[Count, Count, Count]]
    blocked: Count


def shown(found: Watched, rule: Rule) -> Shown:
    entered = _Entered(found, rule)
    counts = entered.publication.close()
    return Shown(
        began=counts[BEGAN],
        finished=counts[FINISHED],
        channels={name: counts["channel", name] for name in found.channels},
        ages={name: counts["age", name] for name in found.ages},
        questions=[
            (counts[ANSWERED, place], counts[SKIPPED, place], counts[LEFT, place])
            for place in range(len(found.questions))
        ],
        blocked=counts[BLOCKED],
    )


class _Entered:
    """Everything that a reader knows of how the numbers hang together, where it holds."""

    def __init__(self, found: Watched, rule: Rule) -> None:
        self.publication = Publication(rule)
        self._found = found
        self._rule = rule
        # The desk and the consultation's page print these two as well.
        self.publication.add(BEGAN, found.people.began, stays=True)
        self.publication.add(FINISHED, found.people.finished, stays=True)
        self.publication.add(BLOCKED, found.blocked)
        self._within(BEGAN, FINISHED, found.people.finished, STOPPED)
        self._within(BEGAN, BLOCKED, found.blocked, "not blocked")
        self._enter_group("channel", found.channels)
        self._enter_group("age", found.ages)
        self._enter_questions()

    def _within(self, whole: Key, part: Key, people: int, rest: Key) -> None:
        """Everybody of `part` is of `whole`, which is entered and all who began; the `rest` is not shown."""
        self.publication.add(rest, self._found.people.began - people, shown=False)
        self.publication.partition(whole, [part, rest])

    def _enter_group(self, name: str, cells: Mapping[str, int]) -> None:
        """Where all are of one kind that is what is to be seen: nobody has said anything by it."""
        total, apart = sum(cells.values()), sum(map(bool, cells.values())) > 1
        enough = not apart or total >= self._rule.minimum_base
        keys = self.publication.add_all(name, cells.items(), shown=enough)
        self._makes_up(BEGAN, keys, total)

    def _makes_up(self, whole: Key, parts: Sequence[Key], total: int) -> None:
        """`total` is the sum of `parts`; whoever used two channels is in both."""
        if total > self._found.people.began:
            self.publication.union(whole, parts)
        else:
            self.publication.partition(whole, parts)

    def _enter_questions(self) -> None:
        """Who came to a question answered or skipped it; then they stopped there or came to the next."""
        enter, found = self.publication, self._found.questions
        for place, at in enumerate(found):
            enter.add((REACHED, place), at.reached, shown=False)
            for name, people in (ANSWERED, at.answered), (SKIPPED, at.skipped), (LEFT, at.left_after):
                enter.add((name, place), people)
            self._within(BEGAN, (REACHED, place), at.reached, ("never came to", place))
            did: list[Key] = [(ANSWERED, place), (SKIPPED, place)]
            enter.partition((REACHED, place), did)
            enter.union((REACHED, place), did)
        came: list[Key] = [(REACHED, place) for place in range(len(found))]
        for place, after in enumerate([*came[1:], FINISHED][: len(came)]):
            enter.partition(came[place], [(LEFT, place), after])
        enter.add("nowhere", self._stopped_nowhere(), shown=False)
        enter.partition(STOPPED, [*((LEFT, place) for place in range(len(found))), "nowhere"])

    def _stopped_nowhere(self) -> int:
        """Who began and did nothing at any question that is shown."""
        people = self._found.people
        return max(people.began - people.finished - sum(at.left_after for at in self._found.questions), 0)
