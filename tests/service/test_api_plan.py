"""The plan's figures and promises by program: as the pages show them, changed by the same rules."""

import pytest
from fastapi.testclient import TestClient

from consultations.storage.audit import AuditLog
from tests.heard_site import BUSES, HeardSite
from tests.staff_site import StaffSite

PLAN = "/api/v1/plans/CE-2022"
PEOPLE = [
    {"group": "5-9", "people": 20000, "source": "ONS", "year": 2024},
    {"group": "10-14", "people": 20000, "source": "ONS", "year": 2024},
    {"group": "15-19", "people": 10000, "source": "ONS", "year": 2024},
]


@pytest.fixture
def staff(heard_site: HeardSite) -> StaffSite:
    heard_site.consult()
    heard_site.answer(40)
    heard_site.answer(10, age_band="10-14", safe="no", better=BUSES)
    heard_site.answer(2, age_band="15-19", safe="no", better=BUSES)
    return StaffSite(heard_site.database, heard_site.clock)


@pytest.fixture
def officer(staff: StaffSite) -> TestClient:
    return staff.signed_in()


def items(browser: TestClient, path: str) -> list[dict]:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_indicators_come_in_parts_with_how_they_stand(heard_site: HeardSite, officer: TestClient) -> None:
    first = officer.get(f"{PLAN}/indicators?limit=3").json()
    rest = items(officer, f"{PLAN}/indicators?limit=200&cursor={first['next']}")
    codes = [one["code"] for one in (*first["items"], *rest)]
    assert codes == [one["code"] for one in items(officer, f"{PLAN}/indicators?limit=200")]
    of_one = items(officer, f"{PLAN}/indicators?outcome=CE2")
    assert {one["outcome"] for one in of_one} == {"CE2"}
    story = officer.get(f"{PLAN}/indicators/{of_one[0]['code']}").json()
    assert (story["code"], story["notes"]) == (of_one[0]["code"], [])
    assert officer.get(f"{PLAN}/indicators/CE9.I1").json()["code"] == "no_indicator"


def test_a_story_is_written_and_taken_back(officer: TestClient) -> None:
    code = items(officer, f"{PLAN}/indicators?limit=1")[0]["code"]
    path = f"{PLAN}/indicators/{code}"
    told = officer.post(f"{path}/notes", json={"kind": "story", "words": "New lamps came."})
    assert (told.status_code, told.json()["story"]) == (201, "New lamps came.")
    assert "New lamps came." in officer.get(f"/staff/plans/CE-2022/indicators/{code}/story").text
    (note,) = told.json()["notes"]
    assert officer.delete(f"{path}/notes/{note['id']}").status_code == 204
    assert officer.get(path).json()["notes"] == []
    assert officer.delete(f"{path}/notes/99").json()["code"] == "no_note"


def test_nothing_is_done_without_evidence_nor_left_undone_without_a_reason(officer: TestClient) -> None:
    found = items(officer, f"{PLAN}/promises?limit=200")
    path = f"{PLAN}/promises/{found[0]['code']}"
    for sent, code in (({"state": "done"}, "evidence_missing"), ({"state": "not-kept"}, "reason_missing")):
        assert officer.post(path, json=sent).json()["code"] == code
    assert officer.post(path, json={"state": "late"}).status_code == 422, "the calendar says what is late"
    kept = officer.post(path, json={"state": "done", "evidence": "Minutes of 3 March"}).json()
    assert (kept["state"], kept["evidence"]) == ("done", "Minutes of 3 March")
    assert [one["code"] for one in items(officer, f"{PLAN}/promises?state=done")] == [kept["code"]]
    assert "Minutes of 3 March" in officer.get("/board/plans/CE-2022/promises").text


def test_one_plan_after_another(officer: TestClient) -> None:
    steps = items(officer, f"{PLAN}/after/CE-2022?limit=200")
    assert {one["fate"] for one in steps} == {"carried over"}
    assert officer.get(f"{PLAN}/after/none").json()["code"] == "unknown-plan"


def test_one_plan_after_another_comes_with_the_evidence_that_its_page_shows(
    heard_site: HeardSite, officer: TestClient
) -> None:
    promised = items(officer, f"{PLAN}/promises?limit=200")[0]["code"]
    officer.post(f"{PLAN}/promises/{promised}", json={"state": "done", "evidence": "Minutes of 3 March"})
    asked = heard_site.promote()
    heard_site.decide(asked)
    heard_site.publish(asked)
    steps = items(officer, f"{PLAN}/after/CE-2022?limit=200")
    (came,) = (one["came"] for one in steps if one["old"]["code"] == promised)
    assert "Minutes of 3 March" in came
    (safe,) = (one for one in steps if (one["kind"], one["old"]["code"]) == ("outcome", "CE2"))
    ask, *_ = safe["asks"]
    assert (ask["title"], ask["standing"], ask["what_happens"]) == (
        "Light on the way home", "promised", "put up lamps.",
    )  # fmt: skip
    assert came in heard_site.shows("/board/plans/CE-2022/after/CE-2022")


