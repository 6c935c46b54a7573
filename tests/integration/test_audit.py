"""The audit log shows every change that is made to it."""

from dataclasses import replace
from datetime import UTC, datetime

from consultations.audit import broken
from consultations.storage.audit import AuditLog
from consultations.storage.database import Database

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_entries_follow_from_each_other(database: Database) -> None:
    for number in range(3):
        with database.write() as connection:
            AuditLog(connection).note("officer", "concern.viewed", f"concern:{number}", NOON)
    with database.read() as connection:
        entries = list(AuditLog(connection).all())
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert list(broken(entries)) == []
    assert len(list(broken([entries[0], entries[2]]))) == 1
    assert list(broken([entries[0], replace(entries[1], actor="other"), entries[2]])) != []
