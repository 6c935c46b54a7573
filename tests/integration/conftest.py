"""What the storage tests share: a connection to an empty database with all tables in it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, event

from consultations.storage.metadata import metadata


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda raw, record: raw.execute("PRAGMA foreign_keys = ON"))
    metadata.create_all(engine)
    with engine.connect() as opened:
        yield opened
    engine.dispose()
