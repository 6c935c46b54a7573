"""“Use where I am now”: what the browser knows is rounded into the field, and theirs to send."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import axe_violations
from tests.browser.chat_site import LOADING, ChatSite, last
from tests.builders import question, questionnaire

PLACE = questionnaire(question("where", "geopoint", "Where is it dark?"), question("why", label="Why?"))
BUTTON = "Use where I am now"


def begin(page: Page, chat_site: ChatSite) -> None:
    chat_site.open(PLACE)
    page.goto(f"{chat_site.start(locations=True)}/chat/safe")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(last(page)).to_contain_text("Where is it dark?")


@pytest.fixture
def somewhere(browser: Browser, serve: object) -> Iterator[Page]:
    here = {"latitude": 53.09876, "longitude": -2.43125}
    context = browser.new_context(permissions=["geolocation"], geolocation=here)
    yield context.new_page()
    context.close()


def test_where_somebody_is_goes_roughly_into_the_field(somewhere: Page, chat_site: ChatSite) -> None:
    begin(somewhere, chat_site)
    somewhere.get_by_role("button", name=BUTTON).click()
    expect(somewhere.locator("#text")).to_have_value("53.099, -2.431")
    assert axe_violations(somewhere) == []
    somewhere.get_by_role("button", name="Send", exact=True).click()
    expect(last(somewhere)).to_contain_text("Why?", timeout=LOADING)
    assert chat_site.answers() == {"where": "53.099 -2.431 0 0"}


def test_without_scripts_it_is_typed(no_script_page: Page, chat_site: ChatSite) -> None:
    begin(no_script_page, chat_site)
    expect(no_script_page.get_by_role("button", name=BUTTON)).to_be_hidden()
    expect(no_script_page.locator("#text")).to_be_visible()
