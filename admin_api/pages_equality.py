"""Staff's page "Who took part": equality questions are chosen there, and counted when all is over."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import see
from admin_api.parts import Parts
from admin_api.spreadsheets import CSV_TYPE, csv_table
from admin_api.staff_sessions import me
from admin_api.views_equality import rows, who_took_part
from consultations.equality import choose, listed
from consultations.errors import Refused
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.equality import EqualityAsked

Code = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,64}$")]
Key = Annotated[str, Field(max_length=30)]


class Saved(BaseModel):
    """What an address may say about what was just done."""

    saved: bool = False


class Chosen(BaseModel):
    """Which questions are ticked, and which of them for children under 13 too."""

    model_config = ConfigDict(extra="forbid")

    asked: list[Key] = Field(default=[], max_length=20)
    under_13: list[Key] = Field(default=[], max_length=20)


def router(parts: Parts) -> APIRouter:
    """For officers; leads may use it too."""
    routes = APIRouter(prefix="/staff/consultations/{code}")

    @routes.get("/who-took-part")
    @audience(Audience.OFFICER)
    def page(request: Request, code: Code, shown: Annotated[Saved, Query()]) -> Response:
        found = who_took_part(parts, code)
        return parts.pages.response("staff/equality.html", me=me(request), page=found, saved=shown.saved)

    @routes.post("/who-took-part")
    @audience(Audience.OFFICER)
    def save(request: Request, code: Code, form: Annotated[Chosen, Form()]) -> Response:
        with parts.database.write() as connection:
            asked = change(connection, code, form)
            name, now = me(request).name, parts.clock()
            AuditLog(connection).note(name, "consultation.equality", f"consultation:{code}", now, asked)
        return see(f"/staff/consultations/{code}/who-took-part?saved=true")

    @routes.get("/who-took-part.csv")
    @audience(Audience.OFFICER)
    def table(code: Code) -> Response:
        name = f'attachment; filename="who-took-part-{code}.csv"'
        content = csv_table(rows(who_took_part(parts, code)))
        return Response(content, media_type=CSV_TYPE, headers={"Content-Disposition": name})

    return routes


def change(connection: Connection, code: str, form: Chosen) -> str:
    """Ask these from now on; what the log says of it. Raises `NotFound` and `Refused`."""
    consultation = Consultations(connection).get(code)
    if consultation.state == "closed":
        raise Refused("equality.closed", "This consultation is closed: nobody is asked any more.")
    asked = choose(form.asked, form.under_13)
    EqualityAsked(connection).choose(consultation.id, asked)
    return listed(asked)