def test_population_is_entered_whole_and_says_who_was_not_heard(
    heard_site: HeardSite, officer: TestClient
) -> None:
    assert officer.get(f"{PLAN}/population").json()["heard"] == []
    found = officer.put(f"{PLAN}/population", json={"figures": PEOPLE}).json()
    heard = {one["group"]: one for one in found["heard"]}
    assert (heard["5-9"]["verdict"], heard["10-14"]["verdict"]) == ("over-heard", "under-heard")
    small = heard["15-19"]
    assert small["took_part"] == {"shown": False, "code": "c"}
    assert (small["low"], small["high"]) == (None, None), "an interval would tell the number"
    assert "We have heard from too few of them." in heard_site.shows("/board")
    left = officer.put(f"{PLAN}/population", json={"figures": PEOPLE[:1]}).json()
    assert [one["people"] for one in left["groups"]].count(None) == len(left["groups"]) - 1
    assert left["heard"] == []


@pytest.mark.parametrize(
    "figures",
    [
        [{**PEOPLE[0], "group": "90-95"}],
        [PEOPLE[0], PEOPLE[0]],
        [{**PEOPLE[0], "year": 2999}],
        [{**PEOPLE[0], "people": 0}],
        [{**PEOPLE[0], "source": " "}],
    ],
)
def test_figures_that_do_not_fit_change_nothing(officer: TestClient, figures: list[dict]) -> None:
    officer.put(f"{PLAN}/population", json={"figures": PEOPLE})
    before = officer.get(f"{PLAN}/population").json()
    refused = officer.put(f"{PLAN}/population", json={"figures": figures})
    assert (refused.status_code, refused.json()["code"]) == (422, "request.faulty")
    assert officer.get(f"{PLAN}/population").json() == before


def test_administrators_look_after_population_and_nothing_else(staff: StaffSite) -> None:
    admin = staff.signed_in("admin@trust.example", "admin")
    assert admin.put(f"{PLAN}/population", json={"figures": PEOPLE}).status_code == 200
    assert admin.post(f"{PLAN}/promises/CE2.P1", json={"state": "due"}).status_code == 403


def test_what_an_audit_found_is_written_down_and_taken_away(officer: TestClient, staff: StaffSite) -> None:
    sent = {
        "outcome": "CE2",
        "title": "Thresholds",
        "found": "Most were right.",
        "audited_by": "Quality assurance",
        "audited_on": "2026-01-05",
    }
    made = officer.post(f"{PLAN}/findings", json=sent)
    assert made.status_code == 201
    assert items(officer, f"{PLAN}/findings") == [made.json()]
    assert "Thresholds" in officer.get("/staff/evidence").text
    for wrong in ({"outcome": "CE9"}, {"audited_on": "2999-01-01"}, {"found": ""}):
        (fault,) = officer.post(f"{PLAN}/findings", json={**sent, **wrong}).json()["faults"]
        assert fault["field"] == next(iter(wrong))
    assert officer.delete(f"/api/v1/findings/{made.json()['id']}").status_code == 204
    assert items(officer, f"{PLAN}/findings") == []
    with staff.database.read() as connection:
        noted = [one.action for one in AuditLog(connection).all()]
    assert noted.count("evidence.added") == noted.count("evidence.removed") == 1


def test_which_consultations_ask_the_staff(officer: TestClient) -> None:
    path = "/api/v1/staff-consultations"
    assert officer.put(path, json={"consultations": ["safe"]}).json() == {"consultations": ["safe"]}
    assert officer.put(path, json={"consultations": ["none"]}).json()["code"] == "no_consultation"
    assert officer.get(path).json() == {"consultations": ["safe"]}


def test_a_scorecard_and_the_needs_evidence(officer: TestClient) -> None:
    scores = officer.get("/api/v1/consultations/safe/scorecard").json()["scores"]
    assert {one["verdict"] for one in scores} <= {"kept", "not kept", "not yet known"}
    assert scores
    (table,) = items(officer, f"{PLAN}/needs")
    assert (table["question"], len(table["groups"])) == ("better", len(table["rows"][0]["people"]))
    assert items(officer, "/api/v1/success") == []
