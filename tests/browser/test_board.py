"""The board's and the public pages in a browser: sound for axe, fitting, quick to find one's way in."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from consultations.plan import read_plan
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.browser.axe import axe_violations
from tests.browser.soundness import assert_fits, assert_sound
from tests.builders import KEYS
from tests.heard_site import BUSES, PLAN, HeardSite

PAGES = [
    "/",
    "/board",
    "/board/outcomes/CE2",
    "/board/outcomes/CE1",
    "/board/labels",
    "/board/meeting",
    "/board/meeting?show=CE2",
    "/board/meeting?show=who",
    "/board/paper",
    "/developers",
    "/easy-read",
    "/open-data",
    "/promises",
    "/board/success",
    "/board/consultations/safe/together",
    "/board/plans/HAL-2009",
    "/board/plans/HAL-2009/indicators/HAL3.I4",
    "/board/plans/HAL-2009/promises",
    "/board/plans/CE-2022/after/HAL-2009",
    "/words",
    "/privacy",
    "/accessibility",
    "/?language=ar",
    "/easy-read?language=ar",
    "/open-data?language=ar",
    "/words?language=ar",
    "/privacy?language=uk",
    "/promises?language=cy",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HeardSite]:
    """Twenty-two people, of whom two are too few to show; a promise, a refusal and an ask that waits."""
    folder = tmp_path_factory.mktemp("heard")
    database = Database(f"sqlite:///{folder / 'together.db'}", KEYS)
    database.upgrade()
    site = HeardSite(database, folder)
    site.consult(sample=True)
    with database.write() as connection:
        Plans(connection).save(read_plan(PLAN.with_name("halton-2009.yaml")).plans[0], site.clock())
    site.answer(12)
    site.answer(8, age_band="10-14", safe="no", better=BUSES)
    site.answer(2, age_band="15-19", safe="no", better="n/a")
    promise, waiting = site.promote(), site.promote("buses", "A later bus")
    site.decide(promise)
    site.publish(promise)
    assert waiting
    yield site
    database.close()


@pytest.fixture(scope="module")
def address(site: HeardSite, keep_serving) -> str:
    return keep_serving(site.app)


def test_every_page_is_sound_and_fits(page: Page, address: str) -> None:
    for path in PAGES:
        page.goto(f"{address}{path}")
        assert_sound(page, path)


def test_every_page_fits_a_phone_without_scripts(no_script_page: Page, address: str) -> None:
    for path in PAGES:
        no_script_page.goto(f"{address}{path}")
        assert_fits(no_script_page, path)
    assert axe_violations(no_script_page) == []


LEFT_OF = """link => {
    const edge = (from, to) => {
        const range = document.createRange();
        range.setStart(link.firstChild, from);
        range.setEnd(link.firstChild, to);
        return range.getBoundingClientRect().left;
    };
    return edge(0, 4) < edge(5, 9);
}"""


@pytest.mark.parametrize("path", ["/?language=ar", "/easy-read?language=ar", "/?language=cy"])
def test_a_phone_number_stands_as_it_is_dialled(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{path}")
    number = page.get_by_role("link", name="0800 1111").first
    assert number.evaluate(LEFT_OF)


def test_what_children_say_about_safety_is_within_two_clicks(page: Page, address: str) -> None:
    page.goto(f"{address}/board")
    page.get_by_role("link", name="What are children saying about: Feel safe, be safe?").click()
    expect(page.get_by_text("They spoke of Street lights (")).to_be_visible()


def test_what_was_promised_is_within_two_clicks(page: Page, address: str) -> None:
    page.goto(f"{address}/board")
    page.get_by_role("link", name="What have we promised and not done?").click()
    expect(page.get_by_text("not done yet (")).to_be_in_viewport()


def test_who_was_not_heard_is_within_two_clicks(page: Page, address: str) -> None:
    page.goto(f"{address}/board")
    page.get_by_role("link", name="Who have we not heard from?").click()
    expect(page.get_by_text(re.compile("Not shown: .*15 or over"))).to_be_in_viewport()


def test_the_numbers_behind_a_chart_are_a_table_that_keys_can_open(page: Page, address: str) -> None:
    page.goto(f"{address}/board/outcomes/CE2")
    page.locator("summary", has_text="See all the numbers").first.click()
    opener = page.locator("summary", has_text="See the numbers as a table").first
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table").first).to_be_visible()
    assert axe_violations(page) == []


def test_all_tables_open_are_told_apart(page: Page, address: str) -> None:
    page.goto(f"{address}/board/outcomes/CE2")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert axe_violations(page) == []


def test_on_paper_the_numbers_stay_and_the_ways_elsewhere_go(page: Page, address: str) -> None:
    page.goto(f"{address}/board")
    page.emulate_media(media="print")
    expect(page.get_by_text("20 people took part.", exact=True)).to_be_visible()
    expect(page.locator(".chart__drawing").first).to_be_visible()
    expect(page.locator(".together-nav")).to_be_hidden()
    expect(page.locator(".on-this-page")).to_be_hidden()


@pytest.mark.parametrize("screen", [(1920, 1080), (1100, 700)])
def test_the_meeting_is_led_by_the_keyboard_and_fits_one_screen(
    page: Page, address: str, screen: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.goto(f"{address}/board/meeting")
    for number in range(2, 10):
        page.wait_for_load_state()  # the keys are heard once the page's script has come
        page.keyboard.press("ArrowRight" if number % 2 else "PageDown")
        expect(page.get_by_text(f"{number} of 9")).to_be_visible()
        page.wait_for_load_state()  # its height is known once the styles have come
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), number
    page.wait_for_load_state()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("8 of 9")).to_be_visible()


def test_the_paper_prints_each_outcome_on_a_sheet_of_its_own(page: Page, address: str) -> None:
    page.goto(f"{address}/board/paper")
    sheets = page.pdf(format="A4").count(b"/Type /Page\n")
    assert 8 <= sheets <= 9, "a front of one or two, and seven outcomes"


def test_a_child_can_start_from_the_front_page(phone: Page, site: HeardSite, address: str) -> None:
    with site.database.write() as connection:
        Consultations(connection).reopen("safe")
    phone.goto(address)
    start = phone.get_by_role("button", name="Start: Safe places")
    expect(start).to_have_attribute("href", "/chat/safe")
    assert start.bounding_box()["height"] >= 44
