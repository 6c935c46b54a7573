"""What comes in while the chat is open in a browser: without a reload, from another process, once."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from bot.messages import Message
from tests.browser.axe import axe_violations
from tests.browser.chat_site import TOOLS, ChatSite, begin, last
from tests.browser.conftest import DESKTOP

LAMPS = Message("notice", "We put up lamps in the park.", language="en")
NEXT = Message("question", "What is your favourite place?", TOOLS, input="text")


def test_news_comes_onto_the_open_page(page: Page, chat_site: ChatSite) -> None:
    chat_site.open()
    begin(page, f"{chat_site.start()}/chat/safe")
    page.locator("#text").fill("half a thou")
    chat_site.say(LAMPS)
    expect(page.locator("#news .bubble")).to_have_text(LAMPS.text)
    expect(page.locator("#text")).to_have_value("half a thou")
    expect(last(page)).to_contain_text("Do you feel safe?")
    assert axe_violations(page) == []
    assert chat_site.unsent() == 0


def test_what_was_said_elsewhere_shows_here_too(page: Page, chat_site: ChatSite) -> None:
    chat_site.open()
    begin(page, f"{chat_site.start()}/chat/safe")
    page.locator("#text").fill("half a thou")
    chat_site.say(NEXT)
    expect(last(page)).to_contain_text(NEXT.text)
    expect(page.locator("#text")).to_have_value("half a thou")


def test_two_pages_of_one_person_stay_together(page: Page, chat_site: ChatSite) -> None:
    chat_site.open()
    address = f"{chat_site.start()}/chat/safe"
    begin(page, address)
    other = page.context.new_page()
    other.goto(address)
    other.get_by_role("button", name="No", exact=True).click()
    expect(last(other)).to_contain_text("What makes you feel unsafe?")
    page.bring_to_front()
    expect(last(page)).to_contain_text("What makes you feel unsafe?")


def test_a_page_that_lost_the_server_hears_what_it_missed(page: Page, chat_site: ChatSite) -> None:
    chat_site.open()
    begin(page, f"{chat_site.start()}/chat/safe")
    stream = re.compile("/arrivals")
    page.route(stream, lambda route: route.abort())
    chat_site.say(LAMPS)
    expect(page.locator("#news .bubble")).to_have_text(LAMPS.text)  # by the stream that was open already
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.unroute(stream)
    hide_and_show(page)
    chat_site.say(Message("notice", "And a bench."))
    expect(page.locator("#news .bubble")).to_have_count(2)


def hide_and_show(page: Page) -> None:
    for state in ("hidden", "visible"):
        page.evaluate(
            """state => { Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});
                document.dispatchEvent(new Event('visibilitychange')); }""",
            state,
        )


def test_a_hidden_page_does_not_listen_and_catches_up(page: Page, chat_site: ChatSite) -> None:
    chat_site.open()
    begin(page, f"{chat_site.start()}/chat/safe")
    page.evaluate(
        """() => { Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
            document.dispatchEvent(new Event('visibilitychange')); }"""
    )
    chat_site.say(LAMPS)
    page.wait_for_timeout(1500)
    assert page.locator("#news .bubble").count() == 0
    hide_and_show(page)
    expect(page.locator("#news .bubble")).to_have_text(LAMPS.text)


def test_nothing_is_asked_of_anybody_else(page: Page, chat_site: ChatSite) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    chat_site.open()
    site = chat_site.start()
    begin(page, f"{site}/chat/safe")
    page.get_by_role("button", name="Yes", exact=True).click()
    chat_site.say(LAMPS)
    expect(page.locator("#news .bubble")).to_be_visible()
    page.goto(f"{site}/chat/safe/look")
    assert any("/arrivals?" in url for url in asked)
    assert [url for url in asked if not url.startswith(f"{site}/")] == []


def test_one_person_s_news_is_not_another_s(page: Page, browser, chat_site: ChatSite) -> None:
    chat_site.open()
    address = f"{chat_site.start()}/chat/safe"
    begin(page, address)
    context: BrowserContext = browser.new_context(viewport=DESKTOP, locale="en-GB")
    other = context.new_page()
    begin(other, address)
    chat_site.say(LAMPS)
    expect(other.locator("#news .bubble")).to_have_text(LAMPS.text)
    assert page.locator("#news .bubble").count() == 0
    context.close()
