"""The young person lead reads what people will be told, and signs it or asks for a change.

They see the words and the numbers that the board sees, and nobody's answers.
"""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.ask_forms import SignForm
from admin_api.ask_languages import arriving, hard_words
from admin_api.forms import FieldError, Filled, filled, see
from admin_api.pages_staff import Number
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from consultations.errors import Refused
from consultations.staff import Account
from consultations.storage.asks import Asks
from consultations.storage.audit import AuditLog

TO_SIGN = "/staff/answers-to-sign"


def router(parts: Parts) -> APIRouter:
    """The pages of young person leads. Nobody else signs."""
    routes = APIRouter(prefix=TO_SIGN)

    @routes.get("")
    @audience(Audience.YOUNG_LEAD)
    def to_sign(request: Request) -> Response:
        with parts.database.read() as connection:
            asks = [one for one in Asks(connection).all() if one.decision and not one.published_at]
        return parts.pages.response("staff/answers_to_sign.html", me=me(request), asks=asks)

    @routes.get("/{number}")
    @audience(Audience.YOUNG_LEAD)
    def read(request: Request, number: Number) -> Response:
        return answer_page(parts, me(request), number, filled())

    @routes.post("/{number}")
    @audience(Audience.YOUNG_LEAD)
    def answer(request: Request, number: Number, form: Annotated[SignForm, Form()]) -> Response:
        if errors := form.errors():
            return answer_page(parts, me(request), number, filled(*errors))
        try:
            keep(parts, me(request), number, form)
        except Refused as refused:
            return answer_page(parts, me(request), number, filled(FieldError("wording", str(refused))))
        return see(TO_SIGN)

    return routes


def keep(parts: Parts, account: Account, number: int, form: SignForm) -> None:
    """Keep a signature, or what should change. Raises `Refused` where the words changed meanwhile."""
    with parts.database.write() as connection:
        asks, now = Asks(connection), parts.clock()
        if form.do == "sign":
            asks.sign(number, form.wording, account.name, now)
        else:
            asks.ask_to_change(number, form.wording, form.change, account.name)
        done = "ask.signed" if form.do == "sign" else "ask.change_asked"
        AuditLog(connection).note(account.name, done, f"ask:{number}", now)


def answer_page(parts: Parts, account: Account, number: int, form: Filled) -> Response:
    """One answer, word for word as people will get it. Raises `NotFound`; `Refused` where none is decided."""
    with parts.database.read() as connection:
        ask = Asks(connection).get(number)
        if ask.decision is None:
            raise Refused("not_decided", "This ask has no decision yet.", "There is nothing to sign yet.")
        messages = arriving(connection, parts, ask)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return parts.pages.response(
        "staff/answer_to_sign.html",
        status,
        me=account,
        ask=ask,
        messages=messages,
        hard=hard_words(ask),
        form=form,
    )
