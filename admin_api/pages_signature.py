"""The words of a launch before it is opened: what the check found is weighed, and a young lead signs."""

from dataclasses import replace

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import see
from admin_api.pages_questionnaire import form_of
from admin_api.pages_staff import Number
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.views_launch import rows, sheet
from consultations.forms.questionnaire import Questionnaire
from consultations.staff import Account
from consultations.storage.audit import AuditLog
from consultations.storage.drafts import Drafts


def router(parts: Parts) -> APIRouter:
    """The pages of officers. They come before those of the other sections, whose path is more general."""
    routes = APIRouter(prefix="/staff/launch/{number}")
    add_check(routes, parts)
    return routes


def add_check(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/signature")
    @audience(Audience.OFFICER)
    def see_signature(request: Request, number: Number) -> Response:
        with parts.database.read() as connection:
            view = sheet(connection, parts, number)
        return parts.pages.response("staff/launch/signature.html", me=me(request), view=view)

    @routes.get("/check")
    @audience(Audience.OFFICER)
    def see_check(request: Request, number: Number) -> Response:
        with parts.database.read() as connection:
            view = sheet(connection, parts, number)
        form = form_of(view)
        findings = view.report.findings if view.report else ()
        return parts.pages.response(
            "staff/launch/check.html", me=me(request), view=view, rows=rows(findings, form), names=names(form)
        )

    @routes.post("/check")
    @audience(Audience.OFFICER)
    def weigh(request: Request, number: Number) -> Response:
        with parts.database.write() as connection:
            weighed(connection, parts, me(request), number)
        return see(f"/staff/launch/{number}?note=saved")


def names(form: Questionnaire) -> dict[str, str]:
    """Label → name of the question, to lead from a finding to where it is mended."""
    return {one.label.get(form.default_language, ""): one.name for one in form.questions()}


def weighed(connection: Connection, parts: Parts, account: Account, number: int) -> None:
    """Note that the officer has read the warnings about this very wording."""
    drafts, now = Drafts(connection), parts.clock()
    questions = drafts.get(number).questions
    drafts.change(number, lambda intent: replace(intent, weighed=questions), now)
    AuditLog(connection).note(account.name, "launch.weighed", f"draft:{number}", now)
