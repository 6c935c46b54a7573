"""Working days, for what we promise to do within one."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta, tzinfo

SATURDAY = 5


def due_before(now: datetime, zone: tzinfo, closed_on: Collection[date] = ()) -> datetime:
    """The moment before which all that came in should have been dealt with in one working day by `now`."""
    day = now.astimezone(zone).date()
    while within_one_day(datetime.combine(day, time(), zone), zone, closed_on) >= now:
        day -= timedelta(days=1)
    return datetime.combine(day + timedelta(days=1), time(), zone)


def within_one_day(came: datetime, zone: tzinfo, closed_on: Collection[date] = ()) -> datetime:
    """The end of the first working day after the one on which `came` lies, by the clocks of `zone`."""
    day = came.astimezone(zone).date() + timedelta(days=1)
    while day.weekday() >= SATURDAY or day in closed_on:
        day += timedelta(days=1)
    return datetime.combine(day, time(23, 59, 59), zone)
