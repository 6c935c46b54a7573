"""When somebody is reminded: in the right hours, once, and not when there is nothing to remind of."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders import (
    ENGLISH_PUPILS,
    Drop,
    Holiday,
    Pause,
    Remind,
    Reminding,
    Wait,
    Window,
    Windows,
    next_allowed,
    read_holidays,
    read_window,
    reminder,
    reminder_due,
)
from tests.builders import LONDON, NOW

CHRISTMAS = Windows(holidays=(Holiday(date(2026, 12, 21), date(2027, 1, 1)),))
QUIET = Pause(since=NOW, step=4, noted_step=4, answering=True, open=True)
THREE_DAYS = Reminding(timedelta(days=3), ENGLISH_PUPILS, LONDON)


def london(text: str) -> datetime:
    """A moment by the clock on a wall in England."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("at", "then", "why"),
    [
        ("2026-11-23 11:00", "2026-11-23 16:00", "a Monday in school"),
        ("2026-11-23 16:00", "2026-11-23 16:00", "just after school"),
        ("2026-11-23 19:30", "2026-11-24 16:00", "too late in the evening"),
        ("2026-11-27 23:00", "2026-11-28 10:00", "a Friday night, before a Saturday"),
        ("2026-11-29 20:00", "2026-11-30 16:00", "a Sunday night, before school"),
        ("2026-12-21 09:00", "2026-12-21 10:00", "the first day of the holidays"),
        ("2027-01-01 19:30", "2027-01-02 10:00", "the end of the holidays, before a Saturday"),
        ("2027-01-03 22:00", "2027-01-04 16:00", "school again"),
        ("2026-03-28 20:00", "2026-03-29 10:00", "the night that loses an hour"),
        ("2026-10-24 20:00", "2026-10-25 10:00", "the night that has an hour twice"),
    ],
)
def test_nobody_is_reminded_in_school_hours_or_at_night(at: str, then: str, why: str) -> None:
    assert next_allowed(london(at), CHRISTMAS, LONDON) == london(then), why


def test_the_clocks_on_the_wall_count_in_summer_too() -> None:
    assert next_allowed(datetime(2026, 6, 3, 14, 59, tzinfo=UTC), ENGLISH_PUPILS, LONDON) == datetime(
        2026, 6, 3, 15, 0, tzinfo=UTC
    )


minutes = st.integers(6 * 60, 22 * 60 - 1)
windows = (
    st.tuples(minutes, minutes)
    .filter(lambda pair: pair[0] < pair[1])
    .map(lambda pair: Window(*(time(*divmod(one, 60)) for one in pair)))
)
moments = st.integers(0, 2 * 365 * 24 * 60).map(lambda number: NOW + timedelta(minutes=number))


@given(moments, windows, windows, st.floats(0, 1))
def test_the_next_allowed_moment_is_the_first(
    at: datetime, school: Window, free: Window, between: float
) -> None:
    chosen = replace(CHRISTMAS, school_days=school, free_days=free)
    found = next_allowed(at, chosen, LONDON)
    assert found >= at
    assert chosen.allow(found, LONDON)
    earlier = at + (found - at) * between
    assert earlier == found or not chosen.allow(earlier, LONDON)
    assert next_allowed(found, chosen, LONDON) == found


@given(moments, st.integers(1, 90 * 24), st.integers(0, 200 * 24))
def test_whoever_waits_as_long_as_told_is_then_reminded(since: datetime, after: int, later: int) -> None:
    pause, reminding = replace(QUIET, since=since), replace(THREE_DAYS, after=timedelta(hours=after))
    now = since + timedelta(hours=later)
    verdict = reminder_due(pause, reminding, now)
    if isinstance(verdict, Wait):
        assert verdict.until > now
        assert verdict.until >= since + timedelta(hours=after)
        assert reminder_due(pause, reminding, verdict.until) == Remind()
    else:
        assert verdict == Remind()
        assert later >= after
        assert ENGLISH_PUPILS.allow(now, LONDON)


@pytest.mark.parametrize(
    "change",
    [
        {"step": 5},
        {"answering": False},
        {"open": False},
        {"reachable": False},
        {"elsewhere": True},
        {"reminded": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_stale_reminder_does_nothing(change: dict[str, object]) -> None:
    saturday = london("2026-11-28 12:00")
    assert reminder_due(QUIET, THREE_DAYS, saturday) == Remind()
    assert reminder_due(replace(QUIET, **change), THREE_DAYS, saturday) == Drop()


def test_no_reminder_where_the_officer_sets_none() -> None:
    assert reminder_due(QUIET, replace(THREE_DAYS, after=None), NOW + timedelta(days=9)) == Drop()


def test_a_reminder_offers_to_carry_on_and_to_stop() -> None:
    message = reminder("safe", "Safe places", "en")
    assert (message.kind, message.language) == ("notice", "en")
    assert "Safe places" in message.text
    assert [(one.label, one.role) for one in message.buttons] == [("Carry on", "start"), ("Stop", "stop")]
    assert all(len(one.id.encode()) <= 64 for one in reminder("c" * 58, "", "en").buttons)


def test_hours_are_read() -> None:
    assert read_window(" 9:30-18:00 ") == Window(time(9, 30), time(18))


@pytest.mark.parametrize("text", ["", "9-18", "25:00-26:00", "18:00-09:00", "05:00-09:00", "16:00-23:00"])
def test_hours_that_do_not_fit_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"hour|between"):
        read_window(text)


def test_holidays_are_read() -> None:
    assert read_holidays("2026-12-21/2027-01-01, 2027-05-03") == (
        *CHRISTMAS.holidays,
        Holiday(date(2027, 5, 3), date(2027, 5, 3)),
    )
    assert read_holidays("") == ()


@pytest.mark.parametrize("text", ["Easter", "2027-04-09/2027-03-29", "2027-02-30"])
def test_holidays_that_do_not_fit_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"days|before|day"):
        read_holidays(text)
