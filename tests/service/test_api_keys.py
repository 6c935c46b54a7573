"""Keys for programs: allowed by one person, collected by another, and never more than their owner may."""

import re

import pytest
from fastapi.testclient import TestClient

from consultations.api_keys import PER_MINUTE
from consultations.storage.accounts import Accounts
from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database
from tests.builders import KEYS
from tests.heard import people_say, safe_streets
from tests.staff_site import StaffSite

ANALYST = "analyst@trust.example"
SECRET = re.compile(r"tgr_\d+_[\w-]{43}")


@pytest.fixture
def site(sqlite_url: str) -> StaffSite:
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    made = StaffSite(database)
    safe_streets(database)
    people_say(database, made.clock, [f"p{number}" for number in range(8)], buses=8)
    yield made
    database.close()


@pytest.fixture
def admin(site: StaffSite) -> TestClient:
    return site.signed_in("admin@trust.example", "admin")


@pytest.fixture
def analyst(site: StaffSite) -> TestClient:
    return site.signed_in(ANALYST, "officer")


def allow(admin: TestClient, *scopes: str, **more: str):
    wanted = {"account": ANALYST, "name": "Yearly report", "scopes": scopes, "days": "30", **more}
    return admin.post("/staff/keys", data=wanted)


def collected(admin: TestClient, analyst: TestClient, *scopes: str) -> str:
    assert allow(admin, *scopes).headers["location"] == "/staff/keys?note=allowed"
    return SECRET.search(analyst.post("/staff/account/keys/1").text)[0]


def program(site: StaffSite, key: str) -> TestClient:
    """A program with a key: it is no browser and sends none of its headers."""
    return TestClient(
        site.app, base_url="https://together.example", headers={"authorization": f"Bearer {key}"}
    )


def test_a_key_opens_what_its_scopes_say_and_nothing_else(site, admin, analyst) -> None:
    with site.database.write() as connection:
        Consultations(connection).close("safe", site.clock())
    reads = program(site, collected(admin, analyst, "numbers", "asks"))
    assert reads.get("/api/v1/board/cheshire").json()["people"] == {"shown": True, "value": 15}
    assert reads.get("/api/v1/asks/all").json()["items"] == []
    refused = reads.post("/api/v1/consultations/safe/close")
    assert (refused.status_code, refused.json()["code"]) == (403, "access.scope")
    assert reads.get("/staff", follow_redirects=False).status_code == 303, "keys are for the API alone"


def test_the_key_is_shown_once_to_its_owner_and_kept_as_a_digest(site, admin, analyst) -> None:
    key = collected(admin, analyst, "numbers")
    assert SECRET.search(admin.get("/staff/keys").text) is None
    assert SECRET.search(analyst.get("/staff/account/keys").text) is None
    assert analyst.post("/staff/account/keys/1").status_code == 409
    with site.database.engine.connect() as connection:
        stored = connection.exec_driver_sql("SELECT * FROM api_key").mappings().one()
    assert key not in str(dict(stored))


def test_nobody_collects_the_key_of_somebody_else(site, admin) -> None:
    site.hire(ANALYST, "officer")
    allow(admin, "numbers")
    assert admin.post("/staff/account/keys/1").status_code == 404
    assert admin.post("/staff/account/keys/1/revoke").status_code == 404


def test_a_key_ends_when_it_is_revoked_or_its_day_is_past(site, admin, analyst) -> None:
    reads = program(site, collected(admin, analyst, "numbers"))
    site.clock.tick(days=31)
    assert reads.get("/api/v1/board/cheshire").json()["code"] == "api_key.unknown"
    site.clock.tick(days=-31)
    assert reads.get("/api/v1/board/cheshire").status_code == 200
    admin.post("/staff/keys/1/revoke")
    after = reads.get("/api/v1/board/cheshire")
    assert (after.status_code, after.headers["www-authenticate"]) == (401, "Bearer")


def test_a_key_never_opens_more_than_its_owner_may_by_now(site, admin, analyst) -> None:
    reads = program(site, collected(admin, analyst, "numbers", "asks"))
    with site.database.write() as connection:
        accounts = Accounts(connection)
        account = accounts.find(ANALYST)
        accounts.set_roles(account.id, ["board"])
    assert reads.get("/api/v1/board/cheshire").status_code == 200
    assert reads.get("/api/v1/asks/all").status_code == 403
    with site.database.write() as connection:
        Accounts(connection).remove(account.id, site.clock())
    assert reads.get("/api/v1/board/cheshire").status_code == 401


