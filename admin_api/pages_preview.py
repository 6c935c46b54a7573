"""How a question will look in the chat, while it is being written. Nothing is kept."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.pages_staff import Number
from admin_api.pages_wording import After, Name, WordingForm, looks_of, question_page, reworded
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.views_launch import sheet


class Wanted(After):
    """`part`: only the preview is wanted, to be put into a page that is there."""

    part: bool = False


def router(parts: Parts) -> APIRouter:
    """For officers. The name `new` stands for a question that is being added."""
    routes = APIRouter(prefix="/staff/launch/{number}")

    @routes.post("/questions/{name}/preview")
    @audience(Audience.OFFICER)
    def show(
        request: Request,
        number: Number,
        name: Name,
        wanted: Annotated[Wanted, Query()],
        form: Annotated[WordingForm, Form()],
    ) -> Response:
        with parts.database.read() as connection:
            view = sheet(connection, parts, number)
        typed = reworded(view, name, form, wanted.after)
        if wanted.part:
            return parts.pages.response(
                "staff/launch/looks.html",
                looks=looks_of(parts, typed),
                languages=dict(parts.launching.languages),
            )
        return question_page(parts, me(request), view, form.filled(()), typed, wanted.after)

    return routes
