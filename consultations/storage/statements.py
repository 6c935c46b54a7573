"""The one statement that the two databases spell differently."""

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: Connection, table: Table) -> Insert:
    """`INSERT … ON CONFLICT DO NOTHING`: its rowcount says whether the row was new."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return postgresql.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
