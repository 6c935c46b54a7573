"""What takes long to load, loaded before anybody writes."""

import gc

import structlog

from admin_api.rendering import Pages
from analysis.pipeline import NO_THEMES
from analysis.readings import Asked, best_reader
from analysis.safeguarding.outcome import Screen

log = structlog.get_logger(__name__)

WARM = "models_loaded"
"""What the log says when nobody waits for a model any more."""


def warm_up(screen: Screen, pages: Pages) -> None:
    """Load what the chat's pages, the screen and the readings need: some seconds.

    All that is there then stays, in a process that has done so for the first time. The garbage collector
    looks through it no more: that would stop everybody for a fifth of a second each time.
    """
    pages.compile("layout", "chat")
    screen.screen("hello")
    best_reader(NO_THEMES).read([Asked("hello")])
    if not gc.get_freeze_count():
        gc.collect()
        gc.freeze()
    log.info(WARM)
