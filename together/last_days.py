"""Closes consultations whose last day is over."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from consultations.storage.audit import AuditLog
from consultations.storage.consultations import Consultations
from consultations.storage.database import Database


def close_ended(database: Database, clock: Callable[[], datetime], zone: tzinfo, by: str) -> int:
    """How many were closed, with an entry each in the audit log."""
    with database.write() as connection:
        now = clock()
        consultations = Consultations(connection)
        ended = consultations.past_their_end(now.astimezone(zone).date())
        for one in ended:
            consultations.close(one.code, now)
            AuditLog(connection).note(by, "consultation.closed", f"consultation:{one.code}", now)
    return len(ended)
