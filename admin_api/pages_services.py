"""Two questions about a service or an event: opened in a minute, given out as a link and a QR code, and what
came of it where the same people were asked before and after.
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.pages_staff import Code
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.translation.speaking import translate, words_of
from admin_api.views_services import chosen_plan, service, services
from consultations.consultation import CODE, Consultation
from consultations.errors import Refused
from consultations.feedback import LONGEST_CODE
from consultations.staff import Account
from consultations.storage.audit import AuditLog
from consultations.storage.feedback import Wish, open_feedback

LONGEST_TITLE = 100


class ServiceForm(BaseModel):
    """The form that opens the two questions."""

    model_config = ConfigDict(extra="forbid")

    title: Typed = Field(default="", max_length=1000)
    code: Typed = Field(default="", max_length=200)
    outcome: str = Field(default="", max_length=200)
    before_after: bool = False

    def errors(self) -> list[FieldError]:
        """Everything wrong with it, in the order of its fields."""
        found = []
        if not self.title or len(self.title) > LONGEST_TITLE:
            text = translate("Write what it is called, in at most {most} letters.", most=LONGEST_TITLE)
            found.append(FieldError("title", text))
        if not CODE.fullmatch(self.code) or len(self.code) > LONGEST_CODE:
            text = translate(
                "Use letters, digits, - and _ only, at most {most} of them.",
                most=LONGEST_CODE,
            )
            found.append(FieldError("code", text))
        if not self.outcome:
            found.append(FieldError("outcome", translate("Choose the outcome that it is about.")))
        return found

    def filled(self, *errors: FieldError) -> Filled:
        ticked = "yes" if self.before_after else ""
        return filled(*errors, title=self.title, code=self.code, outcome=self.outcome, before_after=ticked)


def router(parts: Parts) -> APIRouter:
    """The pages of officers."""
    routes = APIRouter(prefix="/staff/services")

    @routes.get("")
    @audience(Audience.OFFICER)
    def all_services(request: Request) -> Response:
        return services_page(parts, me(request), filled())

    @routes.post("")
    @audience(Audience.OFFICER)
    def open_service(request: Request, form: Annotated[ServiceForm, Form()]) -> Response:
        if errors := form.errors():
            return services_page(parts, me(request), form.filled(*errors))
        try:
            first = open_wished(parts, me(request), form)
        except Refused as refused:
            field = "outcome" if refused.code == "unknown_outcome" else "code"
            error = FieldError(field, words_of(refused))
            return services_page(parts, me(request), form.filled(error))
        return see(f"/staff/services/{first}")

    @routes.get("/{code}")
    @audience(Audience.OFFICER)
    def one_service(request: Request, code: Code) -> Response:
        site = parts.site(request.base_url)
        return parts.pages.response("staff/service.html", me=me(request), view=service(parts, code, site))

    return routes


def open_wished(parts: Parts, account: Account, form: ServiceForm) -> str:
    """Open what the form wishes; the code of the first. Raises `Refused`."""
    with parts.database.write() as connection:
        opened = opened_as_wished(connection, parts, form)
        for one in opened:
            target, now = f"consultation:{one.code}", parts.clock()
            AuditLog(connection).note(account.name, "consultation.opened", target, now)
        return opened[0].code


def opened_as_wished(connection: Connection, parts: Parts, form: ServiceForm) -> Sequence[Consultation]:
    """Raises `NotFound` where there is no plan, and `Refused`."""
    plan = chosen_plan(connection)
    wish = Wish(form.code, form.title, plan.code, form.outcome, form.before_after)
    return open_feedback(connection, wish, parts.feedback_form, parts.clock())


def services_page(parts: Parts, account: Account, form: Filled) -> Response:
    return parts.pages.response(
        "staff/services.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
        me=account,
        view=services(parts),
        form=form,
    )
