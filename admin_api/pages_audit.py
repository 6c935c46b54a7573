"""The audit log, for administrators: newest first, by who did it and what was done."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import Typed
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from consultations.storage.audit import AuditLog

PAGE = 50
LATEST = 2**31 - 1


class Wanted(BaseModel):
    """Which entries: by whom, of which action (its beginning), before which number."""

    model_config = ConfigDict(extra="forbid")

    actor: Typed = Field(default="", max_length=100)
    action: Typed = Field(default="", max_length=50)
    before: int = Field(default=LATEST, ge=1, le=LATEST)


def router(parts: Parts) -> APIRouter:
    """The page of the log."""
    routes = APIRouter()

    @routes.get("/staff/audit")
    @audience(Audience.ADMIN)
    def audit(request: Request, wanted: Annotated[Wanted, Query()]) -> Response:
        with parts.database.read() as connection:
            log = AuditLog(connection)
            found = list(log.newest(PAGE + 1, wanted.before, wanted.actor, wanted.action))
        shown = found[:PAGE]
        older = older_than(wanted, shown[-1].number) if len(found) > PAGE else ""
        return parts.pages.response(
            "staff/audit.html", me=me(request), entries=shown, wanted=wanted, older=older
        )

    return routes


def older_than(wanted: Wanted, number: int) -> str:
    """The address of the next page."""
    query = {"actor": wanted.actor, "action": wanted.action, "before": number}
    return f"/staff/audit?{urlencode(query)}"
