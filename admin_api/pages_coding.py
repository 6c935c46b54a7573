"""Coding: officers give themes to a sample of answers, each by themselves, and see how well they agree."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.forms import see
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from analysis.agreement import Agreed, agreed
from analysis.pipeline import free_text, taxonomy_of
from analysis.taxonomy import Taxonomy
from consultations.consultation import Consultation
from consultations.errors import FaultyInput, NotFound, Refused
from consultations.storage.audit import AuditLog
from consultations.storage.coding import Coding, ToCode
from consultations.storage.consultations import Consultations


class CodeForm(BaseModel):
    """An answer in the words that were on the page, and the themes that were chosen."""

    model_config = ConfigDict(extra="forbid")

    answer: int
    revision: int
    codes: list[str] = Field(default=[], max_length=200)


@dataclass(frozen=True, slots=True)
class CodingPage:
    """The next answer for this coder (None when all are coded), how far it is, and how coders agree."""

    consultation: Consultation
    taxonomy: Taxonomy
    one: ToCode | None
    asked: str
    done: int
    sample: int
    agreement: tuple[tuple[str, Agreed], ...]


def router(parts: Parts) -> APIRouter:
    """The coding screen, for officers."""
    routes = APIRouter(prefix="/staff/consultations/{code}/coding")

    @routes.get("")
    @audience(Audience.OFFICER)
    def show(request: Request, code: str) -> Response:
        with parts.database.read() as connection:
            page = _page(connection, code, me(request).name)
        return parts.pages.response("staff/coding.html", me=me(request), page=page)

    @routes.post("")
    @audience(Audience.OFFICER)
    def keep(request: Request, code: str, form: Annotated[CodeForm, Form()]) -> Response:
        name, now = me(request).name, parts.clock()
        with parts.database.write() as connection:
            found, taxonomy, sample = _sample(connection, code)
            one = next((each for each in sample if each.answer_id == form.answer), None)
            if one is None or one.revision != form.revision:
                raise NotFound("not_to_code", "This answer is not to be coded any more.")
            codes = [each for each in taxonomy.labels if each in form.codes]
            if not codes:
                raise Refused("no_theme", "No theme was chosen.", "Choose one; “Something else” is one too.")
            Coding(connection).keep(one, name, codes, now)
            AuditLog(connection).note(name, "answer.coded", f"consultation:{found.code}", now)
        return see(f"/staff/consultations/{code}/coding")

    return routes


def _sample(connection: Connection, code: str) -> tuple[Consultation, Taxonomy, list[ToCode]]:
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


def _page(connection: Connection, code: str, name: str) -> CodingPage:
    found, taxonomy, sample = _sample(connection, code)
    coded = Coding(connection).coded(found.id)
    own = coded.get(name, {})
    one = next((each for each in sample if each.answer_id not in own), None)
    questions = free_text(Consultations(connection).over_versions(found))
    codes = list(taxonomy.labels)
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
    )
