"""People read the public pages in the language that they choose, all of it, and it stays theirs."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts
from sqlalchemy import update

from consultations.storage.consultations import Consultations
from consultations.storage.tables import consultation
from tests.heard_site import BUSES, HeardSite, Words, words
from tests.page_languages import CODE, NAME, english, spoken

PAGES = (
    "/",
    "/easy-read",
    "/easy-read/next",
    "/easy-read/we-did",
    "/easy-read/privacy",
    "/easy-read/accessibility",
    "/words",
    "/promises",
    "/reports",
    "/open-data",
    "/developers",
    "/privacy",
    "/accessibility",
)
IN_IT = f"?language={CODE}"
WARNING = "A computer translated this page. Nobody has checked it yet."


@pytest.fixture
def site(heard_site: HeardSite, tmp_path: Path) -> Iterator[HeardSite]:
    with spoken(tmp_path / "languages"):
        yield heard_site


def answered(site: HeardSite) -> None:
    """A consultation that is over, and an answer to what was said in it."""
    site.consult()
    site.answer(12)
    site.answer(8, age_band="10-14", safe="no", better=BUSES)
    ask = site.promote()
    site.decide(ask)
    site.publish(ask)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_in_another_language(path: str, site: HeardSite) -> None:
    """Only what the Trust wrote itself stays as it is: here its name."""
    page = site.shows(path + IN_IT)
    assert f'<html lang="{CODE}" dir="ltr"' in page
    own = {"Together", "A Children’s Trust"}
    if path == "/developers":  # the words about each operation are those of the description for programs
        page = re.sub(r"<h3.*?</details>|<h3.*?</p>", "", page, flags=re.DOTALL)
    if path == "/open-data":
        own |= {"true, false", "will_do, doing, done, already, cant"}
    assert set(english(page)) - own == set()


def test_what_came_of_it_is_in_that_language_down_to_the_dates(site: HeardSite) -> None:
    answered(site)
    page = site.shows(f"/{IN_IT}")
    theirs = {
        "A Children’s Trust",
        "Together",
        "Safe places",
        "Feel safe, be safe",
        "Light on the way home",
        "put up lamps.",
    }
    left = {one for one in english(page) if one not in theirs}
    assert all("What would make it better?" in one or "Safe places" in one for one in left), left
    assert "23 жжжжжжжж 2026" in words(page)
    assert "November" not in page


def test_what_the_plan_promised_is_in_that_language(site: HeardSite) -> None:
    answered(site)
    said = words(site.shows(f"/promises{IN_IT}"))
    assert not re.search(r"Promised|Promise \w|\d days|Responsible:|\d not done yet|\d late", said)
    assert re.search(r"жжжжжжжж [\d,]+ жжжж жжж", said)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_offers_the_languages_and_links_that_stay_in_one(path: str, site: HeardSite) -> None:
    answered(site)
    links = Words(site.shows(path + IN_IT)).links
    assert links["English"] == "?language=en"
    assert links[NAME] == IN_IT
    for to in links.values():
        address = to.partition("#")[0]
        assert address.partition("?")[0] not in PAGES or address.endswith(IN_IT), to
    in_english = Words(site.shows(path)).links
    assert not [to for to in in_english.values() if "language" in to and not to.startswith("?")]
    assert in_english[NAME] == IN_IT


def test_the_chat_opens_in_the_language_of_the_page(site: HeardSite) -> None:
    site.consult()
    for path in ("/", "/easy-read"):
        assert f"/chat/safe{IN_IT}" in Words(site.shows(path + IN_IT)).links.values()
        assert "/chat/safe" in Words(site.shows(path)).links.values()


def test_a_page_that_a_computer_translated_says_so_in_both_languages(site: HeardSite) -> None:
    page = site.shows(f"/words{IN_IT}")
    assert f'<p lang="en" dir="ltr">{WARNING}' in page
    assert re.search(r"<p>ж жжжжжжжж жжжжжжжжжж жжжж жжжж\.", page)
    assert WARNING not in site.shows("/words")


def test_a_language_that_people_have_read_has_no_warning(heard_site: HeardSite, tmp_path: Path) -> None:
    with spoken(tmp_path / "languages", CODE):
        assert WARNING not in heard_site.shows(f"/words{IN_IT}")


def test_arabic_runs_from_right_to_left(heard_site: HeardSite) -> None:
    page = heard_site.shows("/words?language=ar")
    assert '<html lang="ar" dir="rtl"' in page
    assert 'href="?language=ar" hreflang="ar" lang="ar" dir="rtl" aria-current="true">العربية</a>' in page


@pytest.mark.parametrize("named", ["xx", "", "EN", "../ar", "a" * 9000, "%00", "qq&language=en"])
def test_what_is_no_language_is_english(named: str, site: HeardSite) -> None:
    assert '<html lang="en" dir="ltr"' in site.shows(f"/words?language={named}")


def test_one_persons_language_is_nobody_elses(site: HeardSite) -> None:
    browser = site.browser()
    for _ in range(3):
        assert "Hard words" not in browser.get(f"/words{IN_IT}").text
        assert "Hard words" in browser.get("/words").text
        assert "Hard words" in browser.get("/words", headers={"accept-language": CODE}).text


def test_what_is_not_for_everybody_stays_in_english(site: HeardSite) -> None:
    answered(site)
    assert '<html lang="en"' in site.shows(f"/sign-in{IN_IT}")
    assert '<html lang="en"' in site.shows(f"/board{IN_IT}")
    about = site.browser().get(f"/open-data/answers.json{IN_IT}").json()["columns"]
    assert about[0]["meaning"] == "The number of the ask"


def test_every_page_in_the_public_frame_can_be_chosen(site: HeardSite) -> None:
    """A page that offers languages and cannot be had in them would be a broken promise."""
    answered(site)
    routes = list(iter_route_contexts(site.app.routes))
    open_pages = [one.path for one in routes if "GET" in (one.methods or ()) and "{" not in one.path]
    browser = site.browser()
    offering = [path for path in open_pages if "together-languages" in browser.get(path).text]
    assert sorted(offering) == sorted(PAGES)


def test_a_day_by_which_to_answer_is_written_out(site: HeardSite) -> None:
    site.consult()
    with site.database.write() as connection:
        connection.execute(update(consultation).values(closes_on=date(2027, 1, 5)))
    assert "You can answer until 5 January 2027." in words(site.shows("/"))
    assert "5 жжжжжжж 2027" in words(site.shows(f"/{IN_IT}"))


def test_where_nothing_is_asked_it_is_said(site: HeardSite) -> None:
    site.consult()
    with site.database.write() as connection:
        Consultations(connection).close("safe", site.clock())
    assert "жж жжж жжж жжжжжж жжжжжжжж жжжжж жжж" in words(site.shows(f"/{IN_IT}"))
