"""Staff's pages in a browser: sound for axe, fitting on a phone, usable by keyboard and without scripts."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from consultations.equality import Told
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.equality import EqualityAnswers
from tests.browser.axe import axe_violations
from tests.browser.soundness import assert_fits, assert_sound
from tests.builders import KEYS, NOW
from tests.heard import DARK, people_say, safe_streets, stops
from tests.staff_site import PASSWORD, StaffSite

SHAPES = ["page", "no_script_page"]
NAME = "officer@trust.example"
YOUNG = "young@trust.example"
NEW_ASK = f"/staff/consultations/safe/new-ask?question=better&theme={DARK}"
LIGHTS = "We will put lights in the park by March."


@pytest.fixture
def site(sqlite_url: str):
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    safe_streets(database, sample=True)
    site = StaffSite(database, secure=False, duty_rota=False)  # with the warning, which names a setting
    people_say(database, site.clock, ["a", "b", "c", "d", "e", "f", "g"])
    stops(database, site.clock, "a")
    site.hire(NAME)
    site.hire(YOUNG, "young-lead")
    yield site
    database.close()


@pytest.fixture
def address(site: StaffSite, serve) -> str:
    return serve(site.app)


def sign_in(page: Page, address: str, name: str = NAME) -> None:
    page.goto(f"{address}/staff")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def make_ask(page: Page, address: str, title: str = "Light the streets") -> None:
    page.goto(address + NEW_ASK)
    page.get_by_label("Title of the ask").fill(title)
    page.get_by_role("button", name="Make this an ask").click()


def decide(page: Page, label: str = "We will do it", words: str = LIGHTS) -> None:
    page.get_by_label(label).check()
    page.get_by_label("What happens, and when?").fill(words)
    for part, value in (("Day", "27"), ("Month", "3"), ("Year", "2030")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Save the decision").click()


def sign(page: Page, address: str) -> Iterator[str]:
    """A young person lead reads the words and signs them; then the officer is back."""
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, address, YOUNG)
    page.goto(f"{address}/staff/answers-to-sign")
    yield "answers-to-sign"
    page.get_by_role("link", name="Light the streets").click()
    yield "answer-to-sign"
    page.get_by_role("button", name="I have read it and agree").click()
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, address)
    page.goto(f"{address}/staff/meetings")
    yield "meetings"
    page.goto(f"{address}/staff/walks/safe/better?part={DARK}")
    yield "walk-back"
    page.goto(f"{address}/board")
    yield "board-of-officer"
    page.get_by_role("link", name="answers behind how many took part", exact=True).click()
    yield "walk-back-of-all"
    page.goto(f"{address}/staff/walks/answers/1")
    yield "walk-on"
    page.goto(f"{address}/staff/asks/1")


def the_whole_way(page: Page, address: str) -> Iterator[str]:
    """Every page of staff in the order of an officer's work, each by name when it is there with its looks."""
    for name in clicks(page, address):
        page.wait_for_load_state()
        yield name


