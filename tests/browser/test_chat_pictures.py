"""Pictures and sounds in the chat, and what a person sends besides words."""

import pytest
from playwright.sync_api import Page, expect

from bot.messages import Media, Message
from bot.web import routes
from bot.web.settings import ChatSettings
from tests.browser.axe import axe_violations
from tests.browser.chat_site import TOOLS, ChatSite, Shelf, begin, button, last, png
from tests.builders import question, questionnaire
from together.opening import new_id, utc_now
from together.wiring import Service

SHAPES = ["phone", "no_script_page"]
NARROW = {"width": 360, "height": 640}


@pytest.fixture
def pictures(chat_site: ChatSite) -> Message:
    """A question with a picture, whose answers have pictures too."""
    opened = chat_site.open()
    chat_site.keep_media(opened, park=png(), bus=png(60, 160, 90))
    park, bus = (Media("image", opened.questionnaire_id, f"{name}.png", name) for name in ("park", "bus"))
    choices = (button(0, "The park", picture=park), button(1, "The bus stop", picture=bus))
    return Message("question", "Which do you like?", (*choices, *TOOLS), language="en", media=(park,))


def loaded(page: Page) -> list[bool]:
    return page.evaluate("[...document.querySelectorAll('#chat img')].map(each => each.naturalWidth === 30)")


@pytest.mark.parametrize("shape", SHAPES)
def test_pictures_stand_above_their_words(
    shape: str, chat_site: ChatSite, pictures: Message, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(shape)
    address = f"{chat_site.start()}/chat/safe"
    begin(page, address)
    chat_site.say(pictures)
    page.goto(address, wait_until="load")
    expect(last(page)).to_contain_text("Which do you like?")
    park = page.get_by_role("button", name="The park", exact=True)
    expect(park).to_be_visible()
    assert park.locator("img").bounding_box()["y"] < park.get_by_text("The park").bounding_box()["y"]
    assert loaded(page) == [True, True, True]
    assert axe_violations(page) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_picture_may_be_kept_by_the_browser_and_is_nothing_but_a_picture(
    page: Page, chat_site: ChatSite, pictures: Message
) -> None:
    site = chat_site.start()
    media = pictures.media[0]
    answer = page.request.get(f"{site}/chat/media/{media.questionnaire}/{media.name}")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in answer.headers["cache-control"]
    part = page.request.get(answer.url, headers={"Range": "bytes=0-3"})
    assert (part.status, part.body()) == (206, b"\x89PNG")
    assert page.request.get(f"{site}/chat/media/{media.questionnaire}/none.png").status == 404


@pytest.mark.parametrize("shape", SHAPES)
def test_ticks_have_pictures_too_and_typing_waits_behind_them(
    shape: str, chat_site: ChatSite, pictures: Message, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(shape)
    address = f"{chat_site.start()}/chat/safe"
    begin(page, address)
    choices = pictures.buttons[:2]
    chat_site.say(Message("question", "Which?", (*choices, button(2, "Done", "done"), *TOOLS)))
    page.goto(address)
    page.get_by_label("The park").check()
    expect(page.locator("#text")).to_be_hidden()
    page.get_by_text("Or type your answer").first.click()
    expect(page.locator("#text")).to_be_visible()
    assert axe_violations(page) == []


def test_buttons_that_answer_stand_with_the_question_and_the_rest_apart(
    page: Page, chat_site: ChatSite
) -> None:
    chat_site.open()
    address = f"{chat_site.start()}/chat/safe"
    begin(page, address)
    near = (button(0, "Yes, I meant that", "yes"), button(1, "No", "no"), button(2, "Undo", "undo"))
    chat_site.say(Message("question", "Did you mean The park?", (*near, *TOOLS)))
    page.goto(address)
    assert page.locator(".chat__buttons .chat__button").all_inner_texts() == [one.label for one in near]
    assert page.locator(".chat__tools .chat__button").all_inner_texts() == [one.label for one in TOOLS]


@pytest.mark.parametrize(("kind", "field"), [("time", "time"), ("datetime", "datetime-local")])
def test_a_time_has_a_field_of_its_own(page: Page, chat_site: ChatSite, kind: str, field: str) -> None:
    chat_site.open()
    address = f"{chat_site.start()}/chat/safe"
    begin(page, address)
    chat_site.say(Message("question", "When?", TOOLS, input=kind))
    page.goto(address)
    expect(page.get_by_label("Your answer")).to_have_attribute("type", field)
    assert axe_violations(page) == []


@pytest.fixture(scope="module")
def taking_files(chats: ChatSite) -> tuple[str, Shelf]:
    """A deployment that takes files: its address, and where it keeps them."""
    shelf = Shelf()

    def web_chat(service: Service) -> routes.WebChat:
        chosen = ChatSettings("s" * 40, utc_now, new_id, files=shelf)
        return routes.WebChat(service.conversation, service.database, chosen, service.pages.text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Service, "_web_chat", web_chat)
        return chats.start_anew(), shelf


@pytest.mark.parametrize("shape", SHAPES)
def test_a_picture_can_be_sent_and_another_file_is_refused_kindly(
    shape: str, chat_site: ChatSite, taking_files: tuple[str, Shelf], request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(shape)
    site, shelf = taking_files
    shelf.kept.clear()
    chat_site.open()
    address = f"{site}/chat/safe"
    begin(page, address)
    chat_site.say(Message("question", "Show us your favourite place.", TOOLS, input="image"))
    page.goto(address)
    assert axe_violations(page) == []
    send(page, "words.txt", b"no picture")
    expect(page.get_by_role("alert").filter(has_text="not a picture")).to_be_visible()
    assert axe_violations(page) == []
    send(page, "place.png", png())
    expect(page.locator("#file")).to_have_count(0)
    assert shelf.kept == [png()]


def send(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("Choose a picture").set_input_files(file)
    page.get_by_role("button", name="Send").click()


def test_where_the_order_counts_answers_are_tapped_not_ticked(page: Page, chat_site: ChatSite) -> None:
    chat_site.open(questionnaire(question("best", "rank", choices="places")), code="rank")
    page.goto(f"{chat_site.start()}/chat/rank")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="School", exact=True).click()
    expect(page.get_by_role("button", name="1. School")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    page.get_by_role("button", name="The park", exact=True).click()
    expect(page.locator(".bubble--theirs")).to_contain_text("1. School, 2. The park, 3. The bus stop")
    assert chat_site.answers() == {"best": "school park bus"}
