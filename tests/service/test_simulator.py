"""The simulator's pages: for officers, with bad drafts explained, and with nothing stored as an answer."""

import html
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from consultations.storage.database import Database
from consultations.storage.tables import answer, session
from tests.staff_site import StaffSite

DRAFT = Path(__file__).parent.parent / "golden" / "safe_places.md"
BROKEN = """
| survey | | | |
|---|---|---|---|
| | type | name | label |
| | select_one nowhere | place | Where? |
| | txt | why | Why? |
"""


@pytest.fixture
def officer(database: Database) -> TestClient:
    browser = StaffSite(database).signed_in("officer@trust.example")
    browser.follow_redirects = True
    return browser


def uploaded(officer: TestClient, text: str | None = None):
    """A draft uploaded; where it has warnings, tried all the same."""
    content = text if text is not None else DRAFT.read_text(encoding="utf-8")
    page = officer.post("/staff/simulator", files={"draft": ("draft.md", content)})
    link = re.search(r'href="(/staff/simulator/\w+)">Try it all the same', page.text)
    return officer.get(link[1]) if link else page


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the page's forms: all that a simulation is."""
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def button(page: str, label: str) -> dict[str, str]:
    return {"press": re.search(rf'name="press" value="([^"]+)">{label}<', page)[1]}


def test_a_draft_is_tried_and_nothing_is_stored(officer: TestClient, database: Database) -> None:
    page = uploaded(officer)
    assert page.status_code == 200
    assert "Is it OK to start?" in page.text
    page = officer.post(page.url.path, data={**fields(page.text), **button(page.text, "OK")})
    assert page.status_code == 200
    assert "acknowledge" not in page.text
    assert re.search(r"<dt[^>]*>agree</dt>\s*<dd[^>]*>OK", page.text)
    with database.read() as connection:
        for table in (answer, session):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0


def test_a_step_can_be_taken_back_and_time_can_pass(officer: TestClient) -> None:
    page = uploaded(officer)
    path = page.url.path
    page = officer.post(path, data={**fields(page.text), **button(page.text, "OK")})
    page = officer.post(path, data={**fields(page.text), "channel": "telegram", "hours": "168"})
    assert "You can carry on where you were." in page.text
    page = officer.post(path, data={**fields(page.text), "undo": "true"})
    assert "You can carry on where you were." not in page.text
    page = officer.post(path, data={**fields(page.text), "again": "true"})
    assert "Nothing yet." in page.text


def test_a_draft_that_cannot_be_asked_says_everything_that_is_wrong(officer: TestClient) -> None:
    page = uploaded(officer, BROKEN)
    assert page.status_code == 400
    assert "“draft.md” cannot be tried yet" in page.text
    assert page.text.count("govuk-tag--red") >= 2


@pytest.mark.parametrize("moves", ["nonsense", '[{"press": 3}]', '[{"hours": -1}]'])
def test_moves_that_make_no_sense_begin_anew(officer: TestClient, moves: str) -> None:
    page = uploaded(officer)
    page = officer.post(page.url.path, data={**fields(page.text), "moves": moves, "say": "OK"})
    assert page.status_code == 200
    assert "Nothing yet." in page.text


def test_a_button_that_never_was_is_a_late_one(officer: TestClient) -> None:
    page = uploaded(officer)
    page = officer.post(page.url.path, data={**fields(page.text), "press": "x.1.0"})
    assert "That button was for an earlier question." in page.text


def test_an_unknown_draft_is_not_there(officer: TestClient) -> None:
    assert officer.get(f"/staff/simulator/{'0' * 64}").status_code == 404
    assert officer.get("/staff/simulator/nothing").status_code == 404


def test_nobody_else_sees_it(database: Database) -> None:
    site = StaffSite(database)
    assert site.browser().get("/staff/simulator").status_code == 303
    assert site.signed_in("board@trust.example", "board").get("/staff/simulator").status_code == 403
