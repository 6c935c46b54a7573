"""What the command line does stands in the audit log too."""

from sqlalchemy import Connection

from consultations.storage.audit import AuditLog
from together.opening import utc_now

ACTOR = "command"
"""Whoever may use the command line of the machine: it knows no accounts."""


def note(connection: Connection, action: str, target: str, details: str = "") -> None:
    """Add an entry within the caller's transaction."""
    AuditLog(connection).note(ACTOR, action, target, utc_now(), details)
