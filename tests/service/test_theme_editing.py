"""Officers name, merge and split themes; nothing that a person coded is lost, and all can be taken back."""

import re

import pytest
from fastapi.testclient import TestClient

from analysis.pipeline import read_new
from consultations.storage.audit import AuditLog
from consultations.storage.coding import Coding
from consultations.storage.consultations import Consultations
from consultations.theme_standing import digest
from tests.builders import NOW
from tests.heard_site import BUSES, THEMES, HeardSite
from tests.staff_site import StaffSite

PAGE = "/staff/consultations/safe/themes"
API = "/api/v1/consultations/safe/theme-file"
NAMED = {"label": "Travel", "words": "bus, train", "description": "Getting about", "outcomes": "CE2"}


@pytest.fixture
def officer(heard_site: HeardSite) -> TestClient:
    """Ten spoke of lights, seven of buses; two coders gave codes to one of each."""
    heard_site.consult()
    heard_site.answer(10)
    heard_site.answer(7, age_band="10-14", safe="no", better=BUSES)
    with heard_site.database.write() as connection:
        coding = Coding(connection)
        sample = {one.words: one for one in coding.sample(1, ["better"])}
        coding.keep(sample[BUSES], "ann", ["buses", "lights"], NOW)
        coding.keep(sample[BUSES], "ben", ["buses"], NOW)
    return StaffSite(heard_site.database, heard_site.clock).signed_in()


def file_of(browser: TestClient) -> str:
    return browser.get(API).json()["file"]


def send(browser: TestClient, path: str, **form: str):
    return browser.post(f"{PAGE}{path}", data={"file": file_of(browser), **form})


def codes(site: HeardSite) -> dict[str, set[frozenset[str]]]:
    with site.database.read() as connection:
        return {coder: set(given.values()) for coder, given in Coding(connection).coded(1).items()}


def spoken(site: HeardSite) -> dict[str, int | None]:
    (outcome,) = site.browser().get("/api/v1/board/CE-2022").json()["outcomes"]
    return {row["name"]: row["people"].get("value") for row in outcome["themes"]}


def test_a_theme_is_renamed_and_a_lead_signs_again(heard_site: HeardSite, officer: TestClient) -> None:
    lead = officer.site.signed_in("lead@trust.example", "lead")
    lead.post(PAGE, data={"themes": digest(THEMES)})
    assert "signed off by a lead" in officer.get(PAGE).text
    assert send(officer, "/of/buses", **NAMED).headers["location"] == PAGE
    page = officer.get(PAGE).text
    assert "Travel" in page
    assert "Themes not yet signed off." in page
    assert "reword buses" in page
    read_new(heard_site.database, heard_site.clock)
    assert "Travel" in heard_site.shows("/board/outcomes/CE2")


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(officer: TestClient) -> None:
    wrong = send(officer, "/new", label="street lights", words="*")
    assert wrong.status_code == 422
    assert 'href="#words"' in wrong.text
    assert 'value="street lights"' in wrong.text
    apart = send(officer, "/of/buses/split", label="", words="bus")
    assert 'href="#new-label"' in apart.text
    into = send(officer, "/of/buses/merge", into="buses")
    assert 'href="#into"' in into.text
    assert file_of(officer) == digest(THEMES), "nothing was changed"


def test_what_people_coded_goes_with_a_merged_theme(heard_site: HeardSite, officer: TestClient) -> None:
    assert spoken(heard_site)["buses"] == 5
    assert send(officer, "/of/buses/merge", into="lights").status_code == 303
    both = frozenset({"lights"})
    assert codes(heard_site) == {"ann": {both}, "ben": {both}}
    assert spoken(heard_site) == {"lights": 15, "other": 0, "no_reason_given": 0}, (
        "nobody waits for a program"
    )
    read_new(heard_site.database, heard_site.clock)
    assert spoken(heard_site)["lights"] == 15


def test_the_last_change_is_taken_back_whole(heard_site: HeardSite, officer: TestClient) -> None:
    before = codes(heard_site)
    send(officer, "/of/buses/merge", into="lights")
    send(officer, "/new", **NAMED)
    undo = re.findall(r'action="([^"]+/undo)"', officer.get(PAGE).text)
    assert len(undo) == 1
    assert officer.post(f"{PAGE}/changes/1/undo").status_code == 409, "not the last"
    for address in (undo[0], f"{PAGE}/changes/1/undo"):
        assert officer.post(address).status_code == 303
    assert codes(heard_site) == before
    assert file_of(officer) == digest(THEMES)
    assert "taken back by officer@trust.example" in officer.get(PAGE).text
    with heard_site.database.read() as connection:
        said = [one.details for one in AuditLog(connection).all() if one.action == "themes.changed"]
    assert said == ["merge buses > lights", "add travel", "undo add travel", "undo merge buses > lights"]


