"""Staff's pages: consultations, what people spoke of, and asks from the theme to the published answer.

Every form is followed by a page of its own (POST, redirect, GET), so that reloading sends nothing twice.
"""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.ask_forms import AskForm, DecisionForm
from admin_api.early_looks import may_see, of_one
from admin_api.forms import see
from admin_api.parts import Parts
from admin_api.plain_words import hard_in
from admin_api.staff_asks import StaffAsks
from admin_api.staff_sessions import me
from admin_api.views_staff import desk, sheet
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations

Code = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,64}$")]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Note = Literal[
    "made", "already", "decided", "published", "closed", "concluded", "running", "reopened", "following"
]


class Shown(BaseModel):
    """What an address may say about what was just done, and nothing else."""

    note: Note | None = None


class Wanted(BaseModel):
    """Which theme of which question."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=200)
    theme: str = Field(max_length=100)


class Seen(BaseModel):
    """The fingerprint of the message that was on the page when "Publish" was pressed."""

    model_config = ConfigDict(extra="forbid")

    seen: str = Field(max_length=64)


def router(parts: Parts) -> APIRouter:
    """The pages of officers; leads may use all of them too."""
    routes = APIRouter(prefix="/staff")
    add_desk(routes, parts)
    add_closing(routes, parts)
    add_promoting(routes, StaffAsks(parts))
    add_asks(routes, StaffAsks(parts))
    add_publishing(routes, StaffAsks(parts))
    return routes


def add_desk(routes: APIRouter, parts: Parts) -> None:
    @routes.get("")
    @audience(Audience.OFFICER)
    def first_page(request: Request) -> Response:
        return parts.pages.response("staff/desk.html", me=me(request), desk=desk(parts, me(request)))

    @routes.get("/consultations/{code}")
    @audience(Audience.OFFICER)
    def consultation(request: Request, code: Code, shown: Annotated[Shown, Query()]) -> Response:
        found = sheet(parts, code)
        with parts.database.read() as connection:
            content = may_see(connection, parts, me(request), found.running.consultation)
        return parts.pages.response(
            "staff/consultation.html",
            me=me(request),
            sheet=found,
            note=shown.note,
            content=content,
            hard=hard_in(found.running.consultation),
        )


def add_closing(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/consultations/{code}/close")
    @audience(Audience.OFFICER)
    def ask_before_closing(request: Request, code: Code) -> Response:
        found = sheet(parts, code)
        if found.running.consultation.state == "closed":
            return see(f"/staff/consultations/{code}?note=closed")
        return parts.pages.response("staff/close.html", me=me(request), running=found.running)

    @routes.post("/consultations/{code}/close")
    @audience(Audience.OFFICER)
    def close(request: Request, code: Code) -> Response:
        with parts.database.write() as connection:
            now = parts.clock()
            Consultations(connection).close(code, now)
            AuditLog(connection).note(me(request).name, "consultation.closed", f"consultation:{code}", now)
        return see(f"/staff/consultations/{code}?note=closed")


def add_promoting(routes: APIRouter, asks: StaffAsks) -> None:
    @routes.get("/consultations/{code}/new-ask")
    @audience(Audience.OFFICER)
    @of_one
    def name_an_ask(request: Request, code: Code, wanted: Annotated[Wanted, Query()]) -> Response:
        return asks.new_ask_page(me(request), code, wanted.question, wanted.theme)

    @routes.post("/consultations/{code}/asks")
    @audience(Audience.OFFICER)
    @of_one
    def make_an_ask(request: Request, code: Code, form: Annotated[AskForm, Form()]) -> Response:
        return asks.promote(me(request), code, form)


def add_asks(routes: APIRouter, asks: StaffAsks) -> None:
    @routes.get("/asks/{number}")
    @audience(Audience.OFFICER)
    def one_ask(request: Request, number: Number, shown: Annotated[Shown, Query()]) -> Response:
        return asks.page(me(request), number, shown.note)

    @routes.post("/asks/{number}/decision")
    @audience(Audience.OFFICER)
    def decide(request: Request, number: Number, form: Annotated[DecisionForm, Form()]) -> Response:
        return asks.decide(me(request), number, form)

    @routes.post("/asks/{number}/more-news")
    @audience(Audience.OFFICER)
    def more_news(request: Request, number: Number) -> Response:
        return asks.follow(me(request), number)


def add_publishing(routes: APIRouter, asks: StaffAsks) -> None:
    @routes.get("/asks/{number}/publish")
    @audience(Audience.OFFICER)
    def ask_before_publishing(request: Request, number: Number) -> Response:
        return asks.publish_page(me(request), number)

    @routes.post("/asks/{number}/publish")
    @audience(Audience.OFFICER)
    def publish(request: Request, number: Number, form: Annotated[Seen, Form()]) -> Response:
        return asks.publish(me(request), number, form.seen)
