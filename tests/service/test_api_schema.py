"""Requests that nobody thought of: the API answers as its own description says, and shows no small number."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from admin_api.sign_in import hash_password
from consultations.api_keys import SCOPES, digest, new_secret
from consultations.staff import Cost
from consultations.storage.accounts import Accounts
from consultations.storage.api_keys import ApiKeys
from consultations.storage.database import Database
from tests.builders import KEYS
from tests.heard_site import HeardSite

POPULATION = 4
MODES = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
FEW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
SHOWN = "CE-2022", "safe"
"""Codes that are there: what is made up hardly ever meets one."""


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
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", four_people.app)


@pytest.fixture(scope="module")
def key(four_people: HeardSite) -> str:
    """A key that opens everything."""
    now, database = four_people.clock(), four_people.database
    with database.write() as connection:
        password = hash_password("x", lambda size: b"x" * size, Cost(n=2, r=1, p=1))
        account = Accounts(connection).add("lead", ["lead"], password, now, must_change=False)
        keys = ApiKeys(connection)
        made = keys.allow(account.id, "All", SCOPES, "admin", now, now + timedelta(days=1))
        secret = new_secret(made.id, lambda size: b"x" * size)
        keys.collect(made.id, account.id, digest(secret), now)
    return secret


def test_every_answer_is_shown_by_an_example_that_fits(schema: schemathesis.BaseSchema) -> None:
    raw = schema.raw_schema
    shown = 0
    for operation in operations(schema):
        for answer in operation.definition.raw["responses"].values():
            for kind, media in answer.get("content", {}).items():
                if "json" in kind:
                    jsonschema_rs.validate(
                        {**media["schema"], "components": raw["components"]}, media["example"]
                    )
                    shown += 1
    assert shown > 100


def operations(schema: schemathesis.BaseSchema) -> list[APIOperation]:
    return [found.ok() for found in schema.get_all_operations()]


def test_the_api_keeps_its_word(schema: schemathesis.BaseSchema, four_people: HeardSite, key: str) -> None:
    """Whether a request fits or not: no crash, a status and a body that are described, no small number."""
    tried = [kept(operation, mode, four_people, key) for operation in operations(schema) for mode in MODES]
    assert len(tried) > 30
    assert sum(answers[200] for answers in tried) > 50, "some of them are let in"


def kept(operation: APIOperation, mode: GenerationMode, site: HeardSite, key: str) -> "Counter[int]":
    """The statuses with which requests of this kind were answered, each as it is described."""
    answers: Counter[int] = Counter()
    if mode is GenerationMode.NEGATIVE and not (
        operation.body or operation.query or operation.path_parameters
    ):
        return answers

    @given(case=operation.as_strategy(generation_mode=mode), code=st.sampled_from([None, *SHOWN]))
    @FEW
    def try_it(case: schemathesis.Case, code: str | None) -> None:
        if code and "code" in (case.path_parameters or {}):
            case.path_parameters = {**case.path_parameters, "code": code}
        site.clock.tick(minutes=1)  # so that no key is used too often
        case.cookies = {}  # a program with a key has none
        site.is_over()  # whatever was opened again
        response = case.call(headers={"authorization": f"Bearer {key}"})
        case.validate_response(response, checks=CHECKS)
        answers[response.status_code] += 1
        if response.headers.get("content-type", [""])[0].startswith("application/json"):
            assert all(number == 0 or number >= 5 for number in numbers(response.json())), response.text

    try_it()
    return answers


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
    four_people.is_over()
    board = four_people.browser().get("/api/v1/board/CE-2022").json()
    assert board["people"] == {"shown": False, "code": "c"}
    assert set(numbers(board)) <= {0}
    (ask,) = four_people.browser().get("/api/v1/asks").json()["items"]
    assert ask["people"] == ask["told"] == {"shown": False, "code": "c"}
