"""What a service loads at its start, before anybody writes."""

import gc

import pytest

from admin_api.rendering import Pages, Site, make_environment
from analysis.safeguarding import make_screen
from together.warming import warm_up


@pytest.fixture
def pages() -> Pages:
    return Pages(make_environment(Site("Together", "Trust"), ["bot"]))


def test_what_was_loaded_is_not_looked_through_for_garbage_again(pages: Pages) -> None:
    gc.unfreeze()  # what the tests themselves have put aside
    warm_up(make_screen(), pages)
    assert gc.get_freeze_count() > 100_000
    assert len(gc.get_objects()) < 10_000


def test_what_comes_later_is_looked_through(pages: Pages) -> None:
    """A second service in the process does not keep all that the first one left behind."""
    warm_up(make_screen(), pages)
    frozen = gc.get_freeze_count()
    warm_up(make_screen(), pages)
    assert gc.get_freeze_count() <= frozen


def test_the_chats_templates_are_compiled_before_anybody_comes(pages: Pages) -> None:
    pages.compile("layout", "chat")
    known = {name for _, name in pages.environment.cache or ()}
    assert {"layout.html", "chat.html", "chat_frame.html", "chat_parts.html"} <= known
    assert "board.html" not in known
