"""Officers write an answer in every language of the consultation, with scripts and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from consultations.storage.database import Database
from tests.browser.soundness import assert_fits, assert_sound
from tests.builders import KEYS
from tests.heard_in_languages import ANSWER, CANT, LANGUAGES, THEME, heard
from tests.staff_site import PASSWORD, StaffSite

NAME = "officer@trust.example"


@pytest.fixture
def address(sqlite_url: str, serve) -> Iterator[str]:
    database = Database(sqlite_url, KEYS)
    site: StaffSite = heard(database, dict(zip(LANGUAGES, LANGUAGES, strict=True)), secure=False)
    site.hire(NAME, "officer", "young-lead")
    yield serve(site.app)
    database.close()


def writing_in_polish(page: Page, address: str) -> Iterator[str]:
    """Each page on the way to the message, by name."""
    page.goto(f"{address}/staff")
    page.get_by_label("User name").fill(NAME)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{address}/staff/asks/1")
    page.get_by_label("We can’t do it").check()
    page.get_by_label("What happens, and when?").fill(CANT["what_happens"])
    page.get_by_text("In other languages").click()
    page.get_by_label("“Dark streets” in Polski").fill(THEME["pl"])
    yield "writing"
    page.get_by_label("What happens, in Polski").fill("x" * 1001)
    page.get_by_role("button", name="Save the decision").click()
    yield "too long"
    page.get_by_label("What happens, in Polski").fill(ANSWER["pl"])
    page.get_by_role("button", name="Save the decision").click()
    yield "saved"
    for where in ("asks/1/publish", "answers-to-sign/1"):
        page.goto(f"{address}/staff/{where}")
        assert ANSWER["pl"] in page.locator("blockquote[lang=pl]").inner_text()
        yield where


def test_every_page_is_sound(page: Page, address: str) -> None:
    for name in writing_in_polish(page, address):
        assert_sound(page, name)


def test_every_page_works_and_fits_without_scripts(no_script_page: Page, address: str) -> None:
    for name in writing_in_polish(no_script_page, address):
        assert_fits(no_script_page, name)
