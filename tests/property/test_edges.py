"""Whatever a browser or a bot sends to the doors: a kind answer or a refusal, never a fault, nothing lost."""

import os
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from consultations.storage.database import Database
from consultations.storage.tables import answer, event
from tests.builders import KEYS, launch
from tests.staff_site import StaffSite

EXAMPLES = int(os.environ.get("TOGETHER_EXAMPLES", "25"))
KIND = {200, 303, 400, 403, 404, 409, 413, 422}
FORM_ID = re.compile(r'name="form_id" value="([^"]+)"')
BUTTON = re.compile(r'name="button" value="([^"]+\.\d+)"')
PROFILE = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TOKENS = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters='";,\\'), max_size=60)
VALUES = st.text(max_size=60) | st.sampled_from(
    ["\0", "x" * 25_000, "0123456789ab.1.0", "true", "../..", "\ud7ff"]
)
NUMBERS = st.text(max_size=20) | st.integers().map(str) | st.sampled_from(["٣", "²", "9" * 15, "9" * 400])
LOOKS = st.dictionaries(st.sampled_from(["size", "colours", "easy", "aloud", "evil"]), VALUES)
DOORS = st.sampled_from(["/look", "/someone-else", "/leave", "/file", "/arrivals", "/" + "x" * 2000])
ACTIONS = st.lists(
    st.tuples(
        st.integers(0, 1), st.sampled_from(["tap", "type", "other's button", "other's form", "old form"])
    ),
    max_size=12,
)
FIELDS = st.dictionaries(st.sampled_from(["form_id", "text", "button", "picked", "start", "evil"]), VALUES)


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    yield database
    database.close()


@pytest.fixture
def browser(sqlite_database: Database) -> TestClient:
    launch(sqlite_database)
    site = StaffSite(sqlite_database, secure=False)
    browser = site.browser()
    browser.post("/chat/safe", data={"form_id": "f0", "start": "true"})
    page = browser.get("/chat/safe").text
    yes = unescape(BUTTON.findall(page)[0])
    browser.post("/chat/safe", data={"form_id": FORM_ID.findall(page)[0], "button": yes})
    return browser


def kept(database: Database) -> dict[str, str]:
    with database.read() as connection:
        return {row.question: row.value for row in connection.execute(select(answer))}


@PROFILE
@given(cookie=TOKENS, fields=FIELDS)
def test_a_forged_cookie_opens_nobody_s_conversation(
    browser: TestClient, sqlite_database: Database, cookie: str, fields: dict[str, str]
) -> None:
    stranger = TestClient(browser.app, base_url="http://together.example", follow_redirects=False)
    stranger.cookies.set("together_chat", cookie)
    stranger.headers["sec-fetch-site"] = "same-origin"
    assert "You said" not in stranger.get("/chat/safe").text
    assert stranger.post("/chat/safe", data=fields).status_code in KIND
    assert kept(sqlite_database)["safe"] == "yes"


@PROFILE
@given(fields=FIELDS)
def test_whatever_a_form_holds_is_answered(browser: TestClient, fields: dict[str, str]) -> None:
    assert browser.post("/chat/safe", data=fields).status_code in KIND
    assert browser.get("/chat/safe").status_code == 200


@PROFILE
@given(path=st.text(max_size=40), kind=st.sampled_from(["chat", "chat/media", "staff", "board", "api"]))
def test_whatever_is_asked_for_is_answered(browser: TestClient, path: str, kind: str) -> None:
    assert browser.get(f"/{kind}/{quote(path)}").status_code < 500


def test_a_form_sent_again_and_again_is_one_answer(browser: TestClient, sqlite_database: Database) -> None:
    page = browser.get("/chat/safe").text
    form = {"form_id": FORM_ID.findall(page)[0], "text": "park"}
    for _ in range(5):
        assert browser.post("/chat/safe", data=form).status_code == 303
    assert kept(sqlite_database) == {"safe": "yes", "where": "park"}


