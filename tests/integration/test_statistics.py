"""The database knows how its tables are filled, and so which way through them is short; on both kinds."""

from sqlalchemy import text

from consultations.storage.database import Database
from tests.builders import launch

SEEN = {
    "sqlite": "SELECT stat FROM sqlite_stat1 WHERE tbl = 'consultation'",
    "postgresql": "SELECT CAST(reltuples AS integer) FROM pg_class WHERE relname = 'consultation'",
}


def test_it_is_known_how_many_rows_a_table_has(database: Database) -> None:
    launch(database)
    with database.read() as connection:
        connection.execute(text("SELECT 1"))  # so that there is a connection that knows nothing yet
    database.analyse()
    with database.read() as connection:
        seen = connection.execute(text(SEEN[database.engine.dialect.name])).scalars().first()
    assert str(seen).split()[0] == "1"
