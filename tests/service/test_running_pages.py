"""An officer says when people are reminded and what happens next, and opens what was closed."""

from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient

from bot.messages import Incoming
from consultations.consultation import Consultation
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.timers import Timers
from tests.builders import NOW, launch
from tests.staff_site import StaffSite

PAGE = "/staff/consultations/safe/running"
NEWS = {"news": "We will write to you.", "day": "1", "month": "3", "year": "2027"}


@pytest.fixture
def officer(database: Database) -> TestClient:
    launch(database)
    return StaffSite(database).signed_in()


def stands(database: Database) -> Consultation:
    with database.read() as connection:
        return Consultations(connection).get("safe")


def test_a_reminder_and_what_happens_next_are_set_and_taken_back(database: Database, officer: TestClient):
    assert "Nobody is reminded." in officer.get("/staff/consultations/safe").text

    answer = officer.post(PAGE, data={"remind": "3", "unit": "days", **NEWS})
    page = officer.get(answer.headers["location"]).text

    assert (stands(database).remind_after_hours, stands(database).next_on) == (72, date(2027, 3, 1))
    assert "Once, 3 days after their last word." in page
    assert "We will write to you." in page
    assert "People will hear more by 1 March 2027." in page
    assert 'value="3"' in officer.get(PAGE).text

    officer.post(PAGE, data={"remind": "", "news": ""})
    assert (stands(database).remind_after_hours, stands(database).next_news) == (None, None)
    assert stands(database).next_on is None


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"remind": "soon"}, "Write a whole number from 1 to 90"),
        ({"remind": "91", "unit": "days"}, "Write a whole number from 1 to 90"),
        ({"remind": "²"}, "Write a whole number"),
        ({"news": "x" * 301}, "Shorten this to 300 letters or fewer. It has 301 now."),
        ({"day": "31", "month": "2", "year": "2027"}, "Write a day that there is"),
        ({"day": "1"}, "Write a day that there is"),
        ({"day": "1", "month": "1", "year": "2020"}, "Write today or a day to come."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_changes_nothing(
    database: Database, officer: TestClient, sent: dict[str, str], said: str
):
    before = stands(database)

    answer = officer.post(PAGE, data=sent)

    assert (answer.status_code, stands(database)) == (422, before)
    assert said in answer.text
    assert all(f'value="{text}"' in answer.text or text in answer.text for text in sent.values())


def test_a_closed_consultation_is_opened_again(database: Database, officer: TestClient):
    officer.post("/staff/consultations/safe/close")
    assert "Open it again" in officer.get("/staff/consultations/safe").text

    answer = officer.post("/staff/consultations/safe/reopen")

    assert stands(database).state == "open"
    assert "It is open again." in officer.get(answer.headers["location"]).text


def test_who_is_under_way_is_reminded_by_what_the_page_says(database: Database):
    launch(database)
    site = StaffSite(database)
    officer = site.signed_in()
    site.conversation.take(Incoming("telegram", "7", "1", start="safe"))
    officer.post(PAGE, data={"remind": "2", "unit": "hours"})

    with database.write() as connection:
        assert not Timers(connection).lease(NOW + timedelta(minutes=119))
        assert len(Timers(connection).lease(NOW + timedelta(minutes=121))) == 1
