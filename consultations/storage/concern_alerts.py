"""The alerts of concerns: whom to tell, who has been told, and what did not go out."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from sqlalchemy import Connection, select

from consultations.duty import Contact, Rota, Telling, Way, tellings, tellings_again
from consultations.sealing import KeyRing
from consultations.storage.concern_tables import concern, concern_alert
from consultations.storage.sending import lease, note_failed, note_sent
from consultations.storage.statements import insert_new

ADDRESS = "concern_alert.address"
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=5)
LEASE = timedelta(minutes=1)
"""How long a process has to send one before another tries."""


class DueAlert(NamedTuple):
    """One person to be told now."""

    id: int
    concern_id: int
    step: int
    way: Way
    address: str
    received_at: datetime
    first_seen_at: datetime | None
    attempts: int


class ConcernAlerts:
    """Keeps who is to be told. Never commits."""

    def __init__(self, connection: Connection, ring: KeyRing) -> None:
        self._connection = connection
        self._ring = ring

    def plan(self, rota: Rota, zone: tzinfo, now: datetime) -> None:
        """Write down everybody who should know by now of an alert that nobody acts on, each once."""
        idle = select(concern.c.id, concern.c.received_at, concern.c.first_seen_at).where(
            concern.c.outcome == "alert", concern.c.acting_at.is_(None), concern.c.ended_at.is_(None)
        )
        for number, received_at, seen_at in self._connection.execute(idle).all():
            due = tellings_again(seen_at, now, rota, zone) if seen_at else None
            for told in tellings(received_at, now, rota, zone) if due is None else due:
                self._add(number, told, now)

    def _add(self, number: int, told: Telling, now: datetime) -> None:
        rows = [self._row(number, told.step, person, now) for person in told.people]
        for row in (one for some in rows for one in some):
            self._connection.execute(insert_new(self._connection, concern_alert), row)

    def _row(self, number: int, step: int, person: Contact, now: datetime) -> Iterator[dict[str, object]]:
        for way, address in person.ways:
            yield {
                "concern_id": number,
                "step": step,
                "title": person.title,
                "way": way,
                "address": self._ring.seal(address, ADDRESS),
                "made_at": now,
                "due_at": now,
            }

    def take(self, now: datetime, most: int = 20) -> list[DueAlert]:
        """Those to be sent now; for a minute nobody else takes them."""
        wanted = select(concern_alert, concern.c.received_at, concern.c.first_seen_at).join(
            concern, concern.c.id == concern_alert.c.concern_id
        )
        rows = lease(self._connection, concern_alert, wanted, now, now + LEASE, most)
        return [
            DueAlert(
                row.id,
                row.concern_id,
                row.step,
                row.way,
                self._ring.open(row.address, ADDRESS),
                row.received_at,
                row.first_seen_at,
                row.attempts,
            )
            for row in rows
        ]

    def sent(self, number: int, now: datetime) -> None:
        note_sent(self._connection, concern_alert, number, now)

    def failed(self, alert: DueAlert, why: str, now: datetime) -> None:
        """It did not go out. It is tried again, for as long as nobody has looked at the concern or acts."""
        wait = min(FIRST_WAIT * 2 ** min(alert.attempts, 10), LONGEST_WAIT)
        note_failed(self._connection, concern_alert, alert.id, why, now, wait)
