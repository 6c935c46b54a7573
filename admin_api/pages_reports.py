"""The reports as files, for whoever may see the board's numbers; needs evidence for officers alone.

Making one takes a second or more and printing a PDF several: these are plain functions, which run in threads
of their own and hold nobody else up. The database is let go before anything is drawn or printed.
"""

from pathlib import PurePath
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.pages_staff_plans import attached
from admin_api.parts import Parts
from admin_api.reports import BY_GROUP, WHOLE, Record, record_of, report, written
from admin_api.reports.printed import find_browser
from admin_api.staff_sessions import me, visitor_with
from admin_api.translation.speaking import words_of
from admin_api.views_reports import EVIDENCE, Offer, offers
from consultations.errors import NotFound, Refused
from consultations.storage.audit import AuditLog
from consultations.storage.plans import Plans

PAGE = "/staff/reports"
Ending = Literal["html", "docx", "pdf"]
TYPES: dict[Ending, str] = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


class About(BaseModel):
    """The outcome that a spotlight is on."""

    model_config = ConfigDict(extra="forbid")

    outcome: str = Field(default="", max_length=40)


def router(parts: Parts) -> APIRouter:
    routes = APIRouter(prefix=PAGE)

    @routes.get("")
    @audience(Audience.BOARD)
    def reports(request: Request) -> Response:
        return page(parts, request)

    @routes.get(f"/{EVIDENCE}.{{ending}}")
    @audience(Audience.OFFICER)
    def evidence(request: Request, ending: Ending) -> Response:
        return made(parts, request, EVIDENCE, ending, "")

    @routes.get("/{name}.{ending}")
    @audience(Audience.BOARD)
    def one(request: Request, name: str, ending: Ending, about: Annotated[About, Query()]) -> Response:
        if name == EVIDENCE or (name not in WHOLE and name != "spotlight"):
            raise NotFound("no_report", "There is no such report.", "Choose one of the list.")
        return made(parts, request, name, ending, about.outcome)

    return routes


def page(parts: Parts, request: Request) -> Response:
    """The list, with what this person may get of it."""
    with parts.database.read() as connection:
        plan = Plans(connection).current()
    officer = visitor_with(me(request)).belongs_to(Audience.OFFICER)
    offered: list[Offer] = list(offers(officer=officer))
    missing = no_pdf(parts)
    return parts.pages.response(
        "staff/reports.html",
        me=me(request),
        plan=plan,
        offers=offered,
        missing=missing,
        endings=("html", "docx") if missing else tuple(TYPES),
    )


def no_pdf(parts: Parts) -> str:
    """What is missing for a PDF, in words; "" where nothing is."""
    try:
        find_browser(parts.environment)
    except Refused as refused:
        return words_of(refused)
    return ""


def made(parts: Parts, request: Request, name: str, ending: Ending, outcome: str) -> Response:
    """One report as a file. Raises `NotFound`, `Refused`."""
    now = parts.clock()
    with parts.database.read() as connection:
        record: Record = record_of(connection, None, parts.rule, now, by_group=name in BY_GROUP)
    document = report(name, record, outcome)
    file = "-".join(filter(None, (name, outcome, f"{record.today}"))) + f".{ending}"
    content = written(document, PurePath(file), now, parts.environment)
    with parts.database.write() as connection:
        AuditLog(connection).note(me(request).name, "report.made", f"report:{file}", now)
    return attached(content, TYPES[ending], file)
