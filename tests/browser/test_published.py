"""What everybody can read in the end: what was decided without an ask, and the reports after a meeting."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from analysis.disclosure_control import Rule
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from tests.browser.axe import axe_violations
from tests.browser.soundness import assert_fits, assert_readable, assert_sound
from tests.builders import KEYS, NOW
from tests.heard import people_say, safe_streets
from tests.staff_site import PASSWORD, StaffSite
from together.newsletters import after_meetings

SHAPES = ["page", "no_script_page"]
NAME = "officer@trust.example"
NOTHING = "Too few took part to decide anything. We ask again in May."


@pytest.fixture
def site(sqlite_url: str) -> Iterator[StaffSite]:
    """A consultation that was closed, of which no ask was made."""
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    safe_streets(database)
    site = StaffSite(database, secure=False)
    people_say(database, site.clock, ["a", "b"])
    with database.write() as connection:
        Consultations(connection).close("safe", NOW)
    site.hire(NAME)
    yield site
    database.close()


@pytest.fixture
def address(site: StaffSite, serve) -> str:
    return serve(site.app)


@pytest.fixture(params=SHAPES)
def shaped(request: pytest.FixtureRequest) -> Page:
    """A page with JavaScript, and one without."""
    page: Page = request.getfixturevalue(request.param)
    return page


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/staff")
    page.get_by_label("User name").fill(NAME)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_what_was_decided_without_an_ask_is_written_and_read_on_sound_pages(page: Page, address: str) -> None:
    for name in conclude(page, address):
        assert_sound(page, name)


def test_what_was_decided_without_an_ask_is_written_without_scripts(
    no_script_page: Page, address: str
) -> None:
    for name in conclude(no_script_page, address):
        assert_fits(no_script_page, name)


def conclude(page: Page, address: str) -> Iterator[str]:
    """An officer says what was decided; the pages on the way, each when it is there."""
    sign_in(page, address)
    page.goto(f"{address}/staff/consultations/safe")
    page.get_by_role("link", name="No ask to make? Say what was decided on it").click()
    yield "conclusion"
    page.get_by_label("What was decided, in plain words").fill("x" * 301)
    page.get_by_role("button", name="Publish it").click()
    expect(page).to_have_title(re.compile("^Error: "))
    page.locator(".govuk-error-summary a").click()
    expect(page.get_by_label("What was decided, in plain words")).to_be_focused()
    expect(page.get_by_label("What was decided, in plain words")).to_have_value("x" * 301)
    yield "conclusion-wrong"
    page.get_by_label("What was decided, in plain words").fill(NOTHING)
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("It is published. Next: write it to everyone who took part")).to_be_visible()
    yield "concluded"
    page.get_by_role("link", name="Change what was decided on it").click()
    expect(page.get_by_label("What was decided, in plain words")).to_have_value(NOTHING)
    page.goto(address)
    expect(page.get_by_text(NOTHING)).to_be_visible()
    yield "front"


def test_reports_are_ticked_for_a_meeting_and_a_wrong_day_unticks_none(
    shaped: Page, site: StaffSite, address: str
) -> None:
    sign_in(shaped, address)
    note_a_meeting(shaped, address, day="31", month="2")
    expect(shaped).to_have_title(re.compile("^Error: "))
    expect(shaped.get_by_label("Annual review")).to_be_checked()
    expect(shaped.get_by_label("Plan on a page")).not_to_be_checked()
    assert axe_violations(shaped) == []
    write_day(shaped, str(NOW.day), str(NOW.month))
    shaped.get_by_role("button", name="Add the meeting").click()
    expect(shaped.get_by_text("Annual review too")).to_be_visible()
    site.clock.now += timedelta(days=1)
    assert after_meetings(site.database, Rule(), "", site.clock) == 0  # nobody has asked for them
    sign_in(shaped, address)
    shaped.goto(f"{address}/staff/meetings")
    expect(shaped.get_by_role("link", name="Annual review")).to_be_visible()
    assert axe_violations(shaped) == []


def note_a_meeting(page: Page, address: str, day: str, month: str) -> None:
    page.goto(f"{address}/staff/meetings")
    page.get_by_label("Annual review").check()
    write_day(page, day, month)
    page.get_by_role("button", name="Add the meeting").click()


def write_day(page: Page, day: str, month: str) -> None:
    for part, value in (("Day", day), ("Month", month), ("Year", str(NOW.year))):
        page.get_by_label(part, exact=True).fill(value)


def test_everybody_finds_and_reads_what_came_out_after_a_meeting(
    page: Page, site: StaffSite, address: str
) -> None:
    page.goto(f"{address}/reports")
    expect(page.get_by_text("There is nothing here yet.")).to_be_visible()
    assert_sound(page, "no reports")
    sign_in(page, address)
    note_a_meeting(page, address, str(NOW.day), str(NOW.month))
    page.get_by_role("button", name="Sign out").click()
    site.clock.now += timedelta(days=1)
    after_meetings(site.database, Rule(), "", site.clock)
    page.goto(f"{address}/reports")
    expect(page.locator("main li")).to_have_count(2)
    assert_sound(page, "reports")
    for title in ("What you told us, and what happened", "Annual review"):
        page.goto(f"{address}/reports")
        page.get_by_role("link", name=title).click()
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
        assert axe_violations(page) == [], title
        assert_readable(page, title)
