"""Working days, for what we promise to do within one."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

SATURDAY = 5


def due_before(now: datetime, zone: tzinfo, closed_on: Collection[date] = ()) -> datetime:
    """The moment before which all that came in should have been dealt with in one working day by `now`."""
    day = now.astimezone(zone).date()
    while within_one_day(datetime.combine(day, time(), zone), zone, closed_on) >= now:
        day -= timedelta(days=1)
    return datetime.combine(day + timedelta(days=1), time(), zone)


class Day(NamedTuple):
    """A day: when the next one begins, and by when what came in on it is to be dealt with."""

    ends: datetime
    last: datetime


def days(start: datetime, end: datetime, zone: tzinfo) -> list[Day]:
    """Every day from that of `start` to that of `end`."""
    first, last = (one.astimezone(zone).date() for one in (start, end))
    begin = [
        datetime.combine(first + timedelta(days=after), time(), zone)
        for after in range((last - first).days + 1)
    ]
    return [Day(one + timedelta(days=1), within_one_day(one, zone)) for one in begin]


def within_one_day(came: datetime, zone: tzinfo, closed_on: Collection[date] = ()) -> datetime:
    """The end of the first working day after the one on which `came` lies, by the clocks of `zone`."""
    day = came.astimezone(zone).date() + timedelta(days=1)
    while day.weekday() >= SATURDAY or day in closed_on:
        day += timedelta(days=1)
    return datetime.combine(day, time(23, 59, 59), zone)
