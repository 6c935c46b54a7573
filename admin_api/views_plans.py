"""The plan's pages as data: its figures by outcome, an indicator with its story, one plan after another."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from admin_api.curve_charts import CurveChart, curve_chart
from admin_api.figures import Bit, theme_bits
from admin_api.sentences import day
from admin_api.translation.speaking import message, translate
from admin_api.views_asks import AskView
from admin_api.views_ledger import latest_words, result_words
from admin_api.ways import NO_WAYS, Ways
from analysis.board import Board
from analysis.summary import OutcomeSummary
from consultations.bearing import Bearings
from consultations.indicators import (
    Beside,
    Finding,
    Movement,
    Standing,
    TargetStanding,
    beside,
    findings,
    headline,
    movement,
    standings,
)
from consultations.plan import Comparator, Factor, Indicator, Outcome, Plan
from consultations.plan.succession import KINDS as PARTS
from consultations.plan.succession import Fate, Step, content_words
from consultations.storage.ledger import CurveNote

COLOURS: Mapping[Standing, str] = {
    Standing.REACHED: "green",
    Standing.NOT_YET: "yellow",
    Standing.BEHIND_START: "red",
    Standing.NO_GAIN: "orange",
    Standing.NOT_COMPARABLE: "grey",
    Standing.NOT_SET: "grey",
}
"""Green only for a target that is reached and was better than where we started; the words stand beside it."""
WORDS: Mapping[Standing, str] = {
    Standing.REACHED: message("Reached"),
    Standing.NOT_YET: message("Not yet reached"),
    Standing.BEHIND_START: message("Worse than where we started"),
    Standing.NO_GAIN: message("No better than where we started"),
    Standing.NOT_COMPARABLE: message("Nothing to compare yet"),
    Standing.NOT_SET: message("Not set"),
}
LEVELS = {
    "population": message("For all children here. No one service owns it."),
    "performance": message("For the people whom one service reaches."),
}
KINDS = {
    "how-much": message("How much did we do?"),
    "how-well": message("How well did we do it?"),
    "better-off": message("Is anyone better off?"),
}
BETTER = {
    "up": message("Higher is better."),
    "down": message("Lower is better."),
    "maintain": message("It should stay as it is."),
}
COMPARED = {
    Comparator.NATIONAL: message("the country as a whole"),
    Comparator.NEIGHBOURS: message("areas like ours"),
    Comparator.REGION: message("our region"),
}
MOST_THEMES = 6
MOST_QUOTES = 3
Heard = TypeVar("Heard")


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator in a list: its latest figure in words, which way it goes, and what to know at once."""

    indicator: Indicator
    now: str
    way: str
    targets: tuple[TargetStanding, ...]
    findings: tuple[Finding, ...]

    @property
    def warns(self) -> bool:
        return any(each.code not in QUIET for each in self.findings)


QUIET = frozenset({"no-number", "cumulative"})


@dataclass(frozen=True, slots=True)
class OutcomeRows:
    outcome: Outcome
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    plan: Plan
    outcomes: tuple[OutcomeRows, ...]
    other_plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """`decided` are asks whose answers name this indicator. `themes`, `quotes` (approved ones) and the other
    `asks` are what was heard about its outcome, first those that share words with the indicator. They are
    shown beside the story, never written in.
    """

    plan: Plan
    outcome: Outcome
    row: Row
    chart: CurveChart | None
    moved: Movement | None
    beside: tuple[Beside, ...]
    story: str
    story_by: str
    difference: tuple[Factor, ...]
    notes: tuple[CurveNote, ...]
    themes: tuple[Bit, ...]
    quotes: tuple[str, ...]
    decided: tuple[AskView, ...]
    asks: tuple[AskView, ...]

    @property
    def level(self) -> str:
        return LEVELS.get(str(self.row.indicator.level), "")

    @property
    def kind(self) -> str:
        return KINDS.get(str(self.row.indicator.kind), "")

    @property
    def better(self) -> str:
        return BETTER[self.row.indicator.polarity]


@dataclass(frozen=True, slots=True)
class StepView:
    """One line of one plan after another, with the evidence: what people asked for, and what came of it."""

    step: Step
    asks: tuple[AskView, ...]
    came: str

    @property
    def words(self) -> str:
        part = self.step.new or self.step.old
        return part.names[0] if part else ""


@dataclass(frozen=True, slots=True)
class AfterPage:
    old: Plan
    new: Plan
    groups: tuple[tuple[str, tuple[StepView, ...]], ...]
    counts: Mapping[str, int]

    @property
    def steps(self) -> Iterator[StepView]:
        return (one for _, group in self.groups for one in group)


