"""Nobody acts on half of the answers by accident: no route shows what people say before the end.

The house has a consultation that people still answer, and officers who have said why they look already.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete
from starlette.responses import Response

from analysis.redacting import redact_new
from consultations.storage.audit import AuditLog
from consultations.storage.early_tables import early_look
from tests.access_row import PUBLIC
from tests.access_rows import ROWS
from tests.content_rows import AT_ONCE, LEFT_OUT, NEVER, REFUSED, lists_of, rows
from tests.heard import BUSES_WANTED
from tests.heard_site import HeardSite, words
from tests.house import House
from tests.service.test_access_matrix import asked
from tests.staff_site import StaffSite

PAGE = "/staff/consultations/safe"
WHY = {"reason": "The council decides on Tuesday."}
STAFFS = {route for route, row in ROWS.items() if "lead" in row.may and row.may != PUBLIC}
EXPORTS = ("/answers", "/answers.{ending}", "/answers-as-written.{ending}")
"""Whose address says why."""


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The house before anybody has said why they look."""
    house = House(tmp_path_factory.mktemp("house"))
    redact_new(house.database)
    with house.database.write() as connection:
        connection.execute(delete(early_look))
    house._keep()
    yield house
    house.database.close()


def test_every_route_of_staffs_says_what_it_shows_before_the_end() -> None:
    assert {route: lists_of(route) for route in STAFFS if lists_of(route) != 1} == {}
    known = frozenset().union(*map(rows, (REFUSED, LEFT_OUT, NEVER, AT_ONCE)))
    assert known <= STAFFS


def got(house: House, route: str) -> Response:
    """What a lead gets who has said nothing."""
    row = ROWS[route]
    if route.endswith(EXPORTS):
        return house.browsers["lead"].get(route.partition(" ")[2].format(**row.at))
    answer = asked(house, "lead", route, row, row.at)
    house.put_back("lead")
    return answer


@pytest.mark.parametrize("route", sorted(STAFFS - rows(AT_ONCE)))
def test_no_route_shows_a_word_of_theirs_before_the_end(early: House, route: str) -> None:
    answer = got(early, route)
    assert BUSES_WANTED not in answer.text
    if route not in rows(REFUSED):
        return
    if " /api/" in route:
        code = "no_reason" if "as-written" in route else "still_open"
        assert (answer.status_code, answer.json()["code"]) == (409, code)
    else:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith(f"{PAGE}/early")


def test_a_person_reads_at_once_what_is_written(early: House) -> None:
    assert BUSES_WANTED in early.browsers["lead"].get("/staff/reading").text


SHOWN_EARLY = (
    "GET /staff/consultations/{code}/quotes",
    "GET /staff/consultations/{code}/coding",
    "GET /api/v1/consultations/{code}/coding/answers",
    "GET /api/v1/consultations/{code}/answers.{ending}",
    "GET /api/v1/plans/{code}/words",
    "GET /staff/explore",
)


def test_who_says_why_comes_to_the_page_that_they_wanted_and_sees_it_all(early: House) -> None:
    lead = early.browsers["lead"]
    asks = lead.get(f"{PAGE}/quotes").headers["location"]
    assert 'value="/staff/consultations/safe/quotes"' in lead.get(asks).text
    said = lead.post(f"{PAGE}/early", data={**WHY, "next": f"{PAGE}/quotes"})
    assert said.headers["location"] == f"{PAGE}/quotes"
    hidden = [one for one in SHOWN_EARLY if BUSES_WANTED not in got_now(early, one).text]
    assert hidden == []
    with early.database.read() as connection:
        noted = [(one.actor, one.action) for one in AuditLog(connection).newest(9, 99)]
    assert ("lead", "content.seen_early") in noted
    early.put_back("lead")


def got_now(house: House, route: str) -> Response:
    return asked(house, "lead", route, ROWS[route], ROWS[route].at)


def test_a_reason_leads_to_no_other_site(early: House) -> None:
    said = early.browsers["lead"].post(f"{PAGE}/early", data={**WHY, "next": "https://evil.example/"})
    assert said.headers["location"] == PAGE
    early.put_back("lead")


def test_an_export_takes_its_reason_as_the_page_does(early: House) -> None:
    lead = early.browsers["lead"]
    address = "/api/v1/consultations/safe/answers.csv"
    assert lead.get(f"{address}?reason=now").status_code == 409
    assert lead.get(f"{address}?reason=The+council+decides+today").status_code == 200
    assert lead.get(f"{PAGE}/quotes").status_code == 200
    early.put_back("lead")


def test_the_board_counts_what_is_over_and_says_what_is_left_out(heard_site: HeardSite) -> None:
    heard_site.consult(code="over", title="Over")
    heard_site.consult()
    heard_site.answer(20, "over")
    heard_site.answer(30, over=False)
    board = heard_site.browser().get("/api/v1/board/CE-2022").json()
    assert (board["people"]["value"], board["still_open"]) == (20, ["safe"])
    front = words(heard_site.shows("/board"))
    assert "Safe places : people can still answer, so nothing of it is counted yet" in front
    officer = StaffSite(heard_site.database, heard_site.clock).signed_in()
    assert "(30)" not in officer.get("/staff/explore?outcome=CE2").text
    officer.post(f"{PAGE}/early", data=WHY)
    explored = words(officer.get("/staff/explore?outcome=CE2").text)
    assert "(still open: half of the answers)" in explored
    assert heard_site.browser().get("/api/v1/board/CE-2022").json()["people"]["value"] == 20
    officer.post(f"{PAGE}/close")
    assert heard_site.browser().get("/api/v1/board/CE-2022").json()["people"]["value"] == 50
