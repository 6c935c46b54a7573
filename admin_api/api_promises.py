"""What staff write about a plan, by program: what became of promises, and the stories behind curves."""

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from admin_api import api_answers
from admin_api.access import Audience, audience
from admin_api.api_basics import Number, PartCode, PlanCode, note
from admin_api.api_figures import IndicatorStory, told
from admin_api.api_models import Code, ConsultationOut, Given, Made
from admin_api.forms import Typed
from admin_api.hearing import kept_promises
from admin_api.pages_plans import find_indicator
from admin_api.paging import Page, Paged, part
from admin_api.parts import Parts
from admin_api.staff_plans import find_entry, invite, open_survey, role_of
from admin_api.staff_sessions import me
from admin_api.views_ledger import EntryView
from consultations.ledger import LONGEST_WORDS
from consultations.storage.ledger import CurveNotes, Ledger
from consultations.storage.plans import Plans

Standing = Literal["due", "done", "late", "not-kept"]
Words = Annotated[Typed, Field(max_length=LONGEST_WORDS)]


class PromiseFilter(Paged):
    state: Standing | None = Field(None, description="Only promises that stand so.")


class PromiseOut(Made):
    """Something that the Trust bound itself to. `kept` is what those say to whom it was promised."""

    code: str = Field(examples=["CE2.P1"])
    kind: Literal["promise", "pledge", "priority", "action", "decision"] = Field(examples=["promise"])
    text: str = Field(examples=["We will put up street lights."])
    outcome: str = Field(examples=["CE2"])
    responsible: str = Field(examples=["Community safety partnership"])
    audience: str = Field(description="Whom it was promised to; empty for everybody.", examples=[""])
    made: date
    due: date | None
    deadline: str = Field(description="What the plan says instead of a day.", examples=["Ongoing"])
    state: Standing = Field(examples=["due"])
    clock: str = Field(examples=["Promised 12 days ago"])
    reason: str = Field(description="Why it was not kept.", examples=[""])
    evidence: str = Field(description="How we know that it is done.", examples=[""])
    recorded: datetime | None
    kept: str | None = Field(examples=["60% of 20 people said yes."])
    kept_before: str = Field(
        description="What they said in the round before.", examples=["Last time 55% of 20 people said yes."]
    )
    kept_asked: str = Field(
        description="Who could answer.", examples=["Only people who were invited were asked."]
    )


class PromiseRecorded(Given):
    state: Literal["due", "done", "not-kept"] = Field(examples=["done"])
    reason: Words = Field("", description="Needed where it is not kept.", examples=["The money ran out."])
    evidence: Words = Field("", description="Needed where it is done.", examples=["Minutes of 3 March."])


class NoteIn(Given):
    kind: Literal["story", "difference"] = Field(examples=["story"])
    words: Annotated[Typed, Field(min_length=1, max_length=LONGEST_WORDS)] = Field(
        examples=["New street lights came in May."]
    )
    partner: Annotated[Typed, Field(max_length=200)] = Field("", examples=["Parish council"])


class AboutPledge(Given):
    outcome: Code = Field(description="The outcome that answers count for.", examples=["CE2"])
    audience: Annotated[Typed, Field(max_length=100)] = Field(
        "",
        description="The saved audience that is invited; empty: whoever has the link can answer.",
        examples=["Children in care"],
    )


class SurveyOut(ConsultationOut):
    """`broadcast` is the draft of the invitation, to be sent like any other; null where the link is open."""

    broadcast: int | None = Field(examples=[3])


def add(routes: APIRouter, parts: Parts, board: Audience) -> None:
    add_ledger(routes, parts, board)
    add_recording(routes, parts)
    add_stories(routes, parts)


def add_ledger(routes: APIRouter, parts: Parts, board: Audience) -> None:
    @routes.get("/plans/{code}/promises", tags=["plans"], summary="Everything promised, what is late first")
    @audience(board, scope="numbers")
    def promises(code: PlanCode, wanted: Annotated[PromiseFilter, Query()]) -> Page[PromiseOut]:
        with parts.database.read() as connection:
            page = kept_promises(connection, parts, Plans(connection).get(code))
        found = [promise_out(one) for one in page.entries if wanted.state in (None, one.state.value)]
        items, following = part(found, lambda each: each.code, wanted)
        return Page(items=list(items), next=following)


