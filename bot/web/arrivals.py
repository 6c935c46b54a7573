"""Tells open pages that something came in for them, whichever process wrote it.

One look at the outbox a second serves every page of this process, and there is none while no page is open. A
stream carries no words, only the number of a message: the page then fetches itself.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeVar

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sse_starlette import ServerSentEvent

from consultations.storage.conversations import Conversations
from consultations.storage.database import Database
from consultations.storage.outbox import Arrived, Outbox

PAUSE = 1.0
"""Seconds between two looks."""
OVERLAP = 10
"""Looks whose numbers are read again: a transaction may commit after one with a higher number."""
LATE = 100
"""Numbers below the newest at which the first look begins, for the same reason."""
REPEAT = 5_000
"""Milliseconds after which a browser whose stream broke opens it again."""
HEARTBEAT = 20
"""Seconds: shorter than what proxies take for silence."""
LONGEST = 3_600
"""Seconds after which a stream ends, so that none lives for ever; the browser opens it anew."""
MOST = 2_000
MOST_OF_ONE = 4
"""Streams open at once, in this process and of one person. More pages work, and see news when they load."""

log = structlog.get_logger(__name__)
Inbox = asyncio.Queue[Arrived]
Result = TypeVar("Result")


@dataclass(slots=True)
class _Seen:
    """What the last looks found, so that each message is told once although it is read again and again."""

    floors: list[int] = field(default_factory=list)
    known: set[int] = field(default_factory=set)

    def new(self, found: Sequence[Arrived]) -> list[Arrived]:
        """Those of `found` not seen before; then the floor rises to where it was `OVERLAP` looks ago."""
        fresh = [one for one in found if one.id not in self.known]
        self.known |= {one.id for one in fresh}
        top = max((one.id for one in fresh), default=0)
        self.floors = [*self.floors, max(top, self.floors[-1])][-OVERLAP:]
        self.known = {number for number in self.known if number > self.floors[0]}
        return fresh


class Arrivals:
    """The open streams of this process, and the one task that looks for them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._inboxes: dict[int, list[Inbox]] = defaultdict(list)
        self._looking: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()

    def room_for(self, person: int) -> bool:
        """Whether one more page of `person` may listen."""
        return self.open < MOST and len(self._inboxes.get(person, ())) < MOST_OF_ONE

    @property
    def open(self) -> int:
        return sum(len(inboxes) for inboxes in self._inboxes.values())

    async def person(self, address: str) -> int | None:
        """The participant behind a browser's token, or None."""

        def find() -> int | None:
            with self._database.read() as connection:
                found = Conversations(connection).find_person("web", address)
                return found.id if found else None

        return await asyncio.to_thread(find)

    async def listen(self, person: int, after: int) -> AsyncIterator[ServerSentEvent]:
        """An event for each message to `person` after the one with the number `after`."""
        loop = asyncio.get_running_loop()
        end = loop.time() + LONGEST
        with self._inbox(person) as inbox:
            yield ServerSentEvent(comment="here", retry=REPEAT)
            await self._ready.wait()
            missed = await asyncio.to_thread(self._read, lambda outbox: outbox.missed(person, after))
            for one in {one.kind == "notice": one for one in missed}.values():
                yield _event(one)
            told = {one.id for one in missed}  # what arrived meanwhile is found twice
            while (left := end - loop.time()) > 0:
                with suppress(TimeoutError):
                    one = await asyncio.wait_for(inbox.get(), left)
                    if one.id not in told:
                        yield _event(one)

    @contextmanager
    def _inbox(self, person: int) -> Iterator[Inbox]:
        inbox: Inbox = asyncio.Queue(maxsize=100)
        self._inboxes[person].append(inbox)
        if self._looking is None or self._looking.done():
            self._ready = asyncio.Event()
            self._looking = asyncio.create_task(self._look_on(self._ready))
        try:
            yield inbox
        finally:
            self._inboxes[person].remove(inbox)
            if not self._inboxes[person]:
                del self._inboxes[person]

    async def _look_on(self, ready: asyncio.Event) -> None:
        """Look again and again, until no page is open."""
        seen: _Seen | None = None
        while self._inboxes:
            try:
                seen = await self._look(seen) if seen else await self._start()
                ready.set()
            except (SQLAlchemyError, OSError) as error:
                log.warning("arrivals_not_read", error=type(error).__name__)
            await asyncio.sleep(PAUSE)

    async def _start(self) -> _Seen:
        """What is there already, which is nothing new."""
        newest = await asyncio.to_thread(self._read, lambda outbox: outbox.newest())
        seen = _Seen([max(newest - LATE, 0)])
        seen.new(await self._found(seen))
        return seen

    async def _found(self, seen: _Seen) -> list[Arrived]:
        floor = seen.floors[0]
        return await asyncio.to_thread(self._read, lambda outbox: outbox.arrived("web", floor))

    async def _look(self, seen: _Seen) -> _Seen:
        for one in seen.new(await self._found(seen)):
            for inbox in self._inboxes.get(one.participant_id, ()):
                if not inbox.full():
                    inbox.put_nowait(one)
        return seen

    def _read(self, ask: Callable[[Outbox], Result]) -> Result:
        with self._database.read() as connection:
            return ask(Outbox(connection))


def _event(one: Arrived) -> ServerSentEvent:
    kind = "notice" if one.kind == "notice" else "turn"
    return ServerSentEvent(id=str(one.id), event=kind, data=str(one.id))
