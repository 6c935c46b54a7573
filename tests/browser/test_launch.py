"""A launch in a browser: with and without scripts, on a phone, by keyboard alone, sound for axe."""

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.browser.soundness import assert_fits, assert_sound
from tests.builders import KEYS, NOW, plan
from tests.launching import ROTA, prepare, sign
from tests.staff_site import PASSWORD, StaffSite

LEAD, YOUNG = "lead@trust.example", "young@trust.example"
BAD = """| survey |
| | type | name | label | outcome |
| | text | one | What is your name? | CE9 |
| | select_one nothing | two | Which? | CE2 |
"""


@pytest.fixture
def site(sqlite_url: str) -> Iterator[StaffSite]:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
    site = StaffSite(database, secure=False, rota=ROTA)
    site.hire(LEAD, "lead")
    site.hire(YOUNG, "young-lead")
    yield site
    database.close()


@pytest.fixture
def address(site: StaffSite, serve) -> str:
    return serve(site.app)


def sign_in(page: Page, address: str, name: str = LEAD, to: str = "/staff/launch") -> None:
    page.context.clear_cookies()
    page.goto(f"{address}{to}")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def day(later: int) -> str:
    return (NOW.date() + timedelta(days=later)).strftime("%d/%m/%Y")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and go back to the list").click()


def part(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def the_whole_way(page: Page, address: str) -> Iterator[str]:
    """Every page of a launch in the order of the work, each by name when it is there."""
    sign_in(page, address)
    yield "drafts-empty"
    page.get_by_role("button", name="Begin").click()
    yield "drafts-wrong"
    page.get_by_label("What is it called?").fill("Street lamps")
    page.get_by_label("Its name in the link").fill("lamps")
    page.get_by_role("button", name="Begin").click()
    yield "tasks-begun"
    yield from saying_what_can_change(page)
    yield from wording(page)
    yield from saying_who_and_when(page)
    part(page, "The young person lead’s signature")
    yield "signature"
    yield from signing(page, address)
    sign_in(page, address, to="/staff/launch/1")
    yield "tasks-done"
    page.get_by_role("button", name="Go on to open it").click()
    yield "open"
    page.get_by_role("button", name="Open it to people").click()
    yield "links"


def saying_what_can_change(page: Page) -> Iterator[str]:
    part(page, "What can change, and who decides when")
    yield "purpose"
    page.get_by_label("What can change?").fill("Where the new street lamps go, and which come first.")
    page.get_by_label("When do they decide?").fill("soonish")
    save(page)
    yield "purpose-wrong"
    page.get_by_label("When do they decide?").fill(day(60))
    save(page)
    part(page, "What can change, and who decides when")
    yield "purpose-unfinished"
    page.get_by_label("No. What people say can still change it").check()
    page.get_by_label("What do people need to know").fill("Three streets or one park. Each costs the same.")
    page.get_by_label("Who decides?").fill("The board")
    page.get_by_label("How will answers be considered?").fill(
        "An officer reads all, and the board gets a page."
    )
    save(page)
    part(page, "Outcomes of the plan")
    page.get_by_label("CE2").check()
    yield "outcomes"
    save(page)


def wording(page: Page) -> Iterator[str]:
    part(page, "Questionnaire")
    yield "questionnaire-empty"
    file = {"name": "mine.md", "mimeType": "text/markdown", "buffer": BAD.encode()}
    page.get_by_label("An XLSForm file").set_input_files(file)
    page.get_by_role("button", name="Upload and check").click()
    yield "questionnaire-wrong"
    page.get_by_label("What do you think of one idea").check()
    page.get_by_role("button", name="Start from it").click()
    yield "questionnaire"
    page.get_by_role("link", name=re.compile("^Change question 3")).click()
    yield "question"
    page.get_by_label("What people read").fill("What do you like and dislike about this idea?")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Add a question at the end").or_(
        page.get_by_role("button", name="Add a question at the end")
    ).click()
    page.get_by_role("button", name="Save", exact=True).click()
    yield "question-wrong"
    page.get_by_role("link", name="Questionnaire", exact=True).click()
    page.get_by_role("link", name="See what the TOGETHER check says").click()
    yield "check"
    page.get_by_role("button", name="I have read this and weighed it").click()


