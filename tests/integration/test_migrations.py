"""What the migrations make is what the code says the tables are, on both databases; and it can be undone."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from consultations.storage.database import Database, _alembic
from consultations.storage.tables import metadata
from tests.builders import KEYS

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


def test_a_database_without_tables_is_not_current_and_becomes_so(bare_database_url: str) -> None:
    database = Database(bare_database_url, KEYS)
    assert not database.current()
    database.upgrade()
    assert database.current()
    database.close()


def test_everything_can_be_undone(bare_database_url: str) -> None:
    database = Database(bare_database_url)
    database.upgrade()
    with database.write() as connection:
        command.downgrade(_alembic(connection), "base")
    with database.read() as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    database.close()


FIRST_ROWS = (
    "INSERT INTO plan VALUES ('p', 'P', 'A', '2020-01-01', '2021-01-01', 'draft', '{}', '2020-01-01')",
    "INSERT INTO questionnaire VALUES ('q1', 'q', 'Q', '{}', 'q.md', '', '2020-01-01')",
    (
        "INSERT INTO consultation (id, code, title, plan_code, questionnaire_id, state, sample, opened_at) "
        "VALUES (1, 'safe', 'Safe', 'p', 'q1', 'open', false, '2020-01-02')"
    ),
    "INSERT INTO participant (id, channel, address, created_at) VALUES (1, 'web', 'a', '2020-01-01')",
    (
        "INSERT INTO session (id, participant_id, consultation_id, state, status, step, started_at, "
        "updated_at) VALUES ('s1', 1, 1, '', 'new', 0, '2020-01-01', '2020-01-01')"
    ),
    "INSERT INTO event (session_id, step, kind, at) VALUES ('s1', 1, 'started', '2020-01-01')",
    (
        "INSERT INTO answer (session_id, participant_id, consultation_id, question, value, revision, counts, "
        "answered_at) VALUES ('s1', 1, 1, 'safe', 'no', 1, true, '2020-01-01')"
    ),
)


@pytest.fixture
def first_version(bare_database_url: str) -> Iterator[Database]:
    """A database of the first version, in which somebody has answered."""
    database = Database(bare_database_url, KEYS)
    with database.write() as connection:
        command.upgrade(_alembic(connection), "0001")
        for row in FIRST_ROWS:
            connection.execute(text(row))
    yield database
    database.close()


def test_an_upgrade_loses_nothing_that_was_said(first_version: Database) -> None:
    first_version.upgrade()
    with first_version.read() as connection:
        assert connection.execute(text("SELECT question, value FROM answer")).all() == [("safe", "no")]
        assert connection.execute(text("SELECT kind FROM event")).all() == [("started",)]


def test_conversations_under_way_keep_their_version(first_version: Database) -> None:
    first_version.upgrade()
    with first_version.read() as connection:
        assert connection.execute(text("SELECT questionnaire_id FROM session")).all() == [("q1",)]
        versions = "SELECT consultation_id, number, questionnaire_id FROM consultation_version"
        assert connection.execute(text(versions)).all() == [(1, 1, "q1")]


def test_what_refers_to_something_is_guarded_again_after_an_upgrade(first_version: Database) -> None:
    first_version.upgrade()
    with first_version.write() as connection:
        connection.execute(text("DELETE FROM session"))
    with first_version.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM answer")).scalar() == 0
