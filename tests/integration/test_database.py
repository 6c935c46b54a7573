"""What waits for the disk and what does not, on both databases."""

import contextlib

import pytest
from sqlalchemy import inspect, text

from consultations.storage.database import Database

ASKS = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}
WAITS = {"sqlite": 2, "postgresql": "on"}
DOES_NOT = {"sqlite": 1, "postgresql": "off"}


@pytest.fixture(autouse=True)
def waits_by_itself(database: Database) -> None:
    """The tests' server waits for no disk unless it is told to."""
    if database.engine.dialect.name == "postgresql":
        with database.write() as connection:
            name = connection.execute(text("SELECT current_database()")).scalar_one()
            connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit TO on'))
        database.engine.dispose()


def waiting(database: Database, durable: bool) -> object:
    with database.write(durable=durable) as connection:
        return connection.execute(text(ASKS[database.engine.dialect.name])).scalar_one()


@pytest.mark.parametrize("durable", [True, False])
def test_only_what_must_last_waits_for_the_disk(database: Database, durable: bool) -> None:
    name = database.engine.dialect.name
    before = [waiting(database, not durable) for _ in range(2)]
    assert before == [(DOES_NOT if durable else WAITS)[name]] * 2
    assert waiting(database, durable) == (WAITS if durable else DOES_NOT)[name]


def test_what_a_block_wrote_is_undone_when_it_raises(database: Database) -> None:
    with contextlib.suppress(LookupError), database.write(durable=False) as connection:
        connection.execute(text("CREATE TABLE half_done (a INTEGER)"))
        raise LookupError
    assert "half_done" not in inspect(database.engine).get_table_names()
