"""The audit log in the database."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, text

from consultations.audit import FIRST, Entry
from consultations.storage.audit_tables import audit_entry

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
        rows = self._connection.execute(select(audit_entry).order_by(audit_entry.c.number))
        return (Entry(**row._asdict()) for row in rows)

    def newest(self, count: int, before: int, actor: str = "", action: str = "") -> Iterator[Entry]:
        """At most `count` entries with a number below `before`, the newest first.

        `actor` is a whole name, `action` the beginning of one; "" means any.
        """
        wanted = select(audit_entry).where(audit_entry.c.number < before)
        if actor:
            wanted = wanted.where(audit_entry.c.actor == actor)
        if action:
            wanted = wanted.where(audit_entry.c.action.startswith(action, autoescape=True))
        rows = self._connection.execute(wanted.order_by(audit_entry.c.number.desc()).limit(count))
        return (Entry(**row._asdict()) for row in rows)

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
