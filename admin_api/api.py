"""The JSON API, version 1: plans, consultations, the board's numbers, asks. Every number is protected.

What is public is here; each thing that staff and the board read and do has a module of its own.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from admin_api import (
    access,
    api_answers,
    api_ask_evidence,
    api_audiences,
    api_broadcasts,
    api_casework,
    api_coding,
    api_drafts,
    api_equality,
    api_exports,
    api_figures,
    api_findings,
    api_launch,
    api_meetings,
    api_messages,
    api_needs,
    api_population,
    api_promises,
    api_questionnaires,
    api_quotes,
    api_readings,
    api_running,
    api_services,
    api_settings,
    api_success,
    api_theme_editing,
    api_themes,
    api_walks,
    api_webhooks,
    api_words,
)
from admin_api.access import Audience
from admin_api.api_basics import Code, PlanCode
from admin_api.api_door import key_details
from admin_api.api_heard import (
    BoardOut,
)
from admin_api.api_models import (
    AskFilter,
    AskOut,
    ConsultationFilter,
    ConsultationOut,
    Form,
    PlanDetail,
    PlanOut,
)
from admin_api.board_table import board_table
from admin_api.hearing import hear_plan, published_asks
from admin_api.paging import Page, Paged, part
from admin_api.parts import Parts
from admin_api.spreadsheets import CSV_TYPE, XLSX_TYPE, csv_table, xlsx_table
from consultations.staff import Account
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.plans import Plans

VERSION = "/api/v1"
Responses = dict[int | str, dict[str, Any]]


OF_STAFF = (
    api_casework.add,
    api_ask_evidence.add,
    api_running.add,
    api_equality.add,
    api_drafts.add,
    api_launch.add,
    api_questionnaires.add,
    api_themes.add,
    api_theme_editing.add,
    api_coding.add,
    api_readings.add,
    api_quotes.add,
    api_exports.add,
    api_walks.add,
    api_words.add,
    api_needs.add,
    api_services.add,
    api_messages.add,
    api_audiences.add,
    api_broadcasts.add,
    api_meetings.add,
    api_webhooks.add,
    api_settings.add,
)
OF_THE_BOARD = (
    api_figures.add,
    api_promises.add,
    api_population.add,
    api_findings.add,
    api_success.add,
)


def table_file(kind: str, schema: dict[str, str]) -> Responses:
    described = "One line for each number. Hidden numbers are `c`."
    return {200: {"description": described, "content": {kind: {"schema": schema}}}}


CSV = table_file(CSV_TYPE, {"type": "string"})
XLSX = table_file(XLSX_TYPE, {"type": "string", "format": "binary"})


def router(parts: Parts, board: Audience = Audience.PUBLIC) -> APIRouter:
    """`board` is for whom the board's numbers are; plans, consultations and published asks are public."""
    routes = APIRouter(prefix=VERSION, generate_unique_id_function=lambda route: route.name)
    add_plans(routes, parts)
    add_consultations(routes, parts)
    add_board(routes, parts, board)
    add_asks(routes, parts)
    for add in OF_STAFF:
        add(routes, parts)
    for add_to_board in OF_THE_BOARD:
        add_to_board(routes, parts, board)
    return routes


