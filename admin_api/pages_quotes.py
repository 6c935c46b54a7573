"""Quotes of a consultation: a person looks at each before it is published, and may take it back."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.early_looks import of_one
from admin_api.forms import see
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.views_quotes import quotes_page
from consultations.quotes import LONGEST_QUOTE
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.quotes import Quotes

Code = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,64}$")]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
LONGEST_SENT = 40 * LONGEST_QUOTE


class Shown(BaseModel):
    """What an address may say about what was just done."""

    model_config = ConfigDict(extra="forbid")

    note: Literal["approved", "rejected"] | None = None


class QuoteForm(BaseModel):
    """One answer, the words of it that were looked at, and what becomes of it."""

    model_config = ConfigDict(extra="forbid")

    answer: Number
    revision: Number
    verdict: Literal["approved", "rejected"]
    words: str = Field(default="", max_length=LONGEST_SENT)


def router(parts: Parts) -> APIRouter:
    """For officers; leads may use it too."""
    routes = APIRouter(prefix="/staff/consultations/{code}/quotes")

    @routes.get("")
    @audience(Audience.OFFICER)
    @of_one
    def page(request: Request, code: Code, shown: Annotated[Shown, Query()]) -> Response:
        found = quotes_page(parts, code)
        return parts.pages.response("staff/quotes.html", me=me(request), page=found, note=shown.note)

    @routes.post("")
    @audience(Audience.OFFICER)
    @of_one
    def decide(request: Request, code: Code, form: Annotated[QuoteForm, Form()]) -> Response:
        with parts.database.write() as connection:
            decided(connection, code, form, me(request).name, parts.clock())
            AuditLog(connection).note(
                me(request).name, f"quote.{form.verdict}", f"answer:{form.answer}", parts.clock()
            )
        return see(f"/staff/consultations/{code}/quotes?note={form.verdict}")

    return routes


def decided(connection: Connection, code: str, form: QuoteForm, by: str, now: datetime) -> None:
    """Approve or reject. Raises `NotFound` and `Refused`."""
    within, quotes = Consultations(connection).get(code).id, Quotes(connection)
    if form.verdict == "approved":
        quotes.approve(form.answer, form.revision, form.words, by, now, within)
    else:
        quotes.reject(form.answer, form.revision, by, now, within)
