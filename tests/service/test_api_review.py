"""What officers do about themes, codes, readings and quotes can be done by a program, by the same rules."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from analysis.redacting import redact_new
from consultations.storage.tables import reading
from consultations.theme_standing import digest
from tests.heard_site import BUSES, LIGHTS, THEMES, HeardSite
from tests.staff_site import StaffSite

SAFE = "/api/v1/consultations/safe"
TOLD = "Ask Mrs Okafor why the lamps behind the mill are broken"
QUOTED = "the lamps behind the mill are broken"


@pytest.fixture
def staff(heard_site: HeardSite) -> StaffSite:
    """Twelve people answered, one of them with a name in it."""
    heard_site.consult()
    heard_site.answer(6)
    heard_site.answer(5, age_band="10-14", safe="no", better=BUSES)
    heard_site.answer(1, age_band="5-9", safe="no", better=TOLD)
    redact_new(heard_site.database)
    return StaffSite(heard_site.database, heard_site.clock)


@pytest.fixture
def officer(staff: StaffSite) -> TestClient:
    return staff.signed_in()


def whole(browser: TestClient, path: str, limit: int = 5) -> list[dict]:
    """A list, gathered from its parts."""
    found, cursor, sign = [], "", "&" if "?" in path else "?"
    while cursor is not None:
        answer = browser.get(f"{path}{sign}limit={limit}{cursor and f'&cursor={cursor}'}")
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        cursor = answer.json()["next"]
    return found


def test_an_answer_is_coded_and_two_coders_are_compared(staff: StaffSite, officer: TestClient) -> None:
    sample = whole(officer, f"{SAFE}/coding/answers")
    assert len({one["answer"] for one in sample}) == 12
    assert not any(one["codes"] for one in sample)
    other = staff.signed_in("other@trust.example")
    for browser in (officer, other):
        for one in sample[:3]:
            sent = {"revision": one["revision"], "codes": ["lights", "nothing"]}
            answer = browser.put(f"{SAFE}/coding/answers/{one['answer']}", json=sent)
            assert answer.json() == {"answer": one["answer"], "codes": ["lights"]}
    state = officer.get(f"{SAFE}/coding").json()
    assert (state["sample"], state["done"], state["themes"]["buses"]) == (12, 3, "Buses")
    (pair,) = state["agreement"]
    assert (pair["coder"], pair["answers"], pair["samples_f1"]) == ("other@trust.example", 3, 1)
    assert pair["kappa"] == {"lights": 1, "buses": None, "other": None, "no_reason_given": None}
    given = whole(officer, f"{SAFE}/coding/codes", limit=2)
    assert [one["codes"] for one in given] == [["lights"]] * 3
    assert not any("Okafor" in one["words"] for one in given)
    assert "3 of 12" in officer.get("/staff/consultations/safe/coding").text, "the page counts the same"


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"revision": 9}, 404, "not_to_code"),
        ({"codes": ["nothing"]}, 409, "no_theme"),
        ({"codes": []}, 422, "request.faulty"),
        ({"colour": "red"}, 422, "request.faulty"),
    ],
)
def test_what_is_not_to_be_coded_so_is_refused(officer, changed: dict, status: int, code: str) -> None:
    one = officer.get(f"{SAFE}/coding/answers").json()["items"][0]
    sent = {"revision": one["revision"], "codes": ["lights"], **changed}
    answer = officer.put(f"{SAFE}/coding/answers/{one['answer']}", json=sent)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert officer.get(f"{SAFE}/coding").json()["done"] == 0


def test_a_reading_in_doubt_is_put_right(staff: StaffSite, officer: TestClient) -> None:
    assert whole(officer, "/api/v1/readings/doubtful") == []
    with staff.database.write() as connection:
        connection.execute(update(reading).values(agree=False, label="needs change", kind="need"))
    found = whole(officer, "/api/v1/readings/doubtful")
    assert [one["answer"] for one in found] == sorted({one["answer"] for one in found})
    assert (len(found), found[0]["consultation"], found[0]["label"]) == (12, "safe", "needs change")
    assert officer.get("/api/v1/readings").json()["doubtful"] == 12
    right = {key: found[0][key] for key in ("answer", "revision")} | {"label": "positive", "kind": "praise"}
    stale = {**right, "answer": found[1]["answer"], "revision": 9}
    kept = officer.post("/api/v1/readings/checked", json={"answers": [right, stale]})
    assert kept.json() == {"kept": 1}
    assert officer.get("/api/v1/readings").json()["doubtful"] == 11
    assert "11 answers are in doubt." in officer.get("/staff/doubts").text


def test_a_quote_is_approved_in_their_own_words_and_taken_back(
    heard_site: HeardSite, officer: TestClient
) -> None:
    waiting = whole(officer, f"{SAFE}/quotes")
    assert len({one["answer"] for one in waiting}) == 12, "each once, however the list is cut"
    (one,) = [one for one in waiting if "mill" in one["words"]]
    assert "Okafor" not in one["words"]
    path, sent = f"{SAFE}/quotes/{one['answer']}", {"revision": one["revision"], "verdict": "approved"}
    heard_site.consult(code="other", sample=True)
    elsewhere = officer.put(path.replace("safe", "other"), json={**sent, "words": QUOTED})
    assert elsewhere.json()["code"] == "quote_gone", "it is no answer of that consultation"
    other = officer.put(path, json={**sent, "words": "the lamps behind the mill are fine"})
    assert (other.status_code, other.json()["code"]) == (409, "not_their_words")
    assert officer.put(path, json={**sent, "words": QUOTED}).status_code == 200
    (published,) = whole(officer, f"{SAFE}/quotes?state=published")
    assert (published["words"], published["answer"]) == (QUOTED, one["answer"])
    assert QUOTED in heard_site.shows("/board/outcomes/CE2")
    officer.put(path, json={**sent, "verdict": "rejected"})
    assert whole(officer, f"{SAFE}/quotes?state=published") == []
    assert len(whole(officer, f"{SAFE}/quotes")) == 11


@pytest.mark.parametrize("cursor", ["bm9uZQ", "MQ", "OTk5OTk5OTk5OTku"])
@pytest.mark.parametrize("path", [f"{SAFE}/quotes", "/api/v1/readings/doubtful"])
def test_a_cursor_that_nobody_gave_is_said_to_be_none(officer: TestClient, path: str, cursor: str) -> None:
    answer = officer.get(f"{path}?cursor={cursor}")
    assert answer.status_code in (200, 422)
    assert answer.status_code == 200 or answer.json()["code"] == "bad_cursor"


def test_a_lead_signs_the_theme_file_that_they_read(staff: StaffSite, officer: TestClient) -> None:
    lead, path = staff.signed_in("lead@trust.example", "lead"), f"{SAFE}/theme-file/signature"
    read = officer.get(f"{SAFE}/theme-file").json()
    assert (read["file"], read["signed_off_by"], read["f1"]) == (digest(THEMES), None, None)
    assert {one["code"]: one["words"] for one in read["themes"]}["lights"] == ["light*", "dark"]
    assert officer.post(path, json={"file": read["file"]}).status_code == 403
    assert lead.post(path, json={"file": digest("older")}).json()["code"] == "themes_changed"
    assert lead.post(path, json={"file": read["file"]}).json()["signed_off_by"] == "lead"
    assert "Themes signed off by a lead" in officer.get("/staff/consultations/safe/themes").text


def test_words_are_found_by_how_they_were_read_and_not_where_few_wrote(officer: TestClient) -> None:
    path = "/api/v1/plans/CE-2022/words"
    found = whole(officer, f"{path}?theme=lights", limit=2)
    assert [one["words"] for one in found] == [LIGHTS] * 6
    assert {(one["consultation"], one["question"]) for one in found} == {("safe", "better")}
    few = officer.get(f"{path}?question=safe/nothing").json()
    assert few == {"too_few": True, "items": [], "next": None}
    assert officer.get(f"{path}?kind=odd").status_code == 422


def test_what_stands_behind_an_ask(officer: TestClient, heard_site: HeardSite) -> None:
    found = officer.get(f"/api/v1/asks/{heard_site.promote()}/evidence").json()
    assert found["people"] == {"shown": True, "value": 5}
    assert (found["ages"], found["quotes"]) == ([], [])
    assert set(found["judged"]) == {"yes", "partly", "no"}
    assert found["written"] == {"shown": True, "value": 0}


def test_who_says_it_since_the_ask_was_made_is_in_its_evidence(
    officer: TestClient, heard_site: HeardSite
) -> None:
    asked = heard_site.promote()
    heard_site.answer(12)
    assert officer.get(f"/api/v1/asks/{asked}/evidence").json()["added"] == {"shown": True, "value": 10}


def test_the_walk_from_a_number_to_an_answer_and_on(officer: TestClient, heard_site: HeardSite) -> None:
    ask = heard_site.promote()
    numbers = whole(officer, f"{SAFE}/questions/better/answers?part=lights")
    assert len(numbers) == 6
    found = officer.get(f"/api/v1/answers/{numbers[0]}").json()
    assert (found["consultation"], found["themes"], found["outcome"]) == ("safe", ["lights"], "CE2")
    assert [one["ask"] for one in found["asks"]] == [ask]
    assert LIGHTS not in str(found)
