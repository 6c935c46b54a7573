"""Lets messages out of the outbox: at once after a turn, and again and again until they arrive.

At least once: a process killed between sending and noting it sends that one message again. Nothing else is
ever repeated, and nothing is lost.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Protocol

import structlog

from bot.conversation import MESSAGE
from bot.messages import Message
from bot.outcome import Blocked, Failed, RetryAfter, SendResult, Sent
from consultations.storage.conversations import Conversations
from consultations.storage.database import Database
from consultations.storage.outbox import Outbox, Waiting

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
PATIENCE = 40
"""Tries before a message is given up: with the waits above, more than a day."""

log = structlog.get_logger()


class Sender(Protocol):
    """A channel that we push messages to. (The web fetches its own.)"""

    async def send(self, address: str, message: Message) -> SendResult: ...


def wait_after(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th failure (from 1): twice as long each time, up to an hour."""
    doublings = min(max(attempts, 1) - 1, 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


class Delivery:
    """Sends what is due on each channel of `senders`."""

    def __init__(
        self, database: Database, senders: Mapping[str, Sender], clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._senders = senders
        self._clock = clock

    async def deliver(self, only: int | None = None) -> int:
        """Send what is due now, to one participant where `only` is given. Gives the number sent."""
        return sum([await self._on_channel(name, sender, only) for name, sender in self._senders.items()])

    async def _on_channel(self, channel: str, sender: Sender, only: int | None) -> int:
        """Round after round, so that what was written while one person was served goes out at once too."""
        sent = 0
        while rows := await asyncio.to_thread(self._lease, channel, only):
            by_person = sorted(rows, key=lambda row: (row.participant_id, row.id))
            batches = [list(batch) for _, batch in groupby(by_person, lambda row: row.participant_id)]
            sent += sum(await asyncio.gather(*(self._to_person(sender, batch) for batch in batches)))
        return sent

    def _lease(self, channel: str, only: int | None) -> list[Waiting]:
        with self._database.write() as connection:
            return Outbox(connection).lease(channel, self._clock(), only=only)

    async def _to_person(self, sender: Sender, rows: Sequence[Waiting]) -> int:
        """Send one person's messages in order; stop at the first that does not go out."""
        for place, row in enumerate(rows):
            result = await sender.send(row.address, MESSAGE.validate_json(row.body))
            await asyncio.to_thread(self._note, result, rows[place:])
            if not isinstance(result, Sent) and not (isinstance(result, Failed) and result.permanent):
                return place
        return len(rows)

    def _note(self, result: SendResult, rest: Sequence[Waiting]) -> None:
        """Keep what became of the first of `rest`, and what that means for those behind it."""
        now = self._clock()
        row, ids = rest[0], [one.id for one in rest]
        with self._database.write() as connection:
            outbox = Outbox(connection)
            match result:
                case Sent(external_id):
                    outbox.sent(row.id, now, external_id)
                case Blocked():
                    Conversations(connection).change_person(row.participant_id, blocked_at=now)
                    outbox.give_up_all(row.participant_id, now, "blocked")
                case RetryAfter(seconds):
                    outbox.retry(ids, now + timedelta(seconds=seconds), "asked to wait", counts=False)
                case Failed(reason, permanent):
                    self._note_failure(outbox, row, ids, reason, permanent, now)
        if not isinstance(result, Sent):
            log.warning("message_not_sent", message=row.id, result=type(result).__name__)

    def _note_failure(
        self, outbox: Outbox, row: Waiting, ids: list[int], reason: str, permanent: bool, now: datetime
    ) -> None:
        if permanent or row.attempts + 1 >= PATIENCE:
            outbox.give_up([row.id], now, reason)
        else:
            outbox.retry(ids, now + wait_after(row.attempts + 1), reason)
