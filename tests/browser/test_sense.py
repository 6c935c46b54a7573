"""Pages about sense, evidence, keys and news: sound, fitting, usable by keyboard and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from analysis.redacting import redact_new
from consultations.storage.database import Database
from tests.browser.axe import axe_violations
from tests.browser.soundness import assert_sound
from tests.browser.test_staff import sign_in
from tests.builders import KEYS
from tests.heard import people_say, safe_streets
from tests.staff_site import StaffSite

BOTH = "both@trust.example"
PAGES = (
    "/staff/explore?outcome=CE2",
    "/staff/evidence",
    "/staff/population",
    "/staff/keys",
    "/staff/account/keys",
    "/staff/webhooks",
)


@pytest.fixture
def address(sqlite_url: str, serve) -> Iterator[str]:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    safe_streets(database)
    site = StaffSite(database, secure=False)
    people_say(database, site.clock, [f"p{number}" for number in range(30)])
    redact_new(database)
    site.hire(BOTH, "officer", "admin")
    yield serve(site.app)
    database.close()


def test_every_page_is_sound_and_fits(page: Page, address: str) -> None:
    sign_in(page, address, BOTH)
    for path in PAGES:
        page.goto(f"{address}{path}")
        assert_sound(page, path)


def test_the_keyboard_alone_filters_and_reads_on(page: Page, address: str) -> None:
    sign_in(page, address, BOTH)
    page.goto(f"{address}/staff/explore")
    page.get_by_label("Theme").focus()
    page.keyboard.type("Dark")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Show").press("Enter")
    expect(page.get_by_text("We need street lights").first).to_be_visible()
    page.get_by_role("link", name="More", exact=True).press("Enter")
    expect(page.locator(".found__item")).to_have_count(5)


def test_an_error_leads_to_its_field_and_a_key_is_allowed(no_script_page: Page, address: str) -> None:
    page = no_script_page
    sign_in(page, address, BOTH)
    page.goto(f"{address}/staff/keys")
    page.get_by_role("button", name="Allow the key").click()
    assert axe_violations(page) == []
    page.get_by_role("link", name="Say what the key is for.").click()
    expect(page.get_by_label("What it is for")).to_be_focused()
    page.get_by_label("User name of its owner").fill(BOTH)
    page.get_by_label("What it is for").fill("Yearly report")
    page.get_by_label("Numbers").check()
    page.get_by_role("button", name="Allow the key").click()
    expect(page.get_by_text("The key is allowed.")).to_be_visible()
    page.goto(f"{address}/staff/account/keys")
    page.get_by_role("button", name="Show the key, once").click()
    expect(page.locator("code.one-time")).to_contain_text("tgr_1_")
    assert axe_violations(page) == []
