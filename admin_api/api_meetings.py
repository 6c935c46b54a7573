"""When the board meets, and the reports that went out after it, for programs."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.api_basics import Number, check_fields, note
from admin_api.api_models import Given, Made
from admin_api.ask_forms import PAST
from admin_api.forms import FieldError
from admin_api.paging import Page, Paged, part
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from admin_api.staff_sessions import me
from admin_api.views_reports import after_meeting
from consultations.errors import NotFound
from consultations.storage.meetings import Meeting, MeetingReport, Meetings
from consultations.storage.plans import Plans


class ReportOut(Made):
    """A report after a meeting; `made` is null until it went out, `read` is then its page here."""

    id: int = Field(examples=[3])
    name: str = Field(examples=["newsletter"])
    title: str = Field(examples=["Easy-read newsletter"])
    held_on: date
    made: datetime | None
    read: str | None = Field(examples=["/reports/3"])


class MeetingOut(Made):
    """`sent`: when all who want what came after it were written to."""

    id: int = Field(examples=[3])
    held_on: date
    reports: list[ReportOut]
    sent: datetime | None


class NewMeeting(Given):
    held_on: date = Field(description="Today or a day to come.", examples=["2090-06-01"])
    reports: list[Annotated[str, Field(max_length=60)]] = Field(
        [], max_length=50, description="What goes out beside the newsletter.", examples=[["highlight"]]
    )


def add(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/reports", tags=["meetings"], summary="Reports that have gone out, the latest first")
    @audience(Audience.PUBLIC)
    def reports(wanted: Annotated[Paged, Query()]) -> Page[ReportOut]:
        with parts.database.read() as connection:
            found = [report_out(one) for one in Meetings(connection).out()]
        items, following = part(found, lambda each: str(each.id), wanted)
        return Page(items=list(items), next=following)

    @routes.get("/meetings", tags=["meetings"], summary="When the board meets, the latest day first")
    @audience(Audience.OFFICER, scope="numbers")
    def meetings(wanted: Annotated[Paged, Query()]) -> Page[MeetingOut]:
        with parts.database.read() as connection:
            found = [meeting_out(one) for one in Meetings(connection).all()]
        items, following = part(found, lambda each: str(each.id), wanted)
        return Page(items=list(items), next=following)

    add_changes(routes, parts)


def add_changes(routes: APIRouter, parts: Parts) -> None:
    @routes.post("/meetings", tags=["meetings"], status_code=201, summary="Note when the board meets")
    @audience(Audience.OFFICER, scope="manage")
    def add_meeting(request: Request, given: NewMeeting) -> MeetingOut:
        now, held_on = parts.clock(), given.held_on
        check_fields([FieldError("held_on", PAST)] if held_on < now.astimezone(TRUST_TIME).date() else [])
        with parts.database.write() as connection:
            offered = after_meeting(Plans(connection).current())
            if unknown := [one for one in given.reports if one not in offered]:
                raise NotFound("no_report", f"There is no report “{unknown[0]}”.", "Look at the page.")
            store = Meetings(connection)
            store.add(held_on, me(request).name, now, given.reports)
            note(connection, parts, request, "meeting.added", f"meeting:{held_on}")
            return next(meeting_out(one) for one in store.all() if one.held_on == held_on)

    @routes.delete("/meetings/{number}", tags=["meetings"], status_code=204, summary="Forget a meeting")
    @audience(Audience.OFFICER, scope="manage")
    def remove_meeting(request: Request, number: Number) -> Response:
        with parts.database.write() as connection:
            Meetings(connection).remove(number)
            note(connection, parts, request, "meeting.removed", f"meeting:{number}")
        return Response(status_code=204)


def meeting_out(one: Meeting) -> MeetingOut:
    return MeetingOut(
        id=one.id,
        held_on=one.held_on,
        reports=[report_out(each) for each in one.reports],
        sent=one.pushed_at,
    )


def report_out(one: MeetingReport) -> ReportOut:
    return ReportOut(
        id=one.id,
        name=one.name,
        title=one.title or one.name,
        held_on=one.held_on,
        made=one.made_at,
        read=f"/reports/{one.id}" if one.made_at else None,
    )
