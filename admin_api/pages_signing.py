"""The young person lead reads the wording, and signs it or asks for a change. They sign these words alone."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.pages_staff import Number
from admin_api.parts import Parts
from admin_api.plain_words import hard_at_launch
from admin_api.staff_sessions import me
from admin_api.translation.speaking import translate
from admin_api.views_launch import Sheet, sheet, told
from consultations.errors import Refused
from consultations.staff import Account
from consultations.storage.audit import AuditLog
from consultations.storage.drafts import Drafts


class Signed(BaseModel):
    """What a young person lead says about a wording."""

    model_config = ConfigDict(extra="forbid")

    wording: str = Field(default="", max_length=64)
    change: Typed = Field(default="", max_length=2000)
    do: str = Field(default="sign", pattern="^(sign|ask)$")


def router(parts: Parts) -> APIRouter:
    """The pages of young person leads. Officers send them there; nobody else signs."""
    routes = APIRouter(prefix="/staff/signing")

    @routes.get("")
    @audience(Audience.YOUNG_LEAD)
    def to_sign(request: Request) -> Response:
        with parts.database.read() as connection:
            drafts = [one for one in Drafts(connection).all() if one.version is not None]
        return parts.pages.response("staff/launch/to_sign.html", me=me(request), drafts=drafts)

    @routes.get("/{number}")
    @audience(Audience.YOUNG_LEAD)
    def read(request: Request, number: Number) -> Response:
        return wording_page(parts, me(request), number, filled())

    @routes.post("/{number}")
    @audience(Audience.YOUNG_LEAD)
    def answer(request: Request, number: Number, form: Annotated[Signed, Form()]) -> Response:
        if form.do == "ask" and not form.change:
            error = FieldError("change", translate("Write what should change."))
            return wording_page(parts, me(request), number, filled(error))
        try:
            answered(parts, me(request), number, form)
        except Refused as refused:
            return wording_page(parts, me(request), number, filled(FieldError("wording", str(refused))))
        return see("/staff/signing")

    return routes


def answered(parts: Parts, account: Account, number: int, form: Signed) -> None:
    """Keep a signature or what should change. Raises `Refused` where the wording changed meanwhile."""
    with parts.database.write() as connection:
        drafts, now = Drafts(connection), parts.clock()
        if form.do == "sign":
            drafts.sign(number, account.name, form.wording, now)
        else:
            drafts.change(
                number, lambda intent: replace(intent, asked_to_change=form.change, signature=None), now
            )
        done = "launch.signed" if form.do == "sign" else "launch.change_asked"
        AuditLog(connection).note(account.name, done, f"draft:{number}", now)


def wording_page(parts: Parts, account: Account, number: int, form: Filled) -> Response:
    with parts.database.read() as connection:
        view = sheet(connection, parts, number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    said = told(parts, view.draft.intent, "purpose", "outcomes", "people", "dates", "safeguarding")
    return parts.pages.response(
        "staff/launch/sign.html",
        status,
        me=account,
        view=view,
        form=form,
        told=said,
        hard=hard_at_launch(view.draft.intent),
        languages=spoken_in(parts, view),
    )


def spoken_in(parts: Parts, view: Sheet) -> Sequence[tuple[str, str]]:
    """The languages in which people will be asked: (code, name)."""
    names = dict(parts.launching.languages)
    written = view.questionnaire.languages if view.questionnaire else ()
    return [(code, names.get(code, code)) for code in view.draft.intent.spoken(written)]
