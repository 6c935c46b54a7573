"""Watching a consultation, and the Trust’s settings, in a browser: live, sound for axe, fit for a phone."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from admin_api import pages_watch, views_watch
from bot.messages import Incoming
from consultations.storage.database import Database
from tests.browser.soundness import assert_fits, assert_sound
from tests.builders import KEYS, launch
from tests.staff_site import PASSWORD, StaffSite

NAME = "both@trust.example"


@pytest.fixture(autouse=True)
def counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures are counted for every page: the clock of a test does not go on."""
    monkeypatch.setattr(views_watch, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(views_watch, "OLDEST_SECONDS", 0.0)


@pytest.fixture
def site(sqlite_url: str) -> Iterator[StaffSite]:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    launch(database)
    site = StaffSite(database, secure=False)
    for number in range(12):
        answer(site, f"p{number}", "yes" if number % 2 else "no")
    site.hire(NAME, "officer", "admin")
    yield site
    database.close()


@pytest.fixture
def address(site: StaffSite, serve) -> str:
    return serve(site.app)


def answer(site: StaffSite, person: str, *texts: str) -> None:
    for number, text in enumerate(("/start safe", *texts)):
        site.conversation.take(Incoming("telegram", person, f"{person}-{number}", text=text))


def sign_in(page: Page, address: str, to: str) -> None:
    page.goto(address + to)
    page.get_by_label("User name").fill(NAME)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def the_whole_way(page: Page, address: str) -> Iterator[str]:
    sign_in(page, address, "/staff/consultations/safe/watch")
    yield "watch"
    page.goto(f"{address}/staff/consultations/safe")
    page.get_by_role("link", name="Look before the end").click()
    yield "early"
    page.get_by_role("button", name="Note the reason and look").click()
    yield "early-wrong"
    page.get_by_label("Why can it not wait?").fill("The council asked for a word today.")
    page.get_by_role("button", name="Note the reason and look").click()
    yield "consultation"
    page.goto(f"{address}/staff/settings")
    yield "settings"
    page.get_by_role("link", name="Change the colour").click()
    page.get_by_label("Colour of the header").fill("#ffdd00")
    page.get_by_role("button", name="Save").click()
    yield "colour-wrong"
    page.get_by_label("Black").check()
    page.get_by_role("button", name="Save").click()
    yield "settings-yellow"
    yield from naming_areas(page, address)
    for part in ("help-lines", "retention", "logo", "telegram"):
        page.goto(f"{address}/staff/settings/{part}")
        yield part


def naming_areas(page: Page, address: str) -> Iterator[str]:
    """A field for each area: another one, one that stands there twice, and the way to it from the summary."""
    page.goto(f"{address}/staff/settings/lists")
    page.get_by_label("Area 1", exact=True).fill("Crewe")
    page.get_by_role("button", name="Add another area").click()
    yield "lists"
    page.get_by_label("Area 2", exact=True).fill("crewe")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="stands there twice").click()
    expect(page.get_by_label("Area 2", exact=True)).to_be_focused()
    yield "lists-wrong"
    page.get_by_role("button", name="Take out Crewe", exact=True).click()
    expect(page.get_by_label("Area 1", exact=True)).to_have_value("crewe")


def test_every_page_is_sound_and_fits(page: Page, address: str) -> None:
    for name in the_whole_way(page, address):
        assert_sound(page, name)
        look(page, name)


def test_every_page_works_and_fits_without_scripts(no_script_page: Page, address: str) -> None:
    for name in the_whole_way(no_script_page, address):
        assert_fits(no_script_page, name)


def look(page: Page, name: str) -> None:
    """Keep a picture in the folder that SCREENSHOTS names, for somebody to look at."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"watch-{name}.png", full_page=True)


def test_the_figures_change_by_themselves(
    page: Page, site: StaffSite, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_watch, "PAUSE", 0.2)
    sign_in(page, address, "/staff/consultations/safe/watch")
    began = page.locator(".govuk-summary-list__row", has_text="People who began")
    expect(began).to_contain_text("10")
    expect(page.get_by_role("status")).to_have_text("The figures are live.")
    for number in range(8):
        answer(site, f"more{number}")
    expect(began).to_contain_text("20")