def test_a_key_that_is_used_too_often_waits_for_the_next_minute(site, admin, analyst) -> None:
    reads = program(site, collected(admin, analyst, "numbers"))
    answers = [reads.get("/api/v1/plans").status_code for _ in range(PER_MINUTE + 1)]
    assert answers == [200] * PER_MINUTE + [429]
    assert reads.get("/api/v1/plans").headers["retry-after"] == "60"
    site.clock.tick(minutes=1)
    assert reads.get("/api/v1/plans").status_code == 200


@pytest.mark.parametrize("wrong", ["", "tgr_1_", "tgr_1_x", "tgr_99999999999_x", "tgr_1_" + "x" * 43, "é"])
def test_what_is_no_key_opens_nothing_not_even_what_is_public(site, admin, analyst, wrong: str) -> None:
    collected(admin, analyst, "numbers")
    sent = {"authorization": b"Bearer " + wrong.encode("latin-1")}
    browser = TestClient(site.app, base_url="https://together.example")
    assert browser.get("/api/v1/plans", headers=sent).status_code == 401


def test_a_form_that_does_not_fit_says_where(site, admin) -> None:
    site.hire("board@trust.example", "board")
    page = allow(admin, "words", account="board@trust.example", name="", days="soon")
    assert page.status_code == 422
    for said in ("Say what the key is for.", "do not allow: Words", "Write a number of days"):
        assert said in page.text
    assert "no account of this name" in allow(admin, "numbers", account="nobody").text


def test_what_is_done_with_a_key_is_in_the_log_with_its_number(site, admin, analyst) -> None:
    reads = program(site, collected(admin, analyst, "numbers", "manage"))
    assert reads.post("/api/v1/consultations/safe/close").json()["state"] == "closed"
    with site.database.read() as connection:
        noted = [(one.actor, one.action, one.details) for one in AuditLog(connection).all()]
    assert (ANALYST, "consultation.closed", "key:1") in noted
    assert [action for _, action, _ in noted if action.startswith("key.")] == ["key.allowed", "key.collected"]


def test_the_whole_way_of_an_ask_can_be_gone_by_a_program(site, admin, analyst) -> None:
    works = program(site, collected(admin, analyst, "asks", "manage"))
    assert works.get("/api/v1/consultations/safe/themes").json()["code"] == "still_open"
    works.post("/api/v1/consultations/safe/early-look", json={"reason": "The council decides today."})
    theme = next(one for one in works.get("/api/v1/consultations/safe/themes").json() if one["ask"] is None)
    wanted = {
        "consultation": "safe",
        "question": theme["question"],
        "theme": theme["theme"],
        "title": "Lamps",
    }
    made = works.post("/api/v1/asks", json=wanted)
    assert (made.status_code, made.json()["state"]) == (201, "open")
    number = made.json()["id"]
    assert works.post("/api/v1/asks", json=wanted).json()["code"] == "already_an_ask"
    decided = {"decision": "done", "what_happens": "We put up lamps."}
    assert works.post(f"/api/v1/asks/{number}/decision", json=decided).json()["state"] == "decided"
    read = works.get(f"/api/v1/asks/{number}/message").json()
    unread = works.post(f"/api/v1/asks/{number}/publication", json={"seen": "something else"})
    assert unread.json()["code"] == "message_changed"
    unsigned = works.post(f"/api/v1/asks/{number}/publication", json={"seen": read["seen"]})
    assert unsigned.json()["code"] == "not_signed"
    site.sign_answers()
    published = works.post(f"/api/v1/asks/{number}/publication", json={"seen": read["seen"]}).json()
    assert published["state"] == "published"
    (public,) = works.get("/api/v1/asks").json()["items"]
    assert public["title"] == "Lamps"


def test_guessing_keys_holds_up_nobody_who_writes(site, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_write(database: Database) -> None:
        raise AssertionError("a guessed key began to write")

    monkeypatch.setattr(Database, "write", no_write)
    refused = program(site, f"tgr_1_{'a' * 43}").get("/api/v1/asks/all")
    assert (refused.status_code, refused.json()["code"]) == (401, "api_key.unknown")
