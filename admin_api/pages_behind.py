"""From any number on the board to the numbers of the answers behind it: of people, of groups, of asks.

Those of one question have a page of their own (`pages_walks`). Words are never shown, and looking is noted.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.early_looks import check_number
from admin_api.pages_walks import MOST
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from analysis.walking import answers_behind
from consultations.storage.audit import AuditLog
from consultations.storage.walks import read_address


class Wanted(BaseModel):
    """The address of a number, as it stands beside it (`read_address`)."""

    model_config = ConfigDict(extra="forbid")

    number: str = Field(min_length=1, max_length=500)


def router(parts: Parts) -> APIRouter:
    """For officers; leads may use it too."""
    routes = APIRouter()

    @routes.get("/staff/behind")
    @audience(Audience.OFFICER)
    def behind(request: Request, wanted: Annotated[Wanted, Query()]) -> Response:
        number = read_address(wanted.number)
        with parts.database.write() as connection:
            check_number(connection, parts, me(request), number)
            found = answers_behind(connection, number, parts.rule)
            AuditLog(connection).note(me(request).name, "walk.back", f"number:{number}", parts.clock())
        return parts.pages.response(
            "staff/walk_back.html", me=me(request), address=number, answers=found[:MOST], count=len(found)
        )

    return routes
