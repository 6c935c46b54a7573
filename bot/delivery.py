"""Lets messages out of the outbox: at once after a turn, and again and again until they arrive.

Replies go before what comes unasked, which rests in quiet hours. At least once: a process that is killed
between sending a message and noting that it was sent sends that one again; whatever was in flight at that
moment is all that can be repeated, and nothing is lost.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from itertools import groupby
from typing import Protocol

import structlog

from bot.envelopes import Envelopes
from bot.messages import Message
from bot.outcome import Blocked, Failed, RetryAfter, SendResult, Sent
from bot.pacing import Pace
from consultations.quiet_hours import QuietHours
from consultations.storage.conversations import Conversations
from consultations.storage.database import Database
from consultations.storage.outbox import LEASE, Outbox, Waiting

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
PATIENCE = 40
"""Tries before a message is given up: with the waits above, more than a day."""
PROMPTLY = 4
"""A message is sent in the first quarter of its lease, or left to whoever leases it next: a call to Telegram
may take 45 s until all its timeouts have passed, and must be over when another process may try.
"""
BULK_AHEAD = 0.5
"""Seconds of sending for which bulk is leased at once, …"""
BULK_IN_FLIGHT = 16
"""… and how many calls are made for it at once: replies find a free connection (a channel has 32), and no
more than these are repeated after a crash.
"""
REPLIES_AT_ONCE = 50
"""People whose replies are leased at once."""

log = structlog.get_logger()


class Sender(Protocol):
    """A channel that we push messages to. (The web fetches its own.)"""

    async def send(self, address: str, message: Message) -> SendResult: ...


def wait_after(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th failure (from 1): twice as long each time, up to an hour."""
    doublings = min(max(attempts, 1) - 1, 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


class Delivery:
    """Sends what is due on each channel of `senders`, each at its pace where `paces` has one.

    In `quiet` hours it sends replies only. `lease`: see `Outbox.lease`.
    """

    def __init__(
        self,
        database: Database,
        senders: Mapping[str, Sender],
        clock: Callable[[], datetime],
        paces: Mapping[str, Pace] | None = None,
        quiet: QuietHours | None = None,
        lease: timedelta = LEASE,
        envelopes: Envelopes | None = None,
    ) -> None:
        self._database = database
        self._senders = senders
        self._clock = clock
        self._paces = paces or {}
        self._quiet = quiet
        self._lease_time = lease
        self._envelopes = envelopes or Envelopes()
        self._results: list[tuple[SendResult | None, Sequence[Waiting]]] = []
        self._noting = asyncio.Lock()
        self._places = {name: asyncio.Semaphore(BULK_IN_FLIGHT) for name in senders}

    async def deliver(self, only: int | None = None) -> int:
        """Send the replies that are due now, to one participant where `only` is given. Gives the number."""
        return sum([await self._on_channel(name, only, bulk=False) for name in self._senders])

    async def deliver_bulk(self) -> int:
        """Send what is due of all that comes unasked: reminders, news, broadcasts. Gives the number sent; in
        quiet hours that is 0.

        Two work side by side, so that one sends while the other looks for what comes next.
        """
        work = [self._on_channel(name, None, bulk=True) for name in self._senders for _ in range(2)]
        return sum(await asyncio.gather(*work))

    async def _on_channel(self, channel: str, only: int | None, *, bulk: bool) -> int:
        """Round after round, so that what was written while others were served goes out at once too."""
        sent = 0
        while not (bulk and self._rests()):
            rows = await asyncio.to_thread(self._lease, channel, only, bulk)
            if not rows:
                break
            by_person = sorted(rows, key=lambda row: (row.participant_id, row.id))
            batches = [list(batch) for _, batch in groupby(by_person, lambda row: row.participant_id)]
            batches.sort(key=lambda batch: batch[0].id)
            sent += sum(await asyncio.gather(*(self._to_person(channel, batch, bulk) for batch in batches)))
        return sent

    def _rests(self) -> bool:
        return self._quiet is not None and self._quiet.hold(self._clock())

    def _lease(self, channel: str, only: int | None, bulk: bool) -> list[Waiting]:
        people = self._bulk_at_once(channel) if bulk else REPLIES_AT_ONCE
        with self._database.write() as connection:
            return Outbox(connection).lease(
                channel, self._clock(), people, only, bulk=bulk, lease=self._lease_time
            )

    def _bulk_at_once(self, channel: str) -> int:
        pace = self._paces.get(channel)
        return max(BULK_IN_FLIGHT, round(pace.rate * BULK_AHEAD)) if pace else REPLIES_AT_ONCE

    async def _to_person(self, channel: str, rows: Sequence[Waiting], bulk: bool) -> int:
        """Send one person's messages in order; stop at the first that does not go out."""
        for place, row in enumerate(rows):
            async with self._places[channel] if bulk else nullcontext():
                result = await self._in_turn(channel, row, bulk)
            await self._note(result, rows[place:])
            if not isinstance(result, Sent) and not (isinstance(result, Failed) and result.permanent):
                return place
        return len(rows)

    async def _in_turn(self, channel: str, row: Waiting, bulk: bool) -> SendResult | None:
        """Send it when its turn comes; None, unsent, where that is too late."""
        if channel in self._paces:
            await self._paces[channel].turn(row.address, bulk=bulk)
        if self._clock() > row.leased_until - self._lease_time * (1 - 1 / PROMPTLY):
            return None
        return await self._senders[channel].send(row.address, self._envelopes.open(row.body))

    async def _note(self, result: SendResult | None, rest: Sequence[Waiting]) -> None:
        """Keep what became of the first of `rest`. Results that come meanwhile share one transaction."""
        if result is not None and not isinstance(result, Sent):
            log.warning("message_not_sent", message=rest[0].id, result=type(result).__name__)
        self._results.append((result, rest))
        async with self._noting:
            results, self._results = self._results, []
            if results:
                await asyncio.to_thread(self._write, results)

    def _write(self, results: Sequence[tuple[SendResult | None, Sequence[Waiting]]]) -> None:
        with self._database.write() as connection:
            for result, rest in results:
                _settle(Outbox(connection), Conversations(connection), result, rest, self._clock())


def _settle(
    outbox: Outbox,
    conversations: Conversations,
    result: SendResult | None,
    rest: Sequence[Waiting],
    now: datetime,
) -> None:
    """What became of the first of `rest`, and what that means for those behind it."""
    row, ids = rest[0], [one.id for one in rest]
    match result:
        case None:
            outbox.release(rest)
        case Sent(external_id):
            outbox.sent(row.id, now, external_id)
        case Blocked():
            conversations.change_person(row.participant_id, blocked_at=now)
            outbox.give_up_all(row.participant_id, now, "blocked")
        case RetryAfter(seconds):
            outbox.retry(ids, now + timedelta(seconds=seconds), "asked to wait", counts=False)
        case Failed(reason, permanent) if permanent or row.attempts + 1 >= PATIENCE:
            log.error("message_given_up", message=row.id)
            outbox.give_up([row.id], now, reason)
        case Failed(reason):
            outbox.retry(ids, now + wait_after(row.attempts + 1), reason)
