"""The JSON API as a program meets it: typed, protected, and humane when it refuses."""

import csv
import io

import pytest

from admin_api.access import undeclared_routes
from admin_api.spreadsheets import harmless
from tests.heard_site import BUSES, HeardSite, safe_form

HIDDEN = {"shown": False, "code": "c"}


def heard(site: HeardSite) -> HeardSite:
    site.consult()
    site.answer(12)
    site.answer(8, age_band="10-14", safe="no", better=BUSES)
    return site


def get(site: HeardSite, path: str) -> object:
    response = site.browser().get(path)
    assert response.status_code == 200, response.text
    return response.json()


def table(site: HeardSite) -> list[dict[str, str]]:
    response = site.browser().get("/api/board/CE-2022.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))


def test_plans_and_one_plan(heard_site: HeardSite) -> None:
    heard(heard_site)
    assert [plan["code"] for plan in get(heard_site, "/api/plans")] == ["CE-2022"]
    outcomes = get(heard_site, "/api/plans/CE-2022")["outcomes"]
    assert [outcome["code"] for outcome in outcomes] == [f"CE{number}" for number in range(1, 8)]
    assert outcomes[1]["indicators"][0]["baseline"] is None


def test_consultations_by_state(heard_site: HeardSite) -> None:
    heard(heard_site)
    found = get(heard_site, "/api/consultations?state=open")
    assert [(one["code"], one["sample"], one["closed"]) for one in found] == [("safe", False, None)]
    assert get(heard_site, "/api/consultations?state=closed") == []


def test_the_boards_numbers(heard_site: HeardSite) -> None:
    board = get(heard(heard_site), "/api/board/CE-2022")
    assert board["people"] == {"shown": True, "value": 20}
    safe = board["outcomes"][0]["questions"][0]
    assert [(row["name"], row["people"], row["percent"]) for row in safe["distribution"]] == [
        ("yes", {"shown": True, "value": 10}, 50),
        ("no", {"shown": True, "value": 10}, 50),
    ]


def test_hidden_numbers_are_c(heard_site: HeardSite) -> None:
    heard(heard_site).answer(2, age_band="15-19", safe="no", better=BUSES)
    groups = get(heard_site, "/api/board/CE-2022")["who_took_part"][0]["rows"]
    assert {row["name"]: row["people"] for row in groups}["15-19"] == HIDDEN
    line = next(one for one in table(heard_site) if one["name"] == "15-19")
    assert (line["people"], line["percent"]) == ("c", "")


def test_the_table_has_the_numbers_of_the_board(heard_site: HeardSite) -> None:
    lines = table(heard(heard_site))
    chosen = {one["name"]: one["people"] for one in lines if one["table"] == "distribution"}
    assert chosen == {"yes": "10", "no": "10"}


def test_only_published_asks_are_given(heard_site: HeardSite) -> None:
    ask = heard(heard_site).promote()
    heard_site.promote("buses")
    heard_site.decide(ask)
    assert get(heard_site, "/api/asks") == []
    heard_site.publish(ask)
    (given,) = get(heard_site, "/api/asks")
    assert (given["id"], given["decision"], given["people"]) == (ask, "will_do", {"shown": True, "value": 10})
    assert get(heard_site, "/api/asks?outcome=CE2") == [given]
    assert get(heard_site, "/api/asks?outcome=CE3") == []


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/plans/none", 404, "unknown-plan"),
        ("/api/board/none", 404, "unknown-plan"),
        ("/api/board/none.csv", 404, "unknown-plan"),
        ("/api/asks?colour=red", 422, "request.faulty"),
        ("/api/consultations?state=asleep", 422, "request.faulty"),
        ("/api/nothing", 404, "http.not_found"),
    ],
)
def test_an_error_says_what_and_what_to_do(heard_site: HeardSite, path: str, status: int, code: str) -> None:
    response = heard_site.browser().get(path)
    assert response.status_code == status
    problem = response.json()
    assert problem["code"] == code
    assert problem["message"]
    assert problem["fix"] or problem["faults"]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(heard_site: HeardSite, begins: str) -> None:
    assert harmless(f"{begins}1+1") == f"'{begins}1+1"


def test_a_question_that_is_a_formula_stays_text(heard_site: HeardSite) -> None:
    heard_site.consult(safe_form("=1+1"))
    heard_site.answer(12)
    labels = {one["question_label"] for one in table(heard_site)}
    assert "'=1+1" in labels
    assert "=1+1" not in labels


def test_every_route_says_for_whom_it_is(heard_site: HeardSite) -> None:
    assert undeclared_routes(heard_site.app) == []
