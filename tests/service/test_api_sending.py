"""Writing to many and setting things by program: each with a scope of its own, by the rules of the pages."""

from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from consultations.errors import Refused
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database
from tests.heard import people_say, safe_streets
from tests.service.test_api_keys import SECRET, program
from tests.staff_site import StaffSite

DATABASES = ["sqlite"]
ALL = {"name": "Everybody"}
NEWS = {"audience": "Everybody", "purpose": "news", "texts": {"en": "We read it all.", "pl": "Czytamy."}}
LINE = {"id": "nearby", "name": "Nearby", "call": "01270 000000", "verified_on": "2026-11-01"}


def bot_name(token: str) -> str:
    if token != "123:good":
        raise Refused("telegram_token", "Telegram does not know this token.", "Copy it again.")
    return "our_bot"


@pytest.fixture
def site(database: Database) -> StaffSite:
    safe_streets(database)
    made = StaffSite(database, bot_name_of=bot_name)
    people_say(database, made.clock, [f"p{number}" for number in range(8)], buses=8)
    return made


def with_key(site: StaffSite, role: str, *scopes: str) -> TestClient:
    name = f"{role}-{scopes[0]}@trust.example"
    admin, owner = site.signed_in(f"for-{name}", "admin"), site.signed_in(name, role)
    wanted = {"account": name, "name": "Program", "scopes": scopes, "days": "9"}
    assert admin.post("/staff/keys", data=wanted).status_code == 303
    number = next(
        number for number in (1, 2, 3) if f"/keys/{number}" in owner.get("/staff/account/keys").text
    )
    return program(site, SECRET.search(owner.post(f"/staff/account/keys/{number}").text)[0])


def test_a_message_to_many_is_written_looked_at_and_sent_once(site: StaffSite) -> None:
    sender = with_key(site, "officer", "send", "numbers")
    saved = sender.post("/api/v1/audiences", json=ALL)
    assert (saved.status_code, saved.json()["name"]) == (201, "Everybody")
    assert saved.json()["people"] == "15 people", "they are sixteen: rounded, as on the page"
    draft = sender.post("/api/v1/broadcasts", json=NEWS).json()
    assert (draft["state"], draft["texts"], draft["can"]) == ("draft", NEWS["texts"], ["cancel", "send"])
    assert draft["preview"]["people"] == saved.json()["people"]
    path = f"/api/v1/broadcasts/{draft['id']}"
    assert sender.get(path).json() == draft
    assert sender.post(f"{path}/send").json()["state"] == "sending"
    assert sender.post(f"{path}/send").json()["code"] == "broadcast_state"
    assert sender.post(f"{path}/pause").json()["can"] == ["cancel", "resume"]
    with site.database.read() as connection:
        noted = {one.action: one.details for one in AuditLog(connection).newest(9, 99)}
    assert noted["broadcast.drafted"] == noted["broadcast.send"] == "key:1"


def test_what_a_page_refuses_of_a_message_the_api_refuses(site: StaffSite) -> None:
    sender = with_key(site, "officer", "send", "numbers")
    assert sender.post("/api/v1/broadcasts", json=NEWS).json()["code"] == "no_audience"
    sender.post("/api/v1/audiences", json=ALL)
    wrong = sender.post("/api/v1/broadcasts", json={**NEWS, "start": "nothing", "texts": {"en": " "}})
    assert {one["code"] for one in wrong.json()["faults"]} == {"no_text", "bad_start"}
    unknown = {"name": "A", "consultation": "safe", "answered": {"nothing": "yes"}}
    assert sender.post("/api/v1/audiences", json=unknown).json()["faults"][0]["code"] == "unknown_question"
    offered = sender.get("/api/v1/consultations/safe/audience-questions").json()
    assert all(one["choices"] for one in offered)


def test_sending_and_setting_need_their_own_scopes(site: StaffSite) -> None:
    manager = with_key(site, "lead", "manage", "numbers")
    for refused in (manager.post("/api/v1/audiences", json=ALL), manager.patch("/api/v1/settings", json={})):
        assert (refused.status_code, refused.json()["code"]) == (403, "access.scope")


def test_settings_are_read_and_changed_as_on_the_pages(site: StaffSite) -> None:
    setter = with_key(site, "admin", "settings")
    said = {"trust_name": "Halton Trust", "areas": ["Crewe", "Nantwich"], "help_lines": [LINE]}
    changed = setter.patch("/api/v1/settings", json=said).json()
    assert {name: changed[name] for name in ("trust_name", "areas")} == {
        name: said[name] for name in ("trust_name", "areas")
    }
    assert [(one["id"], one["call"]) for one in changed["help_lines"]] == [("nearby", "01270 000000")]
    assert "Halton Trust" in site.browser().get("/").text
    kept = setter.patch("/api/v1/settings", json={"keep_text_days": 90}).json()
    assert (kept["areas"], kept["keep_text_days"]) == (["Crewe", "Nantwich"], 90)
    for wrong, field in (({"colour": "#ffdd00"}, "colour"), ({"areas": ["Crewe", "crewe"]}, "areas")):
        refused = setter.patch("/api/v1/settings", json=wrong)
        assert (refused.status_code, refused.json()["faults"][0]["field"]) == (422, field)
    assert setter.patch("/api/v1/settings", json={"hidden_languages": ["xx"]}).status_code == 422
    assert setter.patch("/api/v1/settings", json={"help_lines": []}).json()["help_lines"] == []


def test_a_logo_and_a_token_are_taken_and_the_token_never_given(site: StaffSite) -> None:
    setter, out = with_key(site, "admin", "settings"), BytesIO()
    Image.new("RGB", (100, 40), "teal").save(out, "PNG")
    assert setter.put("/api/v1/settings/logo", files={"file": ("l.png", out.getvalue())}).json()["logo"]
    assert setter.delete("/api/v1/settings/logo").status_code == 204
    refused = setter.put("/api/v1/settings/telegram", json={"token": "123:bad"})
    assert refused.json()["code"] == "telegram_token"
    kept = setter.put("/api/v1/settings/telegram", json={"token": "123:good"})
    assert (kept.json()["telegram_bot"], "123:good" in kept.text) == ("our_bot", False)
    assert setter.delete("/api/v1/settings/telegram").status_code == 204
    assert setter.get("/api/v1/settings").json()["telegram_bot"] == ""
