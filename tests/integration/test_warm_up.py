"""What a service loads at its start, before anybody writes."""

import gc

from analysis.safeguarding import make_screen
from together.warming import warm_up


def test_what_was_loaded_is_not_looked_through_for_garbage_again() -> None:
    assert gc.get_freeze_count() == 0
    try:
        warm_up(make_screen())
        assert gc.get_freeze_count() > 100_000
        assert len(gc.get_objects()) < 10_000
    finally:
        gc.unfreeze()
