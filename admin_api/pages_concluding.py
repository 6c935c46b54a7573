"""What was decided on a consultation from which no ask was made: in writing, so that people can be told."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.pages_running import LONGEST_NEWS, LONGEST_SENT, Code
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.translation.speaking import translate
from consultations.errors import Refused
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations


class ConclusionForm(BaseModel):
    """What was decided, in the words that people read."""

    model_config = ConfigDict(extra="forbid")

    words: Typed = Field(default="", max_length=LONGEST_SENT)

    @property
    def problem(self) -> str:
        if len(self.words) <= LONGEST_NEWS:
            return ""
        return translate(
            "Shorten this to {most} letters or fewer. It has {number} now.",
            most=LONGEST_NEWS,
            number=len(self.words),
        )


def router(parts: Parts) -> APIRouter:
    """For officers; leads may use it too."""
    routes = APIRouter(prefix="/staff/consultations/{code}/conclusion")

    @routes.get("")
    @audience(Audience.OFFICER)
    def conclusion(request: Request, code: Code) -> Response:
        return page(parts, request, code, filled())

    @routes.post("")
    @audience(Audience.OFFICER)
    def conclude(request: Request, code: Code, form: Annotated[ConclusionForm, Form()]) -> Response:
        problem = form.problem or stated(parts, request, code, form.words)
        if problem:
            return page(parts, request, code, filled(FieldError("words", problem), words=form.words))
        return see(f"/staff/consultations/{code}?note=concluded")

    return routes


def stated(parts: Parts, request: Request, code: str, words: str) -> str:
    """Keep it, and why it could not be; "" where it was. Raises `NotFound`."""
    try:
        with parts.database.write() as connection:
            Consultations(connection).conclude(code, words)
            name, now = me(request).name, parts.clock()
            AuditLog(connection).note(name, "consultation.concluded", f"consultation:{code}", now)
    except Refused as refused:
        return str(refused)
    return ""


def page(parts: Parts, request: Request, code: str, form: Filled) -> Response:
    with parts.database.read() as connection:
        one = Consultations(connection).get(code)
    return parts.pages.response(
        "staff/conclusion.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
        me=me(request),
        consultation=one,
        words=form.value("words") or one.conclusion or "",
        form=form,
        longest=LONGEST_NEWS,
    )
