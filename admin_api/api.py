"""The JSON API: plans, consultations, the board's numbers and published asks. Every number is protected."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from admin_api import access, api_answers
from admin_api.access import Audience
from admin_api.api_models import (
    AskFilter,
    AskOut,
    BoardOut,
    ConsultationFilter,
    ConsultationOut,
    PlanDetail,
    PlanOut,
    Problem,
)
from admin_api.board_table import board_table
from admin_api.hearing import hear_plan, published_asks
from admin_api.parts import Parts
from admin_api.spreadsheets import CSV_TYPE, XLSX_TYPE, csv_table, xlsx_table
from consultations.staff import Account
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.plans import Plans

PlanCode = Annotated[str, Path(max_length=64, description="A plan's code.", examples=["CE-2022"])]
Responses = dict[int | str, dict[str, Any]]

NOT_FOUND: Responses = {404: {"model": Problem, "description": "There is no such plan."}}
FAULTY: Responses = {422: {"model": Problem, "description": "The request does not fit."}}


def table_file(kind: str, schema: dict[str, str]) -> Responses:
    described = "One line for each number. Hidden numbers are `c`."
    return {200: {"description": described, "content": {kind: {"schema": schema}}}}


CSV = table_file(CSV_TYPE, {"type": "string"})
XLSX = table_file(XLSX_TYPE, {"type": "string", "format": "binary"})


def router(parts: Parts, board: Audience = Audience.PUBLIC) -> APIRouter:
    """`board` is for whom the board's numbers are; the rest is public."""
    routes = APIRouter(prefix="/api")
    add_plans(routes, parts)
    add_board(routes, parts, board)
    add_asks(routes, parts)
    return routes


def add_plans(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/plans", tags=["plans"], summary="Every plan, the latest first")
    @access.audience(Audience.PUBLIC)
    def plans() -> list[PlanOut]:
        with parts.database.read() as connection:
            return [api_answers.plan_out(plan) for plan in Plans(connection).all()]

    @routes.get(
        "/plans/{code}",
        tags=["plans"],
        summary="One plan with its outcomes, priorities and indicators",
        responses=NOT_FOUND | FAULTY,
    )
    @access.audience(Audience.PUBLIC)
    def plan(code: PlanCode) -> PlanDetail:
        with parts.database.read() as connection:
            return api_answers.plan_detail(Plans(connection).get(code))

    @routes.get(
        "/consultations",
        tags=["consultations"],
        summary="Every consultation, the newest first",
        responses=FAULTY,
    )
    @access.audience(Audience.PUBLIC)
    def consultations(wanted: Annotated[ConsultationFilter, Query()]) -> list[ConsultationOut]:
        with parts.database.read() as connection:
            found = Consultations(connection).all()
        return [api_answers.consultation_out(each) for each in found if wanted.state in (None, each.state)]


def add_board(routes: APIRouter, parts: Parts, board: Audience) -> None:
    add_tables(routes, parts, board)

    @routes.get(
        "/board/{code}",
        tags=["board"],
        summary="What was said about each outcome of a plan",
        responses=NOT_FOUND | FAULTY,
    )
    @access.audience(board)
    def board_numbers(code: PlanCode) -> BoardOut:
        return api_answers.board_out(hear_plan(parts, code), parts.rule)


def add_tables(routes: APIRouter, parts: Parts, board: Audience) -> None:
    """Their paths go before the one without an ending, which would match them too."""

    @routes.get(
        "/board/{code}.csv",
        tags=["board"],
        summary="The board's numbers as a table",
        response_class=Response,
        responses=CSV | NOT_FOUND | FAULTY,
    )
    @access.audience(board)
    def board_csv(request: Request, code: PlanCode) -> Response:
        note_export(parts, request, code)
        return download(csv_table(board_table(hear_plan(parts, code))), CSV_TYPE, "board.csv")

    @routes.get(
        "/board/{code}.xlsx",
        tags=["board"],
        summary="The board's numbers as a spreadsheet",
        response_class=Response,
        responses=XLSX | NOT_FOUND | FAULTY,
    )
    @access.audience(board)
    def board_xlsx(request: Request, code: PlanCode) -> Response:
        note_export(parts, request, code)
        return download(xlsx_table(board_table(hear_plan(parts, code)), "Board"), XLSX_TYPE, "board.xlsx")


def note_export(parts: Parts, request: Request, code: str) -> None:
    """Note who of the staff took the numbers away; of the public, nobody is noted."""
    account = getattr(request.state, "staff", None)
    if isinstance(account, Account):
        with parts.database.write() as connection:
            log = AuditLog(connection)
            log.note(account.name, "board.exported", f"plan:{code}", parts.clock())


def download(content: str | bytes, kind: str, name: str) -> Response:
    """A file to keep."""
    return Response(
        content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def add_asks(routes: APIRouter, parts: Parts) -> None:
    @routes.get(
        "/asks",
        tags=["asks"],
        summary="What people asked for and what came of it: published asks only",
        responses=FAULTY,
    )
    @access.audience(Audience.PUBLIC)
    def asks(wanted: Annotated[AskFilter, Query()]) -> list[AskOut]:
        with parts.database.read() as connection:
            found = published_asks(connection, parts.rule, parts.clock())
        return [
            api_answers.ask_out(each)
            for each in found
            if wanted.plan in (None, each.ask.plan_code) and wanted.outcome in (None, each.ask.outcome_code)
        ]
