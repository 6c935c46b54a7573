"""What the board hears besides participants: what audits found, and which consultations ask the staff."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from admin_api.staff_sessions import me
from admin_api.translation.speaking import message, translate
from admin_api.views_panels import FindingView
from consultations.consultation import Consultation
from consultations.errors import NotFound
from consultations.evidence import LONGEST_BY, LONGEST_TITLE, LONGEST_WORDS, Finding
from consultations.plan import Plan
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.evidence import Findings, StaffConsultations
from consultations.storage.plans import Plans

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
MISSING = {
    "title": message("Say in a few words what the audit was about."),
    "found": message("Write what it found."),
    "audited_by": message("Say who made the audit: a team or a body."),
}
LONGEST = {
    "title": LONGEST_TITLE,
    "found": LONGEST_WORDS,
    "next_step": LONGEST_WORDS,
    "audited_by": LONGEST_BY,
}
LONGEST_SENT = 20_000
MOST = 500


class NewFinding(BaseModel):
    """The form that writes down what an audit found."""

    model_config = ConfigDict(extra="forbid")

    outcome: Typed = Field(default="", max_length=64)
    title: Typed = Field(default="", max_length=LONGEST_SENT)
    found: Typed = Field(default="", max_length=LONGEST_SENT)
    next_step: Typed = Field(default="", max_length=LONGEST_SENT)
    audited_by: Typed = Field(default="", max_length=LONGEST_SENT)
    audited_on: Typed = Field(default="", max_length=20)

    @property
    def day(self) -> date | None:
        try:
            return date.fromisoformat(self.audited_on)
        except ValueError:
            return None

    def errors(self, plan: Plan, today: date) -> list[FieldError]:
        """Everything wrong with it, in the order of its fields."""
        found = [] if plan.outcome(self.outcome) else [FieldError("outcome", translate("Choose an outcome."))]
        for name, most in LONGEST.items():
            text = getattr(self, name)
            if not text and name in MISSING:
                found.append(FieldError(name, MISSING[name]))
            elif len(text) > most:
                found.append(
                    FieldError(
                        name,
                        translate(
                            "Shorten this to {most} letters. It has {number} now.",
                            most=most,
                            number=len(text),
                        ),
                    )
                )
        if self.day is None or self.day > today:
            found.append(
                FieldError("audited_on", translate("Give the day of the audit, not after today: 2026-11-23."))
            )
        return found

    def filled(self, *errors: FieldError) -> Filled:
        return filled(*errors, **self.model_dump())


class AskStaff(BaseModel):
    """The consultations that ask the staff, by code."""

    model_config = ConfigDict(extra="forbid")

    staff: list[Annotated[str, Field(max_length=64)]] = Field(default=[], max_length=MOST)


class Shown(BaseModel):
    """What an address may say about what was just done."""

    model_config = ConfigDict(extra="forbid")

    note: Literal["added", "removed", "staff"] | None = None


@dataclass(frozen=True, slots=True)
class EvidencePage:
    plan: Plan
    findings: tuple[FindingView, ...]
    consultations: tuple[Consultation, ...]
    of_staff: frozenset[int]


def router(parts: Parts) -> APIRouter:
    routes = APIRouter(prefix="/staff/evidence")

    @routes.get("")
    @audience(Audience.OFFICER)
    def evidence(request: Request, shown: Annotated[Shown, Query()]) -> Response:
        return page(parts, request, filled(), shown.note)

    @routes.post("")
    @audience(Audience.OFFICER)
    def add(request: Request, given: Annotated[NewFinding, Form()]) -> Response:
        return add_finding(parts, request, given)

    @routes.post("/staff")
    @audience(Audience.OFFICER)
    def ask_staff(request: Request, given: Annotated[AskStaff, Form()]) -> Response:
        by, now = me(request).name, parts.clock()
        with parts.database.write() as connection:
            known = [one for one in Consultations(connection).all() if one.code in given.staff]
            StaffConsultations(connection).set([one.id for one in known])
            said = " ".join(sorted(one.code for one in known))
            AuditLog(connection).note(by, "evidence.staff_chosen", "consultations", now, said[:1000])
        return see("/staff/evidence?note=staff")

    @routes.post("/{number}/remove")
    @audience(Audience.OFFICER)
    def remove(request: Request, number: Number) -> Response:
        with parts.database.write() as connection:
            Findings(connection).remove(number)
            log = AuditLog(connection)
            log.note(me(request).name, "evidence.removed", f"finding:{number}", parts.clock())
        return see("/staff/evidence?note=removed")

    return routes


def current(connection: Connection) -> Plan:
    """Raises `NotFound`."""
    plan = Plans(connection).current()
    if plan is None:
        raise NotFound("no_plan", "There is no plan yet.", "Import one first: together plan import FILE.")
    return plan


def add_finding(parts: Parts, request: Request, given: NewFinding) -> Response:
    by, now = me(request).name, parts.clock()
    with parts.database.write() as connection:
        plan = current(connection)
        errors = given.errors(plan, now.astimezone(TRUST_TIME).date())
        if not errors and given.day:
            words = given.title, given.found, given.next_step, given.audited_by
            made = Finding(0, plan.code, given.outcome, *words, given.day, by, now)
            number = Findings(connection).add(made)
            AuditLog(connection).note(by, "evidence.added", f"finding:{number}", now, given.outcome)
    return page(parts, request, given.filled(*errors)) if errors else see("/staff/evidence?note=added")


def page(parts: Parts, request: Request, form: Filled, note: str | None = None) -> Response:
    with parts.database.read() as connection:
        plan = current(connection)
        found = EvidencePage(
            plan=plan,
            findings=tuple(map(FindingView, Findings(connection).of_plan(plan.code))),
            consultations=tuple(one for one in Consultations(connection).all() if one.plan_code == plan.code),
            of_staff=StaffConsultations(connection).all(),
        )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return parts.pages.response(
        "staff/evidence.html", status, me=me(request), page=found, form=form, note=note
    )
