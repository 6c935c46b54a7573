"""A launch from the first line of the task list to the poster, on both kinds of database."""

import re
from datetime import UTC, timedelta

import pytest
from fastapi.testclient import TestClient

from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.builders import NOW, plan
from tests.launching import ROTA, prepare, sign
from tests.staff_site import StaffSite
from together.last_days import close_ended

TODAY = NOW.date()


@pytest.fixture
def site(database: Database) -> StaffSite:
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
    return StaffSite(database, rota=ROTA)


@pytest.fixture
def officer(site: StaffSite) -> TestClient:
    return site.signed_in("officer@trust.example")


@pytest.fixture
def young_lead(site: StaffSite) -> TestClient:
    return site.signed_in("young@trust.example", "young-lead")


@pytest.fixture
def lead(site: StaffSite) -> TestClient:
    return site.signed_in("lead@trust.example", "lead")


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def shown(browser: TestClient, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.text)
    return words(answer.text)


def missing(browser: TestClient, path: str) -> str:
    return shown(browser, f"{path}/open")


def test_a_consultation_is_prepared_signed_opened_and_reached(
    site: StaffSite, officer: TestClient, young_lead: TestClient, lead: TestClient
) -> None:
    path = prepare(officer, TODAY)
    assert "7 of 8 parts are done." in shown(officer, path)
    assert "No young person lead has signed the wording." in missing(officer, path)
    assert "What is good now?" in shown(young_lead, "/staff/signing/1")
    sign(young_lead, path)
    assert "8 of 8 parts are done." in shown(officer, path)
    assert "Only a lead opens a consultation." in shown(officer, f"{path}/open")
    assert officer.post(f"{path}/open").status_code == 403

    opened = lead.post(f"{path}/open")
    assert opened.headers["location"] == "/staff/consultations/lamps/links?note=opened"
    page = lead.get("/staff/consultations/lamps/links").text
    assert "https://together.example/chat/lamps" in page
    assert "data-consultation=&#34;lamps&#34;" in page
    poster = lead.get("/staff/consultations/lamps/poster.html?language=en")
    assert poster.headers["content-disposition"] == 'attachment; filename="lamps-poster-en.html"'
    assert lead.get("/staff/consultations/lamps/qr.png").content.startswith(b"\x89PNG")

    with site.database.read() as connection:
        consultation = Consultations(connection).get("lamps")
        done = [entry.action for entry in AuditLog(connection).newest(50, 10_000)]
    assert (consultation.stage, consultation.remind_after_hours) == ("open", 72)
    assert consultation.closes_on == TODAY + timedelta(days=28)
    assert {"launch.begun", "launch.worded", "launch.signed", "consultation.opened"} <= set(done)
    assert "What is good now?" not in site.browser().get("/chat/lamps").text  # it begins with hello
    assert officer.get(path).headers["location"] == "/staff/consultations/lamps/links"

    def ended(days: int) -> int:
        return close_ended(site.database, lambda: site.clock() + timedelta(days=days), UTC, "timer")

    assert [ended(28), ended(29), ended(30)] == [0, 1, 0]  # people may answer on the last day
    with site.database.read() as connection:
        assert Consultations(connection).get("lamps").stage == "closed"
