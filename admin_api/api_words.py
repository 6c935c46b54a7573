"""What people wrote, found by how it was read, for programs: as the page *Explore* shows it, by its rule."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from admin_api.access import Audience, audience
from admin_api.api_basics import PlanCode
from admin_api.api_models import Made
from admin_api.forms import Typed
from admin_api.hearing import hear_for
from admin_api.paging import Paged, after_number, begun
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.views_explore import Asked, chosen, words_that_fit
from admin_api.views_explore import Audience as Whose
from analysis.readings import Feeling, Kind
from consultations.storage.plans import Plans
from consultations.storage.searching import Found

Text = Annotated[Typed, Field(max_length=300)]


class WordsFilter(Paged):
    audience: Whose = Field("everybody", description="From everybody but staff, or from staff.")
    outcome: Text = Field("", examples=["CE2"])
    question: Text = Field("", description="A consultation and a question.", examples=["feeling-safe/better"])
    theme: Text = Field("", examples=["street_lights"])
    kind: Kind | None = None
    feeling: Feeling | None = None


class WordsFound(Made):
    """An answer: its words without what tells who somebody is, and how they were read."""

    answer: int = Field(examples=[812])
    consultation: str = Field(examples=["feeling-safe"])
    question: str = Field(examples=["better"])
    words: str = Field(examples=["More lights please"])
    kind: str | None = Field(examples=["need"])
    feeling: str | None = Field(examples=["needs change"])


class WordsOut(Made):
    """`too_few`: so few people wrote what fits that nothing of it is shown."""

    too_few: bool = Field(examples=[False])
    items: list[WordsFound]
    next: str | None = Field(description="Send it as `cursor` for what follows; null at the end.")


def add(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/plans/{code}/words", tags=["review"], summary="What people wrote, by how it was read")
    @audience(Audience.OFFICER, scope="answers")
    def words(request: Request, code: PlanCode, wanted: Annotated[WordsFilter, Query()]) -> WordsOut:
        asked = asked_for(wanted)
        with parts.database.read() as connection:
            staff, plan = wanted.audience == "staff", Plans(connection).get(code)
            boards = hear_for(connection, parts, me(request), plan, of_staff=staff)
            kept = list(chosen(boards, asked))
            found, too_few = words_that_fit(connection, boards, kept, asked, parts.rule, wanted.limit)
        items, following = begun(found, lambda each: str(each.answer_id), wanted)
        codes = {one.id: one.code for board in boards for one in board.consultations}
        return WordsOut(too_few=too_few, items=[words_found(one, codes) for one in items], next=following)


def asked_for(wanted: WordsFilter) -> Asked:
    """Raises `FaultyInput` for a cursor that is none."""
    return Asked(
        wanted.audience,
        wanted.outcome,
        wanted.question,
        wanted.theme,
        wanted.kind or "",
        wanted.feeling or "",
        after_number(wanted),
    )


def words_found(one: Found, codes: Mapping[int, str]) -> WordsFound:
    return WordsFound(
        answer=one.answer_id,
        consultation=codes[one.consultation_id],
        question=one.question,
        words=one.words,
        kind=one.kind,
        feeling=one.feeling,
    )
