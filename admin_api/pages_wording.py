"""The questionnaire of a launch: uploaded, begun from a template, edited, checked, written for Excel."""

from collections.abc import Sequence
from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Path, Query, Request, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, see
from admin_api.pages_staff import Number
from admin_api.parts import Look, Parts
from admin_api.staff_sessions import me
from admin_api.views_launch import Sheet, faults_at, reread, rows, sheet
from consultations.errors import Fault, FaultyInput, NotFound
from consultations.forms.editing import (
    EDITABLE,
    WITH_CHOICES,
    Wording,
    added,
    changed,
    moved,
    removed,
    wording_of,
)
from consultations.forms.questionnaire import Question, Questionnaire
from consultations.forms.standing import ends_with_standing
from consultations.forms.templates import TITLES, filled_in
from consultations.forms.xlsform import read_form
from consultations.forms.xlsform.writing import to_workbook, to_xlsx
from consultations.staff import Account
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Revision
from consultations.storage.drafts import Drafts
from consultations.storage.trust import Trust

LARGEST_FILE = 900_000
"""Bytes of an uploaded questionnaire."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Name = Annotated[str, Path(max_length=200)]
NEW = "new"
"""Stands in an address for the name of a question that is being written."""
TYPES = (
    ("text", "Words that people write"),
    ("select_one", "One of a list"),
    ("select_multiple", "As many of a list as they like"),
    ("range", "A number from 1 to 5"),
    ("integer", "A whole number"),
    ("note", "Nothing: it is only said"),
)


FRAMES = (
    ("", "We guess it from the words"),
    ("good", "What is good"),
    ("improve", "What could be better"),
    ("why", "Why"),
    ("open", "Anything else"),
)


class WordingForm(BaseModel):
    """One question as it is edited in the page."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["text", "select_one", "select_multiple", "range", "integer", "note", "other"] = "text"
    label: Typed = Field(default="", max_length=4000)
    hint: Typed = Field(default="", max_length=4000)
    outcome: str = Field(default="", max_length=200)
    frame: Literal["", "good", "improve", "why", "open"] = ""
    required: bool = False
    why_required: Typed = Field(default="", max_length=1000)
    why_identifying: Typed = Field(default="", max_length=1000)
    relevant: Typed = Field(default="", max_length=4000)
    choices: Typed = Field(default="", max_length=20_000)

    def wording(self, kind: str = "") -> Wording:
        return Wording(**{**self.model_dump(), "type": kind or self.type})

    def filled(self, errors: Sequence[FieldError]) -> Filled:
        return filled_with(self.wording(), errors)

    def errors(self) -> list[FieldError]:
        found = [] if self.label else [FieldError("label", "Write what people read.")]
        if self.type in WITH_CHOICES and not self.choices:
            found.append(FieldError("choices", "Write what people choose from, each on a line of its own."))
        return found


class Moved(BaseModel):
    """What becomes of a question as a whole."""

    model_config = ConfigDict(extra="forbid")

    do: Literal["up", "down", "remove"]


class After(BaseModel):
    """Behind which question a new one stands."""

    after: str = Field(default="", max_length=200)


class Taken(BaseModel):
    """Which template to start from."""

    model_config = ConfigDict(extra="forbid")

    template: str = Field(default="", max_length=50)


def filled_with(wording: Wording, errors: Sequence[FieldError] = ()) -> Filled:
    values = {name: "yes" if value is True else str(value or "") for name, value in asdict(wording).items()}
    return Filled(tuple(values.items()), tuple(errors))


def router(parts: Parts) -> APIRouter:
    """The pages of officers. They come before those of the other sections, whose path is more general."""
    routes = APIRouter(prefix="/staff/launch/{number}")
    add_upload(routes, parts)
    add_new_question(routes, parts)
    add_editor(routes, parts)
    return routes


