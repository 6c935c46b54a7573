"""Files of answers one by one, for officers: codes, labels and a codebook, for Excel, R, Python and SPSS.

Each taking away is in the audit log. While people still answer, the officer says why: nobody acts on half of
the answers by accident. Words as they were written leave the house only with a lead, who always says why.
"""

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.answer_tables import AnswerTable, answer_table, label_of
from admin_api.api_basics import Code, note
from admin_api.api_models import AnswersOut, RespondentOut, VariableOut
from admin_api.early_looks import NOTED, SHORTEST_REASON, check_content, look_early
from admin_api.forms import Typed
from admin_api.paging import Paged, part
from admin_api.parts import Parts
from admin_api.spreadsheets import CSV_TYPE, XLSX_TYPE, csv_table, xlsx_tables
from admin_api.spss import spss_rows, spss_syntax
from admin_api.staff_sessions import me
from consultations.consultation import Consultation
from consultations.errors import Refused
from consultations.storage.consultations import Consultations
from consultations.storage.exporting import Exporting

Ending = Literal["csv", "xlsx", "json", "spss.csv", "sps"]
TYPES: dict[Ending, str] = {
    "csv": CSV_TYPE,
    "xlsx": XLSX_TYPE,
    "json": "application/json",
    "spss.csv": CSV_TYPE,
    "sps": "text/plain",
}
WHY_WORDS = f"What the words as written are needed for, {SHORTEST_REASON} letters or more."
WHY = f"Why it cannot wait until the end, {SHORTEST_REASON} letters or more; needed only while it is open."


class Why(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: Annotated[Typed, Field(max_length=200)] = Field("", description=WHY)


class WhyWords(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: Annotated[Typed, Field(max_length=200)] = Field("", description=WHY_WORDS)


class PagedAnswers(Paged):
    reason: Annotated[Typed, Field(max_length=200)] = Field("", description=WHY)


FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file. Codes are stored names; the codebook says what they mean.",
        "content": {
            kind: {"schema": {"type": "object" if kind == TYPES["json"] else "string"}}
            for kind in TYPES.values()
        },
    }
}


def add(routes: APIRouter, parts: Parts) -> None:
    add_list(routes, parts)

    @routes.get(
        "/consultations/{code}/answers.{ending}",
        tags=["exports"],
        summary="Answers one by one, words without what tells who somebody is",
        response_class=Response,
        responses=FILE,
    )
    @audience(Audience.OFFICER, scope="answers")
    def answers(request: Request, code: Code, ending: Ending, why: Annotated[Why, Query()]) -> Response:
        return file_of(take(parts, request, code, why.reason, as_written=False), code, ending)

    @routes.get(
        "/consultations/{code}/answers-as-written.{ending}",
        tags=["exports"],
        summary="Answers one by one, words as they were written",
        response_class=Response,
        responses=FILE,
    )
    @audience(Audience.LEAD, scope="words")
    def as_written(
        request: Request, code: Code, ending: Ending, why: Annotated[WhyWords, Query()]
    ) -> Response:
        if len(why.reason) < SHORTEST_REASON:
            raise Refused(
                "no_reason", "Words as they were written are taken with a reason.", "Say why in “reason”."
            )
        return file_of(take(parts, request, code, why.reason, as_written=True), code, ending)


def add_list(routes: APIRouter, parts: Parts) -> None:
    @routes.get(
        "/consultations/{code}/answers",
        tags=["exports"],
        summary="Answers person by person, words without what tells who somebody is",
    )
    @audience(Audience.OFFICER, scope="answers")
    def people(request: Request, code: Code, wanted: Annotated[PagedAnswers, Query()]) -> AnswersOut:
        table = take(parts, request, code, wanted.reason, as_written=False)
        found, following = part(table.respondents, lambda each: str(each.number), wanted)
        return AnswersOut(
            variables=variables_out(table),
            items=[RespondentOut(respondent=one.number, answers=dict(one.cells)) for one in found],
            next=following,
        )


def take(parts: Parts, request: Request, code: str, reason: str, *, as_written: bool) -> AnswerTable:
    """The answers of a consultation, with an entry in the log. Raises `NotFound`, `Refused`."""
    with parts.database.write() as connection:
        store = Consultations(connection)
        found = store.get(code)
        check_early(connection, parts, request, found, reason)
        table = answer_table(
            store.over_versions(found), Exporting(connection).answers(found.id), as_written=as_written
        )
        action = "answers.exported_as_written" if as_written else "answers.exported"
        note(connection, parts, request, action, f"consultation:{code}", reason)
    return table


def check_early(
    connection: Connection, parts: Parts, request: Request, one: Consultation, reason: str
) -> None:
    """While people still answer, `reason` counts as one that is said on the page. Raises `StillOpenError`."""
    if one.under_way and len(reason) >= SHORTEST_REASON:
        look_early(connection, parts, me(request), one.code, reason)
        note(connection, parts, request, NOTED, f"consultation:{one.code}")
    check_content(connection, parts, me(request), one)


def file_of(table: AnswerTable, code: str, ending: Ending) -> Response:
    content = content_of(table, code, ending)
    headers = {"Content-Disposition": f'attachment; filename="{code}.{ending}"'}
    return Response(content, media_type=TYPES[ending], headers=headers)


def content_of(table: AnswerTable, code: str, ending: Ending) -> str | bytes:
    if ending == "csv":
        return csv_table(table.rows())
    if ending == "xlsx":
        return xlsx_tables(
            {"Codebook": table.codebook(), "Codes": table.rows(), "Labels": table.rows(label_of)}
        )
    if ending == "spss.csv":
        return csv_table(spss_rows(table)).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if ending == "sps":
        return spss_syntax(table, f"{code}.spss.csv")
    return json.dumps({"variables": codes(table), "answers": records(table)}, ensure_ascii=False)


def codes(table: AnswerTable) -> list[dict[str, object]]:
    return [each.model_dump() for each in variables_out(table)]


def records(table: AnswerTable) -> list[dict[str, object]]:
    return [{"respondent": one.number, **one.cells} for one in table.respondents]


def variables_out(table: AnswerTable) -> list[VariableOut]:
    return [
        VariableOut(
            name=each.name,
            question=each.question,
            kind=each.kind,
            label=each.label,
            codes=dict(each.choices),
        )
        for each in table.variables
    ]
