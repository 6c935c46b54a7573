"""The frame of every page, the chat's look and the board's parts: sound for axe, fitting on small screens."""

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import FileSystemLoader
from playwright.sync_api import Page, expect
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from admin_api.charts import Datum, bar_chart
from admin_api.rendering import Pages, Site, make_environment
from admin_api.web_security import SameSite, SecurityHeaders
from tests.browser.axe import axe_violations

SHAPES = ["page", "phone", "no_script_page"]
FINGER = 44  # CSS pixels
SMALLEST = {"width": 320, "height": 568}  # also a window of 640 pixels at 200 % zoom

THEMES = [
    Datum("Buses to school", 45, 0.41),
    Datum("Somewhere safe to go after school on dark evenings", 30, 0.27),
    Datum("Feeling listened to", 20, 0.18),
    Datum("Bullying", None),
]


@pytest.fixture(scope="module")
def address(keep_serving: Callable[..., str]) -> str:
    return keep_serving(frame())


def frame() -> Starlette:
    environment = make_environment(Site("Together", "A Children’s Trust", sample_data=True))
    environment.loader.loaders.append(FileSystemLoader(Path(__file__).with_name("templates")))
    pages = Pages(environment)
    context = {
        "people": Datum("People who answered", 1250),
        "few": Datum("Aged 5 and under", None),
        "chart": bar_chart("themes", "What people spoke about most", "answers", THEMES),
        "ages": [Datum("5 to 10", 120), Datum("11 to 15", 95), Datum("16 to 18", None)],
        "heading": "We cannot find that page",
        "message": "It may have moved.",
        "fix": "Check the address.",
        "faults": ["One thing", "Another thing"],
    }

    def show(request):
        return pages.response(f"{request.path_params['name']}.html", **context)

    return Starlette(
        routes=[Mount("/static", StaticFiles(packages=[("admin_api", "static")])), Route("/{name}", show)],
        middleware=[Middleware(SecurityHeaders), Middleware(SameSite)],
    )


@pytest.mark.parametrize("name", ["chat", "board", "error"])
@pytest.mark.parametrize("shape", SHAPES)
def test_pages_are_sound(name: str, shape: str, address: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(shape)
    page.goto(f"{address}/{name}")
    assert axe_violations(page) == []


@pytest.mark.parametrize("name", ["chat", "board", "error"])
def test_pages_fit_the_smallest_screen_without_scrolling_sideways(
    name: str, page: Page, address: str
) -> None:
    page.set_viewport_size(SMALLEST)
    page.goto(f"{address}/{name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"]


def test_the_browser_finds_nothing_that_the_policy_forbids(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("requestfailed", lambda request: said.append(request.url))
    page.goto(f"{address}/board", wait_until="networkidle")
    expect(page.locator("body")).to_have_class("govuk-template__body js-enabled govuk-frontend-supported")
    assert said == []


def test_what_children_touch_is_big_enough_for_a_finger(phone: Page, address: str) -> None:
    phone.goto(f"{address}/chat")
    for target in phone.locator("button, .together-footer a, .together-header a").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= FINGER, target.inner_text()


def test_the_keyboard_reaches_the_content_first(page: Page, address: str) -> None:
    page.goto(f"{address}/chat")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Very happy")).to_be_focused()


def test_on_paper_the_words_stay_and_the_buttons_go(page: Page, address: str) -> None:
    page.goto(f"{address}/chat")
    page.emulate_media(media="print")
    expect(page.get_by_text("They are good")).to_be_visible()
    expect(page.locator(".chat__tools")).to_be_hidden()
