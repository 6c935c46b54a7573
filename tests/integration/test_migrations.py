"""What the migrations make is what the code says the tables are, on both databases; and it can be undone."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect

from consultations.storage.database import Database, _alembic
from consultations.storage.tables import metadata

Checks = dict[str, set[str | None]]


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.write() as opened:
        yield opened


def checks(connection: Connection) -> Checks:
    """The names of every table's CHECK constraints: Alembic does not compare those."""
    found = inspect(connection)
    return {table: {one["name"] for one in found.get_check_constraints(table)} for table in metadata.tables}


def test_migrations_make_what_the_code_says(connection: Connection) -> None:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, metadata) == []


def test_migrations_make_every_check(connection: Connection) -> None:
    declared = {
        name: {one.name for one in table.constraints if type(one).__name__ == "CheckConstraint"}
        for name, table in metadata.tables.items()
    }
    assert checks(connection) == declared


def test_a_database_without_tables_is_not_current_and_becomes_so(database_url: str) -> None:
    database = Database(database_url)
    assert not database.current()
    database.upgrade()
    assert database.current()
    database.close()


def test_everything_can_be_undone(database: Database) -> None:
    with database.write() as connection:
        command.downgrade(_alembic(connection), "base")
    with database.read() as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
