"""Staff's pages of plans: files of each, stories behind curves, and what became of promises."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.pages_plans import PartCode, PlanCode
from admin_api.pages_staff import Number
from admin_api.parts import Parts
from admin_api.plan_books import plan_workbook
from admin_api.spreadsheets import XLSX_TYPE
from admin_api.staff_plans import NoteForm, PledgeForm, PromiseForm, StaffPlans
from admin_api.staff_sessions import me
from consultations.plan import Plan
from consultations.plan.yaml_writing import plan_yaml
from consultations.storage.plans import Plans

YAML_TYPE = "application/yaml"


def router(parts: Parts) -> APIRouter:
    """The pages of officers; leads may use all of them too."""
    routes = APIRouter(prefix="/staff/plans")
    add_files(routes, parts)
    add_stories(routes, StaffPlans(parts))
    add_promises(routes, StaffPlans(parts))
    return routes


def add_files(routes: APIRouter, parts: Parts) -> None:
    @routes.get("")
    @audience(Audience.OFFICER)
    def every(request: Request) -> Response:
        return StaffPlans(parts).every(me(request))

    @routes.get("/{plan}/plan.xlsx")
    @audience(Audience.OFFICER)
    def workbook(plan: PlanCode) -> Response:
        return attached(plan_workbook(read(plan)), XLSX_TYPE, f"{plan}.xlsx")

    @routes.get("/{plan}/plan.yaml")
    @audience(Audience.OFFICER)
    def plan_file(plan: PlanCode) -> Response:
        return attached(plan_yaml(read(plan)).encode(), YAML_TYPE, f"{plan}.yaml")

    def read(code: str) -> Plan:
        with parts.database.read() as connection:
            return Plans(connection).get(code)


def attached(content: bytes, kind: str, name: str) -> Response:
    disposition = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=disposition)


def add_stories(routes: APIRouter, plans: StaffPlans) -> None:
    @routes.get("/{plan}/indicators/{code}/story")
    @audience(Audience.OFFICER)
    def story(request: Request, plan: PlanCode, code: PartCode) -> Response:
        return plans.story_page(me(request), plan, code)

    @routes.post("/{plan}/indicators/{code}/story")
    @audience(Audience.OFFICER)
    def write(
        request: Request, plan: PlanCode, code: PartCode, form: Annotated[NoteForm, Form()]
    ) -> Response:
        return plans.write_note(me(request), plan, code, form)

    @routes.post("/{plan}/indicators/{code}/notes/{number}/withdraw")
    @audience(Audience.OFFICER)
    def withdraw(request: Request, plan: PlanCode, code: PartCode, number: Number) -> Response:
        return plans.withdraw_note(me(request), plan, code, number)


def add_promises(routes: APIRouter, plans: StaffPlans) -> None:
    @routes.get("/{plan}/promises")
    @audience(Audience.OFFICER)
    def promises(request: Request, plan: PlanCode) -> Response:
        return plans.promises(me(request), plan)

    @routes.post("/{plan}/pledges/{code}/ask")
    @audience(Audience.OFFICER)
    def ask(
        request: Request, plan: PlanCode, code: PartCode, form: Annotated[PledgeForm, Form()]
    ) -> Response:
        return plans.ask_about(me(request), plan, code, form)

    @routes.get("/{plan}/promises/{code}")
    @audience(Audience.OFFICER)
    def one(request: Request, plan: PlanCode, code: PartCode) -> Response:
        return plans.promise_page(me(request), plan, code)

    @routes.post("/{plan}/promises/{code}")
    @audience(Audience.OFFICER)
    def record(
        request: Request, plan: PlanCode, code: PartCode, form: Annotated[PromiseForm, Form()]
    ) -> Response:
        return plans.record(me(request), plan, code, form)
