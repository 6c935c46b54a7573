"""The coding screen: nothing is lost without a theme, and a code that was given can be mended."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from consultations.storage.coding import Coding
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from tests.builders import KEYS
from tests.heard import DARK, people_say, safe_streets
from tests.staff_site import StaffSite, may_look

PAGE = "/staff/consultations/safe/coding"
NAME = "officer@trust.example"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[StaffSite]:
    database = Database(f"sqlite:///{tmp_path / 'together.db'}", KEYS)
    database.upgrade()
    safe_streets(database)
    site = StaffSite(database)
    people_say(database, site.clock, ["a", "b", "c"], buses=0)
    yield site
    database.close()


@pytest.fixture
def officer(site: StaffSite) -> TestClient:
    return may_look(site.signed_in(NAME))


def shown(page: str) -> dict[str, str]:
    """What the form of the page would send, but for the themes."""
    return dict(re.findall(r'name="(answer|revision)" value="(\d+)"', page))


def given(site: StaffSite) -> dict[int, frozenset[str]]:
    with site.database.read() as connection:
        found = Consultations(connection).get("safe")
        return dict(Coding(connection).coded(found.id).get(NAME, {}))


def code(officer: TestClient, path: str = PAGE, theme: str = DARK) -> int:
    """The number of the answer that was shown at `path` and got `theme`."""
    form = shown(officer.get(path).text)
    assert officer.post(PAGE, data={**form, "codes": theme}).status_code == 303
    return int(form["answer"])


def test_without_a_theme_the_answer_stays_with_what_is_wrong(site: StaffSite, officer: TestClient) -> None:
    form = shown(officer.get(PAGE).text)
    page = officer.post(PAGE, data=form)
    assert page.status_code == 422
    assert "<title>Error: Code answers: Safe places" in page.text
    assert '<a href="#codes">Choose a theme. “Something else” is one too.</a>' in page.text
    assert 'id="codes-error"' in page.text
    assert 'id="codes" ' in page.text, "where the summary leads"
    assert shown(page.text) == form
    assert given(site) == {}


def test_a_code_is_looked_at_again_and_mended(site: StaffSite, officer: TestClient) -> None:
    first, second = code(officer), code(officer)
    page = officer.get(PAGE).text
    assert f'href="{PAGE}?answer={second}">Back to the one before<' in page
    assert "What you have coded (2)" in page
    again = officer.get(f"{PAGE}?answer={second}").text
    assert re.search(rf'value="{DARK}"[^>]* checked', again)
    assert f'href="{PAGE}?answer={first}">Back to the one before<' in again
    assert code(officer, f"{PAGE}?answer={second}", "other") == second
    assert given(site) == {first: frozenset([DARK]), second: frozenset(["other"])}


def test_after_the_last_one_the_way_back_stays(officer: TestClient) -> None:
    last = [code(officer) for _ in range(3)][-1]
    page = officer.get(PAGE).text
    assert "You have coded all of them." in page
    assert f'href="{PAGE}?answer={last}">Back to the last one<' in page


def test_an_answer_that_is_not_in_the_sample_is_not_shown(officer: TestClient) -> None:
    assert officer.get(f"{PAGE}?answer=4711").status_code == 404
