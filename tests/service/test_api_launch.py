"""A launch by program, from its name to the point of signing; a person signs, then a lead's program opens."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from consultations.storage.plans import Plans
from tests.builders import NOW, plan
from tests.launching import ROTA, sections, sign
from tests.service.test_api_keys import SECRET, program
from tests.staff_site import StaffSite

DATABASES = ["sqlite"]
TODAY = NOW.date()
NEW = {"title": "Street lamps", "code": "lamps", "plan": "cheshire"}
SAID = {
    "what_can_change": "Where the new street lamps go, and which come first.",
    "what_cannot": "The sum of money.",
    "decided": "no",
    "options": "Three streets or one park. Each lamp costs £900 in a year.",
    "decided_by": "The Trust’s board",
    "decides_on": str(TODAY + timedelta(days=50)),
    "how_considered": "The participation officer reads all answers and brings them to the board.",
    "outcomes": ["CE2"],
    "ages": ["under_13", "13_15"],
    "targets": {"under_13": 40, "13_15": 20},
    "least_heard": "Children in care: their workers bring a tablet.",
    "channels": ["web", "supporter"],
    "closes_on": str(TODAY + timedelta(days=28)),
    "remind_after_hours": 72,
    "told_on": str(TODAY + timedelta(days=60)),
    "cover": "The lead; the deputy in the holidays.",
    "lead_told": True,
}
BAD = "| survey |\n| | type | name | label | outcome |\n| | text | one | What helps? | CE9 |\n"


@pytest.fixture
def site(database: Database) -> StaffSite:
    with database.write() as connection:
        Plans(connection).save(plan(), NOW)
    return StaffSite(database, rota=ROTA, ask_to_sign=lambda *_: True)


@pytest.fixture
def lead(site: StaffSite) -> TestClient:
    """The program of a lead."""
    admin, owner = site.signed_in("admin@trust.example", "admin"), site.signed_in("l@trust.example", "lead")
    wanted = {"account": "l@trust.example", "name": "Launch", "scopes": ("manage", "asks"), "days": "9"}
    assert admin.post("/staff/keys", data=wanted).status_code == 303
    return program(site, SECRET.search(owner.post("/staff/account/keys/1").text)[0])


@pytest.fixture
def draft(lead: TestClient) -> str:
    made = lead.post("/api/v1/drafts", json=NEW)
    assert (made.status_code, made.json()["code"]) == (201, "lamps")
    return f"/api/v1/drafts/{made.json()['id']}"


def left(lead: TestClient, draft: str) -> list[str]:
    return [one["section"] for one in lead.get(draft).json()["tasks"] if not one["done"]]


def test_a_program_brings_a_launch_to_the_point_of_signing_and_opens_it_after(
    site: StaffSite, lead: TestClient, draft: str
) -> None:
    assert lead.patch(draft, json=SAID).status_code == 200
    assert lead.post(f"{draft}/template", json={"template": "good-and-better"}).status_code == 200
    seen = lead.get(draft).json()
    assert seen["said"]["targets"] == SAID["targets"]
    if "check" in left(lead, draft):
        assert lead.post(f"{draft}/weighed", json={"seen": seen["seen"]}).status_code == 200
    assert left(lead, draft) == ["signature"]
    assert lead.post(f"{draft}/open").json()["code"] == "launch.not_ready"
    young = site.signed_in("young@trust.example", "young-lead")
    assert lead.post(f"{draft}/signature-request").json() == {"reached": 1, "leads": 1}
    sign(young, draft)
    assert lead.post(f"{draft}/open").json()["code"] == "lamps"
    assert lead.patch(draft, json=SAID).json()["code"] == "launched"
    with site.database.read() as connection:
        noted = {one.action: one.details for one in AuditLog(connection).newest(9, 99)}
    assert noted["launch.begun"] == noted["launch.worded"] == noted["consultation.opened"] == "key:1"


def test_what_is_left_out_stays_and_the_rules_of_the_pages_hold(lead: TestClient, draft: str) -> None:
    lead.patch(draft, json=SAID)
    changed = lead.patch(draft, json={"decided": "yes", "closes_on": None}).json()
    assert changed["said"]["what_can_change"] == SAID["what_can_change"]
    found = {one["code"] for task in changed["tasks"] for one in task["missing"]}
    assert {"gunning_formative", "gunning_time"} <= found
    for wrong in ({"ages": ["babies"]}, {"signature": "me"}, {"weighed": "all"}, {"targets": {"13_15": 0}}):
        assert lead.patch(draft, json=wrong).status_code == 422


def test_a_name_is_given_anew_and_what_was_not_opened_is_forgotten(lead: TestClient, draft: str) -> None:
    assert lead.post("/api/v1/drafts", json=NEW).json()["code"] == "code_taken"
    assert lead.post("/api/v1/drafts", json={**NEW, "code": "no link"}).json()["code"] == "bad_code"
    renamed = lead.put(f"{draft}/name", json={"title": "Lamps", "code": "lights"}).json()
    assert (renamed["title"], renamed["code"]) == ("Lamps", "lights")
    assert lead.delete(draft).status_code == 204
    assert lead.get(draft).status_code == 404


def test_a_file_is_kept_or_its_faults_are_given_by_row(lead: TestClient, draft: str) -> None:
    refused = lead.put(f"{draft}/questionnaire", files={"file": ("mine.md", BAD.encode())})
    assert (refused.status_code, refused.json()["code"]) == (422, "faulty_form")
    assert "outcome" in [one["field"] for one in refused.json()["faults"]]
    empty = lead.put(f"{draft}/questionnaire", files={"file": ("mine.md", b"")})
    assert empty.json()["code"] == "no_file"
    kept = lead.put(f"{draft}/questionnaire", files={"file": ("m.md", BAD.replace("CE9", "CE2").encode())})
    assert kept.json()["check"]["fewest_questions"] > 1, "the standing questions are at its end"
    assert lead.get(f"{draft}/questionnaire.xlsx").content.startswith(b"PK")


def test_questions_are_written_worded_moved_and_taken_out(lead: TestClient, draft: str) -> None:
    lead.patch(draft, json={"outcomes": ["CE2"]})
    lead.post(f"{draft}/template", json={"template": "one-idea"})
    lamp = {"label": "Which lamp?", "type": "select_one", "outcome": "CE2"}
    refused = lead.post(f"{draft}/questions", json=lamp)
    assert [one["code"] for one in refused.json()["faults"]] == ["no_choices"]
    added = lead.post(f"{draft}/questions", json={**lamp, "choices": ["Tall", "Small"]})
    assert (added.status_code, added.json()["choices"]) == (201, ["Tall", "Small"])
    path = f"{draft}/questions/{added.json()['name']}"
    worded = lead.put(path, json={**lamp, "label": "Which one?", "choices": ["Tall", "Little"]}).json()
    assert (worded["name"], worded["label"]) == (added.json()["name"], "Which one?")
    order = lead.post(f"{path}/move", json={"do": "up"}).json()
    assert order[-2] == worded["name"]
    assert lead.delete(path).status_code == 204
    names = [one["name"] for one in lead.get(f"{draft}/questions").json()]
    assert worded["name"] not in names
    assert lead.delete(path).json()["code"] == "no_question"


def test_warnings_are_weighed_for_the_very_questions_that_were_read(lead: TestClient, draft: str) -> None:
    assert lead.post(f"{draft}/weighed", json={"seen": "others"}).json()["code"] == "wording_changed"


def test_the_pages_and_the_api_ask_for_the_same(lead: TestClient) -> None:
    typed = {name.partition("-")[0] for section in sections(TODAY).values() for name in section}
    assert typed <= {*SAID, "languages", "channel_targets", "why_short"}
