"""An officer chooses equality questions, and sees what may be seen of the answers once all is over."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from consultations.equality import Asked, Told
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.equality import EqualityAnswers, EqualityAsked
from tests.builders import KEYS, NOW
from tests.heard import safe_streets
from tests.staff_site import StaffSite

PAGE = "/staff/consultations/safe/who-took-part"


@pytest.fixture
def officer(database: Database) -> TestClient:
    safe_streets(database)
    return StaffSite(database).signed_in("officer@trust.example")


def asked(database: Database) -> set[Asked]:
    with database.read() as connection:
        return set(EqualityAsked(connection).of(1))


def people_answer(database: Database) -> None:
    with database.write() as connection:
        answers = EqualityAnswers(connection, KEYS)
        for person, choice in enumerate(["female"] * 14 + ["male"] * 9, start=1):
            answers.keep(person, 1, Told("sex", "1", choice), "16_17", date(2026, 11, 24))


def close(database: Database) -> None:
    with database.write() as connection:
        Consultations(connection).close("safe", NOW)


def test_nothing_is_asked_until_an_officer_chooses(officer: TestClient, database: Database) -> None:
    assert " checked" not in officer.get(PAGE).text
    sent = officer.post(PAGE, data={"asked": ["sex", "religion"], "under_13": ["sex"]})
    saved = officer.get(sent.headers["location"])
    assert "Saved. From now on" in saved.text
    assert asked(database) == {Asked("sex", "1", under_13=True), Asked("religion", "1")}
    assert saved.text.count(" checked") == 3
    officer.post(PAGE, data={})
    assert asked(database) == set()
    with database.read() as connection:
        details = [one.details for one in AuditLog(connection).all() if one.action == "consultation.equality"]
    assert details == ["sex (under 13 too), religion", "none"]


def test_nobody_under_16_can_be_asked_whom_they_love(officer: TestClient, database: Database) -> None:
    assert 'value="sexual_orientation"' not in officer.get(PAGE).text.partition("children under 13")[2]
    refused = officer.post(PAGE, data={"under_13": ["sexual_orientation"]})
    assert refused.status_code == 409
    assert "Nobody under 16 is asked about sexual_orientation." in refused.text
    assert asked(database) == set()


def test_no_number_is_seen_while_a_difference_could_tell(officer: TestClient, database: Database) -> None:
    people_answer(database)
    assert "14" not in officer.get(f"{PAGE}.csv").text
    assert "Everybody who answered" not in officer.get(PAGE).text


def test_numbers_come_when_it_is_closed_on_the_page_and_as_a_table(
    officer: TestClient, database: Database
) -> None:
    people_answer(database)
    close(database)
    page = officer.get(PAGE).text
    assert ">15<" in page
    assert ">25<" in page
    table = officer.get(f"{PAGE}.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert '"safe","sex","1","female","Female","15"' in table.text
    assert '"safe","sex","1","","Everybody who answered","25"' in table.text


def test_a_closed_consultation_asks_nothing_more(officer: TestClient, database: Database) -> None:
    close(database)
    assert officer.post(PAGE, data={"asked": ["sex"]}).status_code == 409
    assert asked(database) == set()
