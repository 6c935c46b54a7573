"""The queue of what people told us, and the two questions: sound for axe, fitting, usable without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from bot.messages import Incoming
from bot.replies import send_replies
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.browser.axe import axe_violations
from tests.browser.menu import choose
from tests.browser.soundness import assert_fits, assert_sound
from tests.browser.test_staff import NAME, look, sign_in
from tests.builders import KEYS, NOW, plan
from tests.staff_site import StaffSite

SAFE = "Children and young people feel and are safe"
LONG = "The bus is full of smoke and the stop has no light, so I walk home along the main road. " * 4


@pytest.fixture
def site(sqlite_url: str) -> Iterator[StaffSite]:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
    site = StaffSite(database, secure=False)
    say(site, "early", "/tell", LONG, SAFE, "A light at the stop")
    site.clock.tick(days=15)
    say(site, "late", "/tell", "Thank you for the park!")
    site.hire(NAME)
    yield site
    database.close()


@pytest.fixture
def address(site: StaffSite, serve) -> str:
    return serve(site.app)


def say(site: StaffSite, who: str, *texts: str) -> None:
    for number, text in enumerate(texts):
        site.conversation.take(Incoming("telegram", who, f"{who}-{number}", text=text))


def settled(page: Page, name: str, says: str) -> str:
    """`name`, once the page that says this is there with its styles."""
    expect(page.get_by_text(says).first).to_be_visible()
    page.wait_for_load_state()
    return name


def the_whole_way(page: Page, address: str) -> Iterator[str]:
    """Every page of the queue and of the services, one after the other, by the name of what it shows."""
    sign_in(page, address)
    choose(page, "Messages to reply to", "What was said")
    yield settled(page, "queue", "2 wait for a reply; 1 overdue.")
    page.get_by_role("button", name="Reply to number 1").click()
    page.get_by_role("button", name="Send the reply").click()
    yield settled(page, "reply-wrong", "There is a problem")
    page.get_by_label("Your reply").fill("We asked the council for a light. It comes in March.")
    page.get_by_role("button", name="Send the reply").click()
    yield settled(page, "replied", "The reply is on its way")
    page.get_by_role("button", name="Mark as read").click()
    yield settled(page, "read", "It is marked as read.")
    choose(page, "Ask about a service or event", "Consultations")
    page.get_by_role("button", name="Open it").click()
    yield settled(page, "services-wrong", "There is a problem")
    page.get_by_label("What is it called?").fill("The holiday club")
    page.get_by_label("Its name in the link").fill("club")
    page.get_by_label("Which outcome").select_option("CE2")
    page.get_by_label("Ask before and after").check()
    page.get_by_role("button", name="Open it").click()
    yield settled(page, "service", "Tell us how it was.")
    page.get_by_role("link", name="Two questions").first.click()
    yield settled(page, "services", "Opened so far")


def test_every_page_is_sound_and_fits(page: Page, address: str) -> None:
    for name in the_whole_way(page, address):
        assert_sound(page, name)
        look(page, f"telling-{name}")


def test_every_page_works_and_fits_without_scripts(no_script_page: Page, address: str) -> None:
    for name in the_whole_way(no_script_page, address):
        assert_fits(no_script_page, name)


def test_a_poster_prints_the_title_the_code_and_the_link_alone(page: Page, address: str) -> None:
    for name in the_whole_way(page, address):
        if name == "service":
            break
    page.emulate_media(media="print")
    expect(page.locator("svg.qr")).to_be_visible()
    expect(page.get_by_role("heading", name="The holiday club")).to_be_visible()
    expect(page.get_by_text("People who finished")).to_be_hidden()
    look(page, "telling-poster")


def test_a_child_tells_us_something_and_reads_the_reply(
    phone: Page, page: Page, site: StaffSite, address: str
) -> None:
    phone.goto(f"{address}/chat")
    phone.get_by_role("link", name="Tell us something").click()
    phone.get_by_role("button", name="Start").click()
    phone.get_by_role("button", name="English", exact=True).click()
    expect(phone.get_by_text("We will answer you here by 22/12/2026.")).to_be_visible()
    look(phone, "telling-chat-words")
    phone.get_by_role("textbox").fill("More football")
    phone.get_by_role("button", name="Send").click()
    phone.get_by_role("button", name=SAFE).click()
    expect(phone.get_by_text("What would help?")).to_be_visible()
    look(phone, "telling-chat-help")
    phone.get_by_role("button", name="Skip").click()
    expect(phone.get_by_text("Thank you for telling us.")).to_be_visible()
    assert axe_violations(phone) == []
    look(phone, "telling-chat-end")
    sign_in(page, address)
    page.goto(f"{address}/staff/feedback/3")
    page.get_by_label("Your reply").fill("There is a new pitch in the park.")
    page.get_by_role("button", name="Send the reply").click()
    send_replies(site.database, site.clock)
    expect(phone.get_by_text("This is our answer: There is a new pitch in the park.")).to_be_visible()
    look(phone, "telling-chat-reply")
