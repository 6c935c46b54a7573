"""The two walks by program: from a number to the answers behind it, from an answer to what became of it.

Only the numbers of answers are given here, never their words.
"""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_answers import bears_on_out
from admin_api.api_basics import Code, Number, note
from admin_api.api_models import BearsOn, Made
from admin_api.early_looks import check_content, check_number, of_one
from admin_api.forms import Typed
from admin_api.paging import Page, Paged, part
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.views_ledger import bearing_view
from analysis.walking import answers_behind as all_behind
from consultations.accountability import State, Verdict
from consultations.storage.consultations import Consultations
from consultations.storage.walks import Address, Chain, behind, chain, read_address

Question = Annotated[Typed, Path(max_length=200, description="A question's name.", examples=["better"])]


class PartFilter(Paged):
    part: Annotated[Typed, Field(max_length=100)] = Field(
        "", description="Only answers with this theme, choice or feeling.", examples=["street_lights"]
    )


class NumberFilter(Paged):
    number: Annotated[Typed, Field(min_length=1, max_length=500)] = Field(
        description="The address of a number, as it stands beside it.", examples=["plan:CE-2022/CE2"]
    )


class BecameOut(Made):
    """An ask that the answer stands behind; what the person thinks of what they were told."""

    ask: int = Field(examples=[3])
    title: str = Field(examples=["Light on the way home"])
    state: State
    told: datetime | None
    verdict: Verdict | None
    bears_on: list[BearsOn]


class ChainOut(Made):
    """One answer, without its words, and what became of it."""

    answer: int = Field(examples=[812])
    consultation: str = Field(examples=["feeling-safe"])
    question: str = Field(examples=["better"])
    outcome: str = Field(examples=["CE2"])
    answered: datetime
    themes: list[str] = Field(examples=[["street_lights"]])
    asks: list[BecameOut]


def add(routes: APIRouter, parts: Parts) -> None:
    @routes.get(
        "/consultations/{code}/questions/{question}/answers",
        tags=["exports"],
        summary="The numbers of the answers behind a number on the board",
    )
    @audience(Audience.OFFICER, scope="answers")
    @of_one
    def answers_behind(
        request: Request, code: Code, question: Question, wanted: Annotated[PartFilter, Query()]
    ) -> Page[int]:
        address = Address(code, question, wanted.part)
        with parts.database.write() as connection:
            found = behind(connection, address)
            note(connection, parts, request, "walk.back", f"number:{address}")
        items, following = part(found, str, wanted)
        return Page(items=list(items), next=following)

    @routes.get(
        "/behind",
        tags=["exports"],
        summary="The numbers of the answers behind any number, by its address",
        responses={404: {"description": "What the address names is not there."}},
    )
    @audience(Audience.OFFICER, scope="answers")
    def behind_number(request: Request, wanted: Annotated[NumberFilter, Query()]) -> Page[int]:
        number = read_address(wanted.number)
        with parts.database.write() as connection:
            check_number(connection, parts, me(request), number)
            found = all_behind(connection, number, parts.rule)
            note(connection, parts, request, "walk.back", f"number:{number}")
        items, following = part(found, str, wanted)
        return Page(items=list(items), next=following)

    add_onwards(routes, parts)


def add_onwards(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/answers/{number}", tags=["exports"], summary="What became of one answer")
    @audience(Audience.OFFICER, scope="answers")
    def became_of_answer(request: Request, number: Number) -> ChainOut:
        with parts.database.read() as connection:
            found = chain(connection, number)
            consultation = Consultations(connection).get(found.consultation)
            check_content(connection, parts, me(request), consultation)
        return chain_out(found)


def chain_out(found: Chain) -> ChainOut:
    return ChainOut(
        answer=found.answer_id,
        consultation=found.consultation,
        question=found.question,
        outcome=found.outcome,
        answered=found.answered_at,
        themes=list(found.themes),
        asks=[
            BecameOut(
                ask=one.ask.id,
                title=one.ask.title,
                state=one.ask.state,
                told=one.told_at,
                verdict=one.verdict,
                bears_on=[bears_on_out(bearing_view(part)) for part in one.bears_on],
            )
            for one in found.asks
        ],
    )
