"""The application as a whole: every route says for whom it is, and every error speaks."""

import pytest
from fastapi import APIRouter, Request
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field
from sqlalchemy import text
from structlog.testing import capture_logs

from admin_api.access import Audience, undeclared_routes
from admin_api.app import create_app
from consultations.errors import Fault, FaultyInput, NotFound, Place, Refused
from consultations.storage.database import Database
from tests.builders import KEYS
from tests.staff_site import OWN_PAGE, StaffSite

SECRET = "my uncle hits me"
JSON = {"accept": "application/json"}


@pytest.fixture
def database(sqlite_url: str):
    opened = Database(sqlite_url, KEYS)
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def site(database: Database) -> StaffSite:
    return StaffSite(database)


@pytest.fixture
def browser(site: StaffSite) -> TestClient:
    """An application with a router of another package in it, in which things go wrong."""
    app = create_app(site.parts, [(troubled(), Audience.PUBLIC)])
    return TestClient(app, base_url="https://together.example", headers=OWN_PAGE, follow_redirects=False)


class Wish(BaseModel, extra="forbid"):
    text: str = Field(max_length=20)
    number: int = 1


def troubled() -> APIRouter:
    routes = APIRouter(prefix="/trouble")

    @routes.get("/missing")
    def missing() -> None:
        raise NotFound("no_ask", "There is no ask 3.", "Look at the list.")

    @routes.get("/refused")
    def refused() -> None:
        raise Refused("already_an_ask", "This theme is an ask already.")

    @routes.get("/faulty")
    def faulty() -> None:
        raise FaultyInput("bad", "It has faults.", [Fault("f", "No name.", "Give one.", Place(row=3))])

    @routes.get("/broken")
    def broken() -> None:
        raise ValueError(SECRET)

    @routes.get("/number/{number}")
    def number(number: int) -> int:
        return number

    @routes.post("/wish")
    def wish(wish: Wish) -> str:
        return wish.text

    return routes


def test_every_route_says_for_whom_it_is(site: StaffSite) -> None:
    whole = create_app(site.parts, [(troubled(), Audience.OFFICER)])
    assert undeclared_routes(whole) == []
    assert TestClient(whole, follow_redirects=False).get("/trouble/number/3").status_code == 303


