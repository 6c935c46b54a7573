"""The words of a launch before it is opened: what the check found is weighed, and a young lead signs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from consultations.errors import Refused
from consultations.staff import EMAIL, Account
from consultations.storage.accounts import Accounts
from consultations.storage.audit import AuditLog
from consultations.storage.drafts import Drafts


@dataclass(frozen=True, slots=True)
class Asked:
    """How many young person leads were written to, of how many."""

    reached: int
    leads: int


def router(parts: Parts) -> APIRouter:
    """The pages of officers. They come before those of the other sections, whose path is more general."""
    routes = APIRouter(prefix="/staff/launch/{number}")
    add_check(routes, parts)
    add_signature(routes, parts)
    return routes


def add_signature(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/signature")
    @audience(Audience.OFFICER)
    def see_signature(request: Request, number: Number) -> Response:
        return signature_page(parts, request, number)

    @routes.post("/signature")
    @audience(Audience.OFFICER)
    def ask_to_sign(request: Request, number: Number) -> Response:
        return signature_page(parts, request, number, asked(parts, request, number))


def asked(parts: Parts, request: Request, number: int) -> Asked:
    """Write to every young person lead who has an address. Raises `Refused` without e-mail or a wording."""
    with parts.database.read() as connection:
        view, leads = sheet(connection, parts, number), young_leads(connection)
    if parts.ask_to_sign is None or not view.questionnaire:
        raise Refused("no_notice", "No notice can be sent.", "Give them the address instead.")
    title, where = view.draft.title, address(parts, request, number)
    reached = [one for one in leads if EMAIL.fullmatch(one) and parts.ask_to_sign(one, title, where)]
    if reached:
        with parts.database.write() as connection:
            AuditLog(connection).note(
                me(request).name, "launch.signature_asked", f"draft:{number}", parts.clock()
            )
    return Asked(len(reached), len(leads))


def young_leads(connection: Connection) -> Sequence[str]:
    """The user names of the young person leads: an e-mail address, for most."""
    return [one.name for one in Accounts(connection).all() if Audience.YOUNG_LEAD.value in one.roles]


def address(parts: Parts, request: Request, number: int) -> str:
    """Where the wording is read and signed."""
    return f"{parts.site(request.base_url)}/staff/signing/{number}"


def signature_page(parts: Parts, request: Request, number: int, asked: Asked | None = None) -> Response:
    with parts.database.read() as connection:
        view, leads = sheet(connection, parts, number), young_leads(connection)
    return parts.pages.response(
        "staff/launch/signature.html",
        me=me(request),
        view=view,
        address=address(parts, request, number),
        leads=len(leads),
        mail=parts.ask_to_sign is not None,
        asked=asked,
    )


def add_check(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/check")
    @audience(Audience.OFFICER)
    def see_check(request: Request, number: Number) -> Response:
        with parts.database.read() as connection:
            view = sheet(connection, parts, number)
        form = form_of(view)
        findings = view.report.findings if view.report else ()
        return parts.pages.response(
            "staff/launch/check.html", me=me(request), view=view, rows=rows(findings, form)
        )

    @routes.post("/check")
    @audience(Audience.OFFICER)
    def weigh(request: Request, number: Number) -> Response:
        with parts.database.write() as connection:
            weighed(connection, parts, me(request), number)
        return see(f"/staff/launch/{number}?note=saved")


def weighed(connection: Connection, parts: Parts, account: Account, number: int) -> None:
    """Note that the officer has read the warnings about this very wording."""
    drafts, now = Drafts(connection), parts.clock()
    questions = drafts.get(number).questions
    drafts.change(number, lambda intent: replace(intent, weighed=questions), now)
    AuditLog(connection).note(account.name, "launch.weighed", f"draft:{number}", now)
