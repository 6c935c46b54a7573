"""The plan's own pages: its figures with their stories, one plan after another, and the promises."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse

from admin_api.access import Audience, audience
from admin_api.hearing import Reader, asked_for, hear, kept_promises, one_after_another
from admin_api.pages_board import ways_of
from admin_api.parts import Parts
from admin_api.translation.speaking import translate
from admin_api.views_plans import (
    BETTER,
    COLOURS,
    COMPARED,
    WORDS,
    IndicatorPage,
    indicator_page,
    plan_page,
)
from admin_api.ways import NO_WAYS, Ways
from consultations.errors import NotFound
from consultations.plan import Indicator, Outcome, Plan
from consultations.storage.ledger import CurveNotes
from consultations.storage.plans import Plans

PlanCode = Annotated[str, Path(pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
PartCode = Annotated[str, Path(pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]


def router(parts: Parts, wanted: Audience = Audience.PUBLIC) -> APIRouter:
    """`wanted` is for whom the board's pages are. Promises and what became of them are for everybody."""
    routes = APIRouter()
    add_figures(routes, parts, wanted)
    add_promises(routes, parts, wanted)
    return routes


def add_figures(routes: APIRouter, parts: Parts, wanted: Audience) -> None:
    insider = wanted is not Audience.PUBLIC

    @routes.get("/board/plans/{plan}", response_class=HTMLResponse)
    @audience(wanted)
    def one_plan(plan: PlanCode) -> HTMLResponse:
        with parts.database.read() as connection:
            plans = Plans(connection)
            page = plan_page(plans.get(plan), plans.all())
        return parts.pages.response("board/plan.html", page=page, colours=COLOURS, words=WORDS)

    @routes.get("/board/plans/{plan}/indicators/{code}", response_class=HTMLResponse)
    @audience(wanted)
    def one_indicator(request: Request, plan: PlanCode, code: PartCode) -> HTMLResponse:
        page = told_indicator(parts, plan, code, insider=insider, ways=ways_of(parts, request))
        return parts.pages.response(
            "board/indicator.html", page=page, colours=COLOURS, words=WORDS, better=BETTER, compared=COMPARED
        )

    @routes.get("/board/plans/{plan}/after/{old}", response_class=HTMLResponse)
    @audience(wanted)
    def after(request: Request, plan: PlanCode, old: PlanCode) -> HTMLResponse:
        reader = Reader(parts.rule, parts.clock(), insider, ways_of(parts, request))
        with parts.database.read() as connection:
            page = one_after_another(connection, old, plan, reader)
        return parts.pages.response("board/after.html", page=page)


def add_promises(routes: APIRouter, parts: Parts, wanted: Audience) -> None:
    @routes.get("/board/plans/{plan}/promises", response_class=HTMLResponse)
    @audience(wanted)
    def promises_of_plan(request: Request, plan: PlanCode) -> HTMLResponse:
        with parts.database.read() as connection:
            ways = ways_of(parts, request)
            page = kept_promises(connection, parts, Plans(connection).get(plan), ways=ways)
        return parts.pages.response("board/promises.html", page=page, frame="board/frame.html")

    @routes.get("/promises", response_class=HTMLResponse, dependencies=[parts.pages.in_chosen_language])
    @audience(Audience.PUBLIC)
    def promises() -> HTMLResponse:
        with parts.database.read() as connection:
            plan = Plans(connection).current()
            page = kept_promises(connection, parts, plan) if plan else None
        return parts.pages.response("board/promises.html", page=page, frame="public/frame.html")


def told_indicator(
    parts: Parts, plan_code: str, code: str, *, insider: bool, ways: Ways = NO_WAYS
) -> IndicatorPage:
    """Raises `NotFound`."""
    with parts.database.read() as connection:
        plan = Plans(connection).get(plan_code)
        outcome, indicator = find_indicator(plan, code)
        notes = CurveNotes(connection).of(plan.code, code)
        heard = hear(connection, plan, parts.rule)
        asked = asked_for(connection, heard, Reader(parts.rule, parts.clock(), insider, ways))
    return indicator_page(plan, outcome, indicator, notes, heard, asked, ways)


def find_indicator(plan: Plan, code: str) -> tuple[Outcome, Indicator]:
    for outcome in plan.outcomes:
        for indicator in outcome.indicators:
            if indicator.code == code:
                return outcome, indicator
    raise NotFound(
        "no_indicator",
        translate("The plan has no indicator “{code}”.", code=code),
        "Choose one on the plan's page.",
    )
