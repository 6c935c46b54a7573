"""The plan's pages: figures read honestly, stories by role, promises with their clock."""

from pathlib import Path

import pytest

from consultations.plan import read_plan
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.builders import KEYS
from tests.heard_site import HeardSite, words
from tests.staff_site import StaffSite
from tests.walked import linked_numbers

PLANS = Path(__file__).parents[2] / "examples" / "plans"
GCSE = "/staff/plans/HAL-2009/indicators/HAL1.I7"


def import_all(database: Database, site: HeardSite | StaffSite) -> None:
    with database.write() as connection:
        for plan in read_plan(PLANS).plans:
            Plans(connection).save(plan, site.clock())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> HeardSite:
    """Only read in these tests."""
    folder = tmp_path_factory.mktemp("plans")
    database = Database(f"sqlite:///{folder / 'plans.db'}", KEYS)
    database.upgrade()
    opened = HeardSite(database, folder)
    import_all(database, opened)
    return opened


@pytest.fixture
def staff(tmp_path: Path) -> StaffSite:
    database = Database(f"sqlite:///{tmp_path / 'staff.db'}", KEYS)
    database.upgrade()
    opened = StaffSite(database)
    import_all(database, opened)
    return opened


def test_every_indicator_of_every_plan_has_a_page(site: HeardSite) -> None:
    for plan in read_plan(PLANS).plans:
        page = site.shows(f"/board/plans/{plan.code}")
        indicators = [one for outcome in plan.outcomes for one in outcome.indicators]
        addresses = [f"/board/plans/{plan.code}/indicators/{one.code}" for one in indicators]
        assert all(address in page for address in addresses)
        assert words(site.shows(addresses[-1])).count(indicators[-1].text[:40])


def test_a_rise_is_told_in_points_with_the_story_and_the_other_places(site: HeardSite) -> None:
    page = words(site.shows("/board/plans/HAL-2009/indicators/HAL1.I7"))

    assert "27 percentage points more (61% more) since 2004: better" in page
    assert "In 2008, compared with areas like ours: 4 percentage points more (6% more)." in page
    assert "worked hard together (Secondary schools)" in page


def test_a_target_worse_than_the_start_is_said_so_and_nothing_of_it_is_green(site: HeardSite) -> None:
    page = site.shows("/board/plans/THR-2016/indicators/THR.M9")

    assert "is below where we started (89.5%)" in words(page)
    assert "govuk-tag--red" in page
    assert "govuk-tag--green" not in page
    assert "govuk-tag--green" in site.shows("/board/plans/THR-2016/indicators/THR.M18")


def test_a_chart_has_a_title_a_description_and_every_figure_in_a_table(site: HeardSite) -> None:
    page = site.shows("/board/plans/HAL-2009/indicators/HAL1.I6")

    assert '<title id="curve-title">Reduce the percentage of 16-18 year olds who are NEET</title>' in page
    assert "Halton: 9.1% in 2004, 13.4% in 2008; 4.3 percentage points more (47% more), worse." in page
    assert "no figure (data unavailable at time of print)" in words(page)


def test_the_review_the_risks_and_the_services_of_a_plan_can_be_read(site: HeardSite) -> None:
    reviewed = words(site.shows("/board/plans/WCT-2020"))
    assert "970 one-to-one sessions with young people" in reviewed
    assert "Kooth. Online (WCT1)" in reviewed
    risks = words(site.shows("/board/plans/THR-2016"))
    assert "Nobody is named for it." in risks
    assert "Cleanest, safest and most sustainable neighbourhoods in the country" in risks


def test_what_was_carried_over_from_the_plan_before_is_one_click_away(site: HeardSite) -> None:
    page = words(site.shows("/board/plans/WCT-2020/after/WC-2011"))

    assert "WC2 → WCT5: the same name" in page
    assert "Dropped Workforce development" in page


def test_what_is_late_leads_the_boards_page(site: HeardSite) -> None:
    page = site.shows("/board")

    late = page.index("Promises that are late")
    assert late < page.index("What people say about each outcome")
    assert "All 44 that are late" in words(page)


def test_everybody_reads_what_was_promised_and_what_the_plan_does_not_hold_together(site: HeardSite) -> None:
    assert "44 late" in words(site.shows("/promises"))
    halton = words(site.shows("/board/plans/HAL-2009/promises"))
    assert "We will establish a Joint Intelligence and Commissioning Unit" in halton
    assert "words that belong to another promise" in halton


