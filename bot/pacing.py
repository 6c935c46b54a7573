"""How fast messages leave on one channel: replies first, never too many at once, never too close in one chat.

Telegram asks bots for at most one message a second in a chat and about thirty a second in all
(core.telegram.org/bots/faq). `Schedule` decides, purely; `Pace` waits.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

SPACING = 1.0
"""Seconds between two messages in one chat."""
CATCH_UP = 5.0
"""Seconds of the rate that may be made up for after a hold-up, …"""
FASTER = 1.07
"""… but never faster than so many times the rate: 28 a second becomes 30, which Telegram allows, …"""
SLACK = 0.05
"""… measured over so many seconds, since no sleep is exact."""
MOST_CHATS = 20_000
"""Chats that are remembered before those are forgotten that may be written to again anyhow."""


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """Somebody's turn to be written to: bulk after replies, and then in the order of asking."""

    bulk: bool
    number: int
    address: str = field(compare=False)


class Schedule:
    """Whose turn it is. Times are seconds of a clock that never goes back. Pure but for its own memory."""

    def __init__(self, rate: float, spacing: float = SPACING) -> None:
        self._step = 1 / rate
        self._quickest = 1 / (rate * FASTER)
        self._not_before = float("-inf")
        self._spacing = spacing
        self._free_at = float("-inf")
        self._chats: dict[str, float] = {}
        self._waiting: list[Turn] = []

    def add(self, turn: Turn) -> None:
        self._waiting.append(turn)
        if len(self._waiting) > 1 and turn < self._waiting[-2]:
            self._waiting.sort()

    def drop(self, turn: Turn) -> None:
        """It waits no longer."""
        if turn in self._waiting:
            self._waiting.remove(turn)

    def next(self, now: float) -> Turn | float | None:
        """Whose turn it is at `now`; else the seconds until it may be somebody's; None where nobody waits."""
        if not self._waiting:
            return None
        free_at = max(self._free_at, self._not_before)
        if now < free_at:
            return free_at - now
        ready = next((turn for turn in self._waiting if self._chats.get(turn.address, now) <= now), None)
        if ready is None:
            return min(self._chats[turn.address] for turn in self._waiting) - now
        self._waiting.remove(ready)
        self._free_at = max(self._free_at, now - CATCH_UP) + self._step
        self._not_before = max(self._not_before, now - SLACK) + self._quickest
        self._remember(ready.address, now)
        return ready

    def _remember(self, address: str, now: float) -> None:
        self._chats[address] = now + self._spacing
        if len(self._chats) > MOST_CHATS:
            self._chats = {chat: at for chat, at in self._chats.items() if at > now}


class Pace:
    """Waits for one's turn. One for each channel and process: with several processes, divide the rate."""

    def __init__(self, rate: float, clock: Callable[[], float], spacing: float = SPACING) -> None:
        self.rate = rate
        self._clock = clock
        self._schedule = Schedule(rate, spacing)
        self._turns: dict[Turn, asyncio.Future[None]] = {}
        self._numbers = count()
        self._changed = asyncio.Event()
        self._work: asyncio.Task[None] | None = None

    async def turn(self, address: str, *, bulk: bool) -> None:
        """Return when a message to `address` may go."""
        turn = Turn(bulk, next(self._numbers), address)
        future = self._turns[turn] = asyncio.get_running_loop().create_future()
        self._schedule.add(turn)
        self._changed.set()
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._call())
        try:
            await future
        finally:
            self._turns.pop(turn, None)
            self._schedule.drop(turn)

    async def _call(self) -> None:
        """Call one after the other, until nobody waits."""
        while (following := self._schedule.next(self._clock())) is not None:
            if isinstance(following, Turn):
                future = self._turns.get(following)
                if future is not None and not future.done():
                    future.set_result(None)
                    await asyncio.sleep(0)
            else:
                await self._until_changed(following)

    async def _until_changed(self, seconds: float) -> None:
        self._changed.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return
