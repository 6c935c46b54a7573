"""Concerns, for the designated safeguarding lead and deputies alone.

Opening one is acknowledging it: that stops the alerts, and stands in the audit log each time.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.translation.speaking import translate
from admin_api.views_concerns import ConcernView, moment, what_now
from consultations.concerns import LONGEST_MESSAGE, LONGEST_REASON, Ending
from consultations.errors import Refused
from consultations.storage.audit import AuditLog
from consultations.storage.concern_queue import ConcernQueue

MOST_OVER = 50
LONGEST_SENT = 20_000
"""Letters that are taken in, so that too many can be given back to be shortened."""
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Note = Literal["acting", "ended", "released", "sent"]
Action = Literal["acting", "referred", "closed", "released", "written_to"]
NOTES: Mapping[Action, Note] = {
    "acting": "acting",
    "referred": "ended",
    "closed": "ended",
    "released": "released",
    "written_to": "sent",
}
"""What the page says after each action of the audit log."""
Work = Callable[[ConcernQueue, str, datetime], object]
"""What is done in the queue, by whom and when."""


class Shown(BaseModel):
    """What an address may say about what was just done."""

    model_config = ConfigDict(extra="forbid")

    note: Note | None = None


class VersionForm(BaseModel):
    """A form about the concern as it stood on the page."""

    model_config = ConfigDict(extra="forbid")

    version: Version


class EndForm(VersionForm):
    """Refer or close it."""

    how: Ending | None = None
    reason: Typed = Field(default="", max_length=LONGEST_SENT)

    def errors(self) -> list[FieldError]:
        errors = []
        if self.how is None:
            errors.append(FieldError("how", translate("Say whether you referred or close it.")))
        if not self.reason:
            errors.append(
                FieldError("reason", translate("Write to whom you referred it, or why you close it."))
            )
        if len(self.reason) > LONGEST_REASON:
            errors.append(
                FieldError(
                    "reason",
                    translate("Shorten this to {most} letters or fewer.", most=LONGEST_REASON),
                )
            )
        return errors


class MessageForm(VersionForm):
    """A message to the person."""

    words: Typed = Field(default="", max_length=LONGEST_SENT)

    def errors(self) -> list[FieldError]:
        if not self.words:
            return [FieldError("words", translate("Write what the person will read."))]
        if len(self.words) > LONGEST_MESSAGE:
            return [
                FieldError(
                    "words",
                    translate("Shorten this to {most} letters or fewer.", most=LONGEST_MESSAGE),
                )
            ]
        return []


class ConcernPages:
    """What the pages do with the queue; each step stands in the audit log with it."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def queue(self, connection: Connection) -> ConcernQueue:
        return ConcernQueue(connection, self.parts.keys())

    def note(self, connection: Connection, request: Request, action: str, number: int) -> None:
        AuditLog(connection).note(
            me(request).name, f"concern.{action}", f"concern:{number}", self.parts.clock()
        )

    def one(
        self,
        request: Request,
        number: int,
        form: Filled,
        note: Note | None = None,
        *,
        meanwhile: bool = False,
    ) -> Response:
        """The page of one concern. Showing it is seeing it."""
        with self.parts.database.write() as connection:
            queue = self.queue(connection)
            concern = queue.see(number, me(request).name, self.parts.clock())
            disclosed = queue.open(number)
            self.note(connection, request, "viewed", number)
        status = HTTPStatus.CONFLICT if meanwhile else HTTPStatus.OK
        return self.parts.pages.response(
            "staff/concern.html",
            HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else status,
            me=me(request),
            view=(view := ConcernView(concern, self.parts.clock())),
            steps=what_now(view, self.parts),
            disclosed=disclosed,
            moment=moment,
            form=form,
            note=note,
            meanwhile=meanwhile,
            longest=LONGEST_MESSAGE,
        )

    def step(
        self, request: Request, number: int, action: Action, work: Work, typed: Filled | None = None
    ) -> Response:
        """Do `work`, and note it; where it cannot be done any more, show how it stands."""
        try:
            with self.parts.database.write() as connection:
                work(self.queue(connection), me(request).name, self.parts.clock())
                self.note(connection, request, action, number)
        except Refused:
            return self.one(request, number, typed or filled(), meanwhile=True)
        return see(f"/staff/concerns/{number}?note={NOTES[action]}")


def router(parts: Parts) -> APIRouter:
    """The queue of concerns."""
    routes = APIRouter(prefix="/staff/concerns")
    pages = ConcernPages(parts)
    add_reading(routes, pages)
    add_steps(routes, pages)
    add_message(routes, pages)
    return routes


def add_reading(routes: APIRouter, pages: ConcernPages) -> None:
    parts = pages.parts

    @routes.get("")
    @audience(Audience.DSL)
    def concerns(request: Request) -> Response:
        """The list holds no words: who opens one is noted, who looks at the list is not."""
        now = parts.clock()
        with parts.database.read() as connection:
            queue = pages.queue(connection)
            waiting = [ConcernView(one, now) for one in queue.waiting()]
            over = [ConcernView(one, now) for one in queue.over(MOST_OVER)]
        return parts.pages.response("staff/concerns.html", me=me(request), waiting=waiting, over=over)

    @routes.get("/{number}")
    @audience(Audience.DSL)
    def concern(request: Request, number: Number, shown: Annotated[Shown, Query()]) -> Response:
        return pages.one(request, number, filled(), shown.note)


def add_steps(routes: APIRouter, pages: ConcernPages) -> None:
    @routes.post("/{number}/act")
    @audience(Audience.DSL)
    def act(request: Request, number: Number, form: Annotated[VersionForm, Form()]) -> Response:
        return pages.step(request, number, "acting", lambda queue, *by: queue.act(number, form.version, *by))

    @routes.post("/{number}/end")
    @audience(Audience.DSL)
    def end(request: Request, number: Number, form: Annotated[EndForm, Form()]) -> Response:
        typed, how = filled(*form.errors(), reason=form.reason, how=form.how or ""), form.how
        if typed.errors or how is None:
            return pages.one(request, number, typed)
        return pages.step(
            request,
            number,
            how,
            lambda queue, *by: queue.end(number, form.version, how, form.reason, *by),
            typed,
        )

    @routes.post("/{number}/release")
    @audience(Audience.DSL)
    def release(request: Request, number: Number, form: Annotated[VersionForm, Form()]) -> Response:
        return pages.step(
            request, number, "released", lambda queue, *by: queue.release(number, form.version, *by)
        )


def add_message(routes: APIRouter, pages: ConcernPages) -> None:
    @routes.post("/{number}/message")
    @audience(Audience.DSL)
    def write(request: Request, number: Number, form: Annotated[MessageForm, Form()]) -> Response:
        typed = filled(*form.errors(), words=form.words)
        if typed.errors:
            return pages.one(request, number, typed)
        return pages.step(
            request, number, "written_to", lambda queue, *by: queue.write_to(number, form.words, *by), typed
        )
