"""Watching a consultation under way, live; what people say in it only when it is over, or with a reason."""

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.early_looks import NOTED, SHORTEST_REASON, look_early
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.pages_staff import Code
from admin_api.parts import Parts
from admin_api.sign_in import local_path
from admin_api.staff_sessions import me
from admin_api.translation.speaking import translate
from admin_api.views_watch import Fresh
from consultations.staff import Account
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations

PAUSE = 5.0
"""Seconds between two looks of an open page."""
LOOKS = 120
"""After so many a stream ends; the browser opens it again, and whether it may is asked anew."""
MOST_STREAMS = 50
"""Open at once in this process. More pages work, and are reloaded by hand."""
HEARTBEAT = 20


class Wanted(BaseModel):
    """The page that was wanted, and is shown when the reason is given."""

    model_config = ConfigDict(extra="forbid")

    next: str = Field(default="", max_length=2000)


class Reason(Wanted):
    """Why somebody must see what people say before the consultation is over."""

    reason: Typed = Field(default="", max_length=1000)


def router(parts: Parts) -> APIRouter:
    """The pages of officers."""
    routes = APIRouter(prefix="/staff/consultations/{code}")
    fresh = Fresh(parts)
    live = Live(parts, fresh)

    @routes.get("/watch")
    @audience(Audience.OFFICER)
    def watch_page(request: Request, code: Code) -> Response:
        return parts.pages.response("staff/watch.html", me=me(request), watch=fresh.watch(code))

    @routes.get("/watch/live")
    @audience(Audience.OFFICER)
    async def stream(request: Request, code: Code) -> Response:
        await asyncio.to_thread(fresh.watch, code)  # whether it is there at all
        if live.open >= MOST_STREAMS:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        # Only what listens to events is kept waiting for more; whatever else asks gets the figures of now.
        listens = request.headers.get("accept", "").startswith("text/event-stream")
        return EventSourceResponse(live.figures(code, LOOKS if listens else 1), ping=HEARTBEAT)

    @routes.get("/early")
    @audience(Audience.OFFICER)
    def ask_why(request: Request, code: Code, wanted: Annotated[Wanted, Query()]) -> Response:
        return early_page(parts, me(request), code, filled(next=wanted.next))

    @routes.post("/early")
    @audience(Audience.OFFICER)
    def say_why(request: Request, code: Code, form: Annotated[Reason, Form()]) -> Response:
        if len(form.reason) < SHORTEST_REASON:
            error = FieldError("reason", translate("Write why it cannot wait until the end."))
            return early_page(parts, me(request), code, filled(error, reason=form.reason, next=form.next))
        with parts.database.write() as connection:
            look_early(connection, parts, me(request), code, form.reason)
            AuditLog(connection).note(me(request).name, NOTED, f"consultation:{code}", parts.clock())
        return see(local_path(form.next, f"/staff/consultations/{code}"))

    return routes


def early_page(parts: Parts, account: Account, code: str, form: Filled) -> Response:
    with parts.database.read() as connection:
        one = Consultations(connection).get(code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return parts.pages.response("staff/early.html", status, me=account, consultation=one, form=form)


class Live:
    """The streams that are open: each sends the figures anew whenever they have changed."""

    def __init__(self, parts: Parts, fresh: Fresh) -> None:
        self._parts = parts
        self._fresh = fresh
        self.open = 0

    async def figures(self, code: str, looks: int) -> AsyncIterator[ServerSentEvent]:
        self.open += 1
        try:
            shown = ""
            for look in range(looks):
                await asyncio.sleep(PAUSE if look else 0)
                now = await asyncio.to_thread(self._rendered, code)
                if now != shown:
                    yield ServerSentEvent(now, event="figures")
                shown = now
        finally:
            self.open -= 1

    def _rendered(self, code: str) -> str:
        return self._parts.pages.text("staff/watch_figures.html", watch=self._fresh.watch(code))
