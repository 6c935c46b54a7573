"""What the storage tests share: a connection to an empty database with all tables in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event

from consultations.storage.database import Database
from consultations.storage.metadata import metadata
from tests.builders import KEYS
from tests.heard_site import HeardSite


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda raw, record: raw.execute("PRAGMA foreign_keys = ON"))
    metadata.create_all(engine)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def heard_site(sqlite_url: str, tmp_path: Path) -> Iterator[HeardSite]:
    """The whole application, with nobody heard yet."""
    database = Database(sqlite_url, KEYS)
    database.upgrade()
    yield HeardSite(database, tmp_path)
    database.close()
