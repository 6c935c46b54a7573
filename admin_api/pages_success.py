"""The Trust's own test, for the board: the trend of four questions, and each consultation's scorecard."""

from collections.abc import Sequence
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from admin_api.access import Audience, audience
from admin_api.hearing import hear
from admin_api.pages_board import ways_of
from admin_api.pages_staff import Code
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from admin_api.translation.speaking import message
from admin_api.views_launch import told as told_at_launch
from admin_api.views_success import TITLES, ScorePage, SuccessPage, facts_of, score_page, success_page
from admin_api.ways import NO_WAYS, Ways
from consultations.accountability import Ask
from consultations.scorecard import Verdict
from consultations.storage.asks import Asks
from consultations.storage.consultations import Consultations
from consultations.storage.drafts import Drafts
from consultations.storage.plans import Plans

COLOURS = {Verdict.KEPT: "green", Verdict.BROKEN: "red", Verdict.NOT_YET: "grey"}
WORDS = {
    Verdict.KEPT: message("Kept"),
    Verdict.BROKEN: message("Not kept"),
    Verdict.NOT_YET: message("Not yet known"),
}


def router(parts: Parts, wanted: Audience = Audience.PUBLIC) -> APIRouter:
    """`wanted` is for whom the board's pages are."""
    routes = APIRouter()
    insider = wanted is not Audience.PUBLIC

    @routes.get("/board/success", response_class=HTMLResponse)
    @audience(wanted)
    def success(request: Request) -> HTMLResponse:
        page = trend(parts, ways_of(parts, request))
        return parts.pages.response("board/success.html", page=page, fewer_than=parts.rule.threshold)

    @routes.get("/board/consultations/{code}/together", response_class=HTMLResponse)
    @audience(wanted)
    def together(code: Code) -> HTMLResponse:
        page = scored(parts, code, insider=insider)
        return parts.pages.response(
            "board/scorecard.html", page=page, colours=COLOURS, words=WORDS, titles=TITLES
        )

    return routes


def trend(parts: Parts, ways: Ways = NO_WAYS) -> SuccessPage:
    with parts.database.read() as connection:
        boards = [hear(connection, plan, parts.rule) for plan in Plans(connection).all()]
    return success_page([(board.consultations, board.summary) for board in boards], ways)


def scored(parts: Parts, code: str, *, insider: bool) -> ScorePage:
    """Raises `NotFound`. Before it is published the public is not told what was decided."""
    with parts.database.read() as connection:
        consultations = Consultations(connection)
        consultation = consultations.get(code)
        plan = Plans(connection).get(consultation.plan_code)
        asks = [one for one in Asks(connection).all_of(consultation.id) if insider or one.published_at]
        draft = Drafts(connection).of(consultation.id)
        facts = facts_of(
            consultation,
            consultations.questionnaire(consultation.questionnaire_id),
            plan,
            draft,
            asks,
            everybody_told(connection, asks),
            hear(connection, plan, parts.rule).summary,
            parts.clock().astimezone(TRUST_TIME).date(),
        )
    told = told_at_launch(parts, draft.intent, "purpose", "people") if draft else ()
    return replace(score_page(consultation, plan, facts), told=told)


def everybody_told(connection: Connection, asks: Sequence[Ask]) -> bool | None:
    """Whether our answers have come to all who can be reached; None where none is published.

    Who stopped, blocked us or answered on paper does not make us break our word.
    """
    published = [one for one in asks if one.published_at]
    return not any(Asks(connection).untold(one.id) for one in published) if published else None
