"""Work that is done again where the database was only busy, or went away for a moment.

Only for work that may be done twice: a turn notes the id of its message, so that nothing happens twice.
"""

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError, OperationalError

Result = TypeVar("Result")

WAITS = (0.05, 0.2, 0.8)
"""Seconds before each further try."""
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
DRIVERS = (DBAPIError, psycopg.Error, sqlite3.Error)
"""Statements that run on the driver's own cursor raise its own errors (`statements.Prepared`)."""


def retrying(work: Callable[[], Result], pause: Callable[[float], None] = time.sleep) -> Result:
    """What `work` gives, tried again after a conflict. Raises SQLAlchemy's error when the last try fails."""
    for wait in WAITS:
        try:
            return work()
        except DRIVERS as error:
            if not passes(error):
                raise
        pause(wait)
    try:
        return work()
    except (psycopg.OperationalError, sqlite3.OperationalError) as error:
        raise OperationalError(None, None, error) from error


def passes(error: Exception) -> bool:
    """Whether the same work may well succeed in a moment: a conflict, a full queue, a lost connection."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.OperationalError):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in BUSY
    return isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError)
