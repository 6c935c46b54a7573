"""The editor of a question asks what the kind of answer needs; without scripts it says what is for which."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.browser.soundness import assert_fits, assert_sound
from tests.browser.test_staff import sign_in
from tests.builders import KEYS, NOW, plan
from tests.staff_site import StaffSite

EDITOR = "/staff/launch/1/questions/new"


@pytest.fixture
def address(sqlite_url: str, serve) -> Iterator[str]:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
    site = StaffSite(database, secure=False)
    officer = site.signed_in("officer@trust.example", "officer")
    officer.post("/staff/launch", data={"title": "Street lamps", "code": "lamps", "plan": plan().code})
    officer.post("/staff/launch/1/template", data={"template": "good-and-better"})
    yield serve(site.app)
    database.close()


def fields(page: Page) -> tuple[Locator, Locator, Locator]:
    """What only some questions need: the choices, what is asked for, why it cannot be skipped."""
    names = ("What they choose from", "What does it ask for?", "Why can it not be skipped?")
    first, second, third = (page.get_by_label(name) for name in names)
    return first, second, third


def test_what_the_kind_of_answer_needs_is_shown(page: Page, address: str) -> None:
    sign_in(page, address)
    page.goto(address + EDITOR)
    choices, frame, why = fields(page)
    expect(choices).to_be_hidden()
    expect(frame).to_be_visible()
    page.get_by_label("It cannot be skipped").check()
    expect(why).to_be_visible()
    page.get_by_label("One of a list").check()
    expect(choices).to_be_visible()
    expect(frame).to_be_hidden()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Write what people choose from").click()
    expect(choices).to_be_focused()
    page.get_by_label("No answer: people only read it").check()
    expect(choices).to_be_visible()  # with what is wrong, to which the summary leads
    expect(page.get_by_label("It cannot be skipped")).to_be_hidden()
    assert_sound(page, "question editor")


def test_without_scripts_all_of_it_is_there(no_script_page: Page, address: str) -> None:
    page = no_script_page
    sign_in(page, address)
    page.goto(address + EDITOR)
    for field in fields(page):
        expect(field).to_be_visible()
    expect(page.get_by_text("Only for “Words that people write”.")).to_be_visible()
    assert_fits(page, "question editor")
