"""Nobody is written to unasked at night, and how long that makes a broadcast."""

from datetime import UTC, datetime, timedelta

import pytest

from consultations.quiet_hours import NIGHT, read_quiet_hours
from tests.builders import LONDON

QUIET = read_quiet_hours(NIGHT, LONDON)


def at(text: str) -> datetime:
    """A moment by the clock in London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [("19:59", False), ("20:00", True), ("23:59", True), ("00:00", True), ("07:59", True), ("08:00", False)],
)
def test_night_is_by_the_clock_on_the_wall(clock: str, quiet: bool) -> None:
    for day in ("2026-01-15", "2026-07-15"):
        assert QUIET.hold(at(f"{day}T{clock}").astimezone(UTC)) is quiet


def test_hours_that_do_not_cross_midnight_and_none_at_all() -> None:
    assert read_quiet_hours("09:00-15:30", LONDON).hold(at("2026-11-23T12:00"))
    assert not read_quiet_hours("09:00-15:30", LONDON).hold(at("2026-11-23T16:00"))
    assert not read_quiet_hours("", LONDON).hold(at("2026-11-23T03:00"))


@pytest.mark.parametrize(
    ("begins", "minutes", "done"),
    [
        ("2026-11-23T12:00", 6, "2026-11-23T12:06"),
        ("2026-11-23T19:57", 6, "2026-11-24T08:03"),
        ("2026-11-23T23:00", 6, "2026-11-24T08:06"),
        ("2026-11-23T19:00", 60 + 12 * 60 + 30, "2026-11-25T08:30"),
        ("2026-03-28T19:00", 120, "2026-03-29T09:00"),  # the clocks go forward that night
    ],
)
def test_work_rests_at_night(begins: str, minutes: int, done: str) -> None:
    assert QUIET.done_at(at(begins), timedelta(minutes=minutes)) == at(done)


def test_work_that_never_rests() -> None:
    always = read_quiet_hours("", LONDON)
    assert always.done_at(at("2026-11-23T19:57"), timedelta(days=3)) == at("2026-11-26T19:57")


@pytest.mark.parametrize("text", ["20-8", "25:00-08:00", "evening"])
def test_what_is_no_span_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="write one like 20:00-08:00"):
        read_quiet_hours(text, LONDON)
