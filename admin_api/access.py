"""Who may see what. Every route declares its audience, and what it declares is what is enforced.

    app = FastAPI(dependencies=[Depends(guard(visitor_of))], openapi_url=None)

    @app.get("/consultations")
    @audience(Audience.OFFICER)
    def consultations() -> ...

A route without an audience is refused to everybody, and `undeclared_routes` names it for the test.

A program with a key (`consultations.api_keys`) may use what its owner may, where the route also names a scope
that the key has:

    @audience(Audience.OFFICER, scope="asks")
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from fastapi import FastAPI, Request
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from admin_api.translation.speaking import translate
from consultations.api_keys import Scope
from consultations.errors import Refused

Marked = TypeVar("Marked")


class Audience(StrEnum):
    """For whom a route is. The last six are also the roles that a member of staff may hold."""

    PUBLIC = "public"
    PARTICIPANT = "participant"
    OFFICER = "officer"  # runs consultations, makes asks, records decisions, publishes
    LEAD = "lead"  # everything an officer may; launches
    YOUNG_LEAD = "young-lead"  # co-signs wording; sees aggregates and wording, no answers
    DSL = "DSL"  # the designated safeguarding lead and deputies: concerns, with their words
    BOARD = "board"  # aggregates only
    ADMIN = "admin"  # accounts and settings; no answers


STAFF = frozenset(
    {
        Audience.OFFICER,
        Audience.LEAD,
        Audience.YOUNG_LEAD,
        Audience.DSL,
        Audience.BOARD,
        Audience.ADMIN,
    }
)

# A role opens its own pages and these. Nothing includes DSL: what a child disclosed is for the safeguarding
# leads alone. An administrator looks after accounts, and needs to see nobody's answers for that.
INCLUDES: dict[Audience, frozenset[Audience]] = {
    Audience.OFFICER: frozenset({Audience.BOARD}),
    Audience.LEAD: frozenset({Audience.OFFICER, Audience.BOARD}),
    Audience.YOUNG_LEAD: frozenset({Audience.BOARD}),
    Audience.DSL: frozenset({Audience.BOARD}),
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: staff with roles, a participant with a link of their own, or anybody (the default).

    `scopes` are those of the key that a member of staff's program brought; None for a person.
    """

    roles: frozenset[Audience] = frozenset()
    participant: bool = False
    scopes: frozenset[Scope] | None = None

    @property
    def known(self) -> bool:
        return bool(self.roles) or self.participant

    def belongs_to(self, wanted: Audience) -> bool:
        if wanted is Audience.PUBLIC:
            return True
        if wanted is Audience.PARTICIPANT:
            return self.participant
        return any(wanted is role or wanted in INCLUDES.get(role, frozenset()) for role in self.roles & STAFF)


def audience(*wanted: Audience, scope: Scope | None = None) -> Callable[[Marked], Marked]:
    """Declare for whom a route is: a visitor who belongs to any of `wanted` may use it.

    `scope` is what a key must have for it; without one, no key opens what is not public.
    """
    if not wanted:
        raise ValueError("Say for whom the route is.")

    def declare(endpoint: Marked) -> Marked:
        endpoint.__audience__ = frozenset(wanted)  # type: ignore[attr-defined] # our mark on any endpoint
        endpoint.__scope__ = scope  # type: ignore[attr-defined] # the same
        return endpoint

    return declare


def declared(endpoint: object) -> frozenset[Audience]:
    """The audiences that an endpoint declared; empty when it declared none."""
    found: frozenset[Audience] = getattr(endpoint, "__audience__", frozenset())
    return found


def scope_of(endpoint: object) -> Scope | None:
    """What a key must have for `endpoint`; None where no key opens it."""
    return getattr(endpoint, "__scope__", None)


class SignInNeededError(Refused):
    """The visitor is not known; somebody who signs in may be let in."""


def check(endpoint: object, visitor: Visitor) -> None:
    """Raise `Refused` unless `visitor` may use `endpoint`; `SignInNeededError` when signing in could help."""
    check_scope(endpoint, visitor)
    if any(visitor.belongs_to(wanted) for wanted in declared(endpoint)):
        return
    if declared(endpoint) and not visitor.known:
        raise SignInNeededError(
            "access.sign_in", "This page is for people who have signed in.", "Please sign in."
        )
    raise Refused(
        "access.refused", "Your account may not use this page.", "Ask an administrator if you need it."
    )


def check_scope(endpoint: object, visitor: Visitor) -> None:
    """Raise `Refused` where a key has not the scope that a route asks for."""
    if visitor.scopes is None or Audience.PUBLIC in declared(endpoint):
        return
    wanted = scope_of(endpoint)
    if wanted is None:
        raise Refused("access.no_keys", "No key opens this.", "A person must sign in for it.")
    if wanted not in visitor.scopes:
        fix = translate("Ask an administrator to allow you one that may.")
        raise Refused(
            "access.scope", translate("This needs a key with the scope “{wanted}”.", wanted=wanted), fix
        )


def guard(
    visitor_of: Callable[[Request], Visitor], *more: Callable[[Request], None]
) -> Callable[[Request], None]:
    """The dependency of the whole application that enforces what each route declared, then `more`."""

    def enforce(request: Request) -> None:
        check(request.scope.get("endpoint"), visitor_of(request))
        for one in more:
            one(request)

    enforce.__guards__ = True  # type: ignore[attr-defined] # so that undeclared_routes can recognise it
    return enforce


def undeclared_routes(app: FastAPI) -> list[str]:
    """Every route of `app` without an audience, or whose audience nothing enforces; each with the reason."""
    return [f"{name(route)}: {fault}" for route in iter_route_contexts(app.routes) for fault in faults(route)]


def faults(route: RouteContext) -> Iterator[str]:
    wanted = declared(route.endpoint or getattr(route, "app", None))
    if not wanted:
        yield "declares no audience"
    elif Audience.PUBLIC not in wanted and not guarded(route):
        yield "is not public, and nothing guards it"


def guarded(route: RouteContext) -> bool:
    """Whether FastAPI runs our guard before the route; it does so for its own kind of route only."""
    dependencies = route.dependencies if isinstance(route.original_route, APIRoute) else ()
    return any(getattr(depends.dependency, "__guards__", False) for depends in dependencies)


def name(route: RouteContext) -> str:
    return f"{','.join(sorted(route.methods or {'ANY'}))} {route.path}"