def test_a_router_that_says_nothing_is_named_and_closed(site: StaffSite) -> None:
    whole = create_app(site.parts, [(troubled(), None)])
    assert "GET /trouble/missing: declares no audience" in undeclared_routes(whole)
    assert TestClient(whole).get("/trouble/number/3").status_code == 403


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/trouble/missing", 404, "no_ask"),
        ("/trouble/refused", 409, "already_an_ask"),
        ("/trouble/faulty", 422, "bad"),
        ("/trouble/broken", 500, "unexpected"),
        ("/trouble/number/three", 404, "http.not_found"),
        ("/nowhere", 404, "http.not_found"),
        ("/sign-out", 405, "http.not_allowed"),
        ("/staff", 401, "access.sign_in"),
    ],
)
def test_a_program_gets_a_status_and_a_code(browser: TestClient, path: str, status: int, code: str) -> None:
    answer = browser.get(path, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert set(answer.json()) == {"type", "title", "status", "detail", "code", "fix", "faults"}


@pytest.mark.parametrize("path", ["/trouble/missing", "/trouble/faulty", "/trouble/broken", "/nowhere"])
def test_a_person_gets_a_page_in_our_frame_with_our_headers(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1" in answer.text
    assert "Skip to main content" in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_all_faults_are_listed_for_people_and_with_their_place_for_programs(browser: TestClient) -> None:
    assert "No name. Give one." in browser.get("/trouble/faulty").text
    assert browser.get("/trouble/faulty", headers=JSON).json()["faults"][0]["row"] == 3


def test_under_api_every_error_is_json(browser: TestClient) -> None:
    assert browser.get("/api/v1/nothing").json()["code"] == "http.not_found"


def test_what_was_sent_is_never_repeated(browser: TestClient) -> None:
    for sent in (
        {"text": SECRET + "x" * 20},
        {"text": "a", "number": SECRET},
        {"text": "a", SECRET: "b"},
        {},
    ):
        for headers in (JSON, {}):
            answer = browser.post("/trouble/wish", json=sent, headers=headers)
            assert answer.status_code == 422
            assert SECRET not in answer.text
    assert SECRET not in browser.post("/trouble/wish", content=SECRET).text


def test_too_long_says_how_much_fits(browser: TestClient) -> None:
    answer = browser.post("/trouble/wish", json={"text": "x" * 30})
    assert "That is too long. Write at most 20 letters, please." in answer.text
    assert "string_too_long" not in answer.text


def test_a_mistake_of_ours_shows_nothing_inside_and_logs_where_but_no_words(browser: TestClient) -> None:
    with capture_logs() as logs:
        answer = browser.get("/trouble/broken")
    assert answer.status_code == 500
    assert "our mistake" in answer.text
    assert SECRET not in answer.text
    assert "ValueError" not in answer.text
    assert logs[0]["error"] == "ValueError"
    assert "broken" in logs[0]["at"][-1]
    assert logs[0]["path"] == "/trouble/broken"
    assert SECRET not in str(logs)


def test_who_was_refused_stands_in_the_log_by_number_and_route(database: Database) -> None:
    browser = StaffSite(database).signed_in("board@trust.example", "board")
    with capture_logs() as logs:
        assert browser.get("/staff/asks/77").status_code == 403
    (said,) = logs
    assert (said["event"], said["path"], said["account"]) == ("access_refused", "/staff/asks/{number}", "1")
    assert "board@" not in str(logs)
    assert "77" not in str(logs)


def test_a_form_of_another_site_stands_in_the_log(database: Database) -> None:
    browser = StaffSite(database).signed_in()
    with capture_logs() as logs:
        answer = browser.post("/sign-out", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert [said["event"] for said in logs] == ["refused_from_another_site"]


def test_a_monitor_hears_that_all_is_well(browser: TestClient) -> None:
    assert browser.get("/healthz").status_code == 200
    assert browser.get("/readyz").status_code == 200


def test_a_monitor_hears_that_the_tables_are_old(browser: TestClient, database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    answer = browser.get("/readyz")
    assert answer.status_code == 503
    assert "tables" in answer.text
    assert browser.get("/healthz").status_code == 200


def test_a_monitor_hears_that_the_database_is_gone() -> None:
    gone = Database("postgresql+psycopg://nobody@127.0.0.1:1/none")
    answer = StaffSite(gone).browser().get("/readyz")
    assert answer.status_code == 503
    assert "cannot be reached" in answer.text
    assert StaffSite(gone).browser().get("/healthz").status_code == 200


def test_the_api_describes_itself_and_nothing_else(browser: TestClient) -> None:
    described = browser.get("/api/v1/openapi.json").json()
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    assert browser.get("/docs").status_code == 404
    assert browser.get("/openapi.json").status_code == 404


def test_files_of_every_package_are_served_to_everybody(site: StaffSite, tmp_path) -> None:
    (tmp_path / "chat.js").write_text("hello()")
    whole = create_app(site.parts, static={"/chat-static": tmp_path})
    browser = TestClient(whole)
    assert browser.get("/chat-static/chat.js").text == "hello()"
    assert browser.get("/static/together.css").status_code == 200
    assert undeclared_routes(whole) == []


def test_a_page_of_another_site_is_refused_in_our_words(browser: TestClient) -> None:
    answer = browser.post("/trouble/wish", json={"text": "a"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert "another website" in answer.text
    as_program = browser.post(
        "/trouble/wish", json={"text": "a"}, headers={"sec-fetch-site": "cross-site", **JSON}
    )
    assert as_program.json()["code"] == "access.another_site"


def test_request_has_no_staff_where_nobody_signed_in(site: StaffSite) -> None:
    from admin_api.staff_sessions import me

    with pytest.raises(Refused):
        me(Request({"type": "http", "headers": []}))
