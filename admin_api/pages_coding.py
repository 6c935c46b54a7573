"""Coding: officers give themes to a sample of answers, each by themselves, and see how well they agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import see
from admin_api.parts import Parts
from admin_api.spreadsheets import CSV_TYPE, csv_table
from admin_api.staff_sessions import me
from admin_api.theme_words import how_found
from analysis.agreement import FEWEST_CODED, Agreed, agreed
from analysis.disclosure_control import Rule
from analysis.pipeline import free_text, taxonomy_of
from analysis.taxonomy import Taxonomy
from consultations.consultation import Consultation
from consultations.errors import FaultyInput, NotFound, Refused
from consultations.storage.audit import AuditLog
from consultations.storage.coding import Coding, Given, ToCode
from consultations.storage.consultations import Consultations
from consultations.storage.theme_standings import ThemeStandings


class CodeForm(BaseModel):
    """An answer in the words that were on the page, and the themes that were chosen."""

    model_config = ConfigDict(extra="forbid")

    answer: int
    revision: int
    codes: list[str] = Field(default=[], max_length=200)


@dataclass(frozen=True, slots=True)
class CodingPage:
    """The next answer for this coder (None when all are coded), how far it is, and how coders agree.

    `how` the themes of the answers that nobody coded are found, "" where there is no theme file; `fewest`
    answers must be coded before a program learns from them.
    """

    consultation: Consultation
    taxonomy: Taxonomy
    one: ToCode | None
    asked: str
    done: int
    sample: int
    agreement: tuple[tuple[str, Agreed], ...]
    how: str
    fewest: int = FEWEST_CODED


def router(parts: Parts) -> APIRouter:
    """The coding screen, for officers."""
    routes = APIRouter(prefix="/staff/consultations/{code}/coding")

    @routes.get("")
    @audience(Audience.OFFICER)
    def show(request: Request, code: str) -> Response:
        with parts.database.read() as connection:
            page = coding_page(connection, code, me(request).name, parts.rule)
        return parts.pages.response("staff/coding.html", me=me(request), page=page)

    @routes.get("/codes.csv")
    @audience(Audience.OFFICER)
    def codes(request: Request, code: str) -> Response:
        with parts.database.write() as connection:
            found = Consultations(connection).get(code)
            given = Coding(connection).given(found.id)
            now = parts.clock()
            AuditLog(connection).note(me(request).name, "codes.taken", f"consultation:{found.code}", now)
        return _file_of(found.code, given)

    @routes.post("")
    @audience(Audience.OFFICER)
    def keep(request: Request, code: str, form: Annotated[CodeForm, Form()]) -> Response:
        name, now = me(request).name, parts.clock()
        with parts.database.write() as connection:
            code_one(connection, code, form, name, now)
            AuditLog(connection).note(name, "answer.coded", f"consultation:{code}", now)
        return see(f"/staff/consultations/{code}/coding")

    return routes


def code_one(connection: Connection, code: str, form: CodeForm, coder: str, now: datetime) -> Sequence[str]:
    """Keep the themes that somebody gave, and say which. Raises `NotFound` and `Refused`."""
    _, taxonomy, sample = sample_of(connection, code)
    one = next((each for each in sample if each.answer_id == form.answer), None)
    if one is None or one.revision != form.revision:
        raise NotFound("not_to_code", "This answer is not to be coded any more.")
    codes = [each for each in taxonomy.labels if each in form.codes]
    if not codes:
        raise Refused("no_theme", "No theme was chosen.", "Choose one; “Something else” is one too.")
    Coding(connection).keep(one, coder, codes, now)
    return codes


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


def coding_page(connection: Connection, code: str, name: str, rule: Rule) -> CodingPage:
    found, taxonomy, sample = sample_of(connection, code)
    coded = Coding(connection).coded(found.id)
    own = coded.get(name, {})
    one = next((each for each in sample if each.answer_id not in own), None)
    questions = free_text(Consultations(connection).over_versions(found))
    codes = list(taxonomy.labels)
    standing = ThemeStandings(connection).of([found]).get(code)
    return CodingPage(
        consultation=found,
        taxonomy=taxonomy,
        one=one,
        asked=questions[one.question].question or one.question if one else "",
        done=sum(each.answer_id in own for each in sample),
        sample=len(sample),
        agreement=tuple(
            (other, agreed(own, theirs, codes)) for other, theirs in sorted(coded.items()) if other != name
        ),
        how=how_found(standing, rule) if standing else "",
    )
