"""Where news go, and what waits to be sent there, in the database."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from consultations.errors import NotFound
from consultations.sealing import KeyRing
from consultations.storage.api_tables import webhook, webhook_event
from consultations.storage.sending import lease, note_failed, note_sent
from consultations.storage.statements import insert_new
from consultations.webhooks import NEWS, News, Webhook, message, wait_after

PURPOSE = "webhook"
LEASE = timedelta(minutes=2)
"""How long a process has to send one before another tries."""


class DueNews(NamedTuple):
    """One message to send now."""

    id: int
    url: str
    secret: str
    kind: str
    key: str
    body: str
    attempts: int


class Delivery(NamedTuple):
    """What became of one message."""

    webhook: int
    kind: str
    key: str
    made_at: datetime
    attempts: int
    due_at: datetime | None
    sent_at: datetime | None
    failure: str | None


class Webhooks:
    """Keeps where news go, and the outbox. Never commits."""

    def __init__(self, connection: Connection, ring: KeyRing) -> None:
        self._connection = connection
        self._ring = ring

    def add(self, url: str, events: Collection[News], secret: str, by: str, now: datetime) -> Webhook:
        values = {
            "url": url,
            "events": " ".join(one for one in NEWS if one in events),
            "sealed_secret": self._ring.seal(secret, PURPOSE),
            "made_by": by,
            "made_at": now,
            "active": True,
        }
        made = self._connection.execute(insert(webhook).values(values).returning(webhook.c.id))
        return self.get(made.scalar_one())

    def get(self, number: int) -> Webhook:
        """Raises `NotFound`."""
        found = next((one for one in self.all() if one.id == number), None)
        if found is None:
            raise NotFound("no_webhook", "There is no such webhook.", "Look at the list of webhooks.")
        return found

    def all(self) -> list[Webhook]:
        """Every webhook, the newest first."""
        rows = self._connection.execute(
            select(webhook).where(webhook.c.active).order_by(webhook.c.id.desc())
        ).mappings()
        return [
            Webhook(
                row["id"],
                row["url"],
                frozenset(one for one in NEWS if one in row["events"].split()),
                row["made_by"],
                row["made_at"],
            )
            for row in rows
        ]

    def remove(self, number: int) -> None:
        """Send nothing there any more. Raises `NotFound`."""
        self.get(number)
        self._connection.execute(delete(webhook_event).where(webhook_event.c.webhook_id == number))
        self._connection.execute(delete(webhook).where(webhook.c.id == number))

    def tell(self, kind: News, key: str, at: datetime, about: Mapping[str, str], now: datetime) -> int:
        """Put news into the outbox for everybody who wants them, each once. How many messages were new.

        Whoever was added after it happened is not told of it.
        """
        body, new = message(key, kind, at, about), 0
        for one in self.all():
            if kind in one.events and one.made_at <= at:
                row = {
                    "webhook_id": one.id,
                    "key": key,
                    "kind": kind,
                    "body": body,
                    "made_at": now,
                    "due_at": now,
                }
                new += self._connection.execute(insert_new(self._connection, webhook_event), row).rowcount
        return new

    def take(self, now: datetime, most: int = 20) -> list[DueNews]:
        """Those to be sent now; until the lease ends nobody else takes them."""
        wanted = select(webhook_event, webhook.c.url, webhook.c.sealed_secret).join(
            webhook, webhook.c.id == webhook_event.c.webhook_id
        )
        rows = lease(self._connection, webhook_event, wanted, now, now + LEASE, most)
        return [
            DueNews(
                row.id,
                row.url,
                self._ring.open(row.sealed_secret, PURPOSE),
                row.kind,
                row.key,
                row.body,
                row.attempts,
            )
            for row in rows
        ]

    def sent(self, number: int, now: datetime) -> None:
        note_sent(self._connection, webhook_event, number, now)

    def failed(self, news: DueNews, why: str, now: datetime) -> None:
        """It did not arrive. It is tried again, and given up after about a day and a half."""
        wait = wait_after(news.attempts + 1)
        note_failed(self._connection, webhook_event, news.id, why, now, wait)

    def deliveries(self, most: int = 50) -> Iterator[Delivery]:
        """What became of the newest messages."""
        columns = (
            webhook_event.c.webhook_id,
            webhook_event.c.kind,
            webhook_event.c.key,
            webhook_event.c.made_at,
            webhook_event.c.attempts,
            webhook_event.c.due_at,
            webhook_event.c.sent_at,
            webhook_event.c.failure,
        )
        rows = self._connection.execute(select(*columns).order_by(webhook_event.c.id.desc()).limit(most))
        return (Delivery(*row) for row in rows)
