"""A consultation's page leads to the next step and to the files of answers; what has no figure comes last."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.heard_site import BUSES, HeardSite, words
from tests.staff_site import StaffSite, may_look

PAGE = "/staff/consultations/safe"
FILE = re.compile(r'href="(/api/v1/consultations/safe/answers\.[^"]+)"')


@pytest.fixture
def officer(heard_site: HeardSite) -> TestClient:
    heard_site.consult()
    heard_site.answer(12)
    heard_site.answer(6, age_band="10-14", safe="no", better=BUSES)
    return StaffSite(heard_site.database, heard_site.clock).signed_in()


def test_the_answers_can_be_taken_away_as_each_kind_of_file(officer: TestClient) -> None:
    files = FILE.findall(officer.get(PAGE).text)
    assert sorted(one.partition("answers.")[2] for one in files) == ["csv", "json", "sps", "spss.csv", "xlsx"]
    assert [officer.get(one).status_code for one in files] == [200] * 5


def test_before_the_end_the_files_are_for_who_has_said_why(
    heard_site: HeardSite, officer: TestClient
) -> None:
    officer.post(f"{PAGE}/reopen")
    assert FILE.findall(officer.get(PAGE).text) == []
    assert "early" in officer.get(PAGE).text
    files = FILE.findall(may_look(officer).get(PAGE).text)
    assert [officer.get(one).status_code for one in files] == [200] * 5


def test_the_next_step_comes_first_and_long_lists_are_folded(officer: TestClient) -> None:
    page = officer.get(PAGE).text
    _, _, said = words(page).partition("Next: Look at the themes, and have a lead sign them off")
    assert 0 < said.index("Make sense of it") < said.index("Run it")
    officer.post(f"{PAGE}/reopen")
    _, _, again = words(officer.get(PAGE).text).partition("Next: Watch it run")
    assert 0 < again.index("Run it") < again.index("Make sense of it")
    assert page.count("<details") == 3 + page.count("<table"), "the menu, two more, and each question"


def test_indicators_without_a_number_stand_folded_after_what_was_said(
    heard_site: HeardSite, officer: TestClient
) -> None:
    page = heard_site.shows("/board/outcomes/CE2")
    before, _, after = page.partition('<details class="govuk-details" id="no-figures">')
    assert "No number published yet" not in before
    assert after.count("No number published yet") == 5
    assert "What staff tell us" in before
    assert "No number yet of 5 of 5 indicators" in words(before)
