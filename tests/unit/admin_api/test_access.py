"""Every route says for whom it is; what it says is enforced; what says nothing is closed."""

import pytest
from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.testclient import TestClient
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from admin_api.access import (
    STAFF,
    Audience,
    SignInNeededError,
    Visitor,
    audience,
    check,
    guard,
    undeclared_routes,
)
from consultations.errors import Refused

ANYBODY = Visitor()
PARTICIPANT = Visitor(participant=True)

# Rows are who asks, columns what they ask for: the whole table, so that a change to it is seen here.
TABLE = {
    ANYBODY: {"public"},
    PARTICIPANT: {"public", "participant"},
    Visitor(roles=frozenset({Audience.OFFICER})): {"public", "officer", "board"},
    Visitor(roles=frozenset({Audience.LEAD})): {"public", "lead", "officer", "board"},
    Visitor(roles=frozenset({Audience.DSL})): {"public", "DSL", "board"},
    Visitor(roles=frozenset({Audience.BOARD})): {"public", "board"},
    Visitor(roles=frozenset({Audience.ADMIN})): {"public", "admin"},
    Visitor(roles=frozenset({Audience.OFFICER, Audience.DSL})): {"public", "officer", "DSL", "board"},
}


@pytest.mark.parametrize("visitor", TABLE)
def test_each_visitor_is_let_in_to_these_and_no_others(visitor: Visitor) -> None:
    assert {wanted.value for wanted in Audience if visitor.belongs_to(wanted)} == TABLE[visitor]


def test_nothing_but_the_safeguarding_role_opens_what_children_disclosed() -> None:
    everybody_else = Visitor(roles=STAFF - {Audience.DSL}, participant=True)
    assert not everybody_else.belongs_to(Audience.DSL)


def test_public_is_no_role_that_staff_could_hold_to_get_in() -> None:
    assert not Visitor(roles=frozenset({Audience.PARTICIPANT})).belongs_to(Audience.PARTICIPANT)


def endpoint() -> str:
    return "seen"


def test_a_stranger_is_asked_to_sign_in_and_a_colleague_is_refused() -> None:
    for_officers = audience(Audience.OFFICER)(lambda: None)
    with pytest.raises(SignInNeededError):
        check(for_officers, ANYBODY)
    with pytest.raises(Refused) as refused:
        check(for_officers, PARTICIPANT)
    assert refused.value.code == "access.refused"


def test_what_declares_nothing_is_closed_to_everybody() -> None:
    for visitor in TABLE:
        with pytest.raises(Refused, match="may not use"):
            check(endpoint, visitor)


def test_an_audience_of_nobody_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="for whom"):
        audience()


def from_header(request: Request) -> Visitor:
    return Visitor(roles=frozenset({Audience(role) for role in request.headers.get("role", "").split()}))


@pytest.fixture
def toy() -> FastAPI:
    """An application in which everything is as it should be, also in a router in a router."""
    app = FastAPI(dependencies=[Depends(guard(from_header))], openapi_url=None)
    outer, inner = APIRouter(prefix="/outer"), APIRouter(prefix="/inner")

    @app.get("/open")
    @audience(Audience.PUBLIC)
    def open_to_all() -> str:
        return "seen"

    @inner.post("/concerns")
    @audience(Audience.DSL)
    def concerns() -> str:
        return "seen"

    outer.include_router(inner)
    app.include_router(outer)
    app.mount("/static", audience(Audience.PUBLIC)(StaticFiles(packages=[("admin_api", "static")])))
    return app


def test_a_sound_application_has_no_undeclared_route(toy: FastAPI) -> None:
    assert undeclared_routes(toy) == []


def test_a_route_without_an_audience_is_named_wherever_it_hides(toy: FastAPI) -> None:
    hidden = APIRouter(prefix="/hidden")
    hidden.get("/deep")(endpoint)
    middle = APIRouter()
    middle.include_router(hidden)
    toy.include_router(middle)
    toy.get("/plain")(endpoint)
    toy.router.routes.append(Route("/old", endpoint))
    toy.router.routes.append(Mount("/files", StaticFiles(packages=[("admin_api", "static")])))
    assert undeclared_routes(toy) == [
        "GET /hidden/deep: declares no audience",
        "GET /plain: declares no audience",
        "GET,HEAD /old: declares no audience",
        "ANY /files: declares no audience",
    ]


def test_the_documentation_that_fastapi_adds_is_named_too() -> None:
    assert "GET,HEAD /openapi.json: declares no audience" in undeclared_routes(FastAPI())


def test_an_audience_that_nothing_enforces_is_named(toy: FastAPI) -> None:
    toy.router.routes.append(Route("/staff", audience(Audience.LEAD)(lambda request: None)))
    without_guard = FastAPI(openapi_url=None)
    without_guard.get("/staff")(audience(Audience.LEAD)(lambda: None))
    assert undeclared_routes(toy) == ["GET,HEAD /staff: is not public, and nothing guards it"]
    assert undeclared_routes(without_guard) == ["GET /staff: is not public, and nothing guards it"]


def test_what_is_declared_is_enforced_in_every_router(toy: FastAPI) -> None:
    toy.get("/forgotten")(endpoint)
    client = TestClient(toy)
    assert client.get("/open").json() == "seen"
    assert client.post("/outer/inner/concerns", headers={"role": "DSL"}).json() == "seen"
    with pytest.raises(Refused):
        client.post("/outer/inner/concerns", headers={"role": "lead admin"})
    with pytest.raises(SignInNeededError):
        client.post("/outer/inner/concerns")
    with pytest.raises(Refused):
        client.get("/forgotten", headers={"role": "admin lead DSL officer board"})
