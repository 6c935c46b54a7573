"""The way to the council's single sign-on and back. Without one set, there is no such page."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.door import Asked, Door
from admin_api.forms import FieldError, filled, see
from admin_api.parts import Parts
from admin_api.sign_in import local_path
from admin_api.single_sign_on import Provider, account_of
from admin_api.translation.speaking import words_of
from consultations.errors import NotFound, Refused


def router(parts: Parts) -> APIRouter:
    """Both are public: nobody is known before."""
    routes = APIRouter()
    door = Door(parts)
    provider = Provider(parts, parts.sign_on) if parts.sign_on else None

    @routes.get("/sign-in/provider")
    @audience(Audience.PUBLIC)
    async def leave(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        if provider is None:
            raise nothing()
        try:
            return await provider.leave(request, local_path(asked.next, ""))
        except Refused as refused:
            return await run_in_threadpool(refusal, door, refused)

    @routes.get("/sign-in/provider/back")
    @audience(Audience.PUBLIC)
    async def back(request: Request) -> Response:
        if provider is None or parts.sign_on is None:
            raise nothing()
        try:
            person, next_ = await provider.who(request)
            account = await run_in_threadpool(account_of, parts, parts.sign_on, person)
        except Refused as refused:
            return await run_in_threadpool(refusal, door, refused)
        response = see(f"/sign-in?next={quote(next_, safe='')}")
        await run_in_threadpool(door.sessions.begin, request, response, account, by_provider=True)
        response.delete_cookie(provider.cookie, httponly=True, samesite="lax", secure=parts.secure_cookies)
        return response

    return routes


def refusal(door: Door, refused: Refused) -> Response:
    """The sign-in page again, and why."""
    error = FieldError("name", words_of(refused))
    return door.page("", filled(error), status=403)


def nothing() -> NotFound:
    return NotFound("no_sign_on", "There is no single sign-on here.", "Sign in with your password.")
