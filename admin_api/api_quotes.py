"""Quotes by program: which answers wait to be looked at, which are published, and what becomes of one."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_basics import LARGEST, Code, note
from admin_api.api_models import Given, Made
from admin_api.early_looks import of_one
from admin_api.forms import Typed
from admin_api.pages_quotes import LONGEST_SENT, QuoteForm, decided
from admin_api.paging import Page, Paged, after_key, bad_cursor, begun, part
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from analysis.pipeline import free_text
from consultations.quotes import Verdict
from consultations.storage.consultations import Consultations
from consultations.storage.quotes import Quotes

Answer = Annotated[int, Path(ge=1, le=LARGEST, description="An answer's number.", examples=[812])]


class QuoteFilter(Paged):
    state: Literal["waiting", "published"] = Field("waiting", description="Those to look at, or those seen.")


class QuoteOut(Made):
    """`words` are all of an answer that may be seen; of a published quote, what is published of it."""

    answer: int = Field(examples=[812])
    revision: int = Field(examples=[1])
    question: str = Field(examples=["better"])
    words: str = Field(examples=["More lights on the way home please"])
    decided: datetime | None = Field(description="When it was approved.")


class QuoteDecision(Given):
    revision: Annotated[int, Field(ge=1, le=LARGEST)] = Field(
        description="Which words were read: `revision` of the answer.", examples=[1]
    )
    verdict: Verdict = Field(examples=["approved"])
    words: Annotated[Typed, Field(max_length=LONGEST_SENT)] = Field(
        "", description="Their own words to publish, unchanged; needed to approve.", examples=["More lights"]
    )


class QuoteDecided(Made):
    answer: int = Field(examples=[812])
    verdict: Verdict = Field(examples=["approved"])


def add(routes: APIRouter, parts: Parts) -> None:
    @routes.get(
        "/consultations/{code}/quotes", tags=["review"], summary="Answers that may be quoted, or are quoted"
    )
    @audience(Audience.OFFICER, scope="answers")
    @of_one
    def quotes(code: Code, wanted: Annotated[QuoteFilter, Query()]) -> Page[QuoteOut]:
        return waiting(parts, code, wanted) if wanted.state == "waiting" else published(parts, code, wanted)

    @routes.put(
        "/consultations/{code}/quotes/{number}", tags=["review"], summary="Approve a quote or turn it down"
    )
    @audience(Audience.OFFICER, scope="review")
    @of_one
    def decide_quote(request: Request, code: Code, number: Answer, given: QuoteDecision) -> QuoteDecided:
        form = QuoteForm(answer=number, **given.model_dump())
        with parts.database.write() as connection:
            decided(connection, code, form, me(request).name, parts.clock())
            note(connection, parts, request, f"quote.{given.verdict}", f"answer:{number}")
        return QuoteDecided(answer=number, verdict=given.verdict)


def waiting(parts: Parts, code: str, wanted: Paged) -> Page[QuoteOut]:
    """Raises `NotFound`, and `FaultyInput` for a cursor that is none."""
    with parts.database.read() as connection:
        store = Consultations(connection)
        found = store.get(code)
        asked = tuple(free_text(store.over_versions(found)))
        rows = Quotes(connection).waiting(found.id, asked, wanted.limit + 1, place(wanted))
    items, following = begun(rows, lambda each: f"{each.answer_id}.{each.question}", wanted)
    shown = [
        QuoteOut(
            answer=one.answer_id, revision=one.revision, question=one.question, words=one.words, decided=None
        )
        for one in items
    ]
    return Page(items=shown, next=following)


def place(wanted: Paged) -> tuple[str, int]:
    """The question and the answer behind which the list goes on. Raises `FaultyInput`."""
    number, _, question = (after_key(wanted) or "0.").partition(".")
    if not (number.isascii() and number.isdecimal() and int(number[:11]) <= LARGEST) or "\0" in question:
        raise bad_cursor()
    return question, int(number)


def published(parts: Parts, code: str, wanted: Paged) -> Page[QuoteOut]:
    """Raises `NotFound`, and `FaultyInput` for a cursor that is none."""
    with parts.database.read() as connection:
        found = Quotes(connection).published([Consultations(connection).get(code).id])
    items, following = part(found, lambda each: str(each.answer_id), wanted)
    shown = [
        QuoteOut(
            answer=one.answer_id,
            revision=one.revision,
            question=one.question,
            words=one.words,
            decided=one.decided_at,
        )
        for one in items
    ]
    return Page(items=shown, next=following)
