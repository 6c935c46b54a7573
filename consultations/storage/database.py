"""The database: how it is opened, how a transaction begins on each kind, and whether it is up to date.

SQLite runs in WAL mode and takes its write lock when a writing transaction begins (`BEGIN IMMEDIATE`), so
that two writers wait instead of failing. Inside one process a lock of our own makes that wait fair and short,
and the disk is waited for when it has been given back: with `synchronous=FULL` each writer would wait for the
disk of all before it. What is acknowledged survives a power cut all the same: `write` returns when the
write-ahead log has reached the disk.
"""

import contextlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url

from consultations.errors import TogetherError, worded
from consultations.sealing import KeyRing
from consultations.storage.addresses import OPTION

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_MILLISECONDS = 15_000
CONNECTIONS = 40
"""As many as the web server has worker threads: none of them waits for a connection."""

POOL: dict[str, Any] = {"pool_size": 5, "max_overflow": CONNECTIONS - 5, "hide_parameters": True}
"""`hide_parameters`: what people said must not stand in an error, and so in a log."""


class Database:
    """One database. `url` is SQLAlchemy's: `sqlite:///FILE` or `postgresql://USER@HOST/NAME`.

    `keys` seal the addresses in it; without them whatever needs an address is refused. Raises `TogetherError`
    with code `bad_database_url` for another URL.
    """

    def __init__(self, url: str, keys: KeyRing | None = None) -> None:
        self.engine = _engine(url)
        self.engine.update_execution_options(**{OPTION: keys})
        sqlite = self.engine.dialect.name == "sqlite"
        self._turn_to_write = threading.Lock() if sqlite else nullcontext()
        self._log = f"{self.engine.url.database}-wal" if sqlite else None

    @contextmanager
    def write(self, durable: bool = True) -> Iterator[Connection]:
        """One transaction that may write: committed when the block ends, undone when it raises.

        What is not `durable` may be lost in a power cut, though never without all that was written after it:
        it waits for no disk (sqlite.org/pragma.html#pragma_synchronous; PostgreSQL's `synchronous_commit`).
        """
        with self._turn_to_write, self.engine.connect() as connection:
            connection.execution_options(durable=durable)
            with connection.begin():
                yield connection
        if durable and self._log:
            _reach_the_disk(self._log)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that only reads, and so waits for nobody."""
        with self.engine.connect().execution_options(read_only=True) as connection:
            yield connection

    def upgrade(self) -> None:
        """Bring the tables to the newest version. Does nothing where they are."""
        if not self.current():
            with self._rebuild() as connection:
                command.upgrade(_alembic(connection), "head")
            self._wipe()

    def _wipe(self) -> None:
        """Take out of an SQLite file what was deleted: an old page would still show an address."""
        if self.engine.dialect.name == "sqlite":
            with self._turn_to_write, contextlib.closing(self.engine.raw_connection()) as connection:
                cursor = connection.cursor()
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.close()

    def analyse(self) -> None:
        """Let the database see how its tables are filled: it goes long ways through large ones otherwise.

        PostgreSQL does so by itself, a little later. SQLite never does (half a second for a million answers),
        and a connection knows what was seen when it was opened: so the next ones are new.
        """
        with self.write() as connection:
            connection.exec_driver_sql("ANALYZE")
        if self.engine.dialect.name == "sqlite":
            self.engine.dispose()

    @contextmanager
    def _rebuild(self) -> Iterator[Connection]:
        """A transaction in which a table may be made anew.

        SQLite changes a table by dropping it, which with foreign keys on deletes every row that refers to it
        (sqlite.org/lang_altertable.html, step 1). They can only be put off before a transaction begins.
        """
        if self.engine.dialect.name != "sqlite":
            with self.write() as connection:
                yield connection
            return
        with self._turn_to_write, self.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise TogetherError("broken_references", "The new tables would lose what refers to them.")
            connection.invalidate()  # the next one has its foreign keys on

    def current(self) -> bool:
        """Whether the database answers and its tables are the newest version."""
        with self.read() as connection:
            return MigrationContext.configure(connection).get_current_revision() == _newest()

    def close(self) -> None:
        self.engine.dispose()


def _reach_the_disk(log: str) -> None:
    """Wait until all that was committed to SQLite's write-ahead log is on the disk (sqlite.org/wal.html).

    Where there is none, the last connection has moved it into the database, which waits for the disk itself.
    """
    with contextlib.suppress(FileNotFoundError):
        opened = os.open(log, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _alembic(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _engine(url: str) -> Engine:
    try:
        kind = make_url(url).get_backend_name()
    except Exception as error:
        raise _bad_url(url) from error
    if kind == "sqlite":
        return _sqlite(url)
    if kind == "postgresql":
        return _postgresql(url)
    raise _bad_url(url)


def _bad_url(url: str) -> TogetherError:
    return TogetherError(
        "bad_database_url",
        worded("“{partition}…” is not a database that Together knows.", partition=url.partition("@")[0][:20]),
        "Write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.",
    )


def _postgresql(url: str) -> Engine:
    engine = create_engine(url, **POOL, pool_pre_ping=True)
    event.listen(engine, "begin", _on_begin_of_postgresql)
    return engine


def _on_begin_of_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("durable", True):
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO OFF")


def _sqlite(url: str) -> Engine:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, **POOL)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def answers(database: Database) -> bool:
    """Whether the database can be reached at all."""
    with database.read() as connection:
        return bool(connection.execute(text("SELECT 1")).scalar())


@cache
def _newest() -> str | None:
    """The version of the tables that this program was written for: it reads every migration to find it."""
    return ScriptDirectory.from_config(_alembic(None)).get_current_head()
