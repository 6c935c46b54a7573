"""What holds for every page: sound for axe in light, dark and print, one heading above all others.

At 400 % zoom there is nothing to scroll sideways for, nothing cut off, nothing under what stays in its place.
"""

from itertools import pairwise

from playwright.sync_api import Page

from tests.browser.axe import RUNS_SCRIPTS, axe_violations, colour_violations

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 375, "height": 667}
SMALLEST = {"width": 320, "height": 256}
"""A window of 1280 by 1024 pixels at 400 % zoom (WCAG 2.2, 1.4.10)."""
DARK = {"media": "screen", "color_scheme": "dark"}
PRINT = {"media": "print", "color_scheme": "dark"}  # paper is light, whatever the reader's screen is
LIGHT = {"media": "screen", "color_scheme": "light"}
DARKEST = "getComputedStyle(document.body).backgroundColor"
PAPER = ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
# Words in a box that hides what does not fit; what has the focus, and nothing of it to be seen.
CUT_OFF = """() => [...document.querySelectorAll("main *, header *")].filter(each => {
    const style = getComputedStyle(each);
    return !each.matches("input, select") && ["hidden", "clip"].includes(style.overflowX)
        && each.offsetWidth > 1 && style.clipPath === "none" && each.scrollWidth > each.clientWidth + 1;
}).map(each => each.outerHTML.slice(0, 90))"""
COVERED = """() => {
    const before = document.activeElement;
    const seen = each => {
        const { left, top, width, height } = each.getBoundingClientRect();
        return [0.1, 0.5, 0.9].some(down => [0.1, 0.5, 0.9].some(across => {
            const found = document.elementFromPoint(left + across * width, top + down * height);
            return found && (each.contains(found) || found.contains(each)
                || [...(each.labels ?? [])].some(label => label.contains(found)));
        }));
    };
    const covered = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
        .filter(each => each.checkVisibility() && !each.disabled && each.type !== "hidden")
        .filter(each => each.tabIndex >= 0)
        .filter(each => { each.focus(); return document.activeElement === each && !seen(each); });
    before.focus({ preventScroll: true });
    return covered.map(each => each.outerHTML.slice(0, 90));
}"""
HEADINGS = "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(each => Number(each.tagName[1]))"


def assert_sound(page: Page, name: str) -> None:
    """`page`, as it stands, passes axe in every look, its headings are in order, and it fits every screen."""
    assert_sound_in_every_look(page, name)
    assert_ordered(page, name)
    assert_fits(page, name)


def assert_sound_in_every_look(page: Page, name: str) -> None:
    """It passes axe in light, dark and print."""
    page.wait_for_load_state()
    assert axe_violations(page) == [], name
    assert_readable(page, name)


def assert_readable(page: Page, name: str) -> None:
    """Its colours can be read on a dark screen and on paper, on which nothing is dark.

    What needs scripts to be seen is not looked at: without them a page has the same colours.
    """
    if not page.evaluate(RUNS_SCRIPTS):
        return
    for looks in (DARK, PRINT):
        page.emulate_media(**looks)
        assert colour_violations(page) == [], (name, looks)
    assert page.evaluate(DARKEST) in PAPER, name
    page.emulate_media(**LIGHT)


def assert_ordered(page: Page, name: str) -> None:
    """There is one first heading, and no step is left out below it."""
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1, name
    assert all(after <= before + 1 for before, after in pairwise(levels)), name


def assert_fits(page: Page, name: str) -> None:
    """Nobody has to scroll sideways, on a desktop or on a phone; on the smallest screen nothing is cut off,
    and what has the focus is in sight (WCAG 2.2, 1.4.10 and 2.4.11).
    """
    page.wait_for_load_state()
    before = page.viewport_size
    for size in (DESKTOP, PHONE, SMALLEST):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], (name, size)
    assert page.evaluate(CUT_OFF) == [], name
    assert page.evaluate(COVERED) == [], name
    page.set_viewport_size(before)
