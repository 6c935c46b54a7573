"""What holds for every page: sound for axe, one heading above all others, nothing to scroll sideways for."""

from itertools import pairwise

from playwright.sync_api import Page

from tests.browser.axe import axe_violations

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 667}
SMALLEST = {"width": 320, "height": 568}
HEADINGS = "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(each => Number(each.tagName[1]))"


def assert_sound(page: Page, name: str) -> None:
    """`page`, as it stands, passes axe, its headings are in order, and it fits every screen."""
    page.wait_for_load_state()
    assert axe_violations(page) == [], name
    assert_ordered(page, name)
    assert_fits(page, name)


def assert_ordered(page: Page, name: str) -> None:
    """There is one first heading, and no step is left out below it."""
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1, name
    assert all(after <= before + 1 for before, after in pairwise(levels)), name


def assert_fits(page: Page, name: str) -> None:
    """Nobody has to scroll sideways: on a desktop, on a phone, on the smallest screen (WCAG 2.2, 1.4.10)."""
    page.wait_for_load_state()
    before = page.viewport_size
    for size in (DESKTOP, PHONE, SMALLEST):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], (name, size)
    page.set_viewport_size(before)
