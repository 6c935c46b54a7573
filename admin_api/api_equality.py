"""Equality questions by program: which a consultation asks, and who took part once it is closed."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_answers import figure
from admin_api.api_basics import Code, note
from admin_api.api_models import Figure, Given, Made
from admin_api.pages_equality import Chosen, change
from admin_api.parts import Parts
from admin_api.views_equality import EqualityTable, Option, WhoTookPart, who_took_part

Key = Annotated[str, Field(max_length=30)]


class EqualityOption(Made):
    """A question that can be asked: whether it is, and of children under 13 too."""

    question: str = Field(examples=["sex"])
    title: str = Field(examples=["Sex"])
    asked: bool = Field(examples=[True])
    under_13: bool = Field(examples=[False])


class ChosenOut(Made):
    choice: str = Field(examples=["girl"])
    label: str = Field(examples=["Girl"])
    people: Figure


class EqualityTableOut(Made):
    question: str = Field(examples=["sex"])
    title: str = Field(examples=["Sex"])
    version: str = Field(examples=["1"])
    people: Figure
    choices: list[ChosenOut]


class WhoTookPartOut(Made):
    """`tables` are empty while the consultation is open: a difference would tell one person's answer."""

    consultation: str = Field(examples=["feeling-safe"])
    questions: list[EqualityOption]
    tables: list[EqualityTableOut]


class EqualityChosen(Given):
    """The questions to ask from now on, and those of them to ask children under 13 too."""

    asked: list[Key] = Field(max_length=20, examples=[["sex"]])
    under_13: list[Key] = Field([], max_length=20, examples=[[]])


def add(routes: APIRouter, parts: Parts) -> None:
    @routes.get(
        "/consultations/{code}/who-took-part",
        tags=["consultations"],
        summary="Its equality questions, and once it is closed how many chose what",
    )
    @audience(Audience.OFFICER, scope="numbers")
    def equality(code: Code) -> WhoTookPartOut:
        return who_out(who_took_part(parts, code))

    @routes.put(
        "/consultations/{code}/who-took-part",
        tags=["consultations"],
        summary="Choose its equality questions, while it is open",
    )
    @audience(Audience.OFFICER, scope="manage")
    def choose_equality(request: Request, code: Code, given: EqualityChosen) -> WhoTookPartOut:
        with parts.database.write() as connection:
            asked = change(connection, code, Chosen(asked=given.asked, under_13=given.under_13))
            note(connection, parts, request, "consultation.equality", f"consultation:{code}", asked)
        return who_out(who_took_part(parts, code))


def who_out(page: WhoTookPart) -> WhoTookPartOut:
    return WhoTookPartOut(
        consultation=page.consultation.code,
        questions=[option_out(one) for one in page.options],
        tables=[table_out(one) for one in page.tables],
    )


def option_out(one: Option) -> EqualityOption:
    return EqualityOption(
        question=one.question.key, title=one.question.title, asked=one.asked, under_13=one.under_13
    )


def table_out(found: EqualityTable) -> EqualityTableOut:
    return EqualityTableOut(
        question=found.question,
        title=found.title,
        version=found.version,
        people=figure(found.base),
        choices=[
            ChosenOut(choice=one.choice, label=one.label, people=figure(one.count)) for one in found.lines
        ],
    )
