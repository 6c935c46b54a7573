"""Work that goes on beside the requests: round after round, whatever happens in one of them."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from consultations.errors import places

log = structlog.get_logger()


async def every(seconds: float, name: str, work: Callable[[], Awaitable[object]]) -> None:
    """Do `work` for ever, `seconds` apart. A round that fails is logged, and the next one tries again.

    The log gets the place and never the words of an error: a database quotes the row that did not fit.
    """
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 # whatever it was, the next round tries again
            log.error("background_work_failed", work=name, error=type(error).__name__, at=places(error))  # noqa: TRY400 # see above
        await asyncio.sleep(seconds)


def in_thread(work: Callable[[], object]) -> Callable[[], Awaitable[object]]:
    """Blocking work as something to await."""
    return lambda: asyncio.to_thread(work)
