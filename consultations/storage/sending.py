"""Messages to staff and programs that wait in a table of their own, until they have gone out.

Such a table has `id`, `due_at` (null once there is nothing more to do), `attempts`, `sent_at`, `failed_at`
and `failure`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, update

LONGEST_REASON = 500


def lease(
    connection: Connection, table: Table, wanted: Select[Any], now: datetime, until: datetime, most: int
) -> Sequence[Row[Any]]:
    """The first `most` rows of `wanted` that are due; until `until` nobody else takes them."""
    due = (
        wanted.where(table.c.due_at <= now)
        .order_by(table.c.due_at)
        .limit(most)
        .with_for_update(of=table, skip_locked=True)
    )
    rows = connection.execute(due).all()
    leased = update(table).where(table.c.id.in_([row.id for row in rows]))
    connection.execute(leased.values(due_at=until))
    return rows


def note_sent(connection: Connection, table: Table, number: int, now: datetime) -> None:
    change = update(table).where(table.c.id == number)
    connection.execute(change.values(sent_at=now, due_at=None, failed_at=None, failure=None))


def note_failed(
    connection: Connection, table: Table, number: int, why: str, now: datetime, wait: timedelta | None
) -> None:
    """It did not go out: it is tried again after `wait`, or never where that is None.

    What is no longer needed, for it has no `due_at`, is left alone.
    """
    change = update(table).where(table.c.id == number, table.c.due_at.is_not(None))
    values = {
        "attempts": table.c.attempts + 1,
        "failed_at": now,
        "failure": why[:LONGEST_REASON],
        "due_at": None if wait is None else now + wait,
    }
    connection.execute(change.values(values))
