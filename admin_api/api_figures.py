"""The plan's figures by program: each series and how it stands, its story, one plan after another.

Figures are the plan's own, as text so that none is rounded. A missing one is null, with the reason.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_answers import figure
from admin_api.api_basics import PartCode, PlanCode
from admin_api.api_models import Figure, Made
from admin_api.hearing import Reader, one_after_another
from admin_api.pages_plans import find_indicator
from admin_api.paging import Page, Paged, part
from admin_api.parts import Parts
from admin_api.views_asks import AskView
from admin_api.views_plans import Row, StepView, row
from consultations.indicators import TargetStanding
from consultations.plan import Indicator, Plan, Point, Series
from consultations.plan.succession import Part
from consultations.storage.ledger import CurveNote, CurveNotes
from consultations.storage.plans import Plans


class PointOut(Made):
    """`missing` says why there is no value."""

    period: str = Field(examples=["2024-25"])
    starts: date | None
    ends: date | None
    value: Decimal | None = Field(examples=["71.4"])
    missing: str = Field(examples=[""])


class SeriesOut(Made):
    """The figures of one place or group, in the order of time; `group` is "" for everybody."""

    name: str = Field(examples=["Cheshire East"])
    of: Literal["local", "national", "neighbours", "region"] = Field(examples=["local"])
    group: str = Field(examples=[""])
    points: list[PointOut]


class TargetOut(Made):
    """A target and how the indicator stands against it, in a word and in a sentence."""

    period: str = Field(examples=["2026"])
    value: Decimal | None = Field(examples=["75"])
    benchmark: str = Field(examples=[""])
    standing: Literal["reached", "not-yet", "behind-start", "no-gain", "not-comparable", "not-set"]
    words: str = Field(examples=["71.4% against 75%."])


class FindingOut(Made):
    """What a reader must be told beside the figures; `code` stays the same."""

    code: str = Field(examples=["no-number"])
    words: str = Field(examples=["No number has been published."])


class IndicatorFigures(Made):
    code: str = Field(examples=["CE2.I1"])
    outcome: str = Field(examples=["CE2"])
    text: str = Field(examples=["Children who feel safe"])
    polarity: Literal["up", "down", "maintain"]
    unit: str = Field(examples=["%"])
    latest: str = Field(
        description="The last figure in words, with its period.", examples=["71.4% (2024-25)"]
    )
    way: str = Field(description="Which way it goes, in words.", examples=["no change since 2023-24: level"])
    targets: list[TargetOut]
    findings: list[FindingOut]
    series: list[SeriesOut]


class NoteOut(Made):
    """What staff wrote about a curve: the story behind it, or what made the difference, and with whom."""

    id: int = Field(examples=[3])
    kind: Literal["story", "difference"]
    words: str = Field(examples=["New street lights came in May."])
    partner: str = Field(examples=[""])
    role: str = Field(examples=["officer"])
    written: datetime


class IndicatorStory(IndicatorFigures):
    """`story` is what stands now: the newest that staff wrote, or the plan's own."""

    story: str = Field(examples=["New street lights came in May."])
    notes: list[NoteOut]


class PlanPartOut(Made):
    code: str = Field(examples=["CE2"])
    words: str = Field(examples=["Feel safe, be safe"])


class ChangeOut(Made):
    what: str = Field(examples=["target 2026"])
    was: str = Field(examples=["70"])
    is_now: str = Field(examples=["75"])


class AskBehind(Made):
    """What people asked for about a part of a plan, and what came of it, as far as it may be seen."""

    id: int = Field(examples=[3])
    title: str = Field(examples=["Light on the way home"])
    standing: Literal["waiting", "decided", "promised", "done", "cant"]
    clock: str = Field(examples=["Promised 12 days ago, not done yet"])
    people: Figure
    told: Figure
    decision: str = Field(examples=["We will"])
    what_happens: str = Field(examples=["put up lamps."])


class StepOut(Made):
    """What became of one part of the old plan, or a new part; `why` says how the two were found to be one.

    `came` is what was recorded of the old part, or where its figure stands; `asks` is what people asked for
    about the outcome, or what was decided that bears on the part.
    """

    kind: str = Field(examples=["outcome"])
    fate: Literal["carried over", "changed", "dropped", "new"]
    old: PlanPartOut | None
    new: PlanPartOut | None
    why: str = Field(examples=["the same name"])
    changes: list[ChangeOut]
    came: str = Field(examples=["Done: the lamps are there."])
    asks: list[AskBehind]


class IndicatorFilter(Paged):
    outcome: Annotated[str, Field(max_length=64)] | None = Field(
        None, description="Only indicators of this outcome.", examples=["CE2"]
    )