def clicks(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/staff")
    yield "sign-in"
    page.get_by_role("button", name="Sign in").click()
    yield "sign-in-wrong"
    sign_in(page, address)
    yield "desk-empty"
    page.get_by_role("link", name="Safe places").click()
    yield "consultation"
    page.get_by_role("button", name="Make this an ask of Dark streets").click()
    yield "new-ask"
    page.get_by_label("Title of the ask").fill("")
    page.get_by_role("button", name="Make this an ask").click()
    yield "new-ask-wrong"
    make_ask(page, address)
    yield "ask-made"
    page.get_by_label("We can’t do it").check()
    page.get_by_role("button", name="Save the decision").click()
    yield "ask-wrong"
    decide(page)
    yield "ask-decided"
    yield from sign(page, address)
    page.get_by_role("button", name="Check the message and publish").click()
    yield "publish"
    page.get_by_role("button", name="Publish and tell about 5 people").click()
    yield "ask-published"
    yield from writing_to_people(page, address)
    page.goto(f"{address}/staff/consultations/safe/close")
    yield "close"
    page.get_by_role("button", name="Close the consultation").click()
    yield "consultation-closed"
    page.goto(f"{address}/staff")
    yield "desk"
    page.goto(f"{address}/staff/asks/99")
    yield "not-found"


def writing_to_people(page: Page, address: str) -> Iterator[str]:
    page.goto(f"{address}/staff/broadcasts")
    yield "broadcasts-empty"
    page.get_by_label("About which consultation").select_option(label="Safe places")
    page.get_by_role("button", name="Say who").click()
    yield "audience"
    page.get_by_role("button", name="Save the audience").click()
    yield "audience-wrong"
    page.get_by_label("Its name").fill("Who began")
    page.get_by_label("Who", exact=True).select_option(label="Who has begun")
    page.get_by_role("button", name="Save the audience").click()
    yield "broadcasts"
    page.get_by_role("button", name="Look at it before it is sent").click()
    yield "broadcast-wrong"
    page.get_by_label("The words").fill("We have new questions for you about the things that you told us.")
    page.get_by_role("button", name="Look at it before it is sent").click()
    yield "broadcast-draft"
    page.get_by_role("button", name="Send it now").click()
    yield "broadcast-sending"
    page.get_by_role("button", name="Pause").click()
    yield "broadcast-paused"
    page.goto(f"{address}/staff/deliveries")
    yield "deliveries"


def test_every_page_is_sound_and_fits_and_has_nothing_that_the_policy_forbids(
    page: Page, address: str
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for name in the_whole_way(page, address):
        assert_sound(page, name)
        look(page, name)
    # What the browser itself notes about answers with 4xx: the forms and the page that were wrong on purpose.
    assert [line for line in said if "status of 4" not in line] == []


def test_every_page_works_and_fits_without_scripts(no_script_page: Page, address: str) -> None:
    for name in the_whole_way(no_script_page, address):
        assert_fits(no_script_page, name)


def look(page: Page, name: str) -> None:
    """Keep a picture in the folder that SCREENSHOTS names, for somebody to look at."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"staff-{name}.png", full_page=True)


def test_a_newcomer_chooses_a_password_and_is_where_they_wanted_to_be(
    page: Page, site: StaffSite, address: str
) -> None:
    site.hire("newcomer@trust.example", must_change=True)
    sign_in(page, address, "newcomer@trust.example")
    assert axe_violations(page) == []
    page.get_by_label("New password").fill("short")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert axe_violations(page) == []
    page.get_by_label("New password").fill("velvet tractor moon")
    page.get_by_role("button", name="Save and go on").click()
    expect(page).to_have_url(f"{address}/staff")
    expect(page.get_by_text("Signed in as newcomer@trust.example")).to_be_visible()


def test_what_is_wrong_leads_to_its_field_and_keeps_what_was_typed(page: Page, address: str) -> None:
    sign_in(page, address)
    make_ask(page, address)
    page.get_by_label("What happens, and when?").fill(LIGHTS)
    page.get_by_role("button", name="Save the decision").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Choose what you decided.").click()
    expect(page.get_by_label("We will do it")).to_be_focused()
    expect(page.get_by_label("What happens, and when?")).to_have_value(LIGHTS)


def test_the_keyboard_alone_signs_in_and_out(page: Page, address: str) -> None:
    page.goto(f"{address}/staff")
    page.get_by_label("User name").focus()
    page.keyboard.type(NAME)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Consultations and asks")).to_be_visible()
    reach(page, "Sign out")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def reach(page: Page, words: str) -> None:
    """Press Tab until what says `words` has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == words:
            return
    raise AssertionError(f"Tab never came to “{words}”.")


@pytest.mark.parametrize("shape", SHAPES)
def test_who_took_part_is_chosen_and_read(
    shape: str, site: StaffSite, address: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(shape)
    sign_in(page, address)
    page.goto(f"{address}/staff/consultations/safe/who-took-part")
    page.get_by_label("Religion").first.check()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Religion").first).to_be_checked()
    with site.database.write() as connection:
        answers = EqualityAnswers(connection, KEYS)
        for person in range(20):
            told = Told("religion", "1", "sikh" if person % 2 else "none")
            answers.keep(person, 1, told, "16_17", NOW.date())
        Consultations(connection).close("safe", NOW)
    page.reload()
    expect(page.get_by_role("row", name="Sikh")).to_contain_text("10")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_officer_keeps_a_promise_and_writes_a_story_on_sound_pages(
    page: Page, site: StaffSite, address: str
) -> None:
    sign_in(page, address)
    page.goto(f"{address}/staff/plans")
    assert axe_violations(page) == []
    page.get_by_role("link", name="Promises, and what became of them").click()
    assert axe_violations(page) == []
    page.locator("a[href$='/promises/CE2.P1']").click()
    page.get_by_label("It is done").check()
    page.get_by_role("button", name="Save").click()
    assert axe_violations(page) == [], "with what is wrong"
    page.get_by_label("How do we know?").fill("Minutes of the board, May")
    page.get_by_role("button", name="Save").click()
    assert "Minutes of the board, May" in page.inner_text("main")
    page.goto(f"{address}/staff/plans/cheshire/indicators/CE2.I1/story")
    assert axe_violations(page) == []
    page.get_by_label("The story behind the curve").fill("Lamps came in June.")
    page.get_by_role("button", name="Save the story").click()
    page.goto(f"{address}/board/plans/cheshire/indicators/CE2.I1")
    assert "Written by an officer" in page.inner_text("main")
