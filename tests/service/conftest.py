"""What the tests share: the whole application, Telegram's Bot API."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consultations.storage.database import Database
from tests.builders import KEYS
from tests.heard_site import HeardSite
from tests.integration.conftest import bot_api, fake  # noqa: F401 - fixtures are found by their names


@pytest.fixture
def heard_site(sqlite_url: str, tmp_path: Path) -> Iterator[HeardSite]:
    """The whole application, with nobody heard yet."""
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    yield HeardSite(database, tmp_path)
    database.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_url" in metafunc.fixturenames:
        kinds = getattr(metafunc.module, "DATABASES", ["postgresql"])
        metafunc.parametrize("database_url", kinds, indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """PostgreSQL unless the module says `DATABASES`: the parts are tested by themselves on both kinds."""
    url: str = request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param])
    return url
