"""What everybody may take away, what happens next, and the easy read of both."""

import csv
import io
from datetime import date

import pytest

from admin_api.open_data import DICTIONARY
from consultations.storage.consultations import Consultations, Next
from tests.heard_site import BUSES, HeardSite, words


@pytest.fixture
def site(heard_site: HeardSite) -> HeardSite:
    """Twenty spoke of lights and three of buses, too few to be shown; both were answered."""
    heard_site.consult()
    heard_site.answer(20)
    heard_site.answer(3, better=BUSES)
    for theme, title in (("lights", "Light"), ("buses", "A later bus")):
        ask = heard_site.promote(theme, title)
        heard_site.decide(ask, "done")
        heard_site.publish(ask)
    return heard_site


def test_the_table_and_the_json_say_the_same_and_hide_the_same(site: HeardSite) -> None:
    text = site.browser().get("/open-data/answers.csv").text
    lines = {one["title"]: one for one in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}
    found = site.browser().get("/open-data/answers.json").json()
    given = {one["title"]: one for one in found["answers"]}
    assert (lines["Light"]["people"], given["Light"]["people"]) == ("20", 20)
    assert (lines["A later bus"]["people"], given["A later bus"]["people"]) == ("c", "c")
    assert (
        [one["name"] for one in found["columns"]] == list(lines["Light"]) == [one.name for one in DICTIONARY]
    )


def test_every_column_is_explained_on_the_page(site: HeardSite) -> None:
    page = words(site.shows("/open-data"))
    assert all(one.meaning in page for one in DICTIONARY)
    assert "fewer than 5 people" in page


def test_what_is_not_published_is_in_no_file(site: HeardSite) -> None:
    site.consult(code="other")
    for ending in ("csv", "json"):
        text = site.browser().get(f"/open-data/answers.{ending}").text
        assert text.count("A later bus") == 1
        assert "Invented" not in text


def test_people_read_what_happens_next_and_when(site: HeardSite) -> None:
    with site.database.write() as connection:
        Consultations(connection).close(
            "safe", site.clock(), Next("We count the answers.", date(2026, 12, 20))
        )
    for path in ("/", "/easy-read"):
        page = words(site.shows(path))
        assert "We count the answers." in page
        assert "by 20 December 2026" in page


def test_easy_read_has_a_picture_beside_each_idea_and_a_way_back(site: HeardSite) -> None:
    page = site.shows("/easy-read")
    assert page.count('class="easy__row"') == page.count('class="easy__picture"') > 5
    assert 'href="/"' in page
    assert "You said: Light." in words(page)
    assert 'href="/easy-read"' in site.shows("/")


def test_a_kept_board_is_counted_anew_when_somebody_answers(site: HeardSite) -> None:
    path = "/api/v1/board/CE-2022"
    before = site.browser().get(path).json()["people"]["value"]
    assert site.browser().get(path).json()["people"]["value"] == before
    site.answer(10)
    assert site.browser().get(path).json()["people"]["value"] == before + 10
