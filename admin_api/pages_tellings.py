"""What people told us of their own accord: staff read it, in the order in which it is due, and reply.

Every form is followed by a page of its own (POST, redirect, GET), so that reloading sends nothing twice.
"""

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.translation.speaking import translate
from admin_api.views_tellings import reading_queue, telling_view
from consultations.errors import Refused
from consultations.feedback import LONGEST_REPLY
from consultations.staff import Account
from consultations.storage.audit import AuditLog
from consultations.storage.feedback import Feedback

LONGEST_SENT = 20_000
"""Letters that are taken in, so that too many can be given back to be shortened."""
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Shown(BaseModel):
    """What an address may say about what was just done, and nothing else."""

    note: Literal["read", "replied", "meanwhile"] | None = None


class ReadForm(BaseModel):
    """The form that marks something as read. `version` is what was on the page."""

    model_config = ConfigDict(extra="forbid")

    version: Version


class ReplyForm(ReadForm):
    """The form with the reply."""

    reply: Typed = Field(default="", max_length=LONGEST_SENT)

    def errors(self) -> list[FieldError]:
        if not self.reply:
            return [FieldError("reply", translate("Write what the person will read."))]
        if len(self.reply) > LONGEST_REPLY:
            text = translate(
                "Shorten this to {most} letters or fewer. It has {number} now.",
                most=LONGEST_REPLY,
                number=len(self.reply),
            )
            return [FieldError("reply", text)]
        return []


def router(parts: Parts) -> APIRouter:
    """The reading queue, for officers."""
    routes = APIRouter(prefix="/staff/feedback")
    add_reading(routes, parts)
    add_replying(routes, parts)
    return routes


def add_reading(routes: APIRouter, parts: Parts) -> None:
    @routes.get("")
    @audience(Audience.OFFICER)
    def queue(request: Request, shown: Annotated[Shown, Query()]) -> Response:
        found = reading_queue(parts)
        return parts.pages.response("staff/tellings.html", me=me(request), queue=found, note=shown.note)

    @routes.post("/{number}/read")
    @audience(Audience.OFFICER)
    def mark_read(request: Request, number: Number, form: Annotated[ReadForm, Form()]) -> Response:
        try:
            with parts.database.write() as connection:
                now, reader = parts.clock(), me(request).name
                Feedback(connection).mark_read(number, form.version, reader, now)
                AuditLog(connection).note(reader, "feedback.read", f"feedback:{number}", now)
        except Refused:
            return see("/staff/feedback?note=meanwhile")
        return see(f"/staff/feedback?note=read#telling-{number}")


def add_replying(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/{number}")
    @audience(Audience.OFFICER)
    def one_telling(request: Request, number: Number) -> Response:
        return telling_page(parts, me(request), number, filled())

    @routes.post("/{number}/reply")
    @audience(Audience.OFFICER)
    def reply(request: Request, number: Number, form: Annotated[ReplyForm, Form()]) -> Response:
        typed = filled(*form.errors(), reply=form.reply)
        if typed.errors:
            return telling_page(parts, me(request), number, typed)
        try:
            with parts.database.write() as connection:
                feedback = Feedback(connection)
                now, author = parts.clock(), me(request).name
                feedback.reply(number, form.version, form.reply, author, now)
                AuditLog(connection).note(author, "feedback.replied", f"feedback:{number}", now)
        except Refused:
            return telling_page(parts, me(request), number, typed, meanwhile=True)
        return see("/staff/feedback?note=replied")


def telling_page(
    parts: Parts, account: Account, number: int, form: Filled, *, meanwhile: bool = False
) -> Response:
    """One telling, and its reply or the form for it. `meanwhile`: a colleague was quicker."""
    status = HTTPStatus.CONFLICT if meanwhile else HTTPStatus.OK
    return parts.pages.response(
        "staff/telling.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else status,
        me=account,
        view=telling_view(parts, number),
        form=form,
        meanwhile=meanwhile,
        longest=LONGEST_REPLY,
    )
