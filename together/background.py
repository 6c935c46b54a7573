"""Work that goes on beside the requests: round after round, whatever happens in one of them."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

log = structlog.get_logger()


async def every(seconds: float, name: str, work: Callable[[], Awaitable[object]]) -> None:
    """Do `work` for ever, `seconds` apart. A round that fails is logged, and the next one tries again."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("background_work_failed", work=name)
        await asyncio.sleep(seconds)


def in_thread(work: Callable[[], object]) -> Callable[[], Awaitable[object]]:
    """Blocking work as something to await."""
    return lambda: asyncio.to_thread(work)