def saying_who_and_when(page: Page) -> Iterator[str]:
    part(page, "People, ways to answer, languages")
    page.get_by_label("Under 13", exact=True).first.check()
    page.get_by_label("Under 13", exact=True).last.fill("40")
    page.get_by_label("Who is heard least").fill("Children in care: their workers bring a tablet.")
    page.get_by_role("checkbox", name="Web chat").check()
    yield "people"
    save(page)
    part(page, "Dates and reminders")
    page.get_by_label("What is the last day to answer?").fill(day(28))
    page.get_by_label("By when will people hear").fill(day(70))
    yield "dates"
    save(page)
    part(page, "Safeguarding cover")
    page.get_by_label("Who covers safeguarding").fill("The lead, and the deputy in the holidays")
    page.get_by_label("The safeguarding lead knows").check()
    yield "safeguarding"
    save(page)
    page.get_by_role("link", name="See everything that is missing").click()
    yield "missing"
    page.get_by_role("link", name="Street lamps", exact=True).click()


def signing(page: Page, address: str) -> Iterator[str]:
    sign_in(page, address, YOUNG, "/staff/signing")
    yield "to-sign"
    page.get_by_role("link", name="Street lamps").click()
    yield "sign"
    page.get_by_role("button", name="Ask for a change").click()
    yield "sign-wrong"
    page.get_by_role("button", name="I have read it and agree").click()
    expect(page.get_by_text("Signed", exact=True)).to_be_visible()


def test_a_launch_is_sound_and_fits_on_every_page(page: Page, address: str) -> None:
    for name in the_whole_way(page, address):
        assert_sound(page, name)
        look(page, name)
    expect(page.get_by_role("link", name="/chat/lamps").first).to_be_visible()


def test_a_launch_works_and_fits_without_scripts(no_script_page: Page, address: str) -> None:
    for name in the_whole_way(no_script_page, address):
        assert_fits(no_script_page, name)
    expect(no_script_page.get_by_role("link", name="/chat/lamps").first).to_be_visible()


def look(page: Page, name: str) -> None:
    """Keep a picture in the folder that SCREENSHOTS names, for somebody to look at."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"launch-{name}.png", full_page=True)


def edit_a_question(page: Page, site: StaffSite, address: str) -> Locator:
    """The editor of a question; gives where it is shown as the chat will show it."""
    path = prepare(site.signed_in("officer@trust.example"), NOW.date())
    sign_in(page, address, to=f"{path}/questions/better")
    page.get_by_label("What people read").fill("What would you mend first?")
    return page.locator("#preview")


def test_a_question_is_shown_as_the_chat_will_show_it_while_it_is_typed(
    page: Page, site: StaffSite, address: str
) -> None:
    expect(edit_a_question(page, site, address)).to_contain_text("What would you mend first?")
    assert_sound(page, "question-preview")


def test_what_is_written_before_the_script_is_there_is_shown_too(
    page: Page, site: StaffSite, address: str
) -> None:
    held: list[Route] = []
    page.route("**/static/question.js", lambda route: held.append(route))
    shown = edit_a_question(page, site, address)
    held[0].continue_()
    expect(shown).to_contain_text("What would you mend first?")


def test_without_scripts_a_button_shows_it(no_script_page: Page, site: StaffSite, address: str) -> None:
    shown = edit_a_question(no_script_page, site, address)
    expect(shown).not_to_contain_text("What would you mend first?")
    no_script_page.get_by_role("button", name="Show it").click()
    expect(shown).to_contain_text("What would you mend first?")
    expect(no_script_page.get_by_label("What people read")).to_have_value("What would you mend first?")
    assert_fits(no_script_page, "question-preview")


def test_what_is_wrong_leads_to_its_field(page: Page, address: str) -> None:
    sign_in(page, address)
    page.get_by_role("button", name="Begin").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Write what it is called").click()
    expect(page.get_by_label("What is it called?")).to_be_focused()


def test_the_keyboard_alone_opens_a_consultation(page: Page, site: StaffSite, address: str) -> None:
    officer = site.signed_in("officer@trust.example")
    path = prepare(officer, NOW.date())
    sign(site.signed_in("other@trust.example", "young-lead"), path)
    sign_in(page, address, to=path)
    for words in ("Go on to open it", "Open it to people"):
        reach(page, words)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Links and posters")).to_be_visible()


def reach(page: Page, words: str) -> None:
    """Press Tab until what says `words` has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == words:
            return
    raise AssertionError(f"Tab never came to “{words}”.")
