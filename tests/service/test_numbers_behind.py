"""From any number on the board to the answers behind it, for officers; nobody else has a way."""

import pytest
from fastapi.testclient import TestClient

from consultations.storage.evidence import StaffConsultations
from tests.heard_site import BUSES, LIGHTS, HeardSite
from tests.staff_site import StaffSite
from tests.walked import address_of, astray, linked_numbers

OUTCOME = "/board/outcomes/CE2"
YOUNGER = {"age_band": "5-9", "safe": "yes", "better": LIGHTS}
OLDER = {"age_band": "10-14", "safe": "no", "better": "The buses are terrible and late"}


@pytest.fixture
def officer(heard_site: HeardSite) -> TestClient:
    """Two ages were asked in two years, staff once; what the first asked for is answered."""
    heard_site.consult()
    heard_site.answer_each([YOUNGER] * 15 + [OLDER] * 10)
    heard_site.answer_each([{"age_band": "5-9", "safe": "yes", "better": "n/a"}] * 5)
    heard_site.clock.tick(days=40)
    heard_site.consult(code="again", title="A year on")
    heard_site.answer_each([OLDER] * 11, code="again")
    heard_site.answer_each([{**YOUNGER, "safe": "no"}] * 6 + [YOUNGER] * 6, code="again")
    heard_site.consult(code="few", title="Few came")
    heard_site.answer(3, code="few")
    staff = heard_site.consult(code="staff", title="Staff on safety")
    heard_site.answer_each([{"safe": "no", "better": BUSES}] * 10, code="staff")
    with heard_site.database.write() as connection:
        StaffConsultations(connection).set([staff.id])
    ask = heard_site.promote()
    heard_site.decide(ask)
    heard_site.publish(ask)
    return StaffSite(heard_site.database, heard_site.clock).signed_in()


def test_every_number_of_the_board_leads_to_the_people_whom_it_counts(
    officer: TestClient, heard_site: HeardSite
) -> None:
    front, outcome = officer.get("/board").text, officer.get(OUTCOME).text
    with heard_site.database.read() as connection:
        assert not list(astray(connection, front))
        assert not list(astray(connection, outcome))
    ways = {one.way for page in (front, outcome) for one in linked_numbers(page)}
    assert all(officer.get(one).status_code == 200 for one in ways)
    numbers = {str(address_of(one, "CE-2022")) for one in ways}
    assert {
        "plan:CE-2022",
        "plan:CE-2022/CE2",
        "plan:CE-2022/CE2/unread",
        "plan:CE-2022///age_band=5-9",
        "plan:CE-2022/CE2/read/age_band=10-14",
        "plan:CE-2022/CE2/lights",
        "again/safe/yes",
        "safe",
        "safe/better",
        "staff",
        "ask:1",
    } <= numbers
    assert not any("few" in one for one in ways)


def test_nobody_but_officers_has_a_way(officer: TestClient, heard_site: HeardSite) -> None:
    member = officer.site.signed_in("board@trust.example", "board", "young-lead", "DSL")
    for path in ("/board", OUTCOME, "/board/success", "/board/plans/CE-2022/promises"):
        assert not linked_numbers(member.get(path).text)
    assert member.get("/staff/behind", params={"number": "plan:CE-2022"}).status_code == 403


def test_looking_is_noted_and_a_group_of_few_is_not_shown(officer: TestClient, heard_site: HeardSite) -> None:
    heard_site.answer_each([{"age_band": "15-19", "safe": "no", "better": "The buses are terrible"}] * 3)
    shown = officer.get("/staff/behind", params={"number": "plan:CE-2022/CE2/lights"})
    assert "27 answers" in shown.text
    answered = officer.get("/api/v1/behind", params={"number": "plan:CE-2022/CE2/lights", "limit": 200})
    assert len(answered.json()["items"]) == 27
    few = officer.get("/staff/behind", params={"number": "plan:CE-2022/CE2//age_band=15-19"})
    assert (few.status_code, "Fewer than 5 people said that." in few.text) == (409, True)
    assert officer.get("/staff/behind", params={"number": "plan:"}).status_code == 409
    assert officer.get("/staff/behind", params={"number": "ask:99"}).status_code == 404
    admin = officer.site.signed_in("admin@trust.example", "admin")
    assert "number:plan:CE-2022/CE2/lights" in admin.get("/staff/audit").text
