"""The reading queue: officers read everything that people wrote, the oldest first."""

import re
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import see
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.views_reading import ON_A_PAGE, questions, reading_page
from consultations.storage.audit import AuditLog
from consultations.storage.reading_queue import ReadingQueue

ONE = re.compile(r"(\d{1,9})\.(\d{1,9})")
"""An answer's number and its revision, as the page's form sends them."""


class Shown(BaseModel):
    """What an address may say about what was just done."""

    model_config = ConfigDict(extra="forbid")

    note: Literal["read"] | None = None


class ReadForm(BaseModel):
    """What was on the page: `ID.REVISION` of each answer."""

    model_config = ConfigDict(extra="forbid")

    read: list[str] = Field(default=[], max_length=ON_A_PAGE)


def router(parts: Parts) -> APIRouter:
    """The reading queue, for officers."""
    routes = APIRouter(prefix="/staff/reading")

    @routes.get("")
    @audience(Audience.OFFICER)
    def queue(request: Request, shown: Annotated[Shown, Query()]) -> Response:
        page = reading_page(parts)
        return parts.pages.response("staff/reading.html", me=me(request), page=page, note=shown.note)

    @routes.post("")
    @audience(Audience.OFFICER)
    def mark(request: Request, form: Annotated[ReadForm, Form()]) -> Response:
        found = [match for one in form.read if (match := ONE.fullmatch(one))]
        read = {int(match[1]): int(match[2]) for match in found}
        with parts.database.write() as connection:
            name, now = me(request).name, parts.clock()
            marked = ReadingQueue(connection, questions(connection)).mark(read, name, now)
            if marked:
                AuditLog(connection).note(name, "answers.read", f"answers:{marked}", now)
        return see("/staff/reading?note=read")

    return routes
