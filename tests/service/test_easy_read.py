"""The pages in easy read: a picture beside each idea, words that a child of nine can read, a way back."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from consultations.forms.readability import too_hard
from consultations.storage.consultations import Consultations, Next
from consultations.storage.database import Database
from tests.builders import KEYS
from tests.heard_site import HeardSite, words

ABOUT = "/easy-read/consultations/safe"
PAGES = {
    "/easy-read": "/",
    "/easy-read/next": "/",
    "/easy-read/we-did": "/#we-did",
    "/easy-read/privacy": "/privacy",
    "/easy-read/accessibility": "/accessibility",
    ABOUT: "/",
}
"""Each with the page that it is the easy read of."""


class Sentences(HTMLParser):
    """What stands in the paragraphs, headings and items of a page's main part, one string for each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.feed(re.search(r"<main.*?</main>", page, re.DOTALL)[0])

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in ("p", "h1", "h2", "h3", "li"):
            self.said.append("")

    def handle_data(self, data: str) -> None:
        if self.said:
            self.said[-1] += data


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HeardSite]:
    """One consultation that is over and answered."""
    folder = tmp_path_factory.mktemp("easy")
    database = Database(f"sqlite:///{folder / 'together.db'}", KEYS)
    database.upgrade()
    made = HeardSite(database, folder)
    made.consult()
    made.answer(12)
    ask = made.promote()
    made.decide(ask, words="We will put up 40 lamps.")
    made.publish(ask)
    with database.write() as connection:
        Consultations(connection).reopen("safe")
        news = Next("We count the answers.", date(2026, 12, 20))
        Consultations(connection).close("safe", made.clock(), news)
    yield made
    database.close()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_in_easy_read_is_hard_to_read(path: str, site: HeardSite) -> None:
    said = [" ".join(one.split()) for one in Sentences(site.shows(path)).said]
    hard = {one: list(too_hard(one)) for one in said if one and list(too_hard(one))}
    assert hard == {}


@pytest.mark.parametrize(("path", "full"), PAGES.items())
def test_each_has_pictures_and_ways_to_the_others_and_to_the_full_page(
    path: str, full: str, site: HeardSite
) -> None:
    page = site.shows(path)
    assert page.count('class="easy__row"') == page.count('class="easy__picture"') > 0
    assert f'href="{full}">Not easy read</a>' in page
    others = {one for one in PAGES if one not in (path, ABOUT)}
    assert {one for one in others if f'href="{one}"' in page} == others
    pictures = re.findall(r"/static/(pictures/\w+\.svg)", page)
    folder = Path(__file__).parents[2] / "admin_api" / "static"
    assert all((folder / one).is_file() for one in pictures)


def test_every_page_and_part_leads_to_its_easy_read(site: HeardSite) -> None:
    for name in ("privacy", "accessibility"):
        assert f'href="/easy-read/{name}">Easy read</a>' in site.shows(f"/{name}")
    front = site.shows("/")
    assert 'href="/easy-read/next">What happens next: easy read</a>' in front
    assert 'href="/easy-read/we-did">You said, we did: easy read</a>' in front


def test_what_came_of_it_stands_under_its_outcome_and_under_its_consultation(site: HeardSite) -> None:
    for path in ("/easy-read/we-did", ABOUT):
        page = words(site.shows(path))
        assert "You said: Light on the way home. " in page
        assert "40 lamps" in page
    assert "Feel safe, be safe" in words(site.shows("/easy-read/we-did"))


def test_what_happens_next_is_said_with_its_day(site: HeardSite) -> None:
    for path in ("/easy-read/next", ABOUT):
        assert "We count the answers. We tell you by 20 December 2026." in words(site.shows(path))
    assert "This is over. You cannot answer it now." in words(site.shows(ABOUT))


def test_a_consultation_that_is_open_can_be_begun_from_its_page(site: HeardSite) -> None:
    with site.database.write() as connection:
        Consultations(connection).reopen("safe")
    page = site.shows(ABOUT)
    assert 'href="/chat/safe"' in page
    assert f'href="{ABOUT}">Easy read</a>' in site.shows("/")
    assert "This is over." not in page
    assert site.browser().get("/easy-read/consultations/nothing").status_code == 404