def test_an_officer_writes_the_story_and_the_board_reads_the_role_not_the_name(staff: StaffSite) -> None:
    browser = staff.signed_in("officer@trust.example", "officer")
    empty = browser.post(f"{GCSE}/story", data={"kind": "story", "words": " "})
    assert (empty.status_code, "Write it in a few plain sentences" in empty.text) == (422, True)
    browser.post(f"{GCSE}/story", data={"kind": "story", "words": "Mentors came."})
    browser.post(f"{GCSE}/story", data={"kind": "story", "words": "Mentors stayed."})
    browser.post(
        f"{GCSE}/story", data={"kind": "difference", "words": "A breakfast club", "partner": "Schools"}
    )

    page = (
        staff.signed_in("board@trust.example", "board").get("/board/plans/HAL-2009/indicators/HAL1.I7").text
    )
    assert "Mentors stayed." in page
    assert "Mentors came." not in page
    assert "Written by an officer" in page
    assert "officer@trust.example" not in page
    assert "A breakfast club (Schools)" in page
    browser.post(f"{GCSE}/notes/3/withdraw")
    assert "A breakfast club" not in browser.get("/board/plans/HAL-2009/indicators/HAL1.I7").text


def test_a_promise_is_done_only_with_evidence_and_everybody_reads_it(staff: StaffSite) -> None:
    browser = staff.signed_in("officer@trust.example", "officer")
    path = "/staff/plans/CE-2022/promises/CE2.P7"
    refused = browser.post(path, data={"state": "done"})
    assert (refused.status_code, "no evidence" in refused.text) == (422, True)
    assert browser.post(path, data={"state": "done", "evidence": "SHOUT report, May"}).status_code == 303

    page = words(browser.get("/promises").text)
    assert "SHOUT report, May" in page
    assert "43 late" in page
    unkept = browser.post(path, data={"state": "not-kept", "reason": "The money ended."})
    assert unkept.status_code == 303
    assert "1 not kept" in words(browser.get("/promises").text)


def test_those_whom_a_pledge_was_made_to_are_asked_and_few_of_them_are_not_shown(
    staff: StaffSite, tmp_path: Path
) -> None:
    browser = staff.signed_in("officer@trust.example", "officer")
    asked = browser.post("/staff/plans/CE-2022/pledges/CE.PL1/ask", data={"outcome": "CE1"})
    assert asked.status_code == 303
    code = asked.headers["location"].rpartition("/")[2]
    assert code == f"kept-CE-PL1-{staff.clock():%Y-%m}"
    again = browser.post("/staff/plans/CE-2022/pledges/CE.PL1/ask", data={"outcome": "CE1"})
    assert again.status_code == 409, "asked once a month at most"

    kept = HeardSite(staff.database, tmp_path, staff.clock)
    kept.answer_each([{"kept_ce_pl1_3": "yes"}] * 3, code)
    point = "We will work to give you a forever home and to keep you safe"
    assert "Is it kept for you?" not in browser.get("/promises").text
    kept.answer_each([{"kept_ce_pl1_3": "yes"}] * 27 + [{"kept_ce_pl1_3": "no"}] * 20, code)
    told = words(browser.get("/promises").text)
    assert told[told.index(point) :].index("60% of 50 people said yes.") < 400
    for page in ("/board/plans/CE-2022/promises", "/staff/plans/CE-2022/promises/CE.PL1.3"):
        (walk,) = linked_numbers(browser.get(page).text)
        assert walk.way == f"/staff/walks/{code}/kept_ce_pl1_3?part=yes"
        assert "30 answers" in browser.get(walk.way).text
    assert not linked_numbers(browser.get("/promises").text), "everybody's page looks the same to everybody"


def test_an_officer_takes_the_plan_home_as_a_spreadsheet(staff: StaffSite) -> None:
    browser = staff.signed_in("officer@trust.example", "officer")

    assert "HAL-2009" in browser.get("/staff/plans").text
    assert browser.get("/staff/plans/HAL-2009/plan.xlsx").content.startswith(b"PK")
    assert browser.get("/staff/plans/HAL-2009/plan.yaml").text.startswith("code: HAL-2009")
