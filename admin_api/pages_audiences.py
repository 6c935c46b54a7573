"""Staff's page that saves an audience: first the consultation is chosen, then who of those it knows."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.translation.speaking import words_of
from admin_api.views_broadcasts import asked
from consultations.audience import Audience as People
from consultations.audience import TookPart
from consultations.errors import FaultyInput
from consultations.storage.audit import AuditLog
from consultations.storage.broadcasts import Broadcasts

MOST_ANSWERS = 2
"""Answers that the page can combine; the command line combines any number."""


class AudienceForm(BaseModel):
    """Who is meant, as the page asks it. `answered` are `question=choice`, or empty."""

    model_config = ConfigDict(extra="forbid")

    name: Typed = Field(default="", max_length=200)
    consultation: Typed = Field(default="", max_length=64)
    took_part: TookPart = "anybody"
    answered: list[Annotated[Typed, Field(max_length=400)]] = Field(default=[], max_length=MOST_ANSWERS)
    language: Typed = Field(default="", max_length=40)
    channel: Typed = Field(default="", max_length=20)

    def people(self) -> People:
        pairs = (one.partition("=") for one in self.answered if one)
        answered = {question: choice for question, _, choice in pairs}
        return People(self.name, self.consultation, self.took_part, answered, self.language, self.channel)

    def filled(self, problem: FaultyInput) -> Filled:
        """The form as it was sent, with what is wrong beside its fields."""
        errors = (FieldError(one.place.column or "name", words_of(one)) for one in problem.faults)
        values = {"took_part": self.took_part, "language": self.language, "channel": self.channel}
        chosen = {f"answered-{place}": one for place, one in enumerate(self.answered)}
        return filled(*errors, name=self.name, **values, **chosen)


def add_audiences(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/audiences/new")
    @audience(Audience.OFFICER)
    def new_audience(request: Request, consultation: Annotated[str, Query(max_length=64)] = "") -> Response:
        return audience_page(parts, request, consultation, filled(took_part="anybody"))

    @routes.post("/audiences")
    @audience(Audience.OFFICER)
    def save_audience(request: Request, form: Annotated[AudienceForm, Form()]) -> Response:
        try:
            with parts.database.write() as connection:
                broadcasts = Broadcasts(connection, parts.outreach.channels)
                now, people = parts.clock(), form.people()
                broadcasts.save_audience(people, now)
                AuditLog(connection).note(me(request).name, "audience.saved", "audience", now, people.name)
        except FaultyInput as problem:
            return audience_page(parts, request, form.consultation, form.filled(problem))
        return see("/staff/broadcasts")


def audience_page(parts: Parts, request: Request, consultation: str, form: Filled) -> Response:
    return parts.pages.response(
        "staff/audience.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
        me=me(request),
        consultation=consultation,
        asked=asked(parts, consultation),
        channels=parts.outreach.channels,
        answers=range(MOST_ANSWERS),
        form=form,
    )
