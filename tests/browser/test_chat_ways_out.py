"""Leaving: the quick exit and the shared tablet. Back leads to nothing that was said."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import axe_violations
from tests.browser.chat_site import WEATHER, ChatSite, begin, last

SCREENS = ["page", "no_script_page"]


@pytest.fixture
def address(chat_site: ChatSite) -> str:
    chat_site.open()
    return f"{chat_site.start(kiosk_minutes=1)}/chat/safe"


@pytest.mark.parametrize("shape", SCREENS)
def test_leaving_now_leads_to_a_harmless_page_and_back_to_nothing(
    shape: str, address: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(shape)
    begin(page, address)
    page.get_by_role("button", name="No", exact=True).click()
    expect(last(page)).to_contain_text("What makes you feel unsafe?")
    page.get_by_role("link", name="Leave now").click()
    expect(page.get_by_role("heading", name=WEATHER)).to_be_visible()
    for _ in range(3):
        page.go_back(wait_until="commit")
        expect(page.locator("body")).not_to_contain_text("unsafe")
        expect(page.locator("body")).not_to_contain_text("Do you feel safe?")


def test_leaving_takes_the_place_of_the_page_in_the_history(page: Page, address: str) -> None:
    begin(page, address)
    before = page.evaluate("history.length")
    page.get_by_role("link", name="Leave now").click()
    expect(page.get_by_role("heading", name=WEATHER)).to_be_visible()
    assert page.evaluate("history.length") == before


def test_pressing_shift_three_times_leaves(page: Page, address: str) -> None:
    begin(page, address)
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page.get_by_role("heading", name=WEATHER)).to_be_visible()
    for _ in range(20):  # the page tells the service while it leaves, and nobody else comes back so quickly
        page.goto(address)
        if page.get_by_role("button", name="Start", exact=True).count():
            break
        page.wait_for_timeout(100)
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_a_link_on_another_site_forgets_nobody(page: Page, address: str, chat_site: ChatSite) -> None:
    begin(page, address)
    page.goto(chat_site.exit.replace("127.0.0.1", "localhost"))
    with page.expect_navigation(url=f"{chat_site.exit}/"):
        page.evaluate("way => { location.href = way; }", f"{address}/leave")
    page.goto(address)
    expect(last(page)).to_contain_text("Do you feel safe?")


@pytest.mark.parametrize("shape", SCREENS)
def test_a_tablet_begins_afresh_for_the_next_person(
    shape: str, address: str, chat_site: ChatSite, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(shape)
    page.goto(f"{address}?kiosk=1")
    assert axe_violations(page) == []
    begin(page, address)
    page.get_by_role("button", name="No", exact=True).click()
    expect(last(page)).to_contain_text("What makes you feel unsafe?")
    assert axe_violations(page) == []
    page.get_by_role("button", name="I am finished").click()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    page.go_back(wait_until="commit")
    expect(page.locator("body")).not_to_contain_text("unsafe")
    begin(page, address)
    assert chat_site.people() == 2
    assert chat_site.answers() == {"safe": "no"}


def test_a_tablet_asks_whether_somebody_is_there_and_then_clears(page: Page, address: str) -> None:
    page.clock.install()
    page.goto(f"{address}?kiosk=1")
    begin(page, address)
    page.clock.run_for(61_000)
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("Are you still there?")
    assert axe_violations(page) == []
    asked.get_by_role("button", name="Yes, I am here").click()
    expect(asked).to_be_hidden()
    page.clock.run_for(61_000)
    expect(asked).to_be_visible()
    page.clock.run_for(31_000)
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Do you feel safe?")


def test_a_tablet_never_shows_what_its_owner_said(page: Page, address: str, chat_site: ChatSite) -> None:
    begin(page, address)
    page.goto(f"{address}?kiosk=1")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    page.goto(f"{address}?kiosk=0")
    expect(last(page)).to_contain_text("Do you feel safe?")