def add_upload(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/questionnaire")
    @audience(Audience.OFFICER)
    def see_questionnaire(request: Request, number: Number) -> Response:
        return questionnaire_page(parts, me(request), number)

    @routes.post("/questionnaire")
    @audience(Audience.OFFICER)
    def upload(request: Request, number: Number, file: Annotated[UploadFile, File()]) -> Response:
        content = file.file.read(LARGEST_FILE + 1)
        return took(parts, me(request), number, content, (file.filename or "questionnaire")[:200])

    @routes.post("/template")
    @audience(Audience.OFFICER)
    def start_from(request: Request, number: Number, form: Annotated[Taken, Form()]) -> Response:
        with parts.database.read() as connection:
            outcomes = sheet(connection, parts, number)
        chosen = outcomes.draft.intent.outcomes or tuple(outcomes.around.outcomes)
        try:
            content = filled_in(form.template, next(iter(chosen), "")).encode()
        except NotFound as problem:
            error = FieldError("template", problem.fix)
            return questionnaire_page(parts, me(request), number, errors=[error])
        return took(parts, me(request), number, content, f"{form.template}.md")

    @routes.get("/questionnaire.xlsx")
    @audience(Audience.OFFICER)
    def for_excel(number: Number) -> Response:
        with parts.database.read() as connection:
            view = sheet(connection, parts, number)
        name = f"{view.draft.code}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(to_xlsx(form_of(view)), media_type=XLSX, headers=headers)


def took(parts: Parts, account: Account, number: int, content: bytes, name: str) -> Response:
    """Keep a file as the questionnaire, or show everything that keeps it from being one."""
    with parts.database.read() as connection:
        view = sheet(connection, parts, number)
    if len(content) > LARGEST_FILE:
        error = FieldError("file", "The file is larger than 900 kB. Take the pictures out of it.")
        return questionnaire_page(parts, account, number, errors=[error])
    if not content:
        return questionnaire_page(parts, account, number, errors=[FieldError("file", "Choose a file.")])
    try:
        read = read_form(content, name, list(view.around.outcomes), parts.launching.allowed)
    except FaultyInput as problem:
        error = FieldError("file", problem.message)
        return questionnaire_page(parts, account, number, errors=[error], faults=problem.faults)
    asked = parts.launching.closing(read.questionnaire)
    keep(parts, account, number, Revision(asked, name, content))
    found = read.findings_with(parts.launching.choice_warnings(read.questionnaire))
    return questionnaire_page(parts, account, number, faults=found, kept=name)


def keep(parts: Parts, account: Account, number: int, revision: Revision) -> None:
    with parts.database.write() as connection:
        now = parts.clock()
        Drafts(connection).word(number, revision, now)
        AuditLog(connection).note(account.name, "launch.worded", f"draft:{number}", now)


def questionnaire_page(
    parts: Parts,
    account: Account,
    number: int,
    *,
    errors: Sequence[FieldError] = (),
    faults: Sequence[Fault] = (),
    kept: str = "",
) -> Response:
    with parts.database.read() as connection:
        view = sheet(connection, parts, number)
    return parts.pages.response(
        "staff/launch/questionnaire.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        me=account,
        view=view,
        form=Filled((), tuple(errors)),
        rows=rows(faults),
        kept=kept,
        templates=TITLES,
        types=dict(TYPES),
        standing=view.questionnaire is not None and ends_with_standing(view.questionnaire),
    )


def form_of(view: Sheet) -> Questionnaire:
    if view.questionnaire is None:
        raise NotFound(
            "no_questionnaire", "There is no questionnaire yet.", "Upload one, or take a template."
        )
    return view.questionnaire


def question_of(form: Questionnaire, name: str) -> Question:
    found = next((one for one in form.questions() if one.name == name), None)
    if found is None:
        raise NotFound("no_question", "There is no such question.", "It may have been taken out.")
    return found


def add_new_question(routes: APIRouter, parts: Parts) -> None:
    """Before `add_editor`, whose path is more general."""

    @routes.get("/questions/new")
    @audience(Audience.OFFICER)
    def new_question(request: Request, number: Number, where: Annotated[After, Query()]) -> Response:
        with parts.database.read() as connection:
            view = sheet(connection, parts, number)
        form_of(view)
        first = Wording("text", "", outcome=next(iter(view.draft.intent.outcomes), ""))
        return question_page(parts, me(request), view, filled_with(first), None, where.after)

    @routes.post("/questions/new")
    @audience(Audience.OFFICER)
    def add(
        request: Request,
        number: Number,
        where: Annotated[After, Query()],
        form: Annotated[WordingForm, Form()],
    ) -> Response:
        with parts.database.read() as connection:
            view = sheet(connection, parts, number)
        whole, name = reworded(view, NEW, form, where.after)
        return edited(parts, me(request), view, whole, name, form, where.after)


def add_editor(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/questions/{name}")
    @audience(Audience.OFFICER)
    def one_question(request: Request, number: Number, name: Name) -> Response:
        with parts.database.read() as connection:
            view = sheet(connection, parts, number)
        whole = form_of(view)
        said = filled_with(wording_of(whole, question_of(whole, name)))
        return question_page(parts, me(request), view, said, (whole, name))

    @routes.post("/questions/{name}")
    @audience(Audience.OFFICER)
    def word(request: Request, number: Number, name: Name, form: Annotated[WordingForm, Form()]) -> Response:
        with parts.database.read() as connection:
            view = sheet(connection, parts, number)
        whole, _ = reworded(view, name, form)
        return edited(parts, me(request), view, whole, name, form)

    @routes.post("/questions/{name}/move")
    @audience(Audience.OFFICER)
    def move(request: Request, number: Number, name: Name, form: Annotated[Moved, Form()]) -> Response:
        with parts.database.read() as connection:
            view = sheet(connection, parts, number)
        before = form_of(view)
        question_of(before, name)
        whole = (
            removed(before, name)
            if form.do == "remove"
            else moved(before, name, -1 if form.do == "up" else 1)
        )
        return kept_whole(parts, me(request), view, whole)


def reworded(view: Sheet, name: str, form: WordingForm, after: str = "") -> tuple[Questionnaire, str]:
    """The questionnaire with a question as it is typed, and its name. Raises `NotFound`."""
    whole = form_of(view)
    if name == NEW:
        return added(whole, form.wording(), after)
    question = question_of(whole, name)
    kind = form.type if question.type in EDITABLE else question.type
    return changed(whole, name, form.wording(kind)), name


def edited(
    parts: Parts,
    account: Account,
    view: Sheet,
    whole: Questionnaire,
    name: str,
    form: WordingForm,
    after: str = "",
) -> Response:
    """Keep an edited question, or show it again with everything that is wrong."""
    errors = form.errors()
    if not errors:
        try:
            content, read, _ = reread(whole, view.plan, parts)
        except FaultyInput as problem:
            errors = [FieldError(*found) for found in faults_at(problem, _row(whole, name))]
        else:
            keep(parts, account, view.draft.id, Revision(read, f"{read.name}.xlsx", content))
            return see(f"/staff/launch/{view.draft.id}/questionnaire#q-{name}")
    return question_page(parts, account, view, form.filled(errors), (whole, name), after)


def _row(whole: Questionnaire, name: str) -> int:
    """The row that a question has in the file that is written of the whole form."""
    survey = to_workbook(whole).sheets[0]
    column = survey.headings.cells.index("name")
    return next((row.number for row in survey.rows if row.cell(column) == name), 0)


def kept_whole(parts: Parts, account: Account, view: Sheet, whole: Questionnaire) -> Response:
    """Keep a form in another order or without a question, or say what depends on it."""
    try:
        content, read, _ = reread(whole, view.plan, parts)
    except FaultyInput as problem:
        error = FieldError("questions", "That cannot be done: something else depends on it.")
        return questionnaire_page(parts, account, view.draft.id, errors=[error], faults=problem.faults)
    keep(parts, account, view.draft.id, Revision(read, f"{read.name}.xlsx", content))
    return see(f"/staff/launch/{view.draft.id}/questionnaire#questions")


def looks_of(parts: Parts, typed: tuple[Questionnaire, str] | None) -> Sequence[Look]:
    """How a question looks in the chat; nothing before it has words."""
    if typed is None or not question_of(*typed).label:
        return ()
    return parts.launching.looks(*typed)


def question_page(
    parts: Parts,
    account: Account,
    view: Sheet,
    form: Filled,
    typed: tuple[Questionnaire, str] | None,
    after: str = "",
) -> Response:
    """`typed` is the questionnaire with the question as it stands in the form, and its name."""
    question = next((one for one in form_of(view).questions() if typed and one.name == typed[1]), None)
    with parts.database.read() as connection:
        trust = Trust(connection).settings()
    return parts.pages.response(
        "staff/launch/question.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
        me=account,
        view=view,
        form=form,
        question=question,
        looks=looks_of(parts, typed),
        languages=dict(parts.launching.languages),
        after=after,
        trust=trust,
        types=TYPES,
        frames=FRAMES,
        fixed_type=question.type if question is not None and question.type not in EDITABLE else "",
    )
