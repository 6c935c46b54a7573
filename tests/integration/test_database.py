"""What waits for the disk and what does not, on both databases."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from consultations.storage.database import Database
from tests.builders import KEYS

NORMAL = 1


@pytest.fixture
def postgres_waits(postgres_url: str) -> Iterator[Database]:
    """The tests' server waits for no disk unless it is told to."""
    database = Database(postgres_url, KEYS)
    with database.write() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
        connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit TO on'))
    database.engine.dispose()
    yield database
    database.close()


@pytest.mark.parametrize("durable", [True, False])
def test_only_what_must_last_waits_for_the_disk(postgres_waits: Database, durable: bool) -> None:
    def waiting(durable: bool) -> object:
        with postgres_waits.write(durable=durable) as connection:
            return connection.execute(text("SHOW synchronous_commit")).scalar_one()

    said = {True: "on", False: "off"}
    assert [waiting(not durable), waiting(not durable), waiting(durable)] == [
        said[not durable],
        said[not durable],
        said[durable],
    ]


def test_on_sqlite_all_that_was_committed_is_on_the_disk_when_a_block_ends(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log is what the disk must have; and whoever writes next does not wait for it."""
    database, synced = Database(sqlite_url, KEYS), []
    log = Path(f"{database.engine.url.database}-wal")

    def fsync(opened: int) -> None:
        assert not database._turn_to_write.locked()
        synced.append(os.path.samestat(os.fstat(opened), log.stat()))

    monkeypatch.setattr("os.fsync", fsync)
    for durable in (True, False):
        with database.write(durable=durable) as connection:
            connection.execute(text("CREATE TABLE IF NOT EXISTS kept (a INTEGER)"))
            assert connection.execute(text("PRAGMA synchronous")).scalar_one() == NORMAL
            assert synced == ([] if durable else [True])
    database.close()
    assert synced == [True]


def test_what_a_block_wrote_is_undone_when_it_raises(database: Database) -> None:
    with contextlib.suppress(LookupError), database.write(durable=False) as connection:
        connection.execute(text("CREATE TABLE half_done (a INTEGER)"))
        raise LookupError
    assert "half_done" not in inspect(database.engine).get_table_names()
