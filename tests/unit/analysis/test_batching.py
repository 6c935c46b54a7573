"""Dynamic batching: everybody gets their own answer, and who comes meanwhile shares the next pass."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from analysis.batching import Batcher

MOST = 4


class Doubling:
    """Doubles numbers, and waits at its first pass until it is let go. `passes`: what came together."""

    def __init__(self) -> None:
        self.passes: list[list[int]] = []
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.passes.append(list(numbers))
        self.begun.set()
        self.go_on.wait(10)
        if 13 in numbers:
            raise ValueError("Thirteen has no double.")
        return [2 * number for number in numbers]


def wait_for(ask: Batcher[int, int], many: int) -> None:
    """Until so many wait for the next pass."""
    for _ in range(1000):
        if len(ask._waiting) == many:
            return
        time.sleep(0.01)
    raise AssertionError(f"{len(ask._waiting)} wait, not {many}.")


def test_who_comes_meanwhile_shares_the_next_pass_and_gets_their_own_answer() -> None:
    work = Doubling()
    ask = Batcher(work, MOST)
    with ThreadPoolExecutor(10) as threads:
        first = threads.submit(ask, [0])
        assert work.begun.wait(10)
        others = [threads.submit(ask, [number]) for number in range(1, 6)]
        others.append(threads.submit(ask, [6, 7]))
        wait_for(ask, 7)
        work.go_on.set()
        assert [one.result(10) for one in (first, *others)] == [[0], [2], [4], [6], [8], [10], [12, 14]]
    assert [len(one) for one in work.passes] == [1, MOST, 3]


def test_what_fails_fails_for_whoever_asked_it_alone() -> None:
    work = Doubling()
    ask = Batcher(work, MOST)
    with ThreadPoolExecutor(10) as threads:
        first = threads.submit(ask, [0])
        assert work.begun.wait(10)
        bad, good = threads.submit(ask, [13]), threads.submit(ask, [4])
        wait_for(ask, 2)
        work.go_on.set()
        assert (first.result(10), good.result(10)) == ([0], [8])
        with pytest.raises(ValueError, match="Thirteen"):
            bad.result(10)
    assert sorted(work.passes[1]) == [4, 13]
