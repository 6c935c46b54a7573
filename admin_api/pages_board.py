"""The board's pages: aggregates only, every number protected."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from admin_api import access, board_pages
from admin_api.access import Audience
from admin_api.hearing import Hearing, hear_current
from admin_api.parts import Parts
from admin_api.views_board import OutcomePage
from admin_api.views_reading import read_in_time
from consultations.errors import NotFound


def router(parts: Parts, audience: Audience = Audience.PUBLIC) -> APIRouter:
    """`audience` is for whom the board's pages are. The public is not told what was decided
    before it is published.
    """
    routes = APIRouter()
    insider = audience is not Audience.PUBLIC

    @routes.get("/board", response_class=HTMLResponse)
    @access.audience(audience)
    def front() -> HTMLResponse:
        found = hear_current(parts, insider=insider)
        page = board_pages.front_page(found.board, found.asks, found.ledger, parts.rule)
        return shown("board/front.html", page)

    @routes.get("/board/outcomes/{code}", response_class=HTMLResponse)
    @access.audience(audience)
    def outcome(code: str) -> HTMLResponse:
        return shown("board/outcome.html", outcome_page(hear_current(parts, insider=insider), code, parts))

    @routes.get("/board/labels", response_class=HTMLResponse)
    @access.audience(audience)
    def labels() -> HTMLResponse:
        return shown("board/labels.html", None)

    def shown(template: str, page: object) -> HTMLResponse:
        rule = parts.rule
        return parts.pages.response(
            template,
            page=page,
            fewer_than=rule.threshold,
            minimum_base=rule.minimum_base,
            read_in_time=read_in_time(parts) if template == "board/front.html" else "",
        )

    return routes


def outcome_page(found: Hearing, code: str, parts: Parts) -> OutcomePage:
    wanted = found.board.plan.outcome(code)
    if wanted is None:
        raise NotFound("no_outcome", f"The plan has no outcome “{code}”.", "Choose one on the board's page.")
    return board_pages.outcome_page(found.board, wanted, found.asks, parts.rule)
