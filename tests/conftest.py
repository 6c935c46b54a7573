"""What all tests share: an empty database, once on SQLite and once on PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from consultations.storage.database import Database
from tests import postgres
from tests.builders import KEYS

os.environ.setdefault(
    "PTB_TIMEDELTA", "1"
)  # python-telegram-bot's coming way to give durations, without its warning


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """One PostgreSQL for each test process; it ends with the process, however that ends."""
    try:
        with postgres.server() as server:
            yield server
    except postgres.NoPostgresError as reason:
        pytest.skip(str(reason))


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """The SQLAlchemy URL of an empty PostgreSQL database of this test's own."""
    url = postgres_server.create()
    yield url.render_as_string(hide_password=False)
    postgres_server.drop(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The SQLAlchemy URL of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'together.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The SQLAlchemy URL of an empty database: the test runs once on each kind."""
    return request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param])


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database with today's tables."""
    opened = Database(database_url, KEYS)
    opened.upgrade()
    yield opened
    opened.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="Write what conversations say now; then read the diff."
    )
