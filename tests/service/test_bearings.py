"""From a decision on to the parts of the plan that it bears on, on every page that shows either; and back."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from consultations.accountability import Answered, Links
from consultations.sealing import write_key
from consultations.storage.asks import Asks
from consultations.storage.ledger import Ledger
from consultations.storage.plans import Plans
from tests.builders import KEYS
from tests.heard_site import HeardSite, words
from tests.staff_site import StaffSite
from together.__main__ import cli

PLAN = "/board/plans/CE-2022"


@pytest.fixture
def officer(heard_site: HeardSite) -> TestClient:
    """One ask is answered, and bears on a priority that is done and on an indicator; another is decided."""
    heard_site.consult()
    heard_site.answer(20)
    heard_site.answer(6, age_band="5-9", safe="no", better="A later bus")
    ask, other = heard_site.promote(), heard_site.promote("buses", "A later bus")
    bus = Links(promise="CE.PL1.3", indicator="CE2.I1")
    lamps, now = replace(bus, promise="CE2.P7"), heard_site.clock()
    spring = now.date() + timedelta(days=90)
    with heard_site.database.write() as connection:
        Asks(connection).decide(ask, Answered("doing", "put up lamps.", spring, lamps), "lead", now)
        Asks(connection).decide(other, Answered("cant", "no driver.", None, bus), "lead", now)
        Ledger(connection).record("CE-2022", "CE2.P7", "done", "", "Minutes of May", "officer", "x", now)
    heard_site.publish(ask)
    return StaffSite(heard_site.database, heard_site.clock).signed_in()


def test_a_decision_leads_on_to_what_it_bears_on_and_to_the_result(officer: TestClient) -> None:
    answers = re.findall(r"/staff/walks/answers/(\d+)", officer.get("/staff/asks/1").text)
    for path in ("/board", "/board/outcomes/CE2", "/staff/asks/1", f"/staff/walks/answers/{answers[0]}"):
        page = officer.get(path).text
        assert f'href="{PLAN}/promises#promise-CE2.P7"' in page, path
        assert f'href="{PLAN}/indicators/CE2.I1"' in page, path
        told = words(page)
        assert "Priority for the first year CE2.P7:" in told, path
        assert "(Done: Minutes of May)" in told, path
    assert 'id="promise-CE2.P7"' in officer.get(f"{PLAN}/promises").text
    chain = officer.get(f"/api/v1/answers/{answers[0]}").json()["asks"][0]["bears_on"]
    assert [one["code"] for one in chain] == ["CE2.P7", "CE2.I1"]
    assert chain[0]["result"] == "Done: Minutes of May"
    assert officer.get("/api/v1/asks/1").json()["bears_on"] == chain


def test_the_ledger_and_the_page_of_a_promise_lead_back_to_what_was_asked(
    officer: TestClient, heard_site: HeardSite
) -> None:
    ledger = words(officer.get(f"{PLAN}/promises").text)
    assert ledger.count("People asked for it: Light on the way home") == 1
    assert "Priority for the first year CE2.P7:" in ledger.split("Light on the way home: put up lamps.")[1]
    assert "A later bus" not in ledger, "it is decided, and nobody has been told"
    promise = words(officer.get("/staff/plans/CE-2022/promises/CE.PL1.3").text)
    assert "A later bus : decided. no driver." in promise
    assert "People asked for it: Light on the way home" in words(heard_site.shows("/promises"))


def test_an_indicator_shows_first_what_bears_on_it_and_no_other_does(officer: TestClient) -> None:
    figure = words(officer.get(f"{PLAN}/indicators/CE2.I1").text)
    about, others = figure.split("What else they asked for")
    assert "Light on the way home" in about.split("What people asked for that bears on this figure")[1]
    assert "A later bus" in others, "that it bears on the figure is told when the decision is"
    assert "bears on this figure" not in words(officer.get(f"{PLAN}/indicators/CE2.I2").text)


def test_the_next_plan_stands_beside_the_old_one_with_the_evidence(
    officer: TestClient, heard_site: HeardSite
) -> None:
    with heard_site.database.write() as connection:
        plans = Plans(connection)
        plans.save(replace(plans.get("CE-2022"), code="CE-2026"), heard_site.clock())
    page = words(officer.get("/board/plans/CE-2026/after/CE-2022").text)
    outcome, priority = page.split("CE2 → CE2:")[1], page.split("CE2.P7 → CE2.P7:")[1]
    assert outcome.index("Light on the way home") < outcome.index("CE3 → CE3:")
    assert "What came of it: Done: Minutes of May" in priority[: priority.index("CE2.P8")]
    assert "Light on the way home" in priority[: priority.index("CE2.P8")]
    assert "Points of pledges" in page

    environment = {"TOGETHER_DATA_FOLDER": str(heard_site.folder), "TOGETHER_KEY": write_key(KEYS.keys[0])}
    told = CliRunner().invoke(cli, ["plan", "compare", "CE-2022", "CE-2026"], env=environment)
    assert told.exit_code == 0, told.output
    lines = {line.split("\t")[2]: line.split("\t")[-1] for line in told.stdout.splitlines()}
    assert lines["CE2.P7"] == (
        "Done: Minutes of May; 20 people: Light on the way home (We are doing this now: put up lamps.)"
    )
    assert "5 people: A later bus (We can’t, because no driver.)" in lines["CE.PL1.3"]


def test_a_point_of_a_pledge_and_a_first_year_priority_can_be_named(officer: TestClient) -> None:
    page = officer.get("/staff/asks/2").text
    assert '<option value="CE.PL1.3" selected>' in page
    news = {"decision": "cant", "what_happens": "no driver."}
    assert officer.post("/staff/asks/2/decision", data={**news, "promise": "CE.PL1.6"}).status_code == 303
    assert officer.post("/staff/asks/2/decision", data={**news, "promise": "CE.PL9"}).status_code == 422
