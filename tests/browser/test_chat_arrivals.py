"""What comes in while the chat is open in a browser: without a reload, from another process, once."""

from urllib.request import Request, urlopen

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


def is_seen(page: Page, state: str) -> None:
    """Let the page believe that it is `visible` or `hidden`."""
    page.evaluate(
        """value => { Object.defineProperty(document, 'visibilityState', { value, configurable: true });
            document.dispatchEvent(new Event('visibilitychange')); }""",
        state,
    )


def test_a_page_that_lost_its_stream_hears_what_it_missed(page: Page, chat_site: ChatSite) -> None:
    chat_site.open()
    begin(page, f"{chat_site.start()}/chat/safe")
    chat_site.say(LAMPS)
    expect(page.locator("#news .bubble")).to_have_count(1)
    page.context.set_offline(True)
    is_seen(page, "hidden")
    chat_site.say(Message("notice", "And a bench."))
    page.context.set_offline(False)
    is_seen(page, "visible")
    expect(page.locator("#news .bubble")).to_have_count(2)


def test_a_hidden_page_does_not_listen_and_catches_up(page: Page, chat_site: ChatSite) -> None:
    chat_site.open()
    begin(page, f"{chat_site.start()}/chat/safe")
    is_seen(page, "hidden")
    chat_site.say(LAMPS)
    page.wait_for_timeout(1500)
    assert page.locator("#news .bubble").count() == 0
    is_seen(page, "visible")
    expect(page.locator("#news .bubble")).to_have_text(LAMPS.text)


def test_nothing_is_asked_of_anybody_else(page: Page, chat_site: ChatSite) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    chat_site.open()
    site = chat_site.start()
    begin(page, f"{site}/chat/safe")
    page.get_by_role("button", name="Yes", exact=True).click()
    chat_site.say(LAMPS)
    expect(page.locator("#news .bubble")).to_be_visible()
    page.goto(f"{site}/chat/safe/look")
    assert any("/arrivals?" in url for url in asked)
    assert [url for url in asked if not url.startswith(f"{site}/")] == []
    assert said == []  # the browser found nothing that our policy forbids


def test_a_browser_that_comes_back_says_what_it_heard_last(page: Page, chat_site: ChatSite) -> None:
    chat_site.open()
    address = f"{chat_site.start()}/chat/safe"
    begin(page, address)
    chat_site.say(LAMPS)
    chat_site.say(NEXT)
    expect(last(page)).to_contain_text(NEXT.text)
    newest = int(page.locator("#chat").get_attribute("data-newest"))
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    headers = {"Cookie": cookies, "Last-Event-ID": str(newest - 1)}
    with urlopen(Request(f"{address}/arrivals?after={newest}", headers=headers), timeout=5) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        heard = [line.strip() for line, _ in zip(stream, range(6), strict=False)]
    assert b"event: turn" in heard
    assert f"id: {newest}".encode() in heard


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
