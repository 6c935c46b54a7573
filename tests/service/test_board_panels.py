"""The four panels of an outcome, the meeting view and the paper, as a member of the board meets them."""

from dataclasses import replace
from datetime import date

import pytest

from consultations.evidence import Finding
from consultations.storage.evidence import Findings, StaffConsultations
from tests.builders import question
from tests.heard_site import BUSES, LIGHTS, HeardSite, Words, safe_form, words
from tests.staff_site import StaffSite

OUTCOME = "/board/outcomes/CE2"
PANELS = (
    "What our performance tells us",
    "What our audits tell us",
    "What young people and their families tell us",
    "What staff tell us",
)


@pytest.fixture
def site(heard_site: HeardSite) -> HeardSite:
    """Children were asked twice, staff once; an audit was made; an ask waits."""
    heard_site.consult()
    heard_site.answer(12)
    heard_site.answer(8, age_band="10-14", safe="no", better=BUSES)
    heard_site.promote()
    heard_site.clock.tick(days=40)
    heard_site.consult(code="again", title="A year on")
    heard_site.answer(20, code="again")
    staff = heard_site.consult(code="staff", title="Staff on safety")
    heard_site.answer(30, code="staff", safe="no", better=BUSES)
    found = Finding(
        0,
        "CE-2022",
        "CE2",
        "Missing",
        "Nine of ten.",
        "One day.",
        "QA",
        date(2026, 9, 1),
        "x",
        heard_site.clock(),
    )
    with heard_site.database.write() as connection:
        StaffConsultations(connection).set([staff.id])
        Findings(connection).add(found)
    return heard_site


def panel(page: str, name: str) -> str:
    """The words of one panel."""
    rest = words(page).split(name)[-1]
    later = [other for other in PANELS[PANELS.index(name) + 1 :] if other in rest]
    return rest.split(later[0])[0] if later else rest


def test_an_outcome_has_exactly_the_four_panels_of_the_plan(site: HeardSite) -> None:
    page = site.shows(OUTCOME)
    assert page.count('<section class="panel">') == page.count("<h2") - page.count(
        'govuk-visually-hidden">About'
    )
    assert [page.index(f">{name}</h2>") for name in PANELS] == sorted(
        page.index(f">{name}</h2>") for name in PANELS
    )


def test_each_panel_says_what_is_its_own(site: HeardSite) -> None:
    page = site.shows(OUTCOME)
    assert "late" in panel(page, PANELS[0])
    assert "Nine of ten. Next: One day. QA, 1 September 2026" in panel(page, PANELS[1])
    young, staff = panel(page, PANELS[2]), panel(page, PANELS[3])
    assert "People who answered 40" in young
    assert "Light on the way home" in young
    assert "waiting for a decision" in young
    assert "Staff on safety: 30 people took part." in staff


def test_what_staff_say_counts_nowhere_else(site: HeardSite) -> None:
    board = site.browser().get("/api/v1/board/CE-2022").json()
    assert board["people"] == {"shown": True, "value": 40}
    assert [one["consultation"] for one in board["consultations"]] == ["again", "safe"]


def test_the_same_question_asked_again_shows_what_changed(site: HeardSite) -> None:
    young = panel(site.shows(OUTCOME), PANELS[2])
    assert "100% said “Yes”, up from 50% (23 November 2026)." in young
    site.answer(10, code="again", safe="no", better=BUSES)
    young = panel(site.shows(OUTCOME), PANELS[2])
    assert "67% said “Yes”, no reliable difference from 50% (23 November 2026)." in young


def test_a_question_in_other_words_is_no_trend(site: HeardSite) -> None:
    form = safe_form()
    asked = replace(form.items[1], label={"en": "Are you safe where you live?"})
    site.consult(
        replace(form, items=(form.items[0], asked, form.items[2])), code="other", title="Other words"
    )
    site.answer(20, code="other", safe="no", better=BUSES)
    assert "asked twice in the same words" in panel(site.shows(OUTCOME), PANELS[2])


def test_groups_are_counted_over_all_consultations(site: HeardSite) -> None:
    groups = site.browser().get("/api/v1/board/CE-2022").json()["who_took_part"][0]["rows"]
    shown = {row["name"]: row["people"].get("value") for row in groups}
    assert (shown["5-9"], shown["10-14"], shown["15-19"]) == (30, 10, 0)


def test_the_three_questions_are_answered_within_two_clicks_of_the_front_page(site: HeardSite) -> None:
    links = Words(site.shows("/board")).links
    saying = next(link for link in links.values() if link == f"{OUTCOME}#young")
    assert "Street lights" in panel(site.shows(saying), PANELS[2])
    assert links["What have we promised and not done?"] == "#promised"
    assert links["Who have we not heard from?"] == "#who"
    front = site.shows("/board")
    assert (
        "We have heard from nobody who said: 15 or over." in words(front).split("who we have not heard")[-1]
    )


def test_late_promises_lead(site: HeardSite) -> None:
    front = words(site.shows("/board"))
    assert front.index("Promises that are late") < front.index("What people say about each outcome")


