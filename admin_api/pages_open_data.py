"""The numbers behind the public pages, to take away, and what each column means."""

import json
from collections.abc import Sequence
from typing import Literal

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.hearing import published_asks
from admin_api.open_data import DICTIONARY, records, table
from admin_api.parts import Parts
from admin_api.spreadsheets import CSV_TYPE, csv_table
from admin_api.views_asks import AskView
from consultations.storage.plans import Plans


def router(parts: Parts) -> APIRouter:
    routes = APIRouter()

    @routes.get("/open-data", response_class=HTMLResponse, dependencies=[parts.pages.in_chosen_language])
    @audience(Audience.PUBLIC)
    def open_data() -> HTMLResponse:
        with parts.database.read() as connection:
            plans = Plans(connection).all() if parts.board is Audience.PUBLIC else []
        columns = [one.said() for one in DICTIONARY]
        return parts.pages.response(
            "public/open_data.html", columns=columns, plans=plans, fewer_than=parts.rule.threshold
        )

    @routes.get("/open-data/answers.{ending}")
    @audience(Audience.PUBLIC)
    def answers(ending: Literal["csv", "json"]) -> Response:
        found = published(parts)
        if ending == "csv":
            return file_of(csv_table(table(found)), CSV_TYPE, "answers.csv")
        columns = [{"name": one.name, "meaning": one.meaning, "values": one.values} for one in DICTIONARY]
        content = json.dumps({"columns": columns, "answers": list(records(found))}, ensure_ascii=False)
        return file_of(content, "application/json", "answers.json")

    return routes


def published(parts: Parts) -> Sequence[AskView]:
    with parts.database.read() as connection:
        return published_asks(connection, parts.rule, parts.clock())


def file_of(content: str, kind: str, name: str) -> Response:
    """A file that programs on any site may read: it is public."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return Response(content, media_type=kind, headers=headers)
