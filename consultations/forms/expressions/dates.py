"""Days and moments, as the ODK XForms specification has them: strings going in, days since 1970 in sums.

A day without a time is midnight in the form's own time zone. Days since 1970 are counted in UTC, so that the
difference of two moments is right on both sides of a change of the clocks.
"""

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:T(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
TIME = re.compile(r"(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in the form's time zone; None for what is no date. `timed`: it is read out with its time."""

    at: datetime | None
    timed: bool = False

    def days(self) -> float:
        """Days since the beginning of 1970 in UTC; NaN for what is no date."""
        return math.nan if self.at is None else (self.at - EPOCH) / DAY

    def __str__(self) -> str:
        if self.at is None:
            return "Invalid Date"
        if not self.timed and self.at.time() == time():
            return f"{self.at.year:04}-{self.at.month:02}-{self.at.day:02}"
        return self.at.isoformat(timespec="milliseconds")


class Days(float):
    """The number that a written date counts as. Read out again it is whole days; in sums it is exact."""

    __slots__ = ()


NO_DATE = Moment(None)


def read_date(text: str, zone: tzinfo) -> datetime | None:
    """The moment `text` writes (YYYY-MM-DD, with a time or without) in `zone`; None where it writes none."""
    found = DATE.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    try:
        clock = time(int(hour or 0), int(minute or 0), int(second or 0), _microseconds(fraction))
        day_written = date(int(year), int(month), int(day))
        return datetime.combine(day_written, clock, _offset(offset) or zone).astimezone(zone)
    except (ValueError, OverflowError):
        return None


def _microseconds(fraction: str | None) -> int:
    return int(f"{fraction or '0':0<6.6}")


def _offset(text: str | None) -> tzinfo | None:
    """The zone that an offset writes; None where there is none. ValueError for minutes over 59."""
    if not text:
        return None
    if text == "Z":
        return UTC
    return datetime.strptime(text if len(text) > 3 else f"{text}00", "%z").tzinfo


def from_days(days: float, zone: tzinfo, *, timed: bool = False) -> Moment:
    """The moment that many days after the beginning of 1970 in UTC.

    Where the zone is UTC at that moment, a date is the whole day, as the specification has it. Elsewhere the
    moment is kept, since dropping its local time would change which day it is.
    """
    try:
        at = (EPOCH + timedelta(milliseconds=round(days * 86_400_000))).astimezone(zone)
    except (OverflowError, ValueError):
        return NO_DATE
    if not timed and not at.utcoffset():
        at = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return Moment(at, timed)


def time_of_day(text: str, zone: tzinfo, now: datetime) -> float:
    """The fraction of the local day passed at the time or moment that `text` writes; NaN for neither.

    A time with an offset is taken on the day of `now`.
    """
    moment = read_date(text, zone) if "T" in text else None
    if moment is not None:
        local = (moment.replace(tzinfo=UTC) - EPOCH) / DAY
        return local - math.floor(local)
    found = TIME.fullmatch(text.strip())
    if found is None:
        return math.nan
    hour, minute, second, fraction, offset = found.groups()
    try:
        clock = time(int(hour), int(minute), int(second or 0), _microseconds(fraction))
        there = datetime.combine(now.astimezone(zone).date(), clock, _offset(offset) or zone)
    except ValueError:
        return math.nan
    local_time = there.astimezone(zone)
    seconds = local_time.hour * 3600 + local_time.minute * 60 + local_time.second
    return (seconds + local_time.microsecond / 1e6) / 86_400


def format_moment(moment: datetime, pattern: str) -> str:
    """`moment` in ODK's format codes (XForms specification, `format-date-time`); others stay as they are."""
    codes = {
        "Y": f"{moment.year:04}",
        "y": f"{moment.year % 100:02}",
        "m": f"{moment.month:02}",
        "n": str(moment.month),
        "b": MONTHS[moment.month - 1],
        "d": f"{moment.day:02}",
        "e": str(moment.day),
        "a": WEEKDAYS[moment.weekday()],
        "W": str(moment.isocalendar().week),
        "H": f"{moment.hour:02}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}",
        "3": f"{moment.microsecond // 1000:03}",
        "%": "%",
    }
    return re.sub(r"%(.)", lambda found: codes.get(found[1], found[0]), pattern)