def test_the_meeting_goes_from_screen_to_screen_and_back(site: HeardSite) -> None:
    path, seen = "/board/meeting", []
    while path:
        page = Words(site.shows(path))
        seen.append(path)
        path = page.links.get("Next", "")
    assert len(seen) == 9
    assert seen[-1].endswith("show=who")
    assert Words(site.shows(seen[1])).links["Previous"] == "/board/meeting"
    for name in PANELS:
        assert name in words(site.shows("/board/meeting?show=CE2"))
    assert site.browser().get("/board/meeting?show=nothing").status_code == 404


def test_the_paper_has_a_sheet_for_each_outcome(site: HeardSite) -> None:
    page = site.shows("/board/paper")
    assert page.count('<article class="sheet">') == 7
    assert "Nobody who said: 15 or over." in words(page)


def test_an_officer_writes_down_what_an_audit_found(site: HeardSite) -> None:
    officer = StaffSite(site.database, site.clock).signed_in()
    given = {"outcome": "CE2", "title": "Thresholds", "found": "Most were right.", "audited_by": "QA"}
    wrong = officer.post("/staff/evidence", data={**given, "audited_on": "2099-01-01", "outcome": "CE9"})
    assert (wrong.status_code, "not after today" in wrong.text, "Choose an outcome." in wrong.text) == (
        422,
        True,
        True,
    )
    added = officer.post("/staff/evidence", data={**given, "audited_on": "2026-10-05"})
    assert added.headers["location"] == "/staff/evidence?note=added"
    assert "Thresholds" in panel(site.shows(OUTCOME), PANELS[1])
    assert officer.post("/staff/evidence/2/remove").status_code == 303
    assert "Thresholds" not in site.shows(OUTCOME)


def test_an_officer_says_which_consultations_ask_the_staff(site: HeardSite) -> None:
    officer = StaffSite(site.database, site.clock).signed_in()
    officer.post("/staff/evidence/staff", data={})
    assert "Staff have not been asked yet." in site.shows(OUTCOME)
    officer.post("/staff/evidence/staff", data={"staff": ["staff", "nothing"]})
    assert "Staff on safety" in panel(site.shows(OUTCOME), PANELS[3])


def test_the_outcome_says_how_groups_differ_and_what_all_say(site: HeardSite) -> None:
    """The younger ones asked for lights, the older ones for buses; some of both for lights."""
    site.answer(30, age_band="10-14", safe="no", better=BUSES)
    site.answer(10, age_band="10-14", safe="no", better=LIGHTS)
    young = panel(site.shows(OUTCOME), PANELS[2])
    assert "“9 or under” spoke of “Street lights” more often than “10 to 14”:" in young
    assert "points apart." in young
    assert "Said in all groups: “Street lights”, by 20% to 100% of each." in young
    heard = next(
        one for one in site.browser().get("/api/v1/board/CE-2022").json()["outcomes"] if one["code"] == "CE2"
    )
    groups = {one["group"]: one["people"].get("value") for one in heard["groups"]}
    assert groups == {"5-9": 30, "10-14": 50, "15-19": 0, "not_said": 0}
    assert {one["more"] for one in heard["differences"]} == {"9 or under", "10 to 14"}
    assert [one["theme"] for one in heard["said_in_all_groups"]] == ["lights"]


def test_those_who_took_part_are_held_against_the_people_in_the_area(site: HeardSite) -> None:
    officer = StaffSite(site.database, site.clock).signed_in()
    assert "Enter how many people there are" in officer.get("/board").text
    assert "Nobody has entered how many people there are in the area" in site.shows(OUTCOME)
    assert "/staff/population" not in site.shows(OUTCOME)
    given = {
        "group": ["5-9", "10-14", "15-19"],
        "people": ["20,000", "many", ""],
        "source": ["ONS mid-year estimates", "ONS mid-year estimates", ""],
        "year": ["2025", "2025", ""],
    }
    wrong = officer.post("/staff/population", data=given)
    assert (wrong.status_code, "in digits" in wrong.text, "20,000" in wrong.text) == (422, True, True)
    saved = officer.post("/staff/population", data={**given, "people": ["20,000", "60,000", ""]})
    assert saved.headers["location"] == "/staff/population?saved=true"
    young = panel(site.shows(OUTCOME), PANELS[2])
    assert "“10 to 14”: 75% of the people in the area, and 14% to 40% of those who took part." in young
    assert "We have heard from too few of them." in young
    assert "People in the area: ONS mid-year estimates (2025)." in young
    assert "in the area for “15 or over”: whether we heard from enough" in young


def test_people_of_a_form_for_parents_are_a_group_of_their_own(site: HeardSite) -> None:
    form = safe_form()
    hidden = question("audience", "hidden", "", default="parents")
    site.consult(replace(form, items=(hidden, *form.items[1:])), code="parents", title="Parents")
    site.answer(20, code="parents", safe="no", better=BUSES)
    rows = site.browser().get("/api/v1/board/CE-2022").json()["who_took_part"][0]["rows"]
    shown = {row["label"]: row["people"].get("value") for row in rows}
    assert shown["Parents and carers"] == 20
    assert "“Parents and carers” spoke of “Buses” more often than “9 or under”:" in panel(
        site.shows(OUTCOME), PANELS[2]
    )
