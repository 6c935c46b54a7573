"""The chat inside another site's page: one line there, only where the Trust allows it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.axe import axe_violations
from tests.browser.chat_site import WEATHER, ChatSite

LINE = '<script src="{site}/chat/embed.js" data-consultation="safe" async></script>'


class Council:
    """A council's site with one page, whose own policy allows no style or script inside it."""

    def __init__(self) -> None:
        self.line = ""
        self.site = ""

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return
        policy = f"default-src 'none'; script-src {self.site}; frame-src {self.site}"
        headers = [(b"content-type", b"text/html"), (b"content-security-policy", policy.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        page = (
            f"<!doctype html><html lang=en><title>Council</title><main><h1>Bins</h1>{self.line}</main></html>"
        )
        await send({"type": "http.response.body", "body": page.encode()})


@pytest.fixture(scope="module")
def elsewhere(keep_serving: Callable[..., str]) -> tuple[Council, str]:
    """The council's page, and its address: for a browser, another site than ours."""
    page = Council()
    return page, keep_serving(page).replace("127.0.0.1", "localhost")


@pytest.fixture
def council(chat_site: ChatSite, elsewhere: tuple[Council, str]) -> Callable[..., str]:
    """`council(allowed)` gives the address of a council's page with our line in it."""

    def build(*, allowed: bool, **settings: object) -> str:
        chat_site.open()
        page, address = elsewhere
        page.site = chat_site.start(embed_origins=(address,) if allowed else (), **settings)
        page.line = LINE.format(site=page.site)
        return address

    return build


def opened(page: Page, address: str) -> FrameLocator:
    page.goto(address)
    page.get_by_role("button", name="Tell us what you think").click()
    return page.frame_locator("iframe")


def test_one_line_opens_the_chat_and_it_works_there(
    page: Page, council: Callable[..., str], chat_site: ChatSite
) -> None:
    address = council(allowed=True, public_url="https://together.example")
    chat = opened(page, address)
    chat.get_by_role("button", name="Start", exact=True).click()
    expect(chat.locator("#now .bubble").last).to_contain_text("Do you feel safe?")
    assert axe_violations(page) == []
    chat.get_by_role("button", name="No", exact=True).click()
    expect(chat.locator("#now .bubble").last).to_contain_text("What makes you feel unsafe?")
    assert chat_site.answers() == {"safe": "no"}
    assert [cookie["name"] for cookie in page.context.cookies()] == ["__Host-together_chat_framed"]
    page.get_by_role("button", name="Close").click()
    expect(page.locator("iframe")).to_be_hidden()
    chat = opened(page, address)
    expect(chat.locator("#now .bubble").last).to_contain_text("What makes you feel unsafe?")


def test_leaving_from_inside_leaves_the_whole_page(page: Page, council: Callable[..., str]) -> None:
    chat = opened(page, council(allowed=True, public_url="https://together.example"))
    chat.get_by_role("button", name="Start", exact=True).click()
    expect(chat.locator("#now .bubble").last).to_contain_text("Do you feel safe?")
    chat.get_by_role("link", name="Leave now").click()
    expect(page.get_by_role("heading", name=WEATHER)).to_be_visible()


def test_a_site_that_is_not_allowed_cannot_show_it(page: Page, council: Callable[..., str]) -> None:
    page.goto(council(allowed=False), wait_until="networkidle")
    assert page.get_by_role("button").count() == 0
    page.evaluate(
        """site => { const frame = document.createElement('iframe'); frame.src = site;
            document.body.append(frame); }""",
        page.locator("script").get_attribute("src").replace("embed.js", "safe"),
    )
    page.wait_for_load_state("networkidle")
    assert page.frame_locator("iframe").get_by_text("Safe places").count() == 0
