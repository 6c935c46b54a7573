"""Whatever is asked of any route, by whoever: an answer, never a fault of ours.

The requests are made by schemathesis from the description of every route, the pages' among them: such as fit
the description and such as do not. `make security` makes more than 10,000.
"""

import os
from collections import Counter
from collections.abc import Iterator
from zlib import crc32

import pytest
import requests
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.schemas import APIOperation
from starlette.responses import Response

from tests.house import STAFF, House
from tests.staff_site import OWN_PAGE

EXAMPLES = int(os.environ.get("TOGETHER_EXAMPLES", "0"))
WHO = ("nobody", "participant", *STAFF) if EXAMPLES else ("nobody", "officer", "DSL", "admin")
"""Everybody where there is time (`make security`); the access matrix sends every role everywhere."""
THERE = {
    "code": ("safe", "cheshire", "CE2", "bus", "other"),
    "number": ("1", "2", "3"),
    "step": ("cancel", "start", "pause", "resume"),
    "file_path": ("together.css",),
}
"""Objects that are there: what is made up hardly ever meets one."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The real application, which describes its pages too."""
    include = FastAPI.include_router

    def described(app: FastAPI, *router: object, **more: object) -> None:
        include(app, *router, **{**more, "include_in_schema": True})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FastAPI, "include_router", described)
        opened = House(tmp_path_factory.mktemp("house"))
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def operations(house: House) -> list[APIOperation]:
    schema = schemathesis.openapi.from_dict(house.app.openapi())
    return [found.ok() for found in schema.get_all_operations()]


def test_every_route_is_described(operations: list[APIOperation]) -> None:
    assert len(operations) > 90


@pytest.mark.parametrize("visitor", WHO)
def test_no_request_is_our_fault(house: House, operations: list[APIOperation], visitor: str) -> None:
    answers: Counter[int] = Counter()
    for operation in operations:
        answers += answers_to(house, operation, visitor)
    print(f"{visitor}: {answers.total()} requests; answers {dict(answers)}")
    assert answers.total() >= max(len(operations), EXAMPLES // len(WHO))
    assert answers[200] > answers.total() / 20, "some of them are let in"
    assert [status for status in answers if status >= 500] == []


def answers_to(house: House, operation: APIOperation, visitor: str) -> "Counter[int]":
    """The statuses with which requests of this kind are answered."""
    answers: Counter[int] = Counter()

    @seed(crc32(f"{visitor} {operation.label}".encode()))
    @given(case=cases(operation), there=objects(operation))
    @settings(
        max_examples=1 + 2 * EXAMPLES // (100 * len(WHO)),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: schemathesis.Case, there: dict[str, str]) -> None:
        case.path_parameters = {**(case.path_parameters or {}), **there}
        answer = sent(house, visitor, case)
        house.put_back(visitor)
        answers[answer.status_code] += 1
        assert answer.status_code < 500, f"{visitor}: {case.as_curl_command()}\n{answer.text[:500]}"

    ask()
    return answers


def cases(operation: APIOperation) -> st.SearchStrategy[schemathesis.Case]:
    fitting = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if not (operation.body or operation.query or operation.path_parameters or operation.headers):
        return fitting
    return fitting | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)


def objects(operation: APIOperation) -> st.SearchStrategy[dict[str, str]]:
    """Sometimes an object that is there."""
    wanted = [one.name for one in operation.path_parameters if one.name in THERE]
    found = st.fixed_dictionaries({name: st.sampled_from(THERE[name]) for name in wanted})
    return st.just({}) | found


def sent(house: House, visitor: str, case: schemathesis.Case) -> Response:
    """Send it as the browser of `visitor`, with the headers that a browser adds."""
    made = requests.Request(**case.as_transport_kwargs(base_url="https://together.example")).prepare()
    headers = {name: value for name, value in made.headers.items() if name.lower() not in OWN_PAGE}
    return house.browsers[visitor].request(made.method, made.url, content=made.body, headers=headers)
