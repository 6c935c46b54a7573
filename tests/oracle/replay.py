"""A walk through a form as Together sees it: the same answers, and what holds after each of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.following import calculations_kept, no_longer_chosen, with_what_is_left
from consultations.forms.compiled import CompiledForm, Surroundings
from consultations.forms.form_state import FormState
from consultations.forms.given import Given
from consultations.forms.places import split_key
from consultations.forms.questionnaire import Question

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Kind = Literal["relevant", "required", "valid", "calculated", "answer", "options", "times", "there"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a person does: an answer at `key` ("" takes it away), or one more time round it."""

    key: str
    value: str = ""
    another: bool = False

    def __str__(self) -> str:
        return f"{self.key} + 1" if self.another else f"{self.key} = {self.value!r}"


@dataclass(frozen=True, slots=True)
class Node:
    """What holds for one node; None where the thing does not exist for it."""

    relevant: bool | None = None
    required: bool | None = None
    valid: bool | None = None
    calculated: str | None = None
    answer: str | None = None
    options: tuple[str, ...] | None = None
    times: int | None = None


Nodes = Mapping[str, Node]


@dataclass
class Walker:
    """A person on their way through a form. Keeps what a conversation keeps between two answers."""

    form: CompiledForm
    answers: dict[str, str] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)
    times: dict[str, int] = field(default_factory=dict)
    calculated: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._follow()

    @property
    def state(self) -> FormState:
        passed = dict.fromkeys(self.skipped, "")
        values = {**self.defaults, **self.calculated, **passed, **self.answers}
        around = Surroundings(NOW, ZoneInfo("Europe/London"), lambda: 0.5, lambda: "an-id")
        language = self.form.questionnaire.default_language
        return FormState(self.form, Given(values, self.times, language, 0), around)

    def do(self, step: Step) -> None:
        had = "" if step.another else self.state.value(step.key)
        if step.another:
            self.times[step.key] = self.times.get(step.key, 1) + 1
        elif step.value:
            self.skipped.discard(step.key)
            self.answers[step.key] = step.value
        else:
            self.answers.pop(step.key, None)
            self.skipped.add(step.key)
        self._clear_what_cannot_be_chosen()
        self._follow()
        if not step.another and self.state.value(step.key) != had:
            self._run_triggered(step.key)

    def _clear_what_cannot_be_chosen(self) -> None:
        while (found := no_longer_chosen(self.state, self.answers)) is not None:
            self.answers = with_what_is_left(self.answers, *found)

    def _follow(self) -> None:
        """What follows from a change: defaults are worked out once, calculations are kept."""
        self.defaults = {**self.state.defaults(), **self.defaults}
        state = self.state
        self.calculated, unseen = calculations_kept(state, state.calculated(), self.calculated)
        self.defaults |= unseen

    def _run_triggered(self, key: str) -> None:
        for waiting in self.form.triggered.get(split_key(key)[0], ()):
            place = next((one.key for one in self.state.places if one.name == waiting), waiting)
            kept = self.defaults if self.form.questions[waiting].asked else self.calculated
            kept[place] = self.state.fresh(place)

    def nodes(self) -> Nodes:
        """What holds now, by key."""
        state = self.state
        return dict(_nodes(state))


def _nodes(state: FormState) -> Iterator[tuple[str, Node]]:
    for place in state.places:
        if not isinstance(place.item, Question):
            if not place.another:
                yield place.key, Node(relevant=state.applies(place))
            continue
        one, value = state.one(place.key), state.value(place.key)
        yield (
            place.key,
            Node(
                relevant=state.relevant(place.key),
                required=state.required(place.key),
                valid=state.allows(place.key, value),
                calculated=None if one.asked else value,
                answer=value if one.asked else None,
                options=_options(state, place.key) if one.kind.uses_choices else None,
            ),
        )
    for repeat in state.form.layout.repeats:
        for where in _places_of(state, repeat):
            yield f"{repeat}{where} times", Node(times=state.times(repeat, _where(state, repeat, where)))


def _options(state: FormState, key: str) -> tuple[str, ...]:
    """Sorted where the order is the person's own."""
    parameters = state.one(key).question.parameters
    names = [choice.name for choice in state.choices(key)]
    by_chance = parameters.get("randomize") == "true" and "seed" not in parameters
    return tuple(sorted(names) if by_chance else names)


def _places_of(state: FormState, repeat: str) -> list[str]:
    """The times round, written as in keys, that the repeat called `repeat` stands in."""
    chain = state.form.layout.chains[repeat]
    found: list[tuple[tuple[str, int], ...]] = [()]
    for outer in chain:
        found = [(*one, (outer, n)) for one in found for n in range(1, state.times(outer, one) + 1)]
    return ["[" + ".".join(str(n) for _, n in one) + "]" if one else "" for one in found]


def _where(state: FormState, repeat: str, where: str) -> tuple[tuple[str, int], ...]:
    numbers = [int(number) for number in where.strip("[]").split(".") if number]
    return tuple(zip(state.form.layout.chains[repeat], numbers, strict=True))


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing about one node, as each of the two sees it."""

    key: str
    kind: Kind
    theirs: object
    ours: object

    @property
    def agree(self) -> bool:
        return self.theirs == self.ours


def compared(theirs: Nodes, ours: Nodes) -> Iterator[Compared]:
    """Everything that `theirs` says, beside what `ours` says."""
    nothing = Node()
    for key, node in theirs.items():
        mine = ours.get(key)
        yield Compared(key, "there", True, mine is not None)
        if mine is None:
            continue
        for kind in ("relevant", "required", "valid", "calculated", "answer", "options", "times"):
            if getattr(node, kind) is not None and getattr(mine, kind) is not None:
                yield Compared(key, kind, getattr(node, kind), getattr(mine, kind))
    for key in ours.keys() - theirs.keys():
        if ours[key] != nothing:
            yield Compared(key, "there", False, True)
