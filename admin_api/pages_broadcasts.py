"""Staff's pages for writing to many people, and for what could not be delivered."""

import json
from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.pages_audiences import add_audiences
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.translation.speaking import counted, words_of
from admin_api.views_broadcasts import letters, overview, sheet
from consultations.broadcast import Purpose, StaffStep
from consultations.errors import Fault, FaultyInput
from consultations.storage.audit import AuditLog
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.outbox import Outbox

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
NONE: list[int] = []
"""What a form sends where no box is ticked."""


class BroadcastForm(BaseModel):
    """What to say, to whom."""

    model_config = ConfigDict(extra="forbid")

    audience: Typed = Field(default="", max_length=100)
    purpose: Purpose = "invitation"
    text: Typed = Field(default="", max_length=20_000)
    start: Typed = Field(default="", max_length=64)

    def filled(self, *errors: FieldError) -> Filled:
        return filled(*errors, text=self.text, audience=self.audience, purpose=self.purpose, start=self.start)


def field_of(fault: Fault) -> str:
    return "start" if fault.code == "bad_start" else "text"


def router(parts: Parts) -> APIRouter:
    """The pages of officers; leads may use all of them too."""
    routes = APIRouter(prefix="/staff")
    add_overview(routes, parts)
    add_audiences(routes, parts)
    add_writing(routes, parts)
    add_steps(routes, parts)
    add_letters(routes, parts)
    return routes


def add_overview(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/broadcasts")
    @audience(Audience.OFFICER)
    def all_broadcasts(request: Request) -> Response:
        return overview_page(parts, request, filled())


def overview_page(parts: Parts, request: Request, form: Filled) -> Response:
    found = overview(parts)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return parts.pages.response("staff/broadcasts.html", status, me=me(request), overview=found, form=form)


def add_writing(routes: APIRouter, parts: Parts) -> None:
    @routes.post("/broadcasts")
    @audience(Audience.OFFICER)
    def write(request: Request, form: Annotated[BroadcastForm, Form()]) -> Response:
        try:
            with parts.database.write() as connection:
                broadcasts = Broadcasts(connection, parts.outreach.channels)
                to = broadcasts.audience(form.audience)
                texts = _texts(form.text)
                now, author = parts.clock(), me(request).name
                made = broadcasts.draft(form.purpose, to, texts, form.start, author, now)
                AuditLog(connection).note(author, "broadcast.drafted", f"broadcast:{made.id}", now)
        except FaultyInput as problem:
            errors = [FieldError(field_of(one), words_of(one)) for one in problem.faults]
            return overview_page(parts, request, form.filled(*errors))
        return see(f"/staff/broadcasts/{made.id}")


def _texts(written: str) -> dict[str, str]:
    """Words in English; or, where each paragraph begins with `[pl]`, in those languages."""
    texts: dict[str, str] = {}
    language = "en"
    for line in written.splitlines():
        marked = line.strip()
        if marked.startswith("[") and marked.endswith("]") and marked[1:-1].replace("-", "").isalnum():
            language = marked[1:-1].lower()
        else:
            texts[language] = f"{texts.get(language, '')}{line}\n"
    return {code: text.strip() for code, text in texts.items() if text.strip()}


def add_steps(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/broadcasts/{number}")
    @audience(Audience.OFFICER)
    def one_broadcast(request: Request, number: Number) -> Response:
        return parts.pages.response("staff/broadcast.html", me=me(request), sheet=sheet(parts, number))

    @routes.get("/broadcasts/{number}/progress")
    @audience(Audience.OFFICER)
    def progress(number: Number) -> Response:
        """The progress as JSON, for the page that is open."""
        found = sheet(parts, number)
        said = {"state": found.one.state, **asdict(found.far)}
        return Response(json.dumps(said), media_type="application/json")

    @routes.post("/broadcasts/{number}/{step}")
    @audience(Audience.OFFICER)
    def take_step(request: Request, number: Number, step: StaffStep) -> Response:
        with parts.database.write() as connection:
            now = parts.clock()
            Broadcasts(connection, parts.outreach.channels).step(number, step, now)
            AuditLog(connection).note(me(request).name, f"broadcast.{step}", f"broadcast:{number}", now)
        return see(f"/staff/broadcasts/{number}")


def add_letters(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/deliveries")
    @audience(Audience.OFFICER)
    def undelivered(request: Request) -> Response:
        return parts.pages.response("staff/deliveries.html", me=me(request), letters=letters(parts))

    @routes.post("/deliveries")
    @audience(Audience.OFFICER)
    def resend(request: Request, wanted: Annotated[list[int], Form(max_length=500)] = NONE) -> Response:
        with parts.database.write() as connection:
            now = parts.clock()
            Outbox(connection).resend(wanted, now)
            chosen = counted("{number} message", "{number} messages", len(wanted))
            AuditLog(connection).note(me(request).name, "delivery.resent", "outbox", now, chosen)
        return see("/staff/deliveries")
