"""What the board hears besides participants, for programs: audits' findings, and who asks the staff."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.api_basics import Number, PlanCode, check_fields, note
from admin_api.api_models import Code, Given, Made
from admin_api.forms import Typed
from admin_api.pages_evidence import MOST, NewFinding
from admin_api.paging import Page, Paged, part
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from admin_api.staff_sessions import me
from consultations.errors import NotFound
from consultations.evidence import LONGEST_BY, LONGEST_TITLE, LONGEST_WORDS, Finding
from consultations.storage.consultations import Consultations
from consultations.storage.evidence import Findings, StaffConsultations
from consultations.storage.plans import Plans

Words = Annotated[Typed, Field(max_length=LONGEST_WORDS)]


class AuditOut(Made):
    """What one audit found about an outcome: about practice, never about one child."""

    id: int = Field(examples=[3])
    outcome: str = Field(examples=["CE2"])
    title: str = Field(examples=["Thresholds"])
    found: str = Field(examples=["Most decisions were right."])
    next_step: str = Field(examples=["Look again in May."])
    audited_by: str = Field(examples=["Quality assurance"])
    audited_on: date


class NewAudit(Given):
    outcome: Code = Field(examples=["CE2"])
    title: Annotated[Typed, Field(max_length=LONGEST_TITLE)] = Field(examples=["Thresholds"])
    found: Words = Field(examples=["Most decisions were right."])
    next_step: Words = Field("", examples=["Look again in May."])
    audited_by: Annotated[Typed, Field(max_length=LONGEST_BY)] = Field(examples=["Quality assurance"])
    audited_on: date = Field(examples=["2026-01-05"])


class StaffAsked(Given):
    """The consultations that ask the staff, by code: these, and no others."""

    consultations: list[Code] = Field(max_length=MOST, examples=[["staff-2026"]])


class StaffAskedOut(Made):
    consultations: list[str] = Field(examples=[["staff-2026"]])


def add(routes: APIRouter, parts: Parts, board: Audience) -> None:
    add_findings(routes, parts, board)
    add_staff(routes, parts)


def add_findings(routes: APIRouter, parts: Parts, board: Audience) -> None:
    @routes.get("/plans/{code}/findings", tags=["board"], summary="What audits found, the newest first")
    @audience(board, scope="numbers")
    def findings(code: PlanCode, wanted: Annotated[Paged, Query()]) -> Page[AuditOut]:
        with parts.database.read() as connection:
            found = Findings(connection).of_plan(Plans(connection).get(code).code)
        items, following = part(found, lambda each: str(each.id), wanted)
        return Page(items=[audit_out(one) for one in items], next=following)

    @routes.post(
        "/plans/{code}/findings", tags=["board"], status_code=201, summary="Write down what an audit found"
    )
    @audience(Audience.OFFICER, scope="manage")
    def add_finding(request: Request, code: PlanCode, given: NewAudit) -> AuditOut:
        with parts.database.write() as connection:
            plan, now, by = Plans(connection).get(code), parts.clock(), me(request).name
            form = NewFinding.model_validate(given.model_dump(mode="json"))
            check_fields(form.errors(plan, now.astimezone(TRUST_TIME).date()))
            words = given.title, given.found, given.next_step, given.audited_by
            made = Finding(0, plan.code, given.outcome, *words, given.audited_on, by, now)
            number = Findings(connection).add(made)
            note(connection, parts, request, "evidence.added", f"finding:{number}", given.outcome)
            kept = Findings(connection).of_plan(plan.code)
        return next(audit_out(one) for one in kept if one.id == number)

    @routes.delete("/findings/{number}", tags=["board"], status_code=204, summary="Take a finding away")
    @audience(Audience.OFFICER, scope="manage")
    def remove_finding(request: Request, number: Number) -> Response:
        with parts.database.write() as connection:
            Findings(connection).remove(number)
            note(connection, parts, request, "evidence.removed", f"finding:{number}")
        return Response(status_code=204)


def add_staff(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/staff-consultations", tags=["board"], summary="Which consultations ask the staff")
    @audience(Audience.OFFICER, scope="numbers")
    def staff_consultations() -> StaffAskedOut:
        with parts.database.read() as connection:
            of_staff = StaffConsultations(connection).all()
            codes = [one.code for one in Consultations(connection).all() if one.id in of_staff]
        return StaffAskedOut(consultations=codes)

    @routes.put("/staff-consultations", tags=["board"], summary="Say which consultations ask the staff")
    @audience(Audience.OFFICER, scope="manage")
    def choose_staff_consultations(request: Request, given: StaffAsked) -> StaffAskedOut:
        with parts.database.write() as connection:
            known = [one for one in Consultations(connection).all() if one.code in given.consultations]
            codes = [one.code for one in known]
            if set(codes) != set(given.consultations):
                raise NotFound("no_consultation", "One of these consultations is not there.")
            StaffConsultations(connection).set([one.id for one in known])
            said = " ".join(sorted(codes))[:1000]
            note(connection, parts, request, "evidence.staff_chosen", "consultations", said)
        return StaffAskedOut(consultations=codes)


def audit_out(one: Finding) -> AuditOut:
    return AuditOut(
        id=one.id,
        outcome=one.outcome_code,
        title=one.title,
        found=one.found,
        next_step=one.next_step,
        audited_by=one.audited_by,
        audited_on=one.audited_on,
    )
