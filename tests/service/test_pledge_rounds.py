"""“Is this kept for you?” goes to those whom a pledge was made to: invited, once each, round after round."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from bot.broadcasts import Broadcaster
from bot.messages import Incoming
from consultations.audience import Audience
from consultations.quiet_hours import NIGHT, read_quiet_hours
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.tables import answer, outbox, session
from tests.builders import LONDON
from tests.heard import safe_streets
from tests.service.test_staff_pages import words
from tests.staff_site import StaffSite

PEOPLE = [f"person-{number}" for number in range(12)]
ASK = "/staff/plans/cheshire/pledges/P1/ask"
CODE = "kept-P1-2026-11"


def does(site: StaffSite, who: str, **what: str) -> None:
    does.number += 1
    site.conversation.take(Incoming("telegram", who, f"{who}-{does.number}", **what))


does.number = 0


@pytest.fixture
def site(database: Database) -> StaffSite:
    """Twelve people answered one consultation and are an audience; one more person did not take part."""
    safe_streets(database)
    site = StaffSite(database)
    for who in PEOPLE:
        does(site, who, start="safe")
    with database.write() as connection:
        Broadcasts(connection, ["telegram"]).save_audience(
            Audience("Children in care", "safe", "began"), site.clock()
        )
    return site


@pytest.fixture
def officer(site: StaffSite) -> TestClient:
    return site.signed_in()


def invited(site: StaffSite, officer: TestClient) -> str:
    """The round is opened and its invitation sent; the page on which that was decided."""
    made = officer.post(ASK, data={"outcome": "CE2", "audience": "Children in care"})
    page = officer.get(made.headers["location"])
    officer.post(f"{made.headers['location']}/send")
    Broadcaster(site.database, site.clock, read_quiet_hours(NIGHT, LONDON), 28).fill()
    return words(page.text)


def began(site: StaffSite, code: str = CODE) -> int:
    with site.database.read() as connection:
        number = Consultations(connection).get(code).id
        wanted = select(func.count()).select_from(session).where(session.c.consultation_id == number)
        return connection.execute(wanted).scalar_one()


def test_an_officer_sees_whom_it_would_reach_before_anybody_is_asked(site: StaffSite, officer) -> None:
    page = words(officer.get("/staff/plans/cheshire/promises").text)
    assert "Children in care (10 people)" in page, "rounded, as every number of people"
    assert "open to anyone" in page
    said = invited(site, officer)
    assert "It would go to 10 people" in said
    assert "We made some promises to you." in said
    with site.database.read() as connection:
        texts = connection.execute(select(outbox.c.key).where(outbox.c.key.like("broadcast:%"))).scalars()
        assert len(list(texts)) == len(PEOPLE)


def test_only_who_was_invited_can_answer_and_nobody_else_finds_it(site: StaffSite, officer) -> None:
    invited(site, officer)
    does(site, "a stranger", start=CODE)
    assert began(site) == 0
    does(site, PEOPLE[0], start=CODE)
    assert began(site) == 1
    assert CODE not in site.browser().get("/chat").text
    assert CODE not in site.browser().get("/").text


def test_on_the_web_the_invitation_waits_in_the_chat_and_its_button_leads_to_the_round(
    site: StaffSite, officer
) -> None:
    browser = site.browser()
    browser.post("/chat/safe", data={"form_id": "1", "start": "true"})
    invited(site, officer)
    page = browser.get("/chat/safe").text
    assert "We made some promises to you." in page
    assert f'value="start:{CODE}"' in page
    answer = browser.post("/chat/safe", data={"form_id": "2", "button": f"start:{CODE}"})
    assert answer.headers["location"] == f"/chat/{CODE}#now"
    assert began(site) == 1


def test_one_tap_is_an_answer_and_a_second_visit_gives_no_second_one(site: StaffSite, officer) -> None:
    invited(site, officer)
    for text in ("Yes", "No"):
        does(site, PEOPLE[0], start=CODE)
        does(site, PEOPLE[0], text=text)
    with site.database.read() as connection:
        own = answer.c.question == "kept_p1_1", answer.c.counts
        assert connection.execute(select(func.count()).select_from(answer).where(*own)).scalar_one() == 1


def test_without_an_audience_its_link_is_open_to_anyone_and_still_on_no_list(
    site: StaffSite, officer
) -> None:
    made = officer.post(ASK, data={"outcome": "CE2"})
    assert made.headers["location"] == f"/staff/consultations/{CODE}"
    does(site, "a stranger", start=CODE)
    assert began(site) == 1
    assert CODE not in site.browser().get("/").text
    assert officer.post(ASK, data={"outcome": "CE2"}).status_code == 409, "asked once a month at most"


@pytest.mark.parametrize(("audience", "status"), [("Not there", 404), ("In Welsh", 409)])
def test_an_audience_of_nobody_opens_nothing(site: StaffSite, officer, audience: str, status: int) -> None:
    with site.database.write() as connection:
        Broadcasts(connection, ["telegram"]).save_audience(Audience("In Welsh", language="cy"), site.clock())
    assert officer.post(ASK, data={"outcome": "CE2", "audience": audience}).status_code == status
    with site.database.read() as connection:
        assert Consultations(connection).find(CODE) is None


def answered(site: StaffSite, code: str, *said: str) -> None:
    for who, word in zip(PEOPLE, said, strict=False):
        does(site, who, start=code)
        does(site, who, text=word)
    with site.database.write() as connection:
        Consultations(connection).close(code, site.clock())


def test_a_round_is_compared_with_the_last(site: StaffSite, officer) -> None:
    invited(site, officer)
    answered(site, CODE, *["Yes"] * 5, *["No"] * 5)
    first = words(officer.get("/promises").text)
    assert "50% of 10 people said yes. Only people who were invited were asked." in first
    site.clock.tick(days=31)
    officer = site.signed_in("another@trust.example")
    officer.post(ASK, data={"outcome": "CE2"})
    answered(site, "kept-P1-2026-12", *["Yes"] * 10)
    page = words(officer.get("/promises").text)
    assert "100% of 10 people said yes. Last time 50% of 10 people said yes. Anybody who had the link" in page
