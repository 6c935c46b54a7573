"""Make sense of what people said: an officer filters the published tables and the words behind them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.parts import Parts
from admin_api.staff_sessions import me
from admin_api.views_explore import Asked, explore_page
from admin_api.views_explore import Audience as Whose

Text = Annotated[str, Field(max_length=300)]


class Filters(BaseModel):
    """What the address asks for."""

    model_config = ConfigDict(extra="forbid")

    audience: Whose = "everybody"
    outcome: Text = ""
    question: Text = ""
    theme: Text = ""
    kind: Text = ""
    feeling: Text = ""
    after: int = Field(default=0, ge=0, le=2**31 - 1)


def router(parts: Parts) -> APIRouter:
    routes = APIRouter(prefix="/staff/explore")

    @routes.get("")
    @audience(Audience.OFFICER)
    def explore(request: Request, filters: Annotated[Filters, Query()]) -> Response:
        page = explore_page(parts, me(request), Asked(**filters.model_dump()))
        return parts.pages.response(
            "staff/explore.html", me=me(request), page=page, fewer_than=parts.rule.threshold
        )

    return routes
