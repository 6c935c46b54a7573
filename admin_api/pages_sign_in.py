"""Signing in and out, and choosing a password after the one-time password."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.door import Asked, Attempt, Door, NewPassword
from admin_api.forms import see
from admin_api.parts import Parts


def router(parts: Parts) -> APIRouter:
    """The pages of signing in. They are public: nobody is known before."""
    routes = APIRouter()
    door = Door(parts)

    @routes.get("/sign-in")
    @audience(Audience.PUBLIC)
    def ask(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        return door.ask(request, asked)

    @routes.post("/sign-in")
    @audience(Audience.PUBLIC)
    def try_to_sign_in(request: Request, attempt: Annotated[Attempt, Form()]) -> Response:
        return door.sign_in(request, attempt)

    @routes.post("/sign-out")
    @audience(Audience.PUBLIC)
    def sign_out(request: Request) -> Response:
        response = see("/sign-in")
        door.sessions.end(request, response)
        return response

    @routes.get("/new-password")
    @audience(Audience.PUBLIC)
    def ask_for_new_password(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        account = door.sessions.account(request)
        if account is None or not account.must_change_password:
            return door.ask(request, asked)
        return door.new_password_page(asked.next)

    @routes.post("/new-password")
    @audience(Audience.PUBLIC)
    def set_password(request: Request, given: Annotated[NewPassword, Form()]) -> Response:
        account = door.sessions.account(request)
        if account is None or not account.must_change_password:
            return see("/sign-in?lost=true")
        return door.set_password(request, account, given)

    return routes
