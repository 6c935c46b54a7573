"""Requests that nobody thought of: the API answers as its own description says, and shows no small number."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from consultations.storage.database import Database
from tests.builders import KEYS
from tests.heard_site import HeardSite

POPULATION = 4
FEW = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
PATHS = (
    "/api/plans",
    "/api/plans/{code}",
    "/api/consultations",
    "/api/board/{code}",
    "/api/board/{code}.csv",
    "/api/board/{code}.xlsx",
    "/api/asks",
)
WITH_PARAMETERS = PATHS[1:]


@pytest.fixture(scope="module")
def four_people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HeardSite]:
    folder = tmp_path_factory.mktemp("four")
    database = Database(f"sqlite:///{folder / 'together.db'}", KEYS)
    database.upgrade()
    site = HeardSite(database, folder)
    site.consult()
    site.answer(POPULATION)
    ask = site.promote()
    site.decide(ask)
    site.publish(ask)
    yield site
    database.close()


@pytest.fixture(scope="module")
def schema(four_people: HeardSite) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_asgi("/api/openapi.json", four_people.app)


def test_every_path_of_the_api_is_tried(schema: schemathesis.BaseSchema) -> None:
    assert sorted(schema) == sorted(PATHS)


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        *((path, GenerationMode.POSITIVE) for path in PATHS),
        *((path, GenerationMode.NEGATIVE) for path in WITH_PARAMETERS),
    ],
)
def test_the_api_keeps_its_word(schema: schemathesis.BaseSchema, path: str, mode: GenerationMode) -> None:
    """Whether the request fits or not: no crash, a status and a body that are described, no small number."""

    @given(case=schema[path]["GET"].as_strategy(generation_mode=mode))
    @FEW
    def try_it(case: schemathesis.Case) -> None:
        response = case.call_and_validate()
        if response.headers["content-type"][0].startswith("application/json"):
            assert all(number == 0 or number >= 5 for number in numbers(response.json())), response.text

    try_it()


def numbers(thing: object) -> Iterator[int]:
    """Every number of people in a response."""
    if isinstance(thing, dict):
        if thing.get("shown"):
            yield thing["value"]
        thing = list(thing.values())
    if isinstance(thing, list):
        for each in thing:
            yield from numbers(each)


def test_the_numbers_of_four_people_are_found_and_all_hidden(four_people: HeardSite) -> None:
    """The check above looks at something: there are numbers, and each is hidden or nought."""
    board = four_people.browser().get("/api/board/CE-2022").json()
    assert board["people"] == {"shown": False, "code": "c"}
    assert set(numbers(board)) <= {0}
    (ask,) = four_people.browser().get("/api/asks").json()
    assert ask["people"] == ask["told"] == {"shown": False, "code": "c"}
