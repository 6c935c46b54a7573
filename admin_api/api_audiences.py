"""Who is meant by a message to many, for programs: audiences are saved as filters and counted anew."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_basics import Code, note
from admin_api.api_models import Given, Made
from admin_api.forms import Typed
from admin_api.parts import Parts
from admin_api.views_broadcasts import Asked, Group, asked, overview
from consultations.audience import LONGEST_NAME, TookPart
from consultations.audience import Audience as People
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.consultations import Consultations

Short = Annotated[Typed, Field(max_length=200)]


class AudienceIn(Given):
    """Who is meant. Whoever stopped or blocked us is never in it; one of the same name is replaced."""

    name: Annotated[Typed, Field(min_length=1, max_length=LONGEST_NAME)] = Field(
        examples=["Began, not finished"]
    )
    consultation: Annotated[Typed, Field(max_length=64)] = Field("", examples=["feeling-safe"])
    took_part: TookPart = "anybody"
    answered: dict[Short, Short] = Field({}, max_length=20, examples=[{"safe": "no"}])
    language: Annotated[Typed, Field(max_length=40)] = Field("", description="Empty for any.")
    channel: Annotated[Typed, Field(max_length=20)] = Field("", description="Empty for every one.")


class AudienceOut(Made):
    """An audience; `people` are those in it now, in words, as small numbers are not told."""

    name: str = Field(examples=["Began, not finished"])
    consultation: str = Field(examples=["feeling-safe"])
    took_part: TookPart
    answered: Mapping[str, str] = Field(examples=[{"safe": "no"}])
    language: str = Field(examples=[""])
    channel: str = Field(examples=["telegram"])
    people: str = Field(examples=["about 40 people"])


class AskedOut(Made):
    """A question of which an audience can be made; `choices` by their stored names."""

    question: str = Field(examples=["safe"])
    label: str = Field(examples=["Do you feel safe?"])
    choices: dict[str, str] = Field(examples=[{"yes": "Yes", "no": "No"}])


def add(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/audiences", tags=["messages"], summary="Whom a message to many can be for")
    @audience(Audience.OFFICER, scope="numbers")
    def audiences() -> list[AudienceOut]:
        return [audience_out(one) for one in overview(parts).groups]

    @routes.get(
        "/consultations/{code}/audience-questions",
        tags=["messages"],
        summary="The questions and choices that an audience can be made of",
    )
    @audience(Audience.OFFICER, scope="numbers")
    def audience_questions(code: Code) -> list[AskedOut]:
        with parts.database.read() as connection:
            Consultations(connection).get(code)
        return [asked_out(one) for one in asked(parts, code)]

    @routes.post("/audiences", tags=["messages"], status_code=201, summary="Save an audience")
    @audience(Audience.OFFICER, scope="send")
    def save_audience(request: Request, given: AudienceIn) -> AudienceOut:
        people = People(**given.model_dump())
        with parts.database.write() as connection:
            Broadcasts(connection, parts.outreach.channels).save_audience(people, parts.clock())
            note(connection, parts, request, "audience.saved", "audience", people.name)
        return audience_out(next(one for one in overview(parts).groups if one.audience.name == people.name))


def audience_out(group: Group) -> AudienceOut:
    one = group.audience
    return AudienceOut(
        name=one.name,
        consultation=one.consultation,
        took_part=one.took_part,
        answered=one.answered,
        language=one.language,
        channel=one.channel,
        people=group.people,
    )


def asked_out(one: Asked) -> AskedOut:
    """A choice's value is `question=choice`."""
    question = one.choices[0].value.partition("=")[0]
    choices = {choice.value.partition("=")[2]: choice.label for choice in one.choices}
    return AskedOut(question=question, label=one.label, choices=choices)