@PROFILE
@given(door=DOORS, fields=FIELDS | LOOKS, file=st.none() | st.binary(max_size=200))
def test_every_door_of_the_chat_answers(
    browser: TestClient, sqlite_database: Database, door: str, fields: dict[str, str], file: bytes | None
) -> None:
    """Also those that forget the browser: a copy of it knocks, so that the next example has it still."""
    stranger = person_at(browser)
    stranger.cookies.update(browser.cookies)
    files = {"file": ("a\u202egnp.exe", file)} if file is not None else None
    assert stranger.post(f"/chat/safe{door}", data=fields, files=files).status_code in {*KIND, 204, 405}
    assert kept(sqlite_database)["safe"] == "yes"
    assert browser.get("/chat/safe").status_code == 200


@PROFILE
@given(after=NUMBERS, last=NUMBERS.filter(str.isascii))
def test_a_stranger_listens_to_nothing(browser: TestClient, after: str, last: str) -> None:
    headers = {"last-event-id": quote(last)}
    answered = person_at(browser).get("/chat/safe/arrivals", params={"after": after}, headers=headers)
    assert (answered.status_code, answered.content == b"") in {(204, True), (422, False)}


@PROFILE
@given(actions=ACTIONS)
def test_nobody_answers_for_somebody_else(
    browser: TestClient, sqlite_database: Database, actions: list[tuple[int, str]]
) -> None:
    """Two people, each with what the other's page held: only their own words and taps are their answers."""
    two = [Visitor(person_at(browser)), Visitor(person_at(browser))]
    for who, what in actions:
        own, other = two[who], two[1 - who]
        before = newest(sqlite_database)
        assert own.does(what, other) in KIND
        happened = since(sqlite_database, before)
        sessions = {session for session, _ in happened}
        own.session = own.session or next(iter(sessions), "")
        assert sessions <= {own.session}
        if what == "other's button" and own.tapped:
            assert "answered" not in {kind for _, kind in happened}
    assert two[0].session != two[1].session or not two[0].session


class Visitor:
    """One browser: what stands on its page now, and what it has sent."""

    def __init__(self, browser: TestClient) -> None:
        self.browser = browser
        self.session = ""
        self.tapped = False
        self.sent: list[dict[str, str]] = []
        self.browser.post("/chat/safe", data={"form_id": "f0", "start": "true"})
        self.look()

    def look(self) -> None:
        page = self.browser.get("/chat/safe").text
        self.form_id = unescape(FORM_ID.findall(page)[0])
        self.buttons = [unescape(one) for one in BUTTON.findall(page)]

    def does(self, what: str, other: "Visitor") -> int:
        """The status of the answer to one of the `ACTIONS`."""
        form = {"form_id": self.form_id, "text": "I said so"}
        if what in ("tap", "other's button"):
            buttons = (self if what == "tap" else other).buttons
            form = {"form_id": self.form_id, "button": buttons[0]} if buttons else form
        elif what == "other's form":
            form["form_id"] = other.form_id
        elif what == "old form" and self.sent:
            form = self.sent[0]
        self.tapped = "button" in form
        self.sent.append(form)
        status = self.browser.post("/chat/safe", data=form).status_code
        self.look()
        return status


def person_at(browser: TestClient) -> TestClient:
    """Another browser at the same site, with nothing in it."""
    stranger = TestClient(browser.app, base_url="http://together.example", follow_redirects=False)
    stranger.headers["sec-fetch-site"] = "same-origin"
    return stranger


def newest(database: Database) -> int:
    """The number of the newest event."""
    with database.read() as connection:
        return connection.execute(select(func.coalesce(func.max(event.c.id), 0))).scalar_one()


def since(database: Database, number: int) -> list[tuple[str, str]]:
    """What happened after the event of that number: in which conversation, and its kind."""
    with database.read() as connection:
        rows = connection.execute(select(event.c.session_id, event.c.kind).where(event.c.id > number))
        return [(row.session_id, row.kind) for row in rows]