def test_a_code_that_somebody_gave_anew_is_not_taken_back(heard_site: HeardSite, officer: TestClient) -> None:
    send(officer, "/of/buses/merge", into="lights")
    with heard_site.database.write() as connection:
        coded = [each for each in Coding(connection).sample(1, ["better"]) if each.words == BUSES]
        for each in coded:
            Coding(connection).keep(each, "ben", ["other"], NOW)
    officer.post(f"{PAGE}/changes/1/undo")
    assert codes(heard_site)["ben"] == {frozenset({"other"})}


def test_a_retired_theme_leaves_something_else_only_where_nothing_is_left(
    heard_site: HeardSite, officer: TestClient
) -> None:
    assert send(officer, "/of/buses/retire").status_code == 303
    assert codes(heard_site) == {"ann": {frozenset({"lights"})}, "ben": {frozenset({"other"})}}
    assert officer.get(f"{PAGE}/of/buses").status_code == 404


def test_a_split_moves_suggestions_and_no_code(heard_site: HeardSite, officer: TestClient) -> None:
    before = codes(heard_site)
    assert send(officer, "/of/lights/split", label="Dark paths", words="dark, more light*").status_code == 303
    read_new(heard_site.database, heard_site.clock)
    found = spoken(heard_site)
    assert found["dark_paths"] == 10
    assert codes(heard_site) == before


def test_an_ask_goes_with_its_theme(heard_site: HeardSite, officer: TestClient) -> None:
    heard_site.promote("buses", "A later bus")
    assert send(officer, "/of/buses/retire").status_code == 409
    assert send(officer, "/of/buses/merge", into="lights").status_code == 303
    assert officer.get("/api/v1/asks/1/evidence").json()["people"]["value"] == 15
    officer.post(f"{PAGE}/changes/1/undo")
    read_new(heard_site.database, heard_site.clock)
    assert officer.get("/api/v1/asks/1/evidence").json()["people"]["value"] == 5


def test_two_asks_are_not_merged_into_one(heard_site: HeardSite, officer: TestClient) -> None:
    heard_site.promote("buses", "A later bus")
    heard_site.promote("lights", "Lamps")
    assert send(officer, "/of/buses/merge", into="lights").status_code == 409
    assert file_of(officer) == digest(THEMES)


def test_who_read_an_older_file_changes_nothing(officer: TestClient) -> None:
    old = file_of(officer)
    send(officer, "/new", **NAMED)
    assert officer.post(f"{PAGE}/of/buses/retire", data={"file": old}).status_code == 409


def test_a_consultation_without_themes_begins_with_the_plans_outcomes(heard_site: HeardSite) -> None:
    heard_site.consult(taxonomy=None)
    officer = StaffSite(heard_site.database, heard_site.clock).signed_in()
    assert "Begin with one theme for each outcome" in officer.get(PAGE).text
    assert officer.post(f"{PAGE}/begin", data={"file": ""}).status_code == 303
    assert len(officer.get(API).json()["themes"]) == 7
    officer.post(f"{PAGE}/changes/1/undo")
    with heard_site.database.read() as connection:
        assert Consultations(connection).get("safe").taxonomy is None


def test_a_program_does_the_same(heard_site: HeardSite, officer: TestClient) -> None:
    given = {"file": file_of(officer), "label": "Trains", "words": ["train*"], "outcomes": ["CE2"]}
    made = officer.post(f"{API}/themes", json=given)
    assert made.status_code == 201
    assert [one["code"] for one in made.json()["themes"]] == ["lights", "buses", "trains"]
    file = made.json()["file"]
    named = officer.put(f"{API}/themes/trains", json={**given, "file": file, "label": "Railways"}).json()
    assert named["themes"][2]["label"] == "Railways"
    split = {**given, "file": named["file"], "label": "Night buses", "words": ["late bus"]}
    parted = officer.post(f"{API}/themes/buses/split", json=split).json()
    into = {"file": parted["file"], "into": "buses"}
    merged = officer.post(f"{API}/themes/night_buses/merge", json=into).json()
    assert officer.delete(f"{API}/themes/trains?file={file}").json()["code"] == "themes_changed"
    left = officer.delete(f"{API}/themes/trains?file={merged['file']}").json()
    assert [one["code"] for one in left["themes"]] == ["lights", "buses"]
    last = left["changes"][0]
    assert (last["said"], last["by"]) == ("retire trains", "officer@trust.example")
    back = officer.post(f"{API}/changes/{last['number']}/undo").json()
    assert [one["code"] for one in back["themes"]] == ["lights", "buses", "trains"]
    faulty = officer.post(f"{API}/themes", json={**given, "file": back["file"], "words": ["*"]})
    assert faulty.status_code == 422
    assert faulty.json()["faults"][0]["field"] == "words"
