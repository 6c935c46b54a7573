"""The figures of a consultation under way are counted once in a while, and nobody waits for slow ones."""

import time
from itertools import count
from types import SimpleNamespace

import pytest

from admin_api import views_watch
from admin_api.views_watch import Fresh


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A clock in seconds; and to count anew gives 1, 2, 3, …"""
    clock, numbers = SimpleNamespace(seconds=0.0), count(1)
    monkeypatch.setattr(views_watch, "monotonic", lambda: clock.seconds)
    monkeypatch.setattr(views_watch, "watch", lambda parts, code: next(numbers))
    return clock


def test_figures_are_kept_for_ten_seconds_each_time(now: SimpleNamespace) -> None:
    fresh = Fresh(None)
    seen = []
    for now.seconds in (0, 9, 11, 20, 22):
        seen.append(fresh.watch("safe"))
    assert seen == [1, 1, 2, 2, 3]


def test_slow_figures_are_counted_while_those_before_are_shown(
    now: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views_watch, "QUICK_SECONDS", -1.0)
    fresh = Fresh(None)
    assert fresh.watch("safe") == 1
    now.seconds = 11
    assert fresh.watch("safe") == 1
    until = time.monotonic() + 10
    while fresh.watch("safe") != 2:
        assert time.monotonic() < until
    now.seconds = 100
    assert fresh.watch("safe") == 3, "what is older than a minute is counted before it is shown"
