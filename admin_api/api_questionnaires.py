"""The questionnaire of a consultation in preparation, for programs: as a file, and question by question."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, File, Path, Request, Response, UploadFile

from admin_api.access import Audience, audience
from admin_api.api_basics import Number, note
from admin_api.api_drafts import DraftSheet
from admin_api.api_launch import sheet_of
from admin_api.api_launch_models import (
    MoveIn,
    NewQuestion,
    QuestionIn,
    QuestionOut,
    TemplateIn,
    question_out,
)
from admin_api.pages_questionnaire import LARGEST_FILE, XLSX, form_of, name_of, revision_of
from admin_api.pages_templates import template_for
from admin_api.pages_wording import question_of, settle
from admin_api.parts import Parts
from admin_api.views_launch import Sheet, reread, sheet
from consultations.errors import Fault, FaultyInput, Place
from consultations.forms.editing import (
    EDITABLE,
    WITH_CHOICES,
    added,
    astray,
    changed,
    moved,
    removed,
    wording_of,
)
from consultations.forms.questionnaire import Questionnaire
from consultations.forms.xlsform.writing import to_xlsx
from consultations.storage.consultations import Revision
from consultations.storage.drafts import Drafts

Name = Annotated[str, Path(max_length=200, description="The name of a question.", examples=["helps"])]
Upload = Annotated[UploadFile, File(description="An XLSForm: .xlsx, .xls, or tables in Markdown.")]
FILE = {200: {"description": "The questionnaire as an XLSForm.", "content": {XLSX: {
    "schema": {"type": "string", "format": "binary"}}}}}  # fmt: skip


def add(routes: APIRouter, parts: Parts) -> None:
    add_whole(routes, parts)
    add_questions(routes, parts)
    add_places(routes, parts)


def add_whole(routes: APIRouter, parts: Parts) -> None:
    @routes.put(
        "/drafts/{number}/questionnaire",
        tags=["launch"],
        summary="Take a file as the questionnaire; what must be mended comes as faults, by row",
    )
    @audience(Audience.OFFICER, scope="manage")
    def put_questionnaire(request: Request, number: Number, file: Upload) -> DraftSheet:
        content = file.file.read(LARGEST_FILE + 1)
        return keep(parts, request, number, revision_of(parts, number, content, name_of(file)))

    @routes.post("/drafts/{number}/template", tags=["launch"], summary="Start it from a template")
    @audience(Audience.OFFICER, scope="manage")
    def start_from_template(request: Request, number: Number, given: TemplateIn) -> DraftSheet:
        content = template_for(parts, number, given.template)
        return keep(parts, request, number, revision_of(parts, number, content, f"{given.template}.md"))

    @routes.get(
        "/drafts/{number}/questionnaire.xlsx",
        tags=["launch"],
        summary="The questionnaire as an XLSForm",
        response_class=Response,
        responses=FILE,  # type: ignore[arg-type] # FastAPI's own type is wider than what it reads
    )
    @audience(Audience.OFFICER, scope="asks")
    def questionnaire_file(number: Number) -> Response:
        view = found(parts, number)
        headers = {"Content-Disposition": f'attachment; filename="{view.draft.code}.xlsx"'}
        return Response(to_xlsx(form_of(view)), media_type=XLSX, headers=headers)


def add_questions(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/drafts/{number}/questions", tags=["launch"], summary="Its questions as they are edited")
    @audience(Audience.OFFICER, scope="asks")
    def draft_questions(number: Number) -> list[QuestionOut]:
        whole = form_of(found(parts, number))
        return [question_out(one.name, wording_of(whole, one)) for one in whole.questions()]

    @routes.post("/drafts/{number}/questions", tags=["launch"], status_code=201, summary="Add a question")
    @audience(Audience.OFFICER, scope="manage")
    def add_question(request: Request, number: Number, given: NewQuestion) -> QuestionOut:
        view = found(parts, number)
        check_choices(form_of(view), "", given, given.type)
        whole, name = added(form_of(view), given.wording(given.type), given.after)
        return one_of(keep_whole(parts, request, view, whole), name)

    @routes.put("/drafts/{number}/questions/{name}", tags=["launch"], summary="Word a question anew")
    @audience(Audience.OFFICER, scope="manage")
    def word_question(request: Request, number: Number, name: Name, given: QuestionIn) -> QuestionOut:
        view = found(parts, number)
        question = question_of(form_of(view), name)
        kind = given.type if question.type in EDITABLE else question.type
        check_choices(form_of(view), name, given, kind)
        whole = keep_whole(parts, request, view, changed(form_of(view), name, given.wording(kind)))
        settle(parts, number, name, given.still)
        return one_of(whole, name)


def add_places(routes: APIRouter, parts: Parts) -> None:
    @routes.delete(
        "/drafts/{number}/questions/{name}", tags=["launch"], status_code=204, summary="Take a question out"
    )
    @audience(Audience.OFFICER, scope="manage")
    def remove_question(request: Request, number: Number, name: Name) -> Response:
        view = found(parts, number)
        question_of(form_of(view), name)
        keep_whole(parts, request, view, removed(form_of(view), name))
        return Response(status_code=204)

    @routes.post(
        "/drafts/{number}/questions/{name}/move", tags=["launch"], summary="Move a question up or down"
    )
    @audience(Audience.OFFICER, scope="manage")
    def move_question(request: Request, number: Number, name: Name, given: MoveIn) -> list[str]:
        """The names of the questions in their new order."""
        view = found(parts, number)
        question_of(form_of(view), name)
        whole = moved(form_of(view), name, -1 if given.do == "up" else 1)
        return [one.name for one in keep_whole(parts, request, view, whole).questions()]


def found(parts: Parts, number: int) -> Sheet:
    with parts.database.read() as connection:
        return sheet(connection, parts, number)


def keep(parts: Parts, request: Request, number: int, revision: Revision) -> DraftSheet:
    with parts.database.write() as connection:
        Drafts(connection).word(number, revision, parts.clock())
        note(connection, parts, request, "launch.worded", f"draft:{number}")
    return sheet_of(parts, number)


def keep_whole(parts: Parts, request: Request, view: Sheet, whole: Questionnaire) -> Questionnaire:
    """Keep an edited questionnaire as it is read again. Raises `FaultyInput` with every fault of it."""
    content, read, _ = reread(whole, view.plan, parts)
    keep(parts, request, view.draft.id, Revision(read, f"{read.name}.xlsx", content))
    return read


def one_of(whole: Questionnaire, name: str) -> QuestionOut:
    return question_out(name, wording_of(whole, question_of(whole, name)))


def check_choices(whole: Questionnaire, name: str, given: QuestionIn, kind: str) -> None:
    """Raise `FaultyInput` where there is nothing to choose from, or the choices cannot be told apart."""
    faults: Sequence[Fault] = [
        Fault("choices_astray", f"“{code}” has not one line for each choice.",
              "Give one for each, in the same order; “–” for none.", Place(column="others"))
        for code in astray(whole, name, given.wording(kind))
    ]  # fmt: skip
    if kind in WITH_CHOICES and not given.choices:
        missing = Fault("no_choices", "There is nothing to choose from.", "Give choices.",
                        Place(column="choices"))  # fmt: skip
        faults = [missing, *faults]
    if faults:
        raise FaultyInput("request.faulty", "What was sent does not fit.", faults)
