"""When the board meets, for officers to say; and the reports that go out after each meeting."""

from collections.abc import Collection
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.ask_forms import NO_DAY, PAST
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.pages_staff import Number
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from admin_api.staff_sessions import me
from admin_api.views_reports import after_meeting
from consultations.errors import Refused
from consultations.storage.audit import AuditLog
from consultations.storage.meetings import Meetings
from consultations.storage.plans import Plans

PAGE = "/staff/meetings"
Part = Annotated[Typed, Field(default="", max_length=10)]


class MeetingForm(BaseModel):
    model_config = ConfigDict(extra="forbid")

    day: Part
    month: Part
    year: Part
    reports: list[Annotated[str, Field(max_length=60)]] = Field(default=[], max_length=50)

    def on(self) -> date | None:
        """The day that was written; None where there is none such."""
        try:
            return date(int(self.year), int(self.month), int(self.day))
        except ValueError:
            return None


def router(parts: Parts) -> APIRouter:
    routes = APIRouter()
    add_newsletter(routes, parts)
    add_meetings(routes, parts)
    return routes


def add_newsletter(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/newsletter", response_class=HTMLResponse)
    @audience(Audience.PUBLIC)
    def newsletter() -> HTMLResponse:
        with parts.database.read() as connection:
            return HTMLResponse(Meetings(connection).newsletter())

    @routes.get("/reports", dependencies=[parts.pages.in_chosen_language])
    @audience(Audience.PUBLIC)
    def reports() -> Response:
        with parts.database.read() as connection:
            out = Meetings(connection).out()
        return parts.pages.response("public/reports.html", reports=out)

    @routes.get("/reports/{number}", response_class=HTMLResponse)
    @audience(Audience.PUBLIC)
    def one(number: Number) -> HTMLResponse:
        with parts.database.read() as connection:
            return HTMLResponse(Meetings(connection).page(number))


def add_meetings(routes: APIRouter, parts: Parts) -> None:
    @routes.get(PAGE)
    @audience(Audience.OFFICER)
    def meetings(request: Request) -> Response:
        return page(parts, request, filled())

    @routes.post(PAGE)
    @audience(Audience.OFFICER)
    def add(request: Request, form: Annotated[MeetingForm, Form()]) -> Response:
        on, now = form.on(), parts.clock()
        if on is None or on < now.astimezone(TRUST_TIME).date():
            return page(parts, request, wrong(form, PAST if on else NO_DAY), form.reports)
        try:
            with parts.database.write() as connection:
                plan = Plans(connection).current()
                wanted = [one for one in after_meeting(plan) if one in form.reports]
                Meetings(connection).add(on, me(request).name, now, wanted)
                AuditLog(connection).note(me(request).name, "meeting.added", f"meeting:{on}", now)
        except Refused as refused:
            return page(parts, request, wrong(form, str(refused)), form.reports)
        return see(PAGE)

    @routes.post(PAGE + "/{number}/remove")
    @audience(Audience.OFFICER)
    def remove(request: Request, number: Number) -> Response:
        with parts.database.write() as connection:
            Meetings(connection).remove(number)
            AuditLog(connection).note(me(request).name, "meeting.removed", f"meeting:{number}", parts.clock())
        return see(PAGE)


def wrong(form: MeetingForm, problem: str) -> Filled:
    return filled(FieldError("meeting-day", problem), **form.model_dump(exclude={"reports"}))


def page(parts: Parts, request: Request, form: Filled, ticked: Collection[str] = ()) -> Response:
    """The meetings and the form; `ticked` are the reports that were chosen in it."""
    with parts.database.read() as connection:
        found, plan = Meetings(connection).all(), Plans(connection).current()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    offered = after_meeting(plan)
    return parts.pages.response(
        "staff/meetings.html",
        status,
        me=me(request),
        meetings=found,
        form=form,
        offered=offered,
        ticked=ticked,
    )
