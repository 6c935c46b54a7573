"""The whole of HTTP: every route behind one guard, every answer with our headers, every error in words."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import structlog
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from admin_api import (
    api,
    pages_account,
    pages_accounts,
    pages_ask_signing,
    pages_audit,
    pages_behind,
    pages_board,
    pages_broadcasts,
    pages_coding,
    pages_concerns,
    pages_concluding,
    pages_doubts,
    pages_easy_read,
    pages_equality,
    pages_evidence,
    pages_explore,
    pages_files,
    pages_keys,
    pages_launch,
    pages_links,
    pages_meetings,
    pages_open_data,
    pages_plans,
    pages_population,
    pages_preview,
    pages_public,
    pages_questionnaire,
    pages_quotes,
    pages_reading,
    pages_reports,
    pages_running,
    pages_services,
    pages_setting_lists,
    pages_settings,
    pages_sign_in,
    pages_sign_on,
    pages_signature,
    pages_signing,
    pages_staff,
    pages_staff_plans,
    pages_success,
    pages_tellings,
    pages_templates,
    pages_theme_editing,
    pages_themes,
    pages_walks,
    pages_watch,
    pages_webhooks,
    pages_wording,
)
from admin_api.access import Audience, audience, declared, guard
from admin_api.api_description import describe
from admin_api.api_door import Visitors
from admin_api.api_tags import Tagged
from admin_api.compression import Compressed
from admin_api.early_looks import content_guard
from admin_api.errors import Answers, LastResort, Refusal, add_handlers
from admin_api.parts import Parts
from admin_api.views_concerns import warnings
from admin_api.views_developers import developers_page
from admin_api.visiting import Here
from admin_api.web_security import SameSite, SecurityHeaders, SmallBodies
from consultations.api_keys import PER_MINUTE
from consultations.storage.database import Database

MakeRouter = Callable[[Parts], APIRouter]
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

PAGES: Sequence[MakeRouter] = (
    pages_public.router,
    pages_easy_read.router,
    pages_open_data.router,
    lambda parts: pages_board.router(parts, parts.board),
    lambda parts: pages_plans.router(parts, parts.board),
    lambda parts: pages_success.router(parts, parts.board),
    pages_sign_in.router,
    pages_sign_on.router,
    pages_account.router,
    pages_accounts.router,
    pages_keys.router,
    pages_webhooks.router,
    pages_audit.router,
    pages_setting_lists.router,
    pages_settings.router,
    pages_staff.router,
    pages_staff_plans.router,
    pages_preview.router,
    pages_signature.router,
    pages_questionnaire.router,
    pages_wording.router,
    pages_templates.router,
    pages_launch.router,
    pages_signing.router,
    pages_links.router,
    pages_watch.router,
    pages_running.router,
    pages_concluding.router,
    pages_ask_signing.router,
    pages_meetings.router,
    pages_reports.router,
    pages_walks.router,
    pages_behind.router,
    pages_equality.router,
    pages_evidence.router,
    pages_population.router,
    pages_explore.router,
    pages_broadcasts.router,
    pages_tellings.router,
    pages_services.router,
    pages_coding.router,
    pages_themes.router,
    pages_theme_editing.router,
    pages_concerns.router,
    pages_reading.router,
    pages_doubts.router,
    pages_quotes.router,
    pages_files.router,
)
APIS: Sequence[MakeRouter] = (lambda parts: api.router(parts, parts.board),)
STATIC = Path(__file__).parent / "static"
LARGEST_BODY = 1_000_000
"""Bytes of a request: a long answer is 20,000 letters, and a pressed form a few thousand."""

LARGEST_FILE_BODY = 10_000_000
FILE_FORM = re.compile(r"/chat/[^/]+/file")

log = structlog.get_logger(__name__)


def largest_body(path: str) -> int:
    """Bytes of a request to `path`. More where a picture or a sound answers a question."""
    return LARGEST_FILE_BODY if FILE_FORM.fullmatch(path) else LARGEST_BODY


def create_app(
    parts: Parts,
    routers: Sequence[tuple[APIRouter, Audience | None]] = (),
    lifespan: Lifespan | None = None,
    static: Mapping[str, Path] | None = None,
    framed_by: Sequence[str] = (),
    locations: bool = False,
) -> FastAPI:
    """The application. `routers` are those of other packages, each with the audience of all its endpoints, or
    None where they declare their own. `static` gives folders of public files by path (`/chat-static`).
    `framed_by` are the sites whose pages may show the chat; `locations`: its pages may ask the browser where
    somebody is.
    """
    answers = Answers(parts)
    files = {"/static": STATIC, **(static or {})}
    app = FastAPI(
        title="Together",
        version="1",
        dependencies=[Depends(guard(Visitors(parts).visitor, content_guard(parts)))],
        middleware=[
            Middleware(SecurityHeaders, framed_by=framed_by, locations=locations),
            Middleware(Compressed, files=tuple(files)),
            Middleware(Here),
            Middleware(LastResort, answer=answers.unexpected),
            Middleware(SmallBodies, most=largest_body),
            Middleware(Tagged),
            Middleware(SameSite, refusal=Refusal(answers)),
        ],
        openapi_url=None,  # FastAPI's own route would declare no audience; ours is below
        docs_url=None,  # loads scripts from other hosts
        redoc_url=None,
        lifespan=lifespan,
    )
    add_handlers(app, answers)
    app.include_router(health(parts.database), include_in_schema=False)
    add_pages(app, parts, routers)
    for path, folder in files.items():
        app.mount(path, audience(Audience.PUBLIC)(StaticFiles(directory=folder)))
    return app


def add_pages(app: FastAPI, parts: Parts, routers: Sequence[tuple[APIRouter, Audience | None]]) -> None:
    """All routes. A request is compared with each in turn: the chat's, the most asked for, come first."""
    parts.pages.environment.globals["safeguarding_warnings"] = lambda: warnings(parts)
    for router, wanted in routers:
        if wanted is not None:
            for endpoint in undeclared_endpoints(router):
                audience(wanted)(endpoint)
        app.include_router(router, include_in_schema=False)
    for make in APIS:
        app.include_router(make(parts))
    app.include_router(description(app, parts), include_in_schema=False)
    for make in PAGES:
        app.include_router(make(parts), include_in_schema=False)


