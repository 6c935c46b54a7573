"""What all tests share: an empty database, once on SQLite and once on PostgreSQL."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import URL

from consultations.storage.database import Database
from tests import postgres
from tests.builders import KEYS
from tests.built_once import build_once, forget

os.environ.setdefault(
    "PTB_TIMEDELTA", "1"
)  # python-telegram-bot's coming way to give durations, without its warning

settings.register_profile("untimed", deadline=None)  # on a busy machine any example may take long
settings.load_profile("untimed")

build_once()
gc.set_threshold(50_000, 10, 10)
"""Hundreds of tests build the whole application, and Python would look through it some thirty times for each.

It takes half as long this way.
"""


def pytest_collection_finish() -> None:
    """What was imported to find the tests stays; looking through it for garbage is in vain."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="module")
def _forgotten() -> Iterator[None]:
    """What a module's tests built goes with them."""
    yield
    forget()
    gc.collect()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """One PostgreSQL for each test process; it ends with the process, however that ends."""
    try:
        with postgres.server() as server:
            yield server
    except postgres.NoPostgresError as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and nothing in them, to be copied: migrating takes long."""
    path = tmp_path_factory.mktemp("template") / "together.db"
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_database(postgres_server: postgres.Server) -> URL:
    """The same on PostgreSQL, where a copy for every test takes longer than emptying one."""
    url = postgres_server.create()
    migrated(url.render_as_string(hide_password=False))
    return url


def migrated(url: str) -> None:
    opened = Database(url, KEYS)
    opened.upgrade()
    opened.close()


@pytest.fixture
def bare_postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """The URL of a PostgreSQL database of this test's own, without tables."""
    url = postgres_server.create()
    yield url.render_as_string(hide_password=False)
    postgres_server.drop(url)


@pytest.fixture
def bare_sqlite_url(tmp_path: Path) -> str:
    """The URL of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'together.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a database without tables: the test runs once on each kind."""
    return request.getfixturevalue(
        {"sqlite": "bare_sqlite_url", "postgresql": "bare_postgres_url"}[request.param]
    )


@pytest.fixture
def postgres_url(postgres_database: URL) -> str:
    """The SQLAlchemy URL of a PostgreSQL database with today's tables, emptied: others had it before."""
    postgres.empty(postgres_database, but=["alembic_version"])
    return postgres_database.render_as_string(hide_password=False)


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """The SQLAlchemy URL of an SQLite file with today's tables, all empty."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'together.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The SQLAlchemy URL of a database with today's tables, all empty: the test runs once on each kind."""
    return request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param])


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database with today's tables."""
    opened = Database(database_url, KEYS)
    yield opened
    opened.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="Write what conversations say now; then read the diff."
    )
