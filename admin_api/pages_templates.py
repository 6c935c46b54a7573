"""Starting the questionnaire of a launch from a template."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, see
from admin_api.pages_questionnaire import questionnaire_page, took
from admin_api.pages_staff import Number
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.views_launch import sheet
from consultations.errors import NotFound
from consultations.forms.templates import filled_in


class Taken(BaseModel):
    """Which template to start from."""

    model_config = ConfigDict(extra="forbid")

    template: str = Field(default="", max_length=50)


def router(parts: Parts) -> APIRouter:
    """For officers; before the sections of a launch, whose path is more general."""
    routes = APIRouter(prefix="/staff/launch/{number}/template")

    @routes.get("")
    @audience(Audience.OFFICER)
    def where_templates_are(number: Number) -> Response:
        """For whoever opens the address at which a template was refused."""
        return see(f"/staff/launch/{number}/questionnaire")

    @routes.post("")
    @audience(Audience.OFFICER)
    def start_from(request: Request, number: Number, form: Annotated[Taken, Form()]) -> Response:
        try:
            content = template_for(parts, number, form.template)
        except NotFound as problem:
            error = FieldError("template", problem.fix)
            return questionnaire_page(parts, me(request), number, errors=[error])
        return took(parts, me(request), number, content, f"{form.template}.md", "template")

    return routes


def template_for(parts: Parts, number: int, template: str) -> bytes:
    """A template that asks about the first outcome that the draft is about. Raises `NotFound`."""
    with parts.database.read() as connection:
        view = sheet(connection, parts, number)
    chosen = view.draft.intent.outcomes or tuple(view.around.outcomes)
    return filled_in(template, next(iter(chosen), "")).encode()