def add_plans(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/plans", tags=["plans"], summary="Every plan, the latest first")
    @access.audience(Audience.PUBLIC)
    def plans(wanted: Annotated[Paged, Query()]) -> Page[PlanOut]:
        with parts.database.read() as connection:
            found = [api_answers.plan_out(plan) for plan in Plans(connection).all()]
        items, following = part(found, lambda each: each.code, wanted)
        return Page(items=list(items), next=following)

    @routes.get(
        "/plans/{code}", tags=["plans"], summary="One plan with its outcomes, priorities and indicators"
    )
    @access.audience(Audience.PUBLIC)
    def plan(code: PlanCode) -> PlanDetail:
        with parts.database.read() as connection:
            return api_answers.plan_detail(Plans(connection).get(code))


def add_consultations(routes: APIRouter, parts: Parts) -> None:
    @routes.get("/consultations", tags=["consultations"], summary="Every consultation, the newest first")
    @access.audience(Audience.PUBLIC)
    def consultations(wanted: Annotated[ConsultationFilter, Query()]) -> Page[ConsultationOut]:
        with parts.database.read() as connection:
            found = Consultations(connection).all()
        kept = [api_answers.consultation_out(one) for one in found if wanted.state in (None, one.state)]
        items, following = part(kept, lambda each: each.code, wanted)
        return Page(items=list(items), next=following)

    @routes.get("/consultations/{code}", tags=["consultations"], summary="One consultation")
    @access.audience(Audience.PUBLIC)
    def consultation(code: Code) -> ConsultationOut:
        with parts.database.read() as connection:
            return api_answers.consultation_out(Consultations(connection).get(code))

    @routes.get(
        "/consultations/{code}/questions",
        tags=["consultations"],
        summary="What a consultation asks: questions and choices by their stored names",
    )
    @access.audience(Audience.PUBLIC)
    def questions(code: Code) -> Form:
        with parts.database.read() as connection:
            store = Consultations(connection)
            return api_answers.form_out(code, store.over_versions(store.get(code)))


def add_board(routes: APIRouter, parts: Parts, board: Audience) -> None:
    add_tables(routes, parts, board)

    @routes.get("/board/{code}", tags=["board"], summary="What was said about each outcome of a plan")
    @access.audience(board, scope="numbers")
    def board_numbers(code: PlanCode) -> BoardOut:
        return api_answers.board_out(hear_plan(parts, code), parts.rule)


def add_tables(routes: APIRouter, parts: Parts, board: Audience) -> None:
    """Their paths go before the one without an ending, which would match them too."""

    @routes.get(
        "/board/{code}.csv",
        tags=["board"],
        summary="The board's numbers as a table",
        response_class=Response,
        responses=CSV,
    )
    @access.audience(board, scope="numbers")
    def board_csv(request: Request, code: PlanCode) -> Response:
        found = hear_plan(parts, code)
        note_export(parts, request, "board.exported", f"plan:{code}")
        return download(csv_table(board_table(found, parts.rule)), CSV_TYPE, "board.csv")

    @routes.get(
        "/board/{code}.xlsx",
        tags=["board"],
        summary="The board's numbers as a spreadsheet",
        response_class=Response,
        responses=XLSX,
    )
    @access.audience(board, scope="numbers")
    def board_xlsx(request: Request, code: PlanCode) -> Response:
        found = hear_plan(parts, code)
        note_export(parts, request, "board.exported", f"plan:{code}")
        return download(xlsx_table(board_table(found, parts.rule), "Board"), XLSX_TYPE, "board.xlsx")


def note_export(parts: Parts, request: Request, action: str, target: str) -> None:
    """Note who of the staff took something away, and with which key; of the public, nobody is noted."""
    account = getattr(request.state, "staff", None)
    if isinstance(account, Account):
        with parts.database.write() as connection:
            log = AuditLog(connection)
            log.note(account.name, action, target, parts.clock(), key_details(request))


def download(content: str | bytes, kind: str, name: str) -> Response:
    """A file to keep."""
    return Response(
        content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def add_asks(routes: APIRouter, parts: Parts) -> None:
    @routes.get(
        "/asks", tags=["asks"], summary="What people asked for and what came of it: published asks only"
    )
    @access.audience(Audience.PUBLIC)
    def asks(wanted: Annotated[AskFilter, Query()]) -> Page[AskOut]:
        with parts.database.read() as connection:
            found = published_asks(connection, parts.rule, parts.clock())
        kept = [
            api_answers.ask_out(each)
            for each in found
            if wanted.plan in (None, each.ask.plan_code) and wanted.outcome in (None, each.ask.outcome_code)
        ]
        items, following = part(kept, lambda each: str(each.id), wanted)
        return Page(items=list(items), next=following)
