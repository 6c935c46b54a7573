"""Compressed for everybody: files and public pages. As they are: pages that somebody signed in to or sent."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from admin_api.compression import Compressed

LONG = "You said, we did. " * 100


@pytest.fixture
def client() -> TestClient:
    def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse(LONG)

    routes = [
        Route("/page", page, methods=["GET", "POST"]),
        Mount("/static", StaticFiles(packages=[("admin_api", "static")])),
    ]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Compressed, files=("/static",))]))


@pytest.mark.parametrize(
    ("path", "method", "headers", "compressed"),
    [
        ("/page", "GET", {}, True),
        ("/page", "GET", {"accept-encoding": "identity"}, False),
        ("/page", "GET", {"cookie": "session=1"}, False),
        ("/page", "GET", {"authorization": "Bearer tgr_1_a"}, False),
        ("/page", "POST", {}, False),
        ("/static/together.css", "GET", {"cookie": "session=1"}, True),
        ("/static/together.css", "GET", {"range": "bytes=0-99"}, False),
    ],
)
def test_what_is_nobodys_own_goes_out_compressed(
    client: TestClient, path: str, method: str, headers: dict[str, str], compressed: bool
) -> None:
    answer = client.request(method, path, headers=headers)
    assert answer.headers.get("content-encoding") == ("gzip" if compressed else None)
    assert path != "/page" or answer.text == LONG
