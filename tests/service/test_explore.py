"""Filters over what people said: whoever combines them all learns no more than the board's pages say."""

import re
from html import unescape
from itertools import product

import pytest
from fastapi.testclient import TestClient

from analysis.redacting import redact_new
from tests.heard_site import BUSES, HeardSite, words
from tests.staff_site import StaffSite

LONELY = "Nobody asks us about the skate park"


@pytest.fixture
def officer(heard_site: HeardSite) -> TestClient:
    """Twenty spoke of lights, two of buses, one of something that nobody else did."""
    heard_site.consult()
    heard_site.answer(20)
    heard_site.answer(2, better=BUSES, safe="no", age_band="10-14")
    heard_site.answer(1, better=LONELY, safe="no", age_band="15-19")
    redact_new(heard_site.database)
    return StaffSite(heard_site.database, heard_site.clock).signed_in()


def shown(officer: TestClient, **filters: str) -> str:
    answer = officer.get("/staff/explore", params=filters)
    assert answer.status_code == 200, answer.text[:300]
    return answer.text


def options(page: str, name: str) -> list[str]:
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)[0]
    return re.findall(r'<option value="([^"]*)"', select)


def test_words_that_fit_are_shown_and_what_few_wrote_is_not(officer: TestClient) -> None:
    assert "More lights please" in shown(officer, theme="lights")
    few = words(shown(officer, theme="buses"))
    assert "Too few people wrote something that fits" in few
    assert BUSES not in few


def test_no_combination_of_filters_shows_a_number_that_the_board_does_not(
    officer: TestClient, heard_site: HeardSite
) -> None:
    first = shown(officer)
    names = ("outcome", "question", "theme", "kind", "feeling")
    wanted = [options(first, name)[:3] for name in names]
    known = set(re.findall(r'"value":(\d+)', heard_site.browser().get("/api/v1/board/CE-2022").text))
    seen = 0
    for values in product(*wanted):
        page = shown(officer, **dict(zip(names, values, strict=True)))
        tables = re.findall(r'<td class="govuk-table__cell govuk-table__cell--numeric">\s*(\d+)', page)
        assert set(tables) <= known, values
        listed = re.findall(r'found__words">(.*?)</p>', page)
        assert not listed or len(listed) >= 5, values
        seen += len(listed)
        assert "people wrote" in words(page)
    assert seen > 30, "something is shown"


def test_filters_are_never_about_the_person(officer: TestClient) -> None:
    for name in ("age_band", "sex", "channel", "participant"):
        assert officer.get("/staff/explore", params={name: "5-9"}).status_code == 422


def test_pages_follow_each_other(officer: TestClient, heard_site: HeardSite) -> None:
    heard_site.answer(20)
    redact_new(heard_site.database)
    page = shown(officer, theme="lights")
    following = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert page.count("found__words") == 10
    ids = re.findall(r"/staff/walks/answers/(\d+)", page + officer.get(following).text)
    assert len(set(ids)) == 20


WAY = re.compile(r'href="(/staff/(?:explore|walks)[^"]+)"')


def test_an_officer_walks_from_the_board_to_the_answers_and_on_to_what_came_of_them(
    officer: TestClient, heard_site: HeardSite
) -> None:
    page = officer.get("/board/outcomes/CE2").text
    ways = [unescape(one) for one in WAY.findall(page)]
    assert "/staff/explore?audience=everybody&outcome=CE2&theme=lights" in ways
    assert "/staff/explore?audience=everybody&question=safe%2Fbetter&theme=lights" in ways
    assert "/staff/walks/safe/safe?part=yes" in ways
    assert not any("theme=buses" in one for one in ways)  # too few spoke of them
    assert all(officer.get(one).status_code == 200 for one in set(ways))
    found = officer.get(ways[0]).text
    onwards = re.search(r'href="(/staff/walks/answers/\d+)"', found)[1]
    assert "No ask stands on it yet." in officer.get(onwards).text


def test_nobody_else_sees_a_way_from_a_number_to_answers(officer: TestClient, heard_site: HeardSite) -> None:
    member = officer.site.signed_in("board@trust.example", "board", "young-lead", "DSL")
    for browser in (member, heard_site.browser()):
        for path in ("/board", "/board/outcomes/CE2"):
            assert not WAY.search(browser.get(path).text)
    assert WAY.search(officer.get("/board").text)
