"""Replies before bulk, a second between two messages in one chat, and no more than the rate."""

import asyncio
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.pacing import FASTER, SLACK, Pace, Schedule, Turn


def play(schedule: Schedule, start: float = 0.0, until: float = 1e9) -> list[tuple[float, str]]:
    """Everybody's turn as it comes: when, and in which chat."""
    now, called = start, []
    while now < until and (following := schedule.next(now)) is not None:
        if isinstance(following, Turn):
            called.append((now, following.address))
        else:
            now += following
    return called


def test_a_reply_goes_before_bulk_that_waited_longer() -> None:
    schedule = Schedule(rate=10)
    for number in range(5):
        schedule.add(Turn(True, number, f"bulk{number}"))
    schedule.add(Turn(False, 99, "child"))
    assert play(schedule)[0][1] == "child"


def test_one_chat_waits_and_holds_up_nobody_else() -> None:
    schedule = Schedule(rate=100)
    for number, address in enumerate(["a", "a", "b", "a", "c"]):
        schedule.add(Turn(False, number, address))
    called = play(schedule)
    assert [address for _, address in called] == ["a", "b", "c", "a", "a"]
    assert [round(at) for at, address in called if address == "a"] == [0, 1, 2]


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from("abcdefgh")), max_size=60),
    st.floats(min_value=1, max_value=500),
)
def test_the_rate_and_the_spacing_hold_whatever_waits(turns: list[tuple[bool, str]], rate: float) -> None:
    schedule = Schedule(rate)
    for number, (bulk, address) in enumerate(turns):
        schedule.add(Turn(bulk, number, address))
    called = play(schedule)
    assert len(called) == len(turns)
    for chat in {address for _, address in called}:
        times = [at for at, address in called if address == chat]
        assert all(later - earlier >= 1 - 1e-6 for earlier, later in pairwise(times))
    if called:
        span = called[-1][0] - called[0][0]
        assert len(called) - 1 <= (span + SLACK) * rate * FASTER + 1e-6


def test_what_was_missed_is_made_up_for_a_little_faster_and_never_in_a_burst() -> None:
    schedule = Schedule(rate=28)
    schedule.add(Turn(False, 0, "first"))
    assert play(schedule)
    for number in range(1, 300):
        schedule.add(Turn(False, number, str(number)))
    times = [at for at, _ in play(schedule, start=2.0)]
    busiest = max(sum(at <= other < at + 1 for other in times) for at in times)
    assert 28 < busiest <= 32


def test_somebody_who_gives_up_waiting_leaves_the_queue() -> None:
    async def story() -> list[str]:
        clock = iter(range(10_000))
        pace = Pace(rate=1000, clock=lambda: next(clock) / 1000, spacing=1000)
        await pace.turn("a", bulk=False)
        stuck = asyncio.create_task(pace.turn("a", bulk=False))
        await asyncio.sleep(0)
        stuck.cancel()
        await pace.turn("b", bulk=True)
        return ["through"]

    assert asyncio.run(story()) == ["through"]