def add_recording(routes: APIRouter, parts: Parts) -> None:
    @routes.post(
        "/plans/{code}/promises/{promise}", tags=["plans"], summary="Record what became of a promise"
    )
    @audience(Audience.OFFICER, scope="manage")
    def record_promise(
        request: Request, code: PlanCode, promise: PartCode, given: PromiseRecorded
    ) -> PromiseOut:
        with parts.database.write() as connection:
            find_entry(connection, parts, code, promise)
            said, who = (given.state, given.reason, given.evidence), me(request)
            Ledger(connection).record(code, promise, *said, role_of(who), who.name, parts.clock())
            note(connection, parts, request, "promise.recorded", f"promise:{promise}", given.state)
            return promise_out(find_entry(connection, parts, code, promise))

    @routes.post(
        "/plans/{code}/pledges/{pledge}/survey",
        tags=["plans"],
        status_code=201,
        summary="Ask those to whom a pledge was made whether it is kept",
    )
    @audience(Audience.OFFICER, scope="manage")
    def ask_about_pledge(request: Request, code: PlanCode, pledge: PartCode, about: AboutPledge) -> SurveyOut:
        with parts.database.write() as connection:
            opened = open_survey(connection, parts, code, pledge, about.outcome)
            sent = invite(connection, parts, opened, pledge, about.audience, me(request).name)
            note(connection, parts, request, "consultation.opened", f"consultation:{opened.code}")
            if sent:
                note(connection, parts, request, "broadcast.drafted", f"broadcast:{sent.id}")
        made = api_answers.consultation_out(opened).model_dump()
        return SurveyOut(**made, broadcast=sent.id if sent else None)


def add_stories(routes: APIRouter, parts: Parts) -> None:
    @routes.post(
        "/plans/{code}/indicators/{indicator}/notes",
        tags=["plans"],
        status_code=201,
        summary="Write the story behind a curve, or what made the difference",
    )
    @audience(Audience.OFFICER, scope="manage")
    def write_note(request: Request, code: PlanCode, indicator: PartCode, given: NoteIn) -> IndicatorStory:
        with parts.database.write() as connection:
            find_indicator(Plans(connection).get(code), indicator)
            notes, who = CurveNotes(connection), me(request)
            said = (given.kind, given.words, given.partner)
            notes.write(code, indicator, *said, role_of(who), who.name, parts.clock())
            note(connection, parts, request, "curve.written", f"indicator:{indicator}", given.kind)
            return told(Plans(connection).get(code), indicator, notes)

    @routes.delete(
        "/plans/{code}/indicators/{indicator}/notes/{number}",
        tags=["plans"],
        status_code=204,
        summary="Take back what was written about a curve",
    )
    @audience(Audience.OFFICER, scope="manage")
    def withdraw_note(request: Request, code: PlanCode, indicator: PartCode, number: Number) -> Response:
        with parts.database.write() as connection:
            CurveNotes(connection).withdraw(code, indicator, number, parts.clock())
            note(connection, parts, request, "curve.withdrawn", f"indicator:{indicator}", str(number))
        return Response(status_code=204)


def promise_out(view: EntryView) -> PromiseOut:
    entry, recorded = view.entry, view.entry.recorded
    return PromiseOut(
        code=entry.code,
        kind=entry.kind.value,
        text=entry.text,
        outcome=entry.outcome,
        responsible=entry.responsible,
        audience=entry.audience,
        made=entry.made,
        due=entry.due,
        deadline=entry.deadline,
        state=view.state.value,
        clock=view.clock,
        reason=recorded.reason if recorded else "",
        evidence=recorded.evidence if recorded else "",
        recorded=recorded.at if recorded else None,
        kept=view.kept.words if view.kept else None,
        kept_before=view.kept.before if view.kept else "",
        kept_asked=view.kept.asked if view.kept else "",
    )
