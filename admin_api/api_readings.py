"""The review queue by program: readings in which the methods differ, and what an officer says is right."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from sqlalchemy import Connection

from admin_api.access import Audience, audience
from admin_api.api_basics import LARGEST, note
from admin_api.api_models import Given, Made
from admin_api.early_looks import left_out, without
from admin_api.paging import Page, Paged, after_number, begun
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from admin_api.staff_sessions import me
from admin_api.views_reading import questions, read_in_time
from analysis.readings import Feeling, Kind
from consultations.storage.consultations import Consultations
from consultations.storage.reading_checks import Checked, Doubtful, ReadingChecks
from consultations.storage.reading_queue import ReadingQueue
from consultations.working_days import due_before

Numbered = Annotated[int, Field(ge=1, le=LARGEST)]
MOST = 200


class ReadingsOut(Made):
    """What waits for a person: readings in doubt, and answers that nobody has read, some too long."""

    doubtful: int = Field(examples=[7])
    unread: int = Field(examples=[12])
    unread_late: int = Field(examples=[0])
    lately: str = Field(description="How much was read within one working day, in a sentence.")


class DoubtfulOut(Made):
    """An answer whose feeling (`label`) or kind the methods read differently."""

    answer: int = Field(examples=[812])
    revision: int = Field(examples=[1])
    consultation: str = Field(examples=["feeling-safe"])
    question: str = Field(examples=["better"])
    words: str = Field(examples=["It is not bad at all"])
    label: Feeling
    kind: Kind


class CheckedIn(Given):
    answer: Numbered = Field(examples=[812])
    revision: Numbered = Field(description="Which words were read.", examples=[1])
    label: Feeling = Field(examples=["positive"])
    kind: Kind = Field(examples=["praise"])


class ReadingsChecked(Given):
    answers: list[CheckedIn] = Field(min_length=1, max_length=MOST)


class KeptOut(Made):
    """How many were kept: what was changed meanwhile is left out, and waits to be read again."""

    kept: int = Field(examples=[1])


def add(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/readings", tags=["review"], summary="How much waits to be read or looked at by a person")
    @audience(Audience.OFFICER, scope="numbers")
    def readings(request: Request) -> ReadingsOut:
        with parts.database.read() as connection:
            asked = questions(connection)
            doubtful = checks_of(connection, parts, request).count()
            unread, late = ReadingQueue(connection, asked).counts(due_before(parts.clock(), TRUST_TIME))
        return ReadingsOut(doubtful=doubtful, unread=unread, unread_late=late, lately=read_in_time(parts))

    @routes.get("/readings/doubtful", tags=["review"], summary="Readings in doubt, the oldest answer first")
    @audience(Audience.OFFICER, scope="review")
    def doubtful_readings(request: Request, wanted: Annotated[Paged, Query()]) -> Page[DoubtfulOut]:
        with parts.database.read() as connection:
            checks = checks_of(connection, parts, request)
            found = checks.waiting(wanted.limit + 1, after_number(wanted))
            items, following = begun(found, lambda each: str(each.answer_id), wanted)
            return Page(items=[doubtful_out(connection, one) for one in items], next=following)

    @routes.post("/readings/checked", tags=["review"], summary="Say which feeling and kind are right")
    @audience(Audience.OFFICER, scope="review")
    def check_readings(request: Request, given: ReadingsChecked) -> KeptOut:
        checked = [Checked(one.answer, one.revision, one.label, one.kind) for one in given.answers]
        with parts.database.write() as connection:
            checks = ReadingChecks(connection, questions(connection))
            kept = checks.keep(checked, me(request).name, parts.clock())
            if kept:
                note(connection, parts, request, "readings.checked", f"answers:{kept}")
        return KeptOut(kept=kept)


def checks_of(connection: Connection, parts: Parts, request: Request) -> ReadingChecks:
    """What is in doubt of what whoever asks may see by now."""
    hidden = left_out(connection, parts, me(request))
    return ReadingChecks(connection, without(questions(connection), hidden))


def doubtful_out(connection: Connection, one: Doubtful) -> DoubtfulOut:
    return DoubtfulOut.model_validate(
        {
            "answer": one.answer_id,
            "revision": one.revision,
            "consultation": Consultations(connection).by_id(one.consultation_id).code,
            "question": one.question,
            "words": one.words,
            "label": one.label,
            "kind": one.kind,
        }
    )
