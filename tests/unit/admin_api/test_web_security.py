"""Another site cannot act for somebody who is signed in, and a page cannot load or run what is not ours."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from admin_api.web_security import (
    SameSite,
    SecurityHeaders,
    SmallBodies,
    from_another_site,
    security_headers,
)

HOST = {"host": "together.example"}
COOKIE = {"cookie": "session=x"}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"} | COOKIE,
        {"sec-fetch-site": "none"} | COOKIE,
        {"origin": "https://together.example"} | COOKIE,
        {"origin": "http://TOGETHER.example"} | COOKIE,
        {},  # a program without a cookie, such as Telegram's webhook
    ],
)
def test_our_own_forms_and_programs_pass(headers: dict[str, str]) -> None:
    assert not from_another_site("POST", HOST | headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},  # a neighbour under the council's domain is another site to us
        {"sec-fetch-site": "cross-site", "origin": "https://together.example"},
        {"origin": "https://evil.example"},
        {"origin": "https://together.example.evil.example"},
        {"origin": "https://together.example:8443"},
        {"origin": "null"},
        COOKIE,
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "INVENTED"])
def test_another_sites_requests_do_not(method: str, headers: dict[str, str]) -> None:
    assert from_another_site(method, HOST | headers)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_link_from_elsewhere_may_be_followed(method: str) -> None:
    assert not from_another_site(
        method, HOST | {"sec-fetch-site": "cross-site", "origin": "https://x.example"}
    )


@pytest.fixture
def client() -> TestClient:
    routes = [
        Route("/page", lambda request: PlainTextResponse("done"), methods=["GET", "POST"]),
        Route("/kept", lambda request: PlainTextResponse("done", headers={"Cache-Control": "max-age=60"})),
        Mount("/static", StaticFiles(packages=[("admin_api", "static")])),
    ]
    middleware = [Middleware(SecurityHeaders), Middleware(SameSite)]
    return TestClient(Starlette(routes=routes, middleware=middleware), base_url="https://together.example")


def test_the_application_does_not_see_what_is_refused(client: TestClient) -> None:
    refused = client.post("/page", headers={"origin": "https://evil.example"})
    assert (refused.status_code, "another website" in refused.text) == (403, True)
    assert client.post("/page", headers={"origin": "https://together.example"}).text == "done"


def test_every_response_carries_the_headers_even_a_refusal_and_a_missing_page(client: TestClient) -> None:
    for response in [
        client.get("/page"),
        client.post("/page", headers={"origin": "null"}),
        client.get("/no"),
    ]:
        for name, value in security_headers("https").items():
            assert response.headers[name] == value


def test_the_policy_lets_nothing_in_but_our_own_files() -> None:
    policy = security_headers("http")["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} <= set(
        policy
    )
    assert "unsafe" not in str(policy)
    assert "Strict-Transport-Security" not in security_headers("http")


@pytest.mark.parametrize(
    ("path", "allowed", "policy"),
    [
        ("/chat/safe", True, "geolocation=(self)"),
        ("/chat/safe", False, "geolocation=()"),
        ("/staff", True, "geolocation=()"),
        ("/chatter", True, "geolocation=()"),
    ],
)
def test_only_the_chat_asks_where_somebody_is_and_only_where_that_is_allowed(
    path: str, allowed: bool, policy: str
) -> None:
    headers = security_headers("https", path, locations=allowed)
    assert policy in headers["Permissions-Policy"].split(", ")
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_shared_computer_keeps_no_page_but_may_keep_files(client: TestClient) -> None:
    assert client.get("/page").headers["cache-control"] == "no-store"
    assert client.get("/static/together.css").headers["cache-control"] == "no-cache"
    assert client.get("/kept").headers["cache-control"] == "max-age=60"


def test_too_large_a_body_is_refused_however_it_is_sent() -> None:
    async def read(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    app = Starlette(
        routes=[Route("/", read, methods=["POST"])],
        middleware=[Middleware(SmallBodies, most=lambda path: 10)],
    )
    client = TestClient(app)
    assert client.post("/", content=b"x" * 10).text == "10"
    assert client.post("/", content=b"x" * 11).status_code == 413
    with pytest.raises(ClientDisconnect):
        client.post("/", content=iter([b"x" * 6, b"x" * 6]))


def parts_read(*, pause: float, silence: float, in_all: float) -> list[str]:
    """What an application receives of a body whose parts come with a `pause` before each, and no end."""
    received: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        while not received or received[-1] == "http.request":
            received.append((await receive())["type"])

    async def trickle() -> Message:
        await asyncio.sleep(pause)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def unsent(message: Message) -> None:
        raise AssertionError(message)

    slow = SmallBodies(app, most=lambda path: 1_000, silence=silence, in_all=in_all)
    asyncio.run(slow({"type": "http", "path": "/", "headers": []}, trickle, unsent))
    return received


def test_a_body_that_stops_coming_ends() -> None:
    assert parts_read(pause=60, silence=0.001, in_all=60) == ["http.disconnect"]


def test_a_body_that_trickles_for_ever_ends() -> None:
    received = parts_read(pause=0.001, silence=60, in_all=0.02)
    assert len(received) > 1
    assert received[-1] == "http.disconnect"


def test_what_comes_after_a_whole_body_may_take_its_time() -> None:
    received: list[Message] = [{"type": "http.request", "body": b""}]

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await asyncio.sleep(0.005)
        received.append(await receive())

    async def leave_late() -> Message:
        if len(received) == 1 and received[0].pop("body", None) is not None:
            return {"type": "http.request"}
        await asyncio.sleep(0.005)
        return {"type": "http.disconnect", "late": True}

    async def unsent(message: Message) -> None:
        raise AssertionError(message)

    patient = SmallBodies(app, most=lambda path: 10, silence=0.001, in_all=0.002)
    asyncio.run(patient({"type": "http", "path": "/", "headers": []}, leave_late, unsent))
    assert received[-1].get("late")