def add(routes: APIRouter, parts: Parts, board: Audience) -> None:
    """For whoever may see the board."""
    add_indicators(routes, parts, board)
    insider = board is not Audience.PUBLIC

    @routes.get(
        "/plans/{code}/after/{old}", tags=["plans"], summary="What became of an earlier plan in this one"
    )
    @audience(board, scope="numbers")
    def plan_after(code: PlanCode, old: PlanCode, wanted: Annotated[Paged, Query()]) -> Page[StepOut]:
        with parts.database.read() as connection:
            page = one_after_another(connection, old, code, Reader(parts.rule, parts.clock(), insider))
        steps = [step_out(one) for one in page.steps]
        items, following = part(steps, step_key, wanted)
        return Page(items=list(items), next=following)


def add_indicators(routes: APIRouter, parts: Parts, board: Audience) -> None:
    @routes.get(
        "/plans/{code}/indicators", tags=["plans"], summary="Every indicator with its figures and targets"
    )
    @audience(board, scope="numbers")
    def indicators(code: PlanCode, wanted: Annotated[IndicatorFilter, Query()]) -> Page[IndicatorFigures]:
        with parts.database.read() as connection:
            plan = Plans(connection).get(code)
        found = [
            figures_out(outcome.code, row(one))
            for outcome in plan.outcomes
            if wanted.outcome in (None, outcome.code)
            for one in outcome.indicators
        ]
        items, following = part(found, lambda each: each.code, wanted)
        return Page(items=list(items), next=following)

    @routes.get(
        "/plans/{code}/indicators/{indicator}",
        tags=["plans"],
        summary="One indicator with the story behind its curve",
    )
    @audience(board, scope="numbers")
    def indicator(code: PlanCode, indicator: PartCode) -> IndicatorStory:
        with parts.database.read() as connection:
            return told(Plans(connection).get(code), indicator, CurveNotes(connection))


def told(plan: Plan, code: str, kept: CurveNotes) -> IndicatorStory:
    """Raises `NotFound`."""
    outcome, found = find_indicator(plan, code)
    notes = kept.of(plan.code, code)
    stories = [note.words for note in notes if note.kind == "story"]
    return IndicatorStory(
        **figures_out(outcome.code, row(found)).model_dump(),
        story=stories[-1] if stories else found.story,
        notes=[note_out(one) for one in notes],
    )


def figures_out(outcome: str, found: Row) -> IndicatorFigures:
    indicator: Indicator = found.indicator
    return IndicatorFigures(
        code=indicator.code,
        outcome=outcome,
        text=indicator.text,
        polarity=indicator.polarity.value,
        unit=indicator.unit or "",
        latest=found.now,
        way=found.way,
        targets=[target_out(one) for one in found.targets],
        findings=[FindingOut(code=one.code, words=one.words) for one in found.findings],
        series=[series_out(one) for one in indicator.series],
    )


def target_out(found: TargetStanding) -> TargetOut:
    return TargetOut(
        period=found.target.period,
        value=found.target.value,
        benchmark=found.target.benchmark,
        standing=found.standing.value,
        words=found.words,
    )


def series_out(series: Series) -> SeriesOut:
    return SeriesOut(
        name=series.name,
        of=series.of.value,
        group=series.group,
        points=[point_out(one) for one in series.points],
    )


def point_out(point: Point) -> PointOut:
    return PointOut(
        period=point.period, starts=point.starts, ends=point.ends, value=point.value, missing=point.missing
    )


def note_out(one: CurveNote) -> NoteOut:
    return NoteOut(
        id=one.id,
        kind=one.kind,
        words=one.words,
        partner=one.partner,
        role=one.role,
        written=one.written_at,
    )


def step_out(view: StepView) -> StepOut:
    step = view.step
    return StepOut(
        kind=step.kind,
        fate=step.fate.value,
        old=plan_part(step.old),
        new=plan_part(step.new),
        why=step.why,
        changes=[ChangeOut(what=what, was=was, is_now=now) for what, was, now in step.changes],
        came=view.came,
        asks=[ask_behind(one) for one in view.asks],
    )


def ask_behind(view: AskView) -> AskBehind:
    return AskBehind(
        id=view.ask.id,
        title=view.ask.title,
        standing=view.standing,
        clock=view.age,
        people=figure(view.people),
        told=figure(view.told),
        decision=view.decision,
        what_happens=view.what_happens,
    )


def plan_part(found: Part | None) -> PlanPartOut | None:
    return PlanPartOut(code=found.code, words=found.names[0] if found.names else "") if found else None


def step_key(step: StepOut) -> str:
    return " ".join((step.kind, step.old.code if step.old else "", step.new.code if step.new else ""))