def row(indicator: Indicator) -> Row:
    series = headline(indicator)
    moved = movement(series, indicator) if series else None
    return Row(
        indicator=indicator,
        now=latest_words(indicator),
        way=translate(
            "{difference} since {period}: {way}",
            difference=moved.difference.words,
            period=moved.first.period,
            way=moved.way,
        )
        if moved
        else "",
        targets=standings(indicator),
        findings=findings(indicator),
    )


def plan_page(plan: Plan, plans: Sequence[Plan]) -> PlanPage:
    outcomes = tuple(OutcomeRows(each, tuple(map(row, each.indicators))) for each in plan.outcomes)
    return PlanPage(plan, outcomes, tuple(each for each in plans if each.code != plan.code))


def indicator_page(
    plan: Plan,
    outcome: Outcome,
    indicator: Indicator,
    notes: Sequence[CurveNote],
    heard: Board | None,
    asks: Sequence[AskView],
    ways: Ways = NO_WAYS,
) -> IndicatorPage:
    series = headline(indicator)
    stories = [note for note in notes if note.kind == "story"]
    added = [Factor(text=note.words, partner=note.partner) for note in notes if note.kind == "difference"]
    summary = _summary(heard, outcome)
    decided = tuple(each for each in asks if indicator.code in (one.code for one in each.bears_on))
    return IndicatorPage(
        plan=plan,
        outcome=outcome,
        row=row(indicator),
        chart=curve_chart(indicator),
        moved=movement(series, indicator) if series else None,
        beside=beside(indicator),
        story=stories[-1].words if stories else indicator.story,
        story_by=_by(stories[-1]) if stories else translate("From the plan.") if indicator.story else "",
        difference=(*indicator.difference, *added),
        notes=tuple(notes),
        themes=_like(indicator, theme_bits(summary, ways), lambda bit: bit.label)[:MOST_THEMES]
        if summary
        else (),
        quotes=_like(indicator, _quotes(heard, summary), str)[:MOST_QUOTES] if heard and summary else (),
        decided=decided,
        asks=tuple(each for each in asks if each.ask.outcome_code == outcome.code and each not in decided),
    )


def _summary(heard: Board | None, outcome: Outcome) -> OutcomeSummary | None:
    found = heard.summary.outcomes if heard else ()
    return next((each for each in found if each.code == outcome.code), None)


def _quotes(heard: Board, summary: OutcomeSummary) -> list[str]:
    asked = ((question.consultation, question.question) for question in summary.questions)
    return [words for key in asked for words in heard.quotes.get(key, ())]


def _like(indicator: Indicator, found: Sequence[Heard], words: Callable[[Heard], str]) -> tuple[Heard, ...]:
    """`found`, what shares most words with the indicator first, else in their order."""
    about = content_words(indicator.text)
    return tuple(sorted(found, key=lambda each: -len(about & content_words(words(each)))))


def _by(note: CurveNote) -> str:
    words = BY_AN if note.role[0] in "aeiou" else BY_A
    return translate(words, role=note.role, day=day(note.written_at))


BY_A, BY_AN = message("Written by a {role}, {day}."), message("Written by an {role}, {day}.")


def after_page(
    old: Plan, new: Plan, steps: Sequence[Step], asks: Sequence[AskView], came: Bearings
) -> AfterPage:
    """`came` finds what came of the parts of the old plan."""
    views = [StepView(step, _behind(step, old, new, asks), _came_of(step, came)) for step in steps]
    groups = tuple((kind, tuple(v for v in views if v.step.kind == kind)) for kind in PARTS)
    counts = Counter(step.fate.value for step in steps)
    return AfterPage(
        old,
        new,
        tuple((kind, found) for kind, found in groups if found),
        {fate.value: counts[fate.value] for fate in Fate},
    )


def _behind(step: Step, old: Plan, new: Plan, asks: Sequence[AskView]) -> tuple[AskView, ...]:
    """What was asked for about an outcome under either plan; about another part, what bears on it."""
    about = {(plan.code, part.code) for plan, part in ((old, step.old), (new, step.new)) if part}
    return tuple(each for each in asks if not about.isdisjoint(_parts(each, step.kind)))


def _parts(view: AskView, kind: str) -> Iterator[tuple[str, str]]:
    codes = [view.ask.outcome_code] if kind == "outcome" else [one.code for one in view.bears_on]
    return ((view.ask.plan_code, code) for code in codes)


def _came_of(step: Step, came: Bearings) -> str:
    """What was recorded of a part of the old plan, or where its figure stands; "" where nothing is known."""
    part = came.part(step.old.code) if step.old else None
    if part and part.indicator:
        found = row(part.indicator)
        return ". ".join(filter(None, (found.now, found.way)))
    recorded = part.entry.recorded if part and part.entry else None
    return result_words(part.entry) if part and part.entry and recorded else ""
