"""The questionnaire of a launch in plain words: begun from a template, its conditions, its signature."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.builders import KEYS, NOW, plan
from tests.staff_site import StaffSite

DRAFT = "/staff/launch/1"


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[TestClient]:
    """With a launch that is begun."""
    database = Database(f"sqlite:///{tmp_path / 'together.db'}", KEYS)
    database.upgrade()
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
    officer = StaffSite(database).signed_in()
    begun = {"title": "Street lamps", "code": "lamps", "plan": plan().code}
    assert officer.post("/staff/launch", data=begun).status_code == 303
    yield officer
    database.close()


def start(officer: TestClient) -> str:
    """The page after a template was chosen."""
    taken = officer.post(f"{DRAFT}/template", data={"template": "good-and-better"})
    assert taken.status_code == 303
    return officer.get(taken.headers["location"]).text


def test_a_template_leads_to_a_page_that_opens_again(officer: TestClient) -> None:
    assert "Your questionnaire begins as the template." in start(officer)
    assert officer.get(f"{DRAFT}/template").headers["location"] == f"{DRAFT}/questionnaire"
    assert "begins as the template" not in officer.get(f"{DRAFT}/questionnaire").text


def test_without_a_template_the_page_says_what_is_missing(officer: TestClient) -> None:
    page = officer.post(f"{DRAFT}/template", data={})
    assert page.status_code == 422
    assert '<a href="#template">Choose one from the list.</a>' in page.text


def test_a_condition_is_said_in_words(officer: TestClient) -> None:
    page = start(officer)
    assert "asked only if “" in page
    assert "${" not in page
    assert "string-length" not in page


def test_whose_signature_is_missing_is_said_without_a_checksum(officer: TestClient) -> None:
    start(officer)
    page = officer.get(f"{DRAFT}/signature").text
    assert "Give a young person lead this address." in page
    assert "The wording is" not in page
