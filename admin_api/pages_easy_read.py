"""The pages for everybody in easy read: short sentences, one idea in each, a picture beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse

from admin_api.access import Audience, audience
from admin_api.hearing import published_asks
from admin_api.pages_public import front_page, open_now
from admin_api.parts import Parts
from admin_api.views_about import Offered
from admin_api.views_asks import AskView
from admin_api.views_public import Coming, coming
from consultations.storage.consultations import Consultations

Code = Annotated[str, Path(max_length=64)]


@dataclass(frozen=True, slots=True)
class About:
    """One consultation: how to take part while it is `offer`ed; then what happens next, and the answers."""

    title: str
    offer: Offered | None
    coming: Coming | None
    answered: Sequence[AskView]


def router(parts: Parts) -> APIRouter:
    routes = APIRouter(prefix="/easy-read", dependencies=[parts.pages.in_chosen_language])
    add_lists(routes, parts)
    add_notices(routes, parts)

    @routes.get("/consultations/{code}", response_class=HTMLResponse)
    @audience(Audience.PUBLIC)
    def consultation(code: Code) -> HTMLResponse:
        return parts.pages.response("public/easy_consultation.html", about=about(parts, code))

    return routes


def add_lists(routes: APIRouter, parts: Parts) -> None:
    @routes.get("", response_class=HTMLResponse)
    @audience(Audience.PUBLIC)
    def easy_read() -> HTMLResponse:
        return parts.pages.response("public/easy_read.html", page=front_page(parts))

    @routes.get("/next", response_class=HTMLResponse)
    @audience(Audience.PUBLIC)
    def what_happens_next() -> HTMLResponse:
        return parts.pages.response("public/easy_next.html", page=front_page(parts))

    @routes.get("/we-did", response_class=HTMLResponse)
    @audience(Audience.PUBLIC)
    def you_said_we_did() -> HTMLResponse:
        return parts.pages.response("public/easy_we_did.html", page=front_page(parts))


def add_notices(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/privacy", response_class=HTMLResponse)
    @audience(Audience.PUBLIC)
    def privacy() -> HTMLResponse:
        return parts.pages.response("public/easy_privacy.html")

    @routes.get("/accessibility", response_class=HTMLResponse)
    @audience(Audience.PUBLIC)
    def accessibility() -> HTMLResponse:
        return parts.pages.response("public/easy_accessibility.html")


def about(parts: Parts, code: str) -> About:
    """Raises `NotFound`."""
    with parts.database.read() as connection:
        found = Consultations(connection).get(code)
        offers = open_now(connection, parts, [found])
        asks = published_asks(connection, parts.rule, parts.clock())
    return About(
        found.title,
        next(iter(offers), None),
        next(coming([found]), None),
        [each for each in asks if each.ask.consultation == found.code],
    )
