"""Launching a consultation: a task list that officers leave and come back to, until a lead opens it."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.datastructures import UploadFile
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, filled, see
from admin_api.launch_fields import FIELDS, Posted, checked, read, shown
from admin_api.pages_staff import Number
from admin_api.parts import Parts
from admin_api.plain_words import hard_at_launch
from admin_api.staff_sessions import me
from admin_api.translation.speaking import translate, words_of
from admin_api.views_launch import TITLES, earlier, fields, sheet
from consultations.consultation import Consultation
from consultations.errors import NotFound, Refused, TogetherError
from consultations.launch_rules import Section, check_code
from consultations.launching import Intent
from consultations.staff import Account
from consultations.storage.audit import AuditLog
from consultations.storage.drafts import Drafts
from consultations.storage.plans import Plans

LONGEST_TITLE = 100
MOST_FIELDS = 700
Part = Annotated[str, Path(max_length=30)]
Note = Literal["saved", "begun", "signed", "asked"]


async def posted(request: Request) -> Posted:
    """What a form sent, by field; files are left out."""
    form = await request.form(max_fields=MOST_FIELDS, max_files=0)
    found: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if not isinstance(value, UploadFile):
            found.setdefault(name, []).append(value)
    return found


class Shown(BaseModel):
    """What an address may say about what was just done."""

    note: Note | None = None


class NameForm(BaseModel):
    """What a consultation is called, by people and in its links."""

    model_config = ConfigDict(extra="forbid")

    title: Typed = Field(default="", max_length=1000)
    code: Typed = Field(default="", max_length=200)

    def errors(self) -> list[FieldError]:
        """Everything wrong with it, in the order of its fields."""
        found = []
        if not self.title or len(self.title) > LONGEST_TITLE:
            found.append(
                FieldError(
                    "title",
                    translate(
                        "Write what it is called, in at most {most} letters.",
                        most=LONGEST_TITLE,
                    ),
                )
            )
        return found + [FieldError("code", words_of(fault)) for fault in check_code(self.code)]

    def filled(self, *errors: FieldError) -> Filled:
        return filled(*errors, title=self.title, code=self.code)


class NewDraft(NameForm):
    """The form that begins a launch."""

    plan: str = Field(default="", max_length=200)

    def errors(self) -> list[FieldError]:
        found = super().errors()
        if not self.plan:
            found.append(FieldError("plan", translate("Choose the plan that it is about.")))
        return found

    def filled(self, *errors: FieldError) -> Filled:
        return filled(*errors, title=self.title, code=self.code, plan=self.plan)


def router(parts: Parts) -> APIRouter:
    """The pages of officers; only leads open a consultation to people."""
    routes = APIRouter(prefix="/staff/launch")
    add_beginning(routes, parts)
    add_task_list(routes, parts)
    add_naming(routes, parts)
    add_opening(routes, parts)  # before the sections, whose path would take it for one of them
    add_sections(routes, parts)
    return routes


def add_beginning(routes: APIRouter, parts: Parts) -> None:
    @routes.get("")
    @audience(Audience.OFFICER)
    def drafts(request: Request) -> Response:
        return beginning(parts, me(request), filled())

    @routes.post("")
    @audience(Audience.OFFICER)
    def begin(request: Request, form: Annotated[NewDraft, Form()]) -> Response:
        if errors := form.errors():
            return beginning(parts, me(request), form.filled(*errors))
        try:
            number = begun(parts, me(request), form)
        except NotFound as problem:
            return beginning(parts, me(request), form.filled(FieldError("plan", translate(problem.message))))
        except Refused as problem:
            return beginning(parts, me(request), form.filled(FieldError("code", str(problem))))
        return see(f"/staff/launch/{number}?note=begun")


def beginning(parts: Parts, account: Account, form: Filled) -> Response:
    with parts.database.read() as connection:
        drafts, plans = Drafts(connection).all(), Plans(connection).all()
        current = Plans(connection).current()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return parts.pages.response(
        "staff/launch/drafts.html",
        status,
        me=account,
        drafts=drafts,
        plans=plans,
        current=current.code if current else "",
        form=form,
    )


def begun(parts: Parts, account: Account, form: NewDraft) -> int:
    """The number of the new draft. Raises `Refused` and `NotFound`."""
    with parts.database.write() as connection:
        now = parts.clock()
        plan = Plans(connection).get(form.plan)
        draft = Drafts(connection).begin(form.code, form.title, plan.code, account.name, now)
        AuditLog(connection).note(account.name, "launch.begun", f"draft:{draft.id}", now)
    return draft.id


def add_task_list(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/{number}")
    @audience(Audience.OFFICER)
    def tasks(request: Request, number: Number, shown: Annotated[Shown, Query()]) -> Response:
        with parts.database.read() as connection:
            view = sheet(connection, parts, number)
            before = earlier(connection, parts, view.draft)
        if view.draft.consultation_id is not None:
            return see(f"/staff/consultations/{view.draft.code}/links")
        return parts.pages.response(
            "staff/launch/tasks.html", me=me(request), view=view, note=shown.note, earlier=before
        )

    @routes.post("/{number}/discard")
    @audience(Audience.OFFICER)
    def discard(request: Request, number: Number) -> Response:
        with parts.database.write() as connection:
            Drafts(connection).discard(number)
            now = parts.clock()
            AuditLog(connection).note(me(request).name, "launch.discarded", f"draft:{number}", now)
        return see("/staff/launch")


def add_naming(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/{number}/name")
    @audience(Audience.OFFICER)
    def ask_name(request: Request, number: Number) -> Response:
        with parts.database.read() as connection:
            draft = Drafts(connection).get(number)
        return name_page(parts, me(request), number, filled(title=draft.title, code=draft.code))

    @routes.post("/{number}/name")
    @audience(Audience.OFFICER)
    def rename(request: Request, number: Number, form: Annotated[NameForm, Form()]) -> Response:
        if errors := form.errors():
            return name_page(parts, me(request), number, form.filled(*errors))
        try:
            renamed(parts, me(request), number, form)
        except Refused as problem:
            return name_page(parts, me(request), number, form.filled(FieldError("code", str(problem))))
        return see(f"/staff/launch/{number}?note=saved")


def renamed(parts: Parts, account: Account, number: int, form: NameForm) -> None:
    """Raises `Refused` where the code is taken, or it has been launched."""
    with parts.database.write() as connection:
        now = parts.clock()
        Drafts(connection).rename(number, form.code, form.title, now)
        AuditLog(connection).note(account.name, "launch.renamed", f"draft:{number}", now)


def name_page(parts: Parts, account: Account, number: int, form: Filled) -> Response:
    with parts.database.read() as connection:
        draft = Drafts(connection).get(number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return parts.pages.response("staff/launch/name.html", status, me=account, draft=draft, form=form)


def add_sections(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/{number}/{section}")
    @audience(Audience.OFFICER)
    def ask(request: Request, number: Number, section: Part) -> Response:
        return section_page(parts, me(request), number, answered(section))

    @routes.post("/{number}/{section}")
    @audience(Audience.OFFICER)
    def answer(
        request: Request, number: Number, section: Part, typed: Annotated[Posted, Depends(posted)]
    ) -> Response:
        known = answered(section)
        errors = saved(parts, number, known, typed)
        if errors:
            return section_page(parts, me(request), number, known, errors, typed)
        return see(f"/staff/launch/{number}?note=saved")


def answered(name: str) -> Section:
    """The part of the task list that is a form of this name. Raises `NotFound`."""
    found = next((section for section in FIELDS if section == name), None)
    if found is None:
        raise NotFound("no_section", "There is no such part.", "Choose one from the task list.")
    return found


def saved(parts: Parts, number: int, section: Section, typed: Posted) -> Sequence[FieldError]:
    """Keep what was understood; what was not, and what a rule of the section says about what was typed."""
    errors: list[FieldError] = []
    with parts.database.write() as connection:
        drafts = Drafts(connection)
        drafts.get(number)

        def edit(intent: Intent) -> Intent:
            said, found = read(section, typed, intent)
            errors.extend(found)
            return checked(said)

        drafts.change(number, edit, parts.clock())
    return errors


def section_page(
    parts: Parts,
    account: Account,
    number: int,
    section: Section,
    errors: Sequence[FieldError] = (),
    typed: Posted | None = None,
) -> Response:
    """The form of a section. What is missing stands beside its fields once something has been said."""
    with parts.database.read() as connection:
        view = sheet(connection, parts, number)
    task = view.task(section)
    hints: Mapping[str, str] = {}
    if task.begun and not errors:
        hints = {fault.place.column or "": words_of(fault) for fault in task.faults}
    return parts.pages.response(
        "staff/launch/section.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        me=account,
        view=view,
        section=section,
        heading=TITLES[section],
        fields=fields(parts, view, section),
        form=shown(section, view.draft.intent, errors, typed),
        hints=hints,
        hard=hard_at_launch(view.draft.intent) if section == "purpose" and not errors else (),
    )


def add_opening(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/{number}/open")
    @audience(Audience.OFFICER)
    def before_opening(request: Request, number: Number) -> Response:
        with parts.database.read() as connection:
            view = sheet(connection, parts, number)
        return parts.pages.response("staff/launch/open.html", me=me(request), view=view)

    @routes.post("/{number}/open")
    @audience(Audience.LEAD)
    def open_it(request: Request, number: Number) -> Response:
        with parts.database.write() as connection:
            opened, now = opened_from(connection, parts, number), parts.clock()
            AuditLog(connection).note(
                me(request).name, "consultation.opened", f"consultation:{opened.code}", now
            )
        return see(f"/staff/consultations/{opened.code}/links?note=opened")


def opened_from(connection: Connection, parts: Parts, number: int) -> Consultation:
    """Open to people what a draft prepared. Raises `NotFound`; `Refused` while something is missing."""
    view = sheet(connection, parts, number)
    if view.left:
        raise not_ready(translate(view.left[0].message), len(view.left))
    return Drafts(connection).launch(number, parts.clock())


def not_ready(first: str, count: int) -> TogetherError:
    more = " " + translate("And {number} more.", number=count - 1) if count > 1 else ""
    return Refused(
        "launch.not_ready",
        translate("It cannot be launched yet: {first}{more}", first=first, more=more),
        "Go back to the task list.",
    )
