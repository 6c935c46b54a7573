"""Reading made easier: size, colours, letters, and the browser's own voice. With scripts and without."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import axe_violations
from tests.browser.chat_site import ChatSite, begin, last
from tests.browser.soundness import assert_readable
from tests.builders import question, questionnaire

SHAPES = ["page", "phone", "no_script_page"]
CHOICES = {"Very big": "look-larger", "White on black": "look-strong", "Plain letters": "look-easy"}
NARROW = {"width": 360, "height": 640}

VOICES = """
    window.said = [];
    const voice = (name, lang, localService) => ({ name, lang, localService });
    const voices = [
        voice("Far", "en-GB", false), voice("Near", "en-GB", true), voice("Blisko", "pl-PL", false)];
    class Utterance { constructor(text) { this.text = text; } }
    Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
    Object.defineProperty(window, "speechSynthesis", { value: {
        getVoices: () => voices, cancel: () => {}, addEventListener: () => {},
        speak: ({ voice, text }) => window.said.push(`${voice.name} ${voice.lang}: ${text.trim()}`) } });
"""


@pytest.fixture
def address(chat_site: ChatSite) -> str:
    chat_site.open()
    return f"{chat_site.start()}/chat/safe"


def choose(page: Page, words: str) -> None:
    page.get_by_role("link", name="Make this easier to read").click()
    assert axe_violations(page) == []
    page.get_by_label(words).check()
    keep(page)


def keep(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this").click()


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize(
    ("shape", "words"),
    [*(("page", words) for words in CHOICES), ("phone", "Very big"), ("no_script_page", "White on black")],
)
def test_what_a_person_chooses_holds_on_every_page_and_is_sound(
    shape: str, words: str, address: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(shape)
    begin(page, address)
    choose(page, words)
    expect(page.locator("html")).to_have_class(f"govuk-template {CHOICES[words]} chat-page")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(last(page)).to_contain_text("Where do you go?")
    expect(page.locator("html")).to_have_class(f"govuk-template {CHOICES[words]} chat-page")
    assert axe_violations(page) == []
    if shape != "no_script_page":
        assert_readable(page, words)


def test_each_choice_shows(page: Page, address: str) -> None:
    begin(page, address)
    size = "parseFloat(getComputedStyle(document.querySelector('#now .bubble')).fontSize)"
    usual, paper = page.evaluate(size), background(page)
    choose(page, "Very big")
    assert page.evaluate(size) > 1.5 * usual
    choose(page, "White on black")
    assert background(page) == "rgb(0, 0, 0)"
    page.get_by_role("link", name="Make this easier to read").click()
    page.get_by_role("group", name="Colours").get_by_label("Usual").check()
    page.get_by_label("Plain letters").check()
    keep(page)
    assert background(page) not in (paper, "rgb(0, 0, 0)")
    assert page.evaluate("getComputedStyle(document.body.querySelector('h1')).letterSpacing") != "normal"


def test_very_big_words_fit_a_narrow_phone(page: Page, address: str) -> None:
    page.set_viewport_size(NARROW)
    begin(page, address)
    choose(page, "Very big")
    choose(page, "Plain letters")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_message_is_read_by_a_voice_of_the_device(page: Page, address: str) -> None:
    page.add_init_script(VOICES)
    begin(page, address)
    last(page).get_by_role("button", name="Listen").click()
    assert page.evaluate("said.at(-1)") == "Near en-GB: Do you feel safe?"
    assert axe_violations(page) == []


def test_read_to_me_reads_each_new_message_and_is_remembered(page: Page, address: str) -> None:
    page.add_init_script(VOICES)
    begin(page, address)
    page.get_by_role("button", name="Read to me").click()
    assert "Near en-GB: Do you feel safe?" in page.evaluate("said")
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(last(page)).to_contain_text("Where do you go?")
    assert "Near en-GB: Where do you go?" in page.evaluate("said")
    assert "Near en-GB: The park" in page.evaluate("said")
    page.reload()
    expect(page.get_by_role("button", name="Read to me")).to_have_attribute("aria-pressed", "true")


def test_where_only_a_remote_voice_knows_the_language_nothing_is_read(
    page: Page, chat_site: ChatSite
) -> None:
    polish = replace(question("lubisz"), label={"pl": "Co lubisz?"})
    chat_site.open(questionnaire(polish, languages=("pl",)), code="pl")
    page.add_init_script(VOICES)
    page.goto(f"{chat_site.start()}/chat/pl")
    page.locator("#chat .govuk-button--start").click()
    expect(last(page)).to_contain_text("Co lubisz?")
    assert page.locator(".bubble__listen").count() == 0


@pytest.mark.parametrize("shape", SHAPES)
def test_arabic_runs_from_right_to_left(
    shape: str, chat_site: ChatSite, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(shape)
    first = replace(question("safe"), label={"ar": "ما الذي يجعلك تشعر بعدم الأمان؟"})
    second = replace(question("why"), label={"ar": "لماذا؟"})
    chat_site.open(questionnaire(first, second, languages=("ar",)), code="ar", title="أماكن آمنة")
    page.goto(f"{chat_site.start()}/chat/ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("#chat .govuk-button--start").click()
    expect(last(page)).to_contain_text("تشعر")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    page.locator("#text").fill("The bus stop in Crewe, ليلا")
    page.locator(".chat__type button").click()
    expect(last(page)).to_contain_text("لماذا؟")
    said = page.locator(".bubble--theirs")
    box, width = said.bounding_box(), page.viewport_size["width"]
    assert box["x"] < width - box["x"] - box["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_violations(page) == []


def test_easy_read_shows_a_picture_beside_what_can_be_pressed(page: Page, chat_site: ChatSite) -> None:
    simple = replace(question("why"), label={"en-easy": "Tell us why."})
    chat_site.open(questionnaire(simple, languages=("en-easy",)), code="easy")
    page.goto(f"{chat_site.start()}/chat/easy")
    page.locator("#chat .govuk-button--start").click()
    expect(last(page)).to_contain_text("Tell us why.")
    symbols = page.locator("#chat .chat__tools .chat__symbol")
    page.reload()  # done when all pictures are there
    expect(symbols.first).to_be_visible()
    assert page.evaluate(
        "[...document.querySelectorAll('.chat__symbol')].every(each => each.naturalWidth > 0)"
    )
    assert axe_violations(page) == []
