"""The audit log in the database."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, LargeBinary, RowMapping, cast, func, insert, select, text

from consultations.audit import FIRST, Entry
from consultations.storage.audit_tables import audit_entry

WRITTEN = "%Y-%m-%d %H:%M:%S.%f"
UNREADABLE = datetime(1, 1, 1, tzinfo=UTC)
CHAIN_LOCK = 7_340_183_552
"""Any number that no other lock of PostgreSQL's uses: it lets one transaction at a time add to the chain."""


class AuditLog:
    """Adds entries within the caller's transaction: what is done and its entry stand or fall together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, actor: str, action: str, target: str, at: datetime, details: str = "") -> Entry:
        """Add an entry; see `Entry` for what the fields may hold."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(text(f"SELECT pg_advisory_xact_lock({CHAIN_LOCK})"))
        number, previous = self._last()
        entry = Entry(number + 1, at, actor, action, target, details, previous)
        entry = replace(entry, hash=entry.right_hash())
        self._connection.execute(insert(audit_entry).values(asdict(entry)))
        return entry

    def all(self) -> Iterator[Entry]:
        """Every entry, the oldest first."""
        rows = self._connection.execute(select(*self._columns()).order_by(audit_entry.c.number))
        return (_entry(row) for row in rows.mappings())

    def newest(self, count: int, before: int, actor: str = "", action: str = "") -> Iterator[Entry]:
        """At most `count` entries with a number below `before`, the newest first.

        `actor` is a whole name, `action` the beginning of one; "" means any.
        """
        wanted = select(*self._columns()).where(audit_entry.c.number < before)
        if actor:
            wanted = wanted.where(audit_entry.c.actor == actor)
        if action:
            wanted = wanted.where(audit_entry.c.action.startswith(action, autoescape=True))
        rows = self._connection.execute(wanted.order_by(audit_entry.c.number.desc()).limit(count))
        return (_entry(row) for row in rows.mappings())

    def _columns(self) -> list[ColumnElement[Any]]:
        """The columns as stored. SQLite keeps any bytes in any column: reading must not mend them."""
        if self._connection.dialect.name != "sqlite":
            return list(audit_entry.columns)
        number, *others = audit_entry.columns
        return [number, *(cast(column, LargeBinary).label(column.name) for column in others)]

    def last(self) -> Entry | None:
        """The newest entry."""
        return next(self.newest(1, 2**31 - 1), None)

    def _last(self) -> tuple[int, str]:
        """The number and the hash of the newest entry."""
        newest = select(func.max(audit_entry.c.number)).scalar_subquery()
        found = self._connection.execute(
            select(audit_entry.c.number, audit_entry.c.hash).where(audit_entry.c.number == newest)
        ).first()
        return (found.number, found.hash) if found else (0, FIRST)


def _entry(row: RowMapping) -> Entry:
    """An entry from a row. What cannot be read stays as strange as it is, so that its hash is wrong."""
    texts = ("actor", "action", "target", "details", "previous", "hash")
    return Entry(row["number"], _moment(row["at"]), *(_text(row[name]) for name in texts))


def _text(stored: str | bytes) -> str:
    return stored if isinstance(stored, str) else stored.decode(errors="surrogateescape")


def _moment(stored: datetime | bytes) -> datetime:
    """The moment; `UNREADABLE` where SQLite holds a text that is not written as we write it."""
    if isinstance(stored, datetime):
        return stored
    written = _text(stored)
    try:
        read = datetime.strptime(written, WRITTEN).replace(tzinfo=UTC)
    except ValueError:
        return UNREADABLE
    return read if read.strftime(WRITTEN) == written else UNREADABLE
