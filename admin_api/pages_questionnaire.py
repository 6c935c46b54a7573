"""The questionnaire of a launch as a whole: uploaded, begun from a template, shown, written for Excel."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, File, Query, Request, UploadFile
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, see
from admin_api.pages_staff import Number
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.translation.speaking import message, translate
from admin_api.views_launch import Sheet, rows, sheet
from consultations.errors import Fault, FaultyInput, NotFound
from consultations.forms.conditions import conditions
from consultations.forms.questionnaire import Questionnaire
from consultations.forms.standing import ends_with_standing
from consultations.forms.templates import TITLES
from consultations.forms.xlsform import read_form
from consultations.forms.xlsform.writing import to_xlsx
from consultations.staff import Account
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Revision
from consultations.storage.drafts import Drafts

LARGEST_FILE = 900_000
"""Bytes of an uploaded questionnaire."""
LONGEST_FILE_NAME = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = (
    ("text", message("Words that people write")),
    ("select_one", message("One of a list")),
    ("select_multiple", message("As many of a list as they like")),
    ("range", message("A number from 1 to 5")),
    ("integer", message("A whole number")),
    ("note", message("No answer: people only read it")),
)


Kept = Literal["template", "file"]


class Begun(BaseModel):
    """What an address may say about what was just done."""

    model_config = ConfigDict(extra="forbid")

    note: Kept | None = None


def router(parts: Parts) -> APIRouter:
    """The pages of officers. They come before those of the other sections, whose path is more general."""
    routes = APIRouter(prefix="/staff/launch/{number}")
    add_upload(routes, parts)
    return routes


def add_upload(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/questionnaire")
    @audience(Audience.OFFICER)
    def see_questionnaire(request: Request, number: Number, after: Annotated[Begun, Query()]) -> Response:
        return questionnaire_page(parts, me(request), number, said=after.note)

    @routes.post("/questionnaire")
    @audience(Audience.OFFICER)
    def upload(request: Request, number: Number, file: Annotated[UploadFile, File()]) -> Response:
        content = file.file.read(LARGEST_FILE + 1)
        return took(parts, me(request), number, content, name_of(file), "file")

    @routes.get("/questionnaire.xlsx")
    @audience(Audience.OFFICER)
    def for_excel(number: Number) -> Response:
        with parts.database.read() as connection:
            view = sheet(connection, parts, number)
        name = f"{view.draft.code}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(to_xlsx(form_of(view)), media_type=XLSX, headers=headers)


def took(parts: Parts, account: Account, number: int, content: bytes, name: str, said: Kept) -> Response:
    """Keep a file as the questionnaire, or show everything that keeps it from being one.

    The page that follows is asked for anew, so that no reload sends the file again.
    """
    try:
        revision = revision_of(parts, number, content, name)
    except FaultyInput as problem:
        error = FieldError("file", translate(problem.message))
        return questionnaire_page(parts, account, number, errors=[error], faults=problem.faults)
    keep(parts, account, number, revision)
    return see(f"/staff/launch/{number}/questionnaire?note={said}")


def revision_of(parts: Parts, number: int, content: bytes, name: str) -> Revision:
    """A file as a draft keeps it, with the standing questions. Raises `FaultyInput` with every fault."""
    if len(content) > LARGEST_FILE:
        too_large = translate("The file is larger than 900 kB. Take the pictures out of it.")
        raise FaultyInput("file_too_large", too_large, ())
    if not content:
        raise FaultyInput("no_file", translate("Choose a file."), ())
    with parts.database.read() as connection:
        outcomes = list(sheet(connection, parts, number).around.outcomes)
    read = read_form(content, name, outcomes, parts.launching.allowed)
    return Revision(parts.launching.closing(read.questionnaire), name, content)


def found_in(parts: Parts, view: Sheet, source: Revision) -> Sequence[Fault]:
    """What the author of the kept file should look at; its errors were mended before it was kept."""
    outcomes = list(view.around.outcomes)
    try:
        read = read_form(source.source, source.source_name, outcomes, parts.launching.allowed)
    except FaultyInput as problem:  # the plan has changed since
        return problem.faults
    return read.findings_with(parts.launching.choice_warnings(read.questionnaire))


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
    said: Kept | None = None,
) -> Response:
    """`said` is what was just done, None where nothing was."""
    with parts.database.read() as connection:
        view = sheet(connection, parts, number)
        source = Drafts(connection).source(view.draft) if said == "file" else None
    found = found_in(parts, view, source) if source else faults
    return parts.pages.response(
        "staff/launch/questionnaire.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        me=account,
        view=view,
        form=Filled((), tuple(errors)),
        rows=rows(found, view.questionnaire if source else None),
        kept=source.source_name if source else "",
        note=said,
        templates=TITLES,
        types=dict(TYPES),
        conditions=conditions(view.questionnaire),
        standing=view.questionnaire is not None and ends_with_standing(view.questionnaire),
    )


def name_of(file: UploadFile) -> str:
    """What a file was called where it came from."""
    return (file.filename or "questionnaire")[:LONGEST_FILE_NAME]


def form_of(view: Sheet) -> Questionnaire:
    if view.questionnaire is None:
        raise NotFound(
            "no_questionnaire", "There is no questionnaire yet.", "Upload one, or take a template."
        )
    return view.questionnaire
