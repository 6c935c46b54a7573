"""The web chat in a browser: as a chat, as one question a page without scripts, by keyboard, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat_site import LOADING, ChatSite, begin
from tests.browser.soundness import assert_fits, assert_sound_in_every_look

SHAPES = ["phone", "no_script_page"]
LAST = "#now .bubble >> nth=-1"


@pytest.fixture
def address(chat_site: ChatSite) -> str:
    chat_site.open()
    return f"{chat_site.start()}/chat/safe"


@pytest.fixture(params=SHAPES)
def screen(request: pytest.FixtureRequest) -> Page:
    return request.getfixturevalue(request.param)


def says(screen: Page, words: str) -> None:
    screen.locator("#text").fill(words)
    screen.get_by_role("button", name="Send").click()


def test_a_child_answers_everything(screen: Page, address: str, chat_site: ChatSite) -> None:
    begin(screen, address)
    screen.get_by_role("button", name="No", exact=True).click()
    expect(screen.locator(LAST)).to_contain_text("What makes you feel unsafe?")
    says(screen, "The street is <b>dark</b> & scary")
    expect(screen.locator(LAST)).to_contain_text("Where do you go?", timeout=LOADING)
    screen.get_by_label("The park").check()
    screen.get_by_label("School").check()
    screen.get_by_role("button", name="Done").click()
    expect(screen.locator(LAST)).to_contain_text("What would make it better?")
    says(screen, "More lights")
    expect(screen.locator(LAST)).to_contain_text("That is everything")
    assert chat_site.answers() == {
        "safe": "no",
        "why_not": "The street is <b>dark</b> & scary",
        "where": "park school",
        "better": "More lights",
    }


def test_a_reload_shows_the_same(screen: Page, address: str) -> None:
    begin(screen, address)
    screen.get_by_role("button", name="No", exact=True).click()
    expect(screen.locator(LAST)).to_contain_text("What makes you feel unsafe?")
    screen.reload()
    expect(screen.locator(LAST)).to_contain_text("What makes you feel unsafe?")
    expect(screen.locator(".bubble--theirs")).to_contain_text("No")


def test_every_state_is_sound_in_light_dark_and_print(screen: Page, address: str) -> None:
    screen.goto(address)
    assert_sound_in_every_look(screen, "the start")
    begin(screen, address)
    assert_sound_in_every_look(screen, "a question")
    screen.get_by_role("button", name="No", exact=True).click()
    expect(screen.locator(LAST)).to_contain_text("unsafe")
    assert_sound_in_every_look(screen, "a question to write to")
    screen.get_by_role("button", name="Skip").click()
    expect(screen.locator(LAST)).to_contain_text("Where do you go?")
    assert_sound_in_every_look(screen, "a question with choices")
    assert_fits(screen, "a question with choices")


def test_a_wrong_answer_is_said_kindly_and_asked_again(screen: Page, address: str) -> None:
    begin(screen, address)
    says(screen, "purple")
    expect(screen.locator("#now")).to_contain_text("Sorry, we did not understand that.")
    expect(screen.locator(LAST)).to_contain_text("Do you feel safe?")
    says(screen, "dunno")
    expect(screen.locator("#now")).to_contain_text("We need an answer to this one.")
    expect(screen.locator(LAST)).to_contain_text("Do you feel safe?")


def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Start", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(LAST)).to_contain_text("Do you feel safe?")
    expect(page.locator("#now")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(LAST)).to_contain_text("What makes you feel unsafe?")


def test_a_failed_request_says_so_and_loses_nothing(page: Page, address: str) -> None:
    begin(page, address)
    page.context.set_offline(True)
    says(page, "no")
    expect(page.locator("#chat [role=status]")).to_contain_text("did not send")
    expect(page.locator("#text")).to_have_value("no")
    page.context.set_offline(False)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(LAST)).to_contain_text("What makes you feel unsafe?")


def test_going_back_in_the_browser_shows_where_one_is_now(
    no_script_page: Page, address: str, chat_site: ChatSite
) -> None:
    begin(no_script_page, address)
    no_script_page.get_by_role("button", name="Yes", exact=True).click()
    expect(no_script_page.locator(LAST)).to_contain_text("Where do you go?")
    no_script_page.go_back()
    expect(no_script_page.locator(LAST)).to_contain_text("Where do you go?")
    assert chat_site.answers() == {"safe": "yes"}


def test_somebody_else_starts_afresh(page: Page, address: str) -> None:
    begin(page, address)
    page.get_by_role("button", name="Not you?").click()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert page.locator(".bubble").count() == 0
