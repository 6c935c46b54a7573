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
from sqlalchemy import select

from consultations.storage.database import Database
from consultations.storage.tables import answer
from tests.builders import launch
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
FIELDS = st.dictionaries(st.sampled_from(["form_id", "text", "button", "picked", "start", "evil"]), VALUES)


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
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
