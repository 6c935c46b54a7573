"""The two walks for staff: from a number on the board to its answers, from an answer to what became of it.

Only the numbers of answers are shown here, never their words.
"""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.early_looks import check_content, of_one
from admin_api.pages_staff import Code, Number
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.views_ledger import bearing_view
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.walks import Address, behind, chain

MOST = 500
Question = Annotated[str, Path(max_length=200)]


class Part(BaseModel):
    """A theme, a choice or a feeling; "" for the whole question."""

    model_config = ConfigDict(extra="forbid")

    part: str = Field(default="", max_length=100)


def router(parts: Parts) -> APIRouter:
    """For officers; leads may use it too."""
    routes = APIRouter(prefix="/staff/walks")

    @routes.get("/answers/{number}")
    @audience(Audience.OFFICER)
    def onwards(request: Request, number: Number) -> Response:
        with parts.database.read() as connection:
            found = chain(connection, number)
            consultation = Consultations(connection).get(found.consultation)
            check_content(connection, parts, me(request), consultation)
        bears_on = {one.ask.id: [bearing_view(part) for part in one.bears_on] for one in found.asks}
        return parts.pages.response("staff/walk_on.html", me=me(request), chain=found, bears_on=bears_on)

    @routes.get("/{code}/{question}")
    @audience(Audience.OFFICER)
    @of_one
    def back(request: Request, code: Code, question: Question, wanted: Annotated[Part, Query()]) -> Response:
        address = Address(code, question, wanted.part)
        with parts.database.write() as connection:
            found: Sequence[int] = behind(connection, address)
            AuditLog(connection).note(me(request).name, "walk.back", f"number:{address}", parts.clock())
        return parts.pages.response(
            "staff/walk_back.html", me=me(request), address=address, answers=found[:MOST], count=len(found)
        )

    return routes
