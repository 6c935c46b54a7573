"""Staff's pages of what people sent: pictures, sounds, files. Each look at one is written into the audit log.

A file goes out as something to save, of the kind that its bytes are: a picture, a sound or plain words.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.early_looks import left_out
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.views_files import ENDS, content, files_page, one_file
from consultations.storage.audit import AuditLog

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


def router(parts: Parts) -> APIRouter:
    """For officers; for the safeguarding lead where a concern holds what the person wrote."""
    routes = APIRouter(prefix="/staff/files")

    @routes.get("")
    @audience(Audience.OFFICER, Audience.DSL)
    def everything(request: Request) -> Response:
        found = files_page(parts, me(request))
        with parts.database.read() as connection:
            hidden = left_out(connection, parts, me(request))
        return parts.pages.response("staff/files.html", me=me(request), files=found, left_out=hidden)

    @routes.get("/{number}")
    @audience(Audience.OFFICER, Audience.DSL)
    def one(request: Request, number: Number) -> Response:
        with parts.database.write() as connection:
            view = one_file(connection, parts, number, me(request))
            found = content(parts, view.one.stored)
            note(connection, parts, request, "file.opened", number)
        return parts.pages.response("staff/file.html", me=me(request), view=view, content=found)

    @routes.get("/{number}/content")
    @audience(Audience.OFFICER, Audience.DSL)
    def its_bytes(request: Request, number: Number) -> Response:
        with parts.database.write() as connection:
            view = one_file(connection, parts, number, me(request))
            found = content(parts, view.one.stored)
            note(connection, parts, request, "file.fetched", number)
        name = f"answer-{number}.{ENDS[found.media_type]}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(found.data, media_type=found.media_type, headers=headers)

    return routes


def note(connection: Connection, parts: Parts, request: Request, what: str, number: int) -> None:
    AuditLog(connection).note(me(request).name, what, f"answer:{number}", parts.clock())
