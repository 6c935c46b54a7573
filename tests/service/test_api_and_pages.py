"""Whatever a form of staff's pages does, the API does too, or the documentation says why a person must."""

import re
from pathlib import Path

import pytest

from consultations.storage.database import Database
from tests.builders import KEYS
from tests.service.test_access_matrix import routes_of
from tests.staff_site import StaffSite

DOCUMENT = Path(__file__).parents[2] / "docs" / "api-and-pages.md"
ROW = re.compile(r"^\| `(/[^`]+)` \| (.+) \|$", re.MULTILINE)
OPERATION = re.compile(r"`([A-Z]+ /[^`]+)`")
API = "/api/v1"
CHAT = ("/chat/", "/staff/simulator", "/my-data")
"""What is for whoever talks there, and the simulator, which keeps nothing."""


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('routes') / 'together.db'}", KEYS)
    found = routes_of(StaffSite(database).app)
    database.close()
    return found


def forms(routes: set[str]) -> set[str]:
    paths = {path for method, _, path in (one.partition(" ") for one in routes) if method == "POST"}
    return {path for path in paths if not path.startswith((API, *CHAT))}


def table() -> dict[str, str]:
    return dict(ROW.findall(DOCUMENT.read_text(encoding="utf-8")))


def test_every_form_has_its_row_and_every_row_its_form(routes: set[str]) -> None:
    assert set(table()) == forms(routes)


def test_every_row_names_an_operation_that_there_is_or_says_why_a_person_does_it(routes: set[str]) -> None:
    for form, said in table().items():
        named = OPERATION.findall(said)
        assert named or said.startswith("A person: "), form
        for one in named:
            method, _, path = one.partition(" ")
            assert f"{method} {API}{path}" in routes, f"{form}: {one}"


def test_everything_that_the_api_does_is_what_a_form_does(routes: set[str]) -> None:
    named = {one for said in table().values() for one in OPERATION.findall(said)}
    done = {one.replace(API, "", 1) for one in routes if API in one and not one.startswith("GET ")}
    assert done == named
