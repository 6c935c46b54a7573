"""Nobody on a bad line waits long: the first load of each main page stays under 100 kB, as it is served."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from fastapi.testclient import TestClient

from consultations.storage.database import Database
from tests.builders import KEYS
from tests.heard import people_say, safe_streets
from tests.heard_site import BUSES, HeardSite
from tests.staff_site import StaffSite

MOST = 100_000
"""Bytes of the page and of everything that it loads before it is ready."""
LOADED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="(/[^"]+)"')
IMPORTED = re.compile(r'\bfrom\s*"(\.?/[^"]+)"')


def loads(path: str, text: str) -> Iterator[str]:
    """The addresses of what a page or a script loads at once."""
    pattern = IMPORTED if path.endswith(".js") else LOADED
    return (urljoin(path, found.replace("&amp;", "&")) for found in pattern.findall(text))


def weights(browser: TestClient, first: str) -> dict[str, int]:
    """Bytes on the wire of `first` and of each thing that it needs, by address."""
    found: dict[str, int] = {}
    waiting = [first]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        with browser.stream("GET", path, headers={"accept": "text/html"}) as answer:
            assert answer.status_code == 200, path
            raw = b"".join(answer.iter_raw())
        found[path] = len(raw)
        if path == first or path.endswith(".js"):
            waiting += loads(path, browser.get(path, headers={"accept": "text/html"}).text)
    return found


def assert_light(browser: TestClient, path: str) -> None:
    found = weights(browser, path)
    assert {"/static/govuk-frontend/govuk-frontend.min.css", "/static/dark.css"} <= found.keys()
    assert "/static/govuk-frontend/govuk-frontend.min.js" in found
    assert sum(found.values()) < MOST, sorted(found.items(), key=lambda one: -one[1])


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url, KEYS)
    opened.upgrade()
    yield opened
    opened.close()


def test_the_boards_and_everybodys_pages_are_light(database: Database, tmp_path) -> None:
    site = HeardSite(database, tmp_path)
    site.consult(sample=True)
    site.answer(8)
    site.answer(6, age_band="10-14", safe="no", better=BUSES)
    promise = site.promote()
    site.decide(promise)
    site.publish(promise)
    for path in ("/", "/board", "/board/outcomes/CE2", "/easy-read"):
        assert_light(site.browser(), path)


def test_the_chat_and_staffs_pages_are_light(database: Database) -> None:
    safe_streets(database)
    site = StaffSite(database, secure=False)
    people_say(database, site.clock, ["a", "b", "c", "d", "e"], buses=0)
    assert_light(site.browser(), "/chat/safe")
    assert_light(site.browser(), "/sign-in")
    officer = site.signed_in()
    for path in ("/staff", "/staff/consultations/safe", "/staff/launch", "/staff/explore?outcome=CE2"):
        assert_light(officer, path)
