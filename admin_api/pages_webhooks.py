"""Webhooks, for administrators: where other programs are told of news, and whether it arrived."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.translation.speaking import message, translate, words_of
from admin_api.webhooks import WebhookDesk
from consultations.errors import Refused
from consultations.webhooks import LONGEST_URL, NEWS, News

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
WORDS = {
    "summary.new": message("There are new numbers (once a day at most)"),
    "ask.published": message("An ask has been answered"),
    "consultation.closed": message("A consultation has been closed"),
}


class NewHook(BaseModel):
    """The form that adds a webhook."""

    model_config = ConfigDict(extra="forbid")

    url: Typed = Field(default="", max_length=LONGEST_URL)
    events: list[News] = Field(default=[], max_length=len(NEWS))


class Shown(BaseModel):
    """What an address may say about what was just done."""

    model_config = ConfigDict(extra="forbid")

    note: Literal["removed"] | None = None


def router(parts: Parts) -> APIRouter:
    routes = APIRouter(prefix="/staff/webhooks")
    desk = WebhookDesk(parts)

    @routes.get("")
    @audience(Audience.ADMIN)
    def webhooks(request: Request, shown: Annotated[Shown, Query()]) -> Response:
        return page(parts, desk, request, filled(), note=shown.note)

    @routes.post("")
    @audience(Audience.ADMIN)
    def add(request: Request, given: Annotated[NewHook, Form()]) -> Response:
        if not given.events:
            return page(
                parts,
                desk,
                request,
                filled(FieldError("events", translate("Choose at least one.")), url=given.url),
            )
        try:
            _, secret = desk.add(request, given.url, given.events)
        except Refused as refused:
            error = FieldError("url", words_of(refused))
            return page(parts, desk, request, filled(error, url=given.url), given.events)
        return page(parts, desk, request, filled(), secret=secret)

    @routes.post("/{number}/remove")
    @audience(Audience.ADMIN)
    def remove(request: Request, number: Number) -> Response:
        desk.remove(request, number)
        return see("/staff/webhooks?note=removed")

    return routes


def page(
    parts: Parts,
    desk: WebhookDesk,
    request: Request,
    form: Filled,
    chosen: Sequence[str] = (),
    note: str | None = None,
    secret: str = "",
) -> Response:
    """All webhooks, and the form for one more. `secret`: that of a webhook just added, shown this once."""
    hooks, deliveries = desk.all()
    return parts.pages.response(
        "staff/webhooks.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
        me=me(request),
        hooks=hooks,
        deliveries=deliveries,
        news=WORDS,
        form=form,
        chosen=chosen,
        note=note,
        secret=secret,
    )