def undeclared_endpoints(router: APIRouter) -> Iterator[Callable[..., Any]]:
    routes = (route for route in router.routes if isinstance(route, APIRoute))
    return (route.endpoint for route in routes if not declared(route.endpoint))


def description(app: FastAPI, parts: Parts) -> APIRouter:
    """The description of the API for programs (OpenAPI), and for those who write them."""
    routes = APIRouter()

    @routes.get(f"{api.VERSION}/openapi.json")
    @audience(Audience.PUBLIC)
    def openapi() -> dict[str, Any]:
        return describe(app, api.VERSION)

    @routes.get("/developers", dependencies=[parts.pages.in_chosen_language])
    @audience(Audience.PUBLIC)
    def developers() -> Response:
        page = developers_page(describe(app, api.VERSION))
        return parts.pages.response("public/developers.html", page=page, most=PER_MINUTE)

    return routes


def health(database: Database) -> APIRouter:
    """What a monitor asks: is the process alive, and can it do its work?"""
    routes = APIRouter()

    @routes.get("/healthz")
    @audience(Audience.PUBLIC)
    def alive() -> PlainTextResponse:
        return PlainTextResponse("Alive.\n")

    @routes.get("/readyz")
    @audience(Audience.PUBLIC)
    def ready() -> PlainTextResponse:
        reason = why_not_ready(database)
        if reason is None:
            return PlainTextResponse("Ready.\n")
        return PlainTextResponse(f"Not ready: {reason}\n", HTTPStatus.SERVICE_UNAVAILABLE)

    return routes


def why_not_ready(database: Database) -> str | None:
    """What keeps the application from its work, or None."""
    try:
        current = database.current()
    except (SQLAlchemyError, OSError) as error:
        log.warning("not_ready", error=type(error).__name__)
        return "the database cannot be reached."
    return (
        None if current else "the tables in the database are not those of this version. Start Together again."
    )
