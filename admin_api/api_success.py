"""The Trust's own test, for programs: the trend of its four questions, and each consultation's scorecard."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_answers import figure
from admin_api.api_basics import Code
from admin_api.api_models import Figure, Made
from admin_api.pages_success import scored, trend
from admin_api.paging import Page, Paged, part
from admin_api.parts import Parts
from admin_api.views_success import Cell, ScorePage, SuccessRow
from consultations.forms.standing import SUCCESS


class SuccessQuestion(Made):
    """The share of yes in per cent; null where it is not shown. `people` is null where nobody was asked."""

    question: str = Field(examples=["success_impact"])
    label: str = Field(examples=["See things change"])
    percent: int | None = Field(examples=[60])
    people: Figure | None


class SuccessOut(Made):
    consultation: str = Field(examples=["feeling-safe"])
    title: str = Field(examples=["Feeling safe"])
    opened: datetime
    questions: list[SuccessQuestion]


class ScoreOut(Made):
    """One statement of the Trust, and what the facts say of it."""

    group: str = Field(examples=["We will…"])
    code: str = Field(examples=["listen"])
    statement: str = Field(examples=["Listen"])
    verdict: Literal["kept", "not kept", "not yet known"] = Field(examples=["kept"])
    fact: str = Field(examples=["People heard by the day that we named."])


class ScorecardOut(Made):
    consultation: str = Field(examples=["feeling-safe"])
    plan: str = Field(examples=["CE-2022"])
    scores: list[ScoreOut]


def add(routes: APIRouter, parts: Parts, board: Audience) -> None:
    """For whoever may see the board."""
    insider = board is not Audience.PUBLIC

    @routes.get(
        "/success", tags=["board"], summary="The four questions about the Trust itself, the earliest first"
    )
    @audience(board, scope="numbers")
    def success(wanted: Annotated[Paged, Query()]) -> Page[SuccessOut]:
        page = trend(parts)
        rows = [success_out(row, page.names) for row in page.rows]
        items, following = part(rows, lambda each: each.consultation, wanted)
        return Page(items=list(items), next=following)

    @routes.get(
        "/consultations/{code}/scorecard", tags=["board"], summary="Whether it kept what the Trust says"
    )
    @audience(board, scope="numbers")
    def scorecard(code: Code) -> ScorecardOut:
        return scorecard_out(scored(parts, code, insider=insider))


def success_out(row: SuccessRow, names: tuple[str, ...]) -> SuccessOut:
    asked = zip(SUCCESS, names, row.cells, strict=True)
    return SuccessOut(
        consultation=row.consultation.code,
        title=row.consultation.title,
        opened=row.consultation.opened_at,
        questions=[success_question(name, label, cell) for name, label, cell in asked],
    )


def success_question(name: str, label: str, cell: Cell) -> SuccessQuestion:
    people = figure(cell.people) if cell.people else None
    return SuccessQuestion(question=name, label=label, percent=cell.share, people=people)


def scorecard_out(page: ScorePage) -> ScorecardOut:
    return ScorecardOut(
        consultation=page.consultation.code,
        plan=page.plan.code,
        scores=[
            ScoreOut(
                group=group,
                code=one.statement.code,
                statement=one.statement.text,
                verdict=one.verdict.value,
                fact=one.fact,
            )
            for group, found in page.groups
            for one in found
        ],
    )
