"""The needs evidence by program: themes by place and group, every number protected with all the others."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_answers import figure
from admin_api.api_basics import PlanCode
from admin_api.api_models import Figure, Made
from admin_api.hearing import hear
from admin_api.paging import Page, Paged, part
from admin_api.parts import Parts
from analysis.board import needs_of
from analysis.needs import Needs
from consultations.storage.plans import Plans


class NeedsRow(Made):
    """A theme, and how many of each group spoke of it, in the order of `groups`."""

    theme: str = Field(examples=["Street lights"])
    people: list[Figure]


class NeedsOut(Made):
    """The themes of one question by the answers to another."""

    consultation: str = Field(examples=["feeling-safe"])
    question: str = Field(examples=["better"])
    question_label: str = Field(examples=["What would make it better?"])
    by: str = Field(examples=["Where do you live?"])
    people: Figure
    groups: list[str] = Field(examples=[["Crewe"]])
    rows: list[NeedsRow]


def add(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/plans/{code}/needs", tags=["board"], summary="Themes by place and group")
    @audience(Audience.OFFICER, scope="numbers")
    def needs(code: PlanCode, wanted: Annotated[Paged, Query()]) -> Page[NeedsOut]:
        with parts.database.read() as connection:
            board = hear(connection, Plans(connection).get(code), parts.rule)
            found = [needs_out(one) for one in needs_of(connection, board, parts.rule)]
        items, following = part(found, lambda each: f"{each.consultation} {each.question} {each.by}", wanted)
        return Page(items=list(items), next=following)


def needs_out(one: Needs) -> NeedsOut:
    return NeedsOut(
        consultation=one.consultation,
        question=one.question,
        question_label=one.question_label,
        by=one.group_label,
        people=figure(one.people),
        groups=list(one.groups),
        rows=[NeedsRow(theme=theme, people=[figure(each) for each in cells]) for theme, cells in one.rows],
    )
