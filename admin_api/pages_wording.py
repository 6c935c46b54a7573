"""The questions of a launch, one at a time: written, changed in every language, moved, taken out."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import FieldError, Filled, Typed, see
from admin_api.pages_questionnaire import TYPES, form_of, keep, questionnaire_page
from admin_api.pages_staff import Number
from admin_api.parts import Look, Parts
from admin_api.staff_sessions import me
from admin_api.translation.speaking import message, translate
from admin_api.views_launch import Sheet, faults_at, reread, sheet
from consultations.errors import FaultyInput, NotFound
from consultations.forms.editing import (
    EDITABLE,
    WITH_CHOICES,
    Translation,
    Wording,
    added,
    astray,
    changed,
    moved,
    removed,
    wording_of,
)
from consultations.forms.outdated import outdated_of
from consultations.forms.questionnaire import Question, Questionnaire
from consultations.forms.xlsform.writing import to_workbook
from consultations.staff import Account
from consultations.storage.consultations import Revision
from consultations.storage.drafts import Drafts
from consultations.storage.trust import Trust

Name = Annotated[str, Path(max_length=200)]
NEW = "new"
"""Stands in an address for the name of a question that is being written."""
MOST_LANGUAGES = 40
Language = Annotated[str, Field(max_length=40)]
Words = Annotated[Typed, Field(max_length=4000)]
Lines = Annotated[Typed, Field(max_length=20_000)]
FRAMES = (
    ("", message("We guess it from the words")),
    ("good", message("What is good")),
    ("improve", message("What could be better")),
    ("why", message("Why")),
    ("open", message("Anything else")),
)


class WordingForm(BaseModel):
    """One question as it is edited in the page. `in_language` names the other languages; the lists beside it
    have the words of each, in that order. `still`: languages in which the words still say the same."""

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
    in_language: list[Language] = Field(default_factory=list, max_length=MOST_LANGUAGES)
    label_in: list[Words] = Field(default_factory=list, max_length=MOST_LANGUAGES)
    hint_in: list[Words] = Field(default_factory=list, max_length=MOST_LANGUAGES)
    choices_in: list[Lines] = Field(default_factory=list, max_length=MOST_LANGUAGES)
    still: list[Language] = Field(default_factory=list, max_length=MOST_LANGUAGES)

    def wording(self, kind: str = "") -> Wording:
        own = self.model_dump(exclude={"in_language", "label_in", "hint_in", "choices_in", "still"})
        return Wording(**{**own, "type": kind or self.type, "others": self.others()})

    def others(self) -> dict[str, Translation]:
        """The words in the other languages; of a list that is too short nothing is taken."""
        rows = zip(self.in_language, self.label_in, self.hint_in, self.choices_in, strict=False)
        return {code: Translation(*said) for code, *said in rows}

    def filled(self, errors: Sequence[FieldError]) -> Filled:
        return filled_with(self.wording(), errors)

    def errors(self) -> list[FieldError]:
        found = [] if self.label else [FieldError("label", translate("Write what people read."))]
        if self.type in WITH_CHOICES and not self.choices:
            found.append(
                FieldError("choices", translate("Write what people choose from, each on a line of its own."))
            )
        return found


class Moved(BaseModel):
    """What becomes of a question as a whole."""

    model_config = ConfigDict(extra="forbid")

    do: Literal["up", "down", "remove"]


class After(BaseModel):
    """Behind which question a new one stands."""

    after: str = Field(default="", max_length=200)


def filled_with(wording: Wording, errors: Sequence[FieldError] = ()) -> Filled:
    said = asdict(wording)
    for code, words in said.pop("others").items():
        said |= {f"{part}-{code}": text for part, text in words.items()}
    values = {name: "yes" if value is True else str(value or "") for name, value in said.items()}
    return Filled(tuple(values.items()), tuple(errors))


def router(parts: Parts) -> APIRouter:
    """The pages of officers. They come before those of the other sections, whose path is more general."""
    routes = APIRouter(prefix="/staff/launch/{number}")
    add_new_question(routes, parts)
    add_editor(routes, parts)
    return routes


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


def lines_astray(view: Sheet, name: str, form: WordingForm) -> list[FieldError]:
    """Where the choices of another language could not be told apart."""
    said = translate("Write as many lines as above, one for each choice and in the same order; – for none.")
    return [FieldError(f"choices-{code}", said) for code in astray(form_of(view), name, form.wording())]


def settle(parts: Parts, number: int, name: str, languages: Sequence[str]) -> None:
    """Note that the words of a question still say the same in these languages."""
    if not languages:
        return
    with parts.database.write() as connection:
        view = sheet(connection, parts, number)
        found = outdated_of(form_of(view), name, view.draft.intent.outdated)
        gone = {mark for language in languages for mark in found.get(language, ())}
        left = tuple(mark for mark in view.draft.intent.outdated if mark not in gone)
        Drafts(connection).change(number, lambda intent: replace(intent, outdated=left), parts.clock())


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
    errors = form.errors() + lines_astray(view, name, form)
    if not errors:
        try:
            content, read, _ = reread(whole, view.plan, parts)
        except FaultyInput as problem:
            errors = [FieldError(*found) for found in faults_at(problem, _row(whole, name))]
        else:
            keep(parts, account, view.draft.id, Revision(read, f"{read.name}.xlsx", content))
            settle(parts, view.draft.id, name, form.still)
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
        error = FieldError("questions", translate("That cannot be done: something else depends on it."))
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
        old=outdated_of(form_of(view), question.name, view.draft.intent.outdated) if question else {},
        after=after,
        trust=trust,
        types=TYPES,
        frames=FRAMES,
        fixed_type=question.type if question is not None and question.type not in EDITABLE else "",
    )
