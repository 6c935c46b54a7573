"""Running a consultation by program: what the pages gate is gated here too, by the same functions."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from bot.messages import Incoming
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from consultations.storage.feedback import Feedback
from consultations.storage.tables import outbox
from consultations.storage.timers import Timers
from tests.builders import NOW
from tests.heard import people_say, safe_streets
from tests.launching import ROTA, prepare, sign
from tests.service.test_api_keys import collected, program
from tests.staff_site import StaffSite

DATABASES = ["sqlite"]
SAFE = "/api/v1/consultations/safe"
WHY = {"reason": "The council decides on Tuesday."}


@pytest.fixture
def site(database: Database) -> StaffSite:
    safe_streets(database)
    return StaffSite(database, rota=ROTA)


@pytest.fixture
def people(site: StaffSite) -> None:
    """Sixteen of them answered."""
    people_say(site.database, site.clock, [f"p{number}" for number in range(8)], buses=8)


@pytest.fixture
def officer(site: StaffSite) -> TestClient:
    return site.signed_in()


@pytest.mark.usefixtures("people")
def test_what_people_say_waits_for_the_end_or_for_a_reason_of_ones_own(
    site: StaffSite, officer: TestClient
) -> None:
    refused = officer.get(f"{SAFE}/themes")
    assert (refused.status_code, refused.json()["code"]) == (409, "still_open")
    assert officer.post(f"{SAFE}/early-look", json={"reason": "soon     "}).status_code == 422
    assert officer.post(f"{SAFE}/early-look", json=WHY).status_code == 200
    assert officer.get(f"{SAFE}/themes").status_code == 200
    assert site.signed_in("other@trust.example").get(f"{SAFE}/themes").status_code == 409
    site.clock.tick(days=8)
    assert site.signed_in("third@trust.example").get(f"{SAFE}/themes").status_code == 409
    with site.database.read() as connection:
        assert [one.action for one in AuditLog(connection).all()].count("content.seen_early") == 1
    officer = site.signed_in("fourth@trust.example")
    officer.post(f"{SAFE}/close")
    assert officer.get(f"{SAFE}/themes").status_code == 200


def test_how_it_runs_is_changed_and_its_reminders_planned_anew(site: StaffSite, officer: TestClient) -> None:
    site.conversation.take(Incoming("telegram", "late", "late-0", start="safe"))
    wanted = {"remind_after_hours": 72, "next_news": "We will write to you.", "next_on": "2090-03-01"}
    changed = officer.put(f"{SAFE}/running", json=wanted).json()
    assert {key: changed[key] for key in wanted} == wanted
    assert changed == officer.get(f"{SAFE}/running").json()
    assert "Once, 3 days after their last word." in officer.get("/staff/consultations/safe").text
    assert reminders(site) == 1
    past = officer.put(f"{SAFE}/running", json={**wanted, "next_on": "2020-01-01"})
    assert [one["field"] for one in past.json()["faults"]] == ["next_on"]
    assert officer.put(f"{SAFE}/running", json={}).status_code == 422, "what is left out is not forgotten"
    officer.put(f"{SAFE}/running", json=dict.fromkeys(wanted))
    assert reminders(site) == 0


def reminders(site: StaffSite) -> int:
    with site.database.write() as connection:
        return len(Timers(connection).lease(NOW + timedelta(days=90)))


def test_reopening_plans_reminders_as_the_page_does(site: StaffSite, officer: TestClient) -> None:
    planned: list[str] = []
    object.__setattr__(
        site.parts, "plan_reminders", lambda _, found: planned.append(found.code) or len(planned)
    )
    officer.post(f"{SAFE}/close")
    assert officer.post(f"{SAFE}/reopen").json()["state"] == "open"
    assert planned == ["safe"]


def test_a_conclusion_is_for_a_closed_one_without_asks(officer: TestClient) -> None:
    words = {"words": "Too few took part. We ask again in May."}
    assert officer.post(f"{SAFE}/conclusion", json=words).json()["code"] == "not_closed"
    officer.post(f"{SAFE}/close")
    found = officer.post(f"{SAFE}/conclusion", json=words).json()
    assert found["conclusion"] == found["next_news"] == words["words"]


@pytest.mark.usefixtures("people")
def test_watching_shows_protected_numbers_alone(site: StaffSite, officer: TestClient) -> None:
    watched = officer.get(f"{SAFE}/watch").json()
    assert (watched["began"], watched["finished"]) == ({"shown": True, "value": 15},) * 2
    assert [one["people"] for one in watched["channels"]] == [{"shown": True, "value": 15}]
    assert watched["questions"][0]["skipped"] == {"shown": True, "value": 0}


def test_equality_questions_are_chosen_while_it_is_open_and_counted_when_it_is_closed(
    officer: TestClient,
) -> None:
    path = f"{SAFE}/who-took-part"
    chosen = officer.put(path, json={"asked": ["sex"], "under_13": []}).json()
    assert [one["question"] for one in chosen["questions"] if one["asked"]] == ["sex"]
    assert chosen["tables"] == []
    too_young = officer.put(path, json={"asked": [], "under_13": ["sexual_orientation"]})
    assert too_young.json()["code"] == "equality.too_young"
    officer.post(f"{SAFE}/close")
    assert officer.put(path, json={"asked": []}).json()["code"] == "equality.closed"


def test_a_draft_is_opened_by_a_lead_once_it_is_signed(site: StaffSite, officer: TestClient) -> None:
    lead, young = (site.signed_in(f"{role}@trust.example", role) for role in ("lead", "young-lead"))
    path = prepare(officer, NOW.date())
    number = int(path.rsplit("/", 1)[1])
    draft = f"/api/v1/drafts/{number}"
    assert [one["id"] for one in officer.get("/api/v1/drafts").json()] == [number]
    found = officer.get(draft).json()
    assert (found["ready"], found["signed"], found["check"]["blocks"]) == (False, False, False)
    assert [one["section"] for one in found["tasks"] if not one["done"]] == ["signature"]
    assert lead.post(f"{draft}/open").json()["code"] == "launch.not_ready"
    sign(young, path)
    assert officer.get(draft).json()["ready"]
    assert officer.post(f"{draft}/open").status_code == 403
    opened = lead.post(f"{draft}/open")
    assert (opened.status_code, opened.json()["code"]) == (201, "lamps")
    assert lead.post(f"{draft}/open").status_code == 409


def test_what_was_told_is_replied_to_once(site: StaffSite, officer: TestClient) -> None:
    for number, text in enumerate(("/tell", "The bus is full.")):
        site.conversation.take(Incoming("telegram", "t", f"t{number}", text=text))
    (told,) = officer.get("/api/v1/tellings").json()["items"]
    assert (told["words"], told["reply"], told["overdue"]) == ("The bus is full.", None, False)
    path, sent = f"/api/v1/tellings/{told['id']}/reply", {"version": told["version"], "reply": "Thank you."}
    assert officer.post(path, json=sent).status_code == 204
    assert officer.post(path, json=sent).json()["code"] == "changed_meanwhile"
    assert officer.get("/api/v1/tellings").json()["items"] == []
    (answered,) = officer.get("/api/v1/tellings?state=answered").json()["items"]
    assert answered["reply"] == "Thank you."
    with site.database.read() as connection:
        assert Feedback(connection).get(told["id"]).reply == "Thank you."


@pytest.mark.usefixtures("people")
def test_what_could_not_be_delivered_is_tried_again(site: StaffSite, officer: TestClient) -> None:
    with site.database.write() as connection:
        given_up = {"failed_at": NOW, "failure": "timed out", "due_at": None}
        connection.execute(update(outbox).where(outbox.c.id <= 2).values(given_up))
    found = officer.get("/api/v1/deliveries").json()["items"]
    assert sorted(one["id"] for one in found) == [1, 2]
    assert "text" not in found[0]
    assert officer.post("/api/v1/deliveries/resend", json={"ids": [1, 99]}).json() == {"resent": 1}
    assert [one["id"] for one in officer.get("/api/v1/deliveries").json()["items"]] == [2]


def test_a_service_is_asked_about(site: StaffSite, officer: TestClient) -> None:
    sent = {"title": "Visit", "code": "visit", "outcome": "CE2", "before_after": True}
    opened = officer.post("/api/v1/services", json=sent)
    assert [one["code"] for one in opened.json()] == ["visit-before", "visit-after"]
    again = officer.post("/api/v1/services", json=sent)
    assert (again.status_code, again.json()["code"]) == (409, "code_taken")
    found = officer.get("/api/v1/services/visit-before").json()
    assert (found["after"], found["change"], found["pairs"]) == (
        "visit-after",
        None,
        {"shown": True, "value": 0},
    )
    assert len(officer.get("/api/v1/services").json()["items"]) == 2
    assert officer.get("/api/v1/services/safe").json()["code"] == "no_service"


def test_a_meeting_is_noted_and_forgotten(officer: TestClient) -> None:
    made = officer.post("/api/v1/meetings", json={"held_on": "2090-06-01", "reports": ["highlight"]})
    assert [one["name"] for one in made.json()["reports"]] == ["newsletter", "highlight"]
    for sent, code in (
        ({"held_on": "2090-06-01"}, "meeting_there"),
        ({"held_on": "2090-06-02", "reports": ["needs-evidence"]}, "no_report"),
        ({"held_on": "2020-06-01"}, "request.faulty"),
    ):
        assert officer.post("/api/v1/meetings", json=sent).json()["code"] == code
    assert officer.get("/api/v1/reports").json()["items"] == []
    assert officer.delete(f"/api/v1/meetings/{made.json()['id']}").status_code == 204
    assert officer.get("/api/v1/meetings").json()["items"] == []


@pytest.mark.usefixtures("people")
def test_a_key_reviews_without_managing_and_its_number_is_in_the_log(site: StaffSite) -> None:
    admin = site.signed_in("admin@trust.example", "admin")
    analyst = site.signed_in("analyst@trust.example", "officer")
    reviews = program(site, collected(admin, analyst, "review"))
    assert reviews.get(f"{SAFE}/coding/answers").json()["code"] == "still_open"
    analyst.post(f"{SAFE}/early-look", json=WHY)
    one = reviews.get(f"{SAFE}/coding/answers?limit=1").json()["items"][0]
    sent = {"revision": one["revision"], "codes": ["buses"]}
    assert reviews.put(f"{SAFE}/coding/answers/{one['answer']}", json=sent).status_code == 200
    refused = reviews.post(f"{SAFE}/close")
    assert (refused.status_code, refused.json()["code"]) == (403, "access.scope")
    with site.database.read() as connection:
        noted = [(each.actor, each.action, each.details) for each in AuditLog(connection).all()]
        assert Consultations(connection).get("safe").state == "open"
    assert ("analyst@trust.example", "answer.coded", "key:1") in noted


@pytest.mark.usefixtures("people")
def test_a_decision_names_only_what_the_plan_has(site: StaffSite, officer: TestClient) -> None:
    officer.post(f"{SAFE}/early-look", json=WHY)
    theme = officer.get(f"{SAFE}/themes").json()[0]
    wanted = {key: theme[key] for key in ("question", "theme")}
    made = officer.post("/api/v1/asks", json={"consultation": "safe", "title": "Lamps", **wanted}).json()
    path, sent = f"/api/v1/asks/{made['id']}/decision", {"decision": "done", "what_happens": "Lamps."}
    refused = officer.post(path, json={**sent, "indicator": "CE9.I9"})
    assert [one["field"] for one in refused.json()["faults"]] == ["indicator"]
    decided = officer.post(path, json={**sent, "indicator": "CE2.I1"}).json()
    assert (decided["state"], decided["indicator"]) == ("decided", "CE2.I1")
    assert officer.post(f"/api/v1/asks/{made['id']}/more-news").json()["code"] == "not_published"
