"""The board's pages: aggregates only, every number protected."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from admin_api import access, board_pages
from admin_api.access import Audience
from admin_api.hearing import Hearing, hear_current
from admin_api.parts import Parts
from admin_api.staff_sessions import StaffSessions, visitor_with
from admin_api.translation.speaking import translate
from admin_api.views_board import FrontPage
from admin_api.views_meeting import LAST, Paper, Screen
from admin_api.views_panels import Everything, Panels, all_panels, panels
from admin_api.views_reading import read_in_time
from admin_api.ways import NO_WAYS, Ways
from consultations.errors import NotFound
from consultations.staff import Account


def router(parts: Parts, audience: Audience = Audience.PUBLIC) -> APIRouter:
    """`audience` is for whom the board's pages are. The public is not told what was decided
    before it is published.
    """
    routes = APIRouter()
    insider = audience is not Audience.PUBLIC

    @routes.get("/board", response_class=HTMLResponse)
    @access.audience(audience)
    def front(request: Request) -> HTMLResponse:
        ways = ways_of(parts, request)
        page = first_page(hear_current(parts, insider=insider, ways=ways), parts, ways)
        return shown(parts, "board/front.html", page, enters_figures=enters_figures(request))

    @routes.get("/board/outcomes/{code}", response_class=HTMLResponse)
    @access.audience(audience)
    def outcome(request: Request, code: str) -> HTMLResponse:
        ways = ways_of(parts, request)
        page = one_outcome(hear_current(parts, insider=insider, ways=ways), code, parts, ways)
        return shown(parts, "board/outcome.html", page, enters_figures=enters_figures(request))

    @routes.get("/board/meeting", response_class=HTMLResponse)
    @access.audience(audience)
    def meeting(show: Annotated[str, Query(max_length=64)] = "") -> HTMLResponse:
        found = hear_current(parts, insider=insider)
        return shown(parts, "board/meeting.html", screen(found, show, parts))

    @routes.get("/board/paper", response_class=HTMLResponse)
    @access.audience(audience)
    def paper() -> HTMLResponse:
        found = hear_current(parts, insider=insider)
        page = Paper(first_page(found, parts), all_panels(everything(found, parts)))
        return shown(parts, "board/paper.html", page)

    @routes.get("/board/labels", response_class=HTMLResponse)
    @access.audience(audience)
    def labels() -> HTMLResponse:
        return shown(parts, "board/labels.html", None)

    return routes


def ways_of(parts: Parts, request: Request) -> Ways:
    """The ways of who asks: those of officers lead to answers, nobody else has any."""
    return Ways(open=StaffSessions(parts).visitor(request).belongs_to(Audience.OFFICER))


def enters_figures(request: Request) -> bool:
    """Whether the visitor may enter how many people of each group there are."""
    account = getattr(request.state, "staff", None)
    if not isinstance(account, Account):
        return False
    visitor = visitor_with(account)
    return visitor.belongs_to(Audience.OFFICER) or visitor.belongs_to(Audience.ADMIN)


def shown(parts: Parts, template: str, page: object, *, enters_figures: bool = False) -> HTMLResponse:
    rule = parts.rule
    return parts.pages.response(
        template,
        page=page,
        fewer_than=rule.threshold,
        minimum_base=rule.minimum_base,
        enters_figures=enters_figures,
        read_in_time=read_in_time(parts) if template == "board/front.html" else "",
    )


def first_page(found: Hearing, parts: Parts, ways: Ways = NO_WAYS) -> FrontPage:
    return board_pages.front_page(found.board, found.asks, found.ledger, parts.rule, found.population, ways)


def everything(found: Hearing, parts: Parts, ways: Ways = NO_WAYS) -> Everything:
    front = first_page(found, parts, ways)
    heard = found.board, found.staff, found.asks, found.ledger.entries, found.findings
    return Everything(*heard, front.groups, front.coverage, parts.rule, ways)


def one_outcome(found: Hearing, code: str, parts: Parts, ways: Ways = NO_WAYS) -> Panels:
    """Raises `NotFound`."""
    wanted = found.board.plan.outcome(code)
    if wanted is None:
        raise NotFound(
            "no_outcome",
            translate("The plan has no outcome “{code}”.", code=code),
            "Choose one on the board's page.",
        )
    return panels(everything(found, parts, ways), wanted)


def screen(found: Hearing, show: str, parts: Parts) -> Screen:
    """One screen of the meeting view: the first, an outcome's, or the last. Raises `NotFound`."""
    order = ("", *(each.code for each in found.board.plan.outcomes), LAST)
    if show not in order:
        raise NotFound("no_screen", "There is no such screen.", "Begin with the first one.")
    place = order.index(show)
    return Screen(
        front=first_page(found, parts),
        panels=one_outcome(found, show, parts) if show not in ("", LAST) else None,
        last=show == LAST,
        number=place + 1,
        count=len(order),
        before=order[place - 1] if place else None,
        after=order[place + 1] if place + 1 < len(order) else None,
    )
