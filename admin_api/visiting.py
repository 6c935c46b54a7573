"""Who looks at the page that is being made, and from where: what a template asks as `visit()`."""

from contextvars import ContextVar
from dataclasses import dataclass

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from admin_api.access import Visitor
from admin_api.navigation import Menu, home, menu
from consultations.staff import Account

_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)


@dataclass(frozen=True, slots=True)
class Visit:
    """A member of staff who is signed in and lacks nothing, on the page at `path`."""

    account: Account
    visitor: Visitor
    path: str

    @property
    def menu(self) -> Menu:
        return menu(self.visitor, self.path)

    @property
    def home(self) -> str:
        return home(self.visitor)


class Here:
    """Lets templates know of the request that they are made for: a middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            _scope.set(scope)
        await self.app(scope, receive, send)


def arrive(request: Request, account: Account, visitor: Visitor) -> None:
    """Note who makes this request. (In the scope, which every thread of a request shares.)"""
    request.state.visit = Visit(account, visitor, request.url.path)


def visit() -> Visit | None:
    """Who looks at this page; None where nobody is signed in."""
    scope = _scope.get()
    found = scope.get("state", {}).get("visit") if scope else None
    return found if isinstance(found, Visit) else None
