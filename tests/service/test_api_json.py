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


def items(site: HeardSite, path: str) -> list:
    """A list that fits into one part."""
    found = get(site, path)
    assert found["next"] is None
    return found["items"]


def table(site: HeardSite) -> list[dict[str, str]]:
    response = site.browser().get("/api/v1/board/CE-2022.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))


def test_plans_and_one_plan(heard_site: HeardSite) -> None:
    heard(heard_site)
    assert [plan["code"] for plan in items(heard_site, "/api/v1/plans")] == ["CE-2022"]
    outcomes = get(heard_site, "/api/v1/plans/CE-2022")["outcomes"]
    assert [outcome["code"] for outcome in outcomes] == [f"CE{number}" for number in range(1, 8)]
    assert outcomes[1]["indicators"][0]["baseline"] is None


def test_consultations_by_state(heard_site: HeardSite) -> None:
    heard_site.consult()
    found = items(heard_site, "/api/v1/consultations?state=open")
    assert [(one["code"], one["sample"], one["closed"]) for one in found] == [("safe", False, None)]
    assert items(heard_site, "/api/v1/consultations?state=closed") == []


def test_the_boards_numbers(heard_site: HeardSite) -> None:
    board = get(heard(heard_site), "/api/v1/board/CE-2022")
    assert board["people"] == {"shown": True, "value": 20}
    safe = board["outcomes"][0]["questions"][0]
    assert [(row["name"], row["people"], row["percent"]) for row in safe["distribution"]] == [
        ("yes", {"shown": True, "value": 10}, 50),
        ("no", {"shown": True, "value": 10}, 50),
    ]


def test_hidden_numbers_are_c(heard_site: HeardSite) -> None:
    heard(heard_site).answer(2, age_band="15-19", safe="no", better=BUSES)
    groups = get(heard_site, "/api/v1/board/CE-2022")["who_took_part"][0]["rows"]
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
    assert items(heard_site, "/api/v1/asks") == []
    heard_site.publish(ask)
    (given,) = items(heard_site, "/api/v1/asks")
    assert (given["id"], given["decision"], given["people"]) == (ask, "will_do", {"shown": True, "value": 10})
    assert items(heard_site, "/api/v1/asks?outcome=CE2") == [given]
    assert items(heard_site, "/api/v1/asks?outcome=CE3") == []


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/plans/none", 404, "unknown-plan"),
        ("/api/v1/board/none", 404, "unknown-plan"),
        ("/api/v1/board/none.csv", 404, "unknown-plan"),
        ("/api/v1/asks?colour=red", 422, "request.faulty"),
        ("/api/v1/consultations?state=asleep", 422, "request.faulty"),
        ("/api/v1/plans?limit=0", 422, "request.faulty"),
        ("/api/v1/plans?cursor=!", 422, "bad_cursor"),
        ("/api/v1/plans?cursor=bm9uZQ", 422, "bad_cursor"),
        ("/api/v1/nothing", 404, "http.not_found"),
    ],
)
def test_an_error_says_what_and_what_to_do(heard_site: HeardSite, path: str, status: int, code: str) -> None:
    response = heard_site.browser().get(path)
    assert response.status_code == status
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (problem["code"], problem["status"]) == (code, status)
    assert problem["type"] == f"urn:together:problem:{code}"
    assert problem["title"]
    assert problem["detail"]
    assert problem["fix"] or all(one["fix"] for one in problem["faults"])


def test_a_list_comes_in_parts_that_are_the_whole(heard_site: HeardSite) -> None:
    heard_site.consult()
    for code in ("b", "c"):
        heard_site.consult(code=code)
    whole = [one["code"] for one in items(heard_site, "/api/v1/consultations")]
    found, cursor = [], ""
    while cursor is not None:
        part = get(heard_site, f"/api/v1/consultations?limit=2{cursor and f'&cursor={cursor}'}")
        found += [one["code"] for one in part["items"]]
        cursor = part["next"]
    assert found == whole == ["c", "b", "safe"]


def test_who_has_the_newest_gets_nothing_again(heard_site: HeardSite) -> None:
    heard(heard_site)
    browser, path = heard_site.browser(), "/api/v1/board/CE-2022"
    tag = browser.get(path).headers["etag"]
    again = browser.get(path, headers={"if-none-match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    heard_site.answer(6)
    assert browser.get(path, headers={"if-none-match": tag}).status_code == 200


def test_what_is_asked_is_described_by_stored_names(heard_site: HeardSite) -> None:
    heard_site.consult()
    form = get(heard_site, "/api/v1/consultations/safe/questions")
    safe = form["questions"][1]
    assert (safe["name"], safe["outcome"]) == ("safe", "CE2")
    assert [one["name"] for one in safe["choices"]] == ["yes", "no"]


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
