"""Every route of the real application, for every kind of visitor, with every kind of object.

The table (`tests/access_rows.py`) says what is right; it is not made from what the routes declare. A route
that is not in the table fails the test, and so does a row whose route is gone.
"""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.responses import Response

from tests.access_row import Row
from tests.access_rows import ROWS
from tests.house import NOBODY, VISITORS, House


def routes_of(app: FastAPI) -> set[str]:
    found = set()
    for route in iter_route_contexts(app.routes):
        methods = set(route.methods or {"GET"}) - {"HEAD", "OPTIONS"}
        found |= {f"{method} {route.path}" for method in methods}
    return found


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    opened = House(tmp_path_factory.mktemp("house"))
    yield opened
    opened.database.close()


def test_every_route_has_its_row_and_every_row_its_route(house: House) -> None:
    assert routes_of(house.app) == set(ROWS)


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("route", ROWS)
def test_who_may_what(house: House, route: str, visitor: str) -> None:
    row = ROWS[route]
    for at, status in objects(row):
        answer = asked(house, visitor, route, row, at)
        changed = house.put_back(visitor)
        where = f"{visitor}: {route} with {at}"
        if visitor in row.may:
            assert answer.status_code == status_for(row, visitor, status), where
        elif visitor in NOBODY:
            refused = (401, "") if " /api/v1/" in route else (303, "/sign-in")
            assert (answer.status_code, where_to(answer)) == refused, where
        else:
            assert answer.status_code == 403, where
        if visitor not in row.may:
            assert not changed, f"{where} changed something"


def objects(row: Row) -> list[tuple[dict[str, object], int]]:
    """Each kind of object, with what those who may get for it."""
    return [one for one in ((row.at, row.status), row.gone, row.foreign) if one is not None]


def status_for(row: Row, visitor: str, status: int) -> int:
    return dict(row.otherwise).get(visitor, status)


def asked(house: House, visitor: str, route: str, row: Row, at: dict[str, object]) -> Response:
    method, _, path = route.partition(" ")
    known = {"VERSION": house.version, "OWN": house.accounts["admin"], "OFFICER": house.accounts["officer"]}
    filled = {name: known.get(value, value) for name, value in at.items()}
    address = f"{path}/{filled['file']}" if "file" in filled else path.format(**filled)
    browser = house.browsers[visitor]
    if method == "GET":
        return browser.get(f"{address}?{row.query}" if row.query else address)
    sent = {name: house.telling_version if value == "TELLING" else value for name, value in row.sent.items()}
    return browser.request(method, address, data=sent)


def where_to(answer: Response) -> str:
    return answer.headers.get("location", "").partition("?")[0]
