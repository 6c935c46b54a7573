"""Staff's page of how a consultation runs: its reminder, what happens next, and opening it again."""

from datetime import date
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from admin_api.staff_sessions import me
from admin_api.translation.speaking import message, translate
from consultations.consultation import LONGEST_REMINDER_HOURS, Consultation
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations, Next

Code = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,64}$")]
Part = Annotated[Typed, Field(default="", max_length=10)]
UNITS = {"hours": 1, "days": 24}
LONGEST_NEWS = 300
"""Letters of what happens next: it is one message, as short as every other."""
LONGEST_SENT = 20_000
"""Letters that are taken in, so that too many can be given back to be shortened."""
PAST = message("Write today or a day to come.")


class RunningForm(BaseModel):
    """When people are reminded ("" for never), and what happens next, by which day ("" for nothing said)."""

    model_config = ConfigDict(extra="forbid")

    remind: Part
    unit: Literal["hours", "days"] = "days"
    news: Typed = Field(default="", max_length=LONGEST_SENT)
    day: Part
    month: Part
    year: Part

    def errors(self, today: date) -> list[FieldError]:
        problems = {"remind": self._bad_reminder(), "news": self._bad_news(), "day": self._bad_day(today)}
        return [FieldError(field, problem) for field, problem in problems.items() if problem]

    def _bad_reminder(self) -> str:
        most = LONGEST_REMINDER_HOURS // UNITS[self.unit]
        if not self.remind or (self.remind.isdecimal() and 1 <= int(self.remind) <= most):
            return ""
        return translate(
            "Write a whole number from 1 to {most}, or leave this empty to remind nobody.", most=most
        )

    def _bad_news(self) -> str:
        if len(self.news) <= LONGEST_NEWS:
            return ""
        return translate(
            "Shorten this to {most} letters or fewer. It has {number} now.",
            most=LONGEST_NEWS,
            number=len(self.news),
        )

    def _bad_day(self, today: date) -> str:
        if not (self.day or self.month or self.year):
            return ""
        found = self.on()
        if found is None:
            return translate("Write a day that there is, such as 27 3 2027, or leave all three empty.")
        return "" if found >= today else PAST

    def on(self) -> date | None:
        """The day that was written; None where there is none such."""
        try:
            return date(int(self.year), int(self.month), int(self.day))
        except ValueError:
            return None

    def hours(self) -> int | None:
        return int(self.remind) * UNITS[self.unit] if self.remind else None

    def filled(self, *errors: FieldError) -> Filled:
        return filled(*errors, **self.model_dump())


def as_filled(one: Consultation) -> Filled:
    """The form as the consultation stands."""
    hours, on = one.remind_after_hours, one.next_on
    unit = "hours" if hours and hours % 24 else "days"
    parts = {"day": str(on.day), "month": str(on.month), "year": str(on.year)} if on else {}
    remind = str(hours // UNITS[unit]) if hours else ""
    return filled(remind=remind, unit=unit, news=one.next_news or "", **parts)


def router(parts: Parts) -> APIRouter:
    """For officers; leads may use it too."""
    routes = APIRouter(prefix="/staff/consultations/{code}")
    add_running(routes, parts)
    add_reopening(routes, parts)
    return routes


def add_running(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/running")
    @audience(Audience.OFFICER)
    def how_it_runs(request: Request, code: Code) -> Response:
        with parts.database.read() as connection:
            one = Consultations(connection).get(code)
        return page(parts, request, one, as_filled(one))

    @routes.post("/running")
    @audience(Audience.OFFICER)
    def change(request: Request, code: Code, form: Annotated[RunningForm, Form()]) -> Response:
        with parts.database.write() as connection:
            one = Consultations(connection).get(code)
            if errors := form.errors(parts.clock().astimezone(TRUST_TIME).date()):
                return page(parts, request, one, form.filled(*errors))
            changed(connection, parts, code, form.hours(), Next(form.news or None, form.on()))
            AuditLog(connection).note(
                me(request).name, "consultation.changed", f"consultation:{code}", parts.clock()
            )
        return see(f"/staff/consultations/{code}?note=running")


def add_reopening(routes: APIRouter, parts: Parts) -> None:
    @routes.post("/reopen")
    @audience(Audience.OFFICER)
    def reopen(request: Request, code: Code) -> Response:
        with parts.database.write() as connection:
            reopened(connection, parts, code)
            AuditLog(connection).note(
                me(request).name, "consultation.reopened", f"consultation:{code}", parts.clock()
            )
        return see(f"/staff/consultations/{code}?note=reopened")


def changed(
    connection: Connection, parts: Parts, code: str, hours: int | None, following: Next
) -> Consultation:
    """When people are reminded, and what happens next, from now on. Raises `NotFound` and `Refused`."""
    consultations = Consultations(connection)
    if hours != consultations.get(code).remind_after_hours:
        parts.plan_reminders(connection, consultations.remind_after(code, hours))
    return consultations.replace_next(code, following)


def reopened(connection: Connection, parts: Parts, code: str) -> Consultation:
    """Let people answer again, and be reminded. Raises `NotFound`."""
    opened = Consultations(connection).reopen(code)
    parts.plan_reminders(connection, opened)
    return opened


def page(parts: Parts, request: Request, one: Consultation, form: Filled) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return parts.pages.response(
        "staff/running.html", status, me=me(request), consultation=one, form=form, longest=LONGEST_NEWS
    )
