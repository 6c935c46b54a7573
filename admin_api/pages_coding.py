"""Coding: officers give themes to a sample of answers, each by themselves, and see how well they agree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.early_looks import of_one
from admin_api.forms import FieldError, filled, see
from admin_api.parts import Parts
from admin_api.spreadsheets import CSV_TYPE, csv_table
from admin_api.staff_sessions import me
from admin_api.theme_words import how_found
from admin_api.translation.speaking import message
from analysis.agreement import FEWEST_CODED, Agreed, agreed
from analysis.disclosure_control import Rule
from analysis.pipeline import free_text, taxonomy_of
from analysis.taxonomy import Taxonomy
from consultations.consultation import Consultation
from consultations.errors import FaultyInput, NotFound, Refused
from consultations.staff import Account
from consultations.storage.audit import AuditLog
from consultations.storage.coding import Coding, Given, ToCode
from consultations.storage.consultations import Consultations
from consultations.storage.theme_standings import ThemeStandings

NO_THEME = FieldError("codes", message("Choose a theme. “Something else” is one too."))


class CodeForm(BaseModel):
    """An answer in the words that were on the page, and the themes that were chosen."""

    model_config = ConfigDict(extra="forbid")

    answer: int
    revision: int
    codes: list[str] = Field(default=[], max_length=200)


class Wanted(BaseModel):
    """Which answer to show; without one, the next that this coder has not coded."""

    answer: int | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """An answer that this coder has coded, and the labels of the themes they gave it."""

    answer: int
    words: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodingPage:
    """An answer for this coder (None when all are coded), how far it is, and how coders agree.

    `chosen` are the themes that this coder gave it last time, `before` is the number of the one they coded
    before it (None for the first), `own` is all that they coded, in the order of the sample. `how` says how
    the themes of the answers that nobody coded are found, "" where there is no theme file; `fewest` answers
    must be coded before a program learns from them.
    """

    consultation: Consultation
    taxonomy: Taxonomy
    one: ToCode | None
    chosen: frozenset[str]
    before: int | None
    own: tuple[Coded, ...]
    asked: str
    sample: int
    agreement: tuple[tuple[str, Agreed], ...]
    how: str
    fewest: int = FEWEST_CODED

    @property
    def done(self) -> int:
        return len(self.own)


def router(parts: Parts) -> APIRouter:
    """The coding screen, for officers."""
    routes = APIRouter(prefix="/staff/consultations/{code}/coding")

    @routes.get("")
    @audience(Audience.OFFICER)
    @of_one
    def show(request: Request, code: str, wanted: Annotated[Wanted, Query()]) -> Response:
        return shown(parts, me(request), code, wanted.answer)

    @routes.get("/codes.csv")
    @audience(Audience.OFFICER)
    @of_one
    def codes(request: Request, code: str) -> Response:
        with parts.database.write() as connection:
            found = Consultations(connection).get(code)
            given = Coding(connection).given(found.id)
            now = parts.clock()
            AuditLog(connection).note(me(request).name, "codes.taken", f"consultation:{found.code}", now)
        return _file_of(found.code, given)

    @routes.post("")
    @audience(Audience.OFFICER)
    @of_one
    def keep(request: Request, code: str, form: Annotated[CodeForm, Form()]) -> Response:
        name, now = me(request).name, parts.clock()
        if not form.codes:
            return shown(parts, me(request), code, form.answer, NO_THEME)
        with parts.database.write() as connection:
            code_one(connection, code, form, name, now)
            AuditLog(connection).note(name, "answer.coded", f"consultation:{code}", now)
        return see(f"/staff/consultations/{code}/coding")

    return routes


def shown(parts: Parts, account: Account, code: str, answer: int | None, *errors: FieldError) -> Response:
    """The page of one answer. Raises `NotFound`."""
    with parts.database.read() as connection:
        page = coding_page(connection, code, account.name, parts.rule, answer)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return parts.pages.response("staff/coding.html", status, me=account, page=page, form=filled(*errors))


def code_one(connection: Connection, code: str, form: CodeForm, coder: str, now: datetime) -> Sequence[str]:
    """Keep the themes that somebody gave, and say which. Raises `NotFound` and `Refused`."""
    _, taxonomy, sample = sample_of(connection, code)
    one = next((each for each in sample if each.answer_id == form.answer), None)
    if one is None or one.revision != form.revision:
        raise not_to_code()
    codes = [each for each in taxonomy.labels if each in form.codes]
    if not codes:
        raise Refused("no_theme", "No theme was chosen.", "Choose one; “Something else” is one too.")
    Coding(connection).keep(one, coder, codes, now)
    return codes


def not_to_code() -> NotFound:
    return NotFound("not_to_code", "This answer is not to be coded any more.", "Go on with the next one.")


def _file_of(code: str, given: Sequence[Given]) -> Response:
    rows = [(one.question, one.words, "; ".join(one.codes)) for one in given]
    headers = {"Content-Disposition": f'attachment; filename="{code}-codes.csv"'}
    return Response(
        csv_table([("question", "answer", "themes"), *rows]), media_type=CSV_TYPE, headers=headers
    )


def sample_of(connection: Connection, code: str) -> tuple[Consultation, Taxonomy, list[ToCode]]:
    store = Consultations(connection)
    found = store.get(code)
    try:
        taxonomy = taxonomy_of(found.code, found.taxonomy)
    except FaultyInput as faulty:
        raise Refused(
            "themes_faulty", "The themes of this consultation cannot be read.", str(faulty)
        ) from faulty
    questions = free_text(store.over_versions(found))
    return found, taxonomy, Coding(connection).sample(found.id, questions)


def coding_page(
    connection: Connection, code: str, name: str, rule: Rule, wanted: int | None = None
) -> CodingPage:
    """What the coder called `name` sees: the answer `wanted`, or the next. Raises `NotFound`."""
    found, taxonomy, sample = sample_of(connection, code)
    coded = Coding(connection).coded(found.id)
    own = coded.get(name, {})
    one = the_one(sample, own, wanted)
    questions = free_text(Consultations(connection).over_versions(found))
    standing = ThemeStandings(connection).of([found]).get(code)
    return CodingPage(
        consultation=found,
        taxonomy=taxonomy,
        one=one,
        chosen=own.get(one.answer_id, frozenset()) if one else frozenset(),
        before=before(one, sample, own),
        own=tuple(own_codes(sample, own, taxonomy)),
        asked=questions[one.question].question or one.question if one else "",
        sample=len(sample),
        agreement=agreement(coded, name, list(taxonomy.labels)),
        how=how_found(standing, rule) if standing else "",
    )


Codes = Mapping[int, frozenset[str]]
"""Answer number → the themes that one coder gave."""


def the_one(sample: Sequence[ToCode], own: Codes, wanted: int | None) -> ToCode | None:
    """The answer `wanted`, or the first that is not coded yet. Raises `NotFound`."""
    if wanted is None:
        return next((each for each in sample if each.answer_id not in own), None)
    found = next((each for each in sample if each.answer_id == wanted), None)
    if found is None:
        raise not_to_code()
    return found


def before(one: ToCode | None, sample: Sequence[ToCode], own: Codes) -> int | None:
    """The last answer before `one`, or of all where there is none, that this coder has coded."""
    earlier = sample[: sample.index(one)] if one else sample
    return next((each.answer_id for each in reversed(earlier) if each.answer_id in own), None)


def own_codes(sample: Sequence[ToCode], own: Codes, taxonomy: Taxonomy) -> Iterator[Coded]:
    for each in sample:
        if each.answer_id in own:
            given = own[each.answer_id]
            labels = tuple(label for code, label in taxonomy.labels.items() if code in given)
            yield Coded(each.answer_id, each.words, labels)


def agreement(coded: Mapping[str, Codes], name: str, codes: Sequence[str]) -> tuple[tuple[str, Agreed], ...]:
    """How far each other coder agrees with the one called `name`."""
    own = coded.get(name, {})
    others = ((other, theirs) for other, theirs in sorted(coded.items()) if other != name)
    return tuple((other, agreed(own, theirs, codes)) for other, theirs in others)
