"""Dates and times in expressions: reading them, writing them, and days as numbers.

XForms counts a date as days since 1970-01-01 UTC (https://getodk.github.io/xforms-spec/#fn:number). A date
without a time counts from midnight at the zone's *standard* offset, so that adding seven days never loses an
hour where the clocks change: in Europe/London every date is a whole number, in summer too. A date with a time
is the exact instant.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final

DAY: Final = 86_400_000
NO_DATE: Final = float("nan")
"""Not a number because it is not a date: `Expression.value` tells it from other NaNs by identity."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_OFFSET: Final = r"(?P<offset>Z|[+-]\d\d:?\d\d)?"
_CLOCK: Final = r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d+))?)?"
_DATE: Final = re.compile(
    rf"(?P<year>\d{{4}})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[T ]{_CLOCK}{_OFFSET})?", re.ASCII
)
_TIME: Final = re.compile(_CLOCK + _OFFSET, re.ASCII)


class DayCount(float):
    """The number of a date without a time. As text it is the whole number of days: stored results do not
    carry the zone's fraction of a day. Arithmetic on it gives a plain number."""

    __slots__ = ("whole",)
    whole: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a date and time. `milliseconds` since 1970 UTC; None when it could not be read.

    `whole_day`: a date without a time. `blank`: made from nothing, as of an unanswered question.
    """

    milliseconds: int | None
    whole_day: bool = False
    blank: bool = False

    @property
    def days(self) -> float:
        """Days since 1970-01-01 UTC, with the fraction."""
        return NO_DATE if self.milliseconds is None else self.milliseconds / DAY


INVALID: Final = Moment(None)
BLANK: Final = Moment(None, blank=True)


@lru_cache(maxsize=64)
def standard_offset(zone: tzinfo) -> int:
    """The zone's winter offset from UTC, in milliseconds."""
    offsets = (datetime(2000, month, 1, tzinfo=zone).utcoffset() or timedelta() for month in (1, 7))
    return int(min(offsets).total_seconds()) * 1000


def may_be_date(text: str) -> bool:
    """A quick look that spares most texts the reading."""
    return len(text) > 7 and "-" in text and any(digit.isdigit() for digit in text[:5])


def moment_of_text(text: str, zone: tzinfo) -> Moment:
    """Read `2026-11-23` or `2026-11-23T09:30:00.000+00:00`; a time without an offset is the zone's own."""
    text = text.strip()
    match = _DATE.fullmatch(text)
    if match is None:
        return INVALID if text else BLANK
    try:
        if match["hour"] is None:
            return moment_of_day(date(int(match["year"]), int(match["month"]), int(match["day"])), zone)
        return Moment(_milliseconds(_instant(match, zone)))
    except (ValueError, OverflowError):
        return INVALID


def moment_of_day(day: date, zone: tzinfo) -> Moment:
    return Moment((day.toordinal() - _EPOCH.toordinal()) * DAY - standard_offset(zone), whole_day=True)


def moment_of_days(days: float) -> Moment:
    """The instant that many days after 1970-01-01 UTC; invalid outside the years 1 to 9999."""
    try:
        milliseconds = round(days * DAY)
        _EPOCH + timedelta(milliseconds=milliseconds)
    except (ValueError, OverflowError):
        return INVALID
    return Moment(milliseconds)


def moment_of_instant(instant: datetime) -> Moment:
    return Moment(_milliseconds(instant))


def as_day(moment: Moment, zone: tzinfo) -> Moment:
    """What `date()` makes of a moment.

    The specification writes a date. Where the zone's standard time is UTC the time is dropped, as JavaRosa
    does. Elsewhere the count of days carries the zone's offset as a fraction, so the instant is kept, as
    Enketo does.
    """
    if moment.milliseconds is None or moment.whole_day:
        return moment
    offset = standard_offset(zone)
    whole_day = (moment.milliseconds + offset) % DAY == 0
    if whole_day or offset:
        return Moment(moment.milliseconds, whole_day)
    return moment_of_day(local(moment, zone).date(), zone)


def local(moment: Moment, zone: tzinfo) -> datetime:
    """The moment on the clock and calendar of `zone`. The moment must be readable."""
    instant = _EPOCH + timedelta(milliseconds=moment.milliseconds or 0)
    if moment.whole_day:
        return (instant + timedelta(milliseconds=standard_offset(zone))).replace(tzinfo=zone)
    return instant.astimezone(zone)


def text_of_moment(moment: Moment, zone: tzinfo) -> str:
    """`2026-11-23`, or with a time `2026-11-23T09:30:00.000+00:00`; midnight is written as the date alone."""
    if moment.milliseconds is None:
        return "" if moment.blank else "Invalid Date"
    try:
        there = local(moment, zone)
    except OverflowError:
        return "Invalid Date"
    if moment.whole_day or (there.hour, there.minute, there.second, there.microsecond) == (0, 0, 0, 0):
        return there.date().isoformat()
    return there.isoformat(timespec="milliseconds")


def number_of_date_text(text: str, zone: tzinfo) -> float:
    """Days since 1970-01-01 UTC when `text` is a date, else NaN."""
    if not may_be_date(text):
        return float("nan")
    moment = moment_of_text(text, zone)
    if moment.milliseconds is None:
        return float("nan")
    if not moment.whole_day:
        return moment.days
    count = DayCount(moment.days)
    count.whole = (moment.milliseconds + standard_offset(zone)) // DAY
    return count


def fraction_of_day(text: str, now: datetime, zone: tzinfo) -> float:
    """Where a time, or that of a date and time, falls in the zone's day: noon is 0.5; NaN when unreadable.

    A bare time with an offset is brought to the zone by the offset that the zone has at `now`.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        moment = moment_of_text(text, zone)
        if moment.milliseconds is None:
            return NO_DATE
        there = local(moment, zone)
    else:
        try:
            there = _at(match, now.astimezone(zone).date(), zone).astimezone(zone)
        except (ValueError, OverflowError):
            return NO_DATE
    seconds = there.hour * 3600 + there.minute * 60 + there.second + there.microsecond / 1_000_000
    return seconds / 86_400


def _instant(match: re.Match[str], zone: tzinfo) -> datetime:
    return _at(match, date(int(match["year"]), int(match["month"]), int(match["day"])), zone)


def _at(match: re.Match[str], day: date, zone: tzinfo) -> datetime:
    micro = int((match["fraction"] or "0")[:6].ljust(6, "0"))
    clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0), micro)
    return datetime.combine(day, clock, _zone_of(match["offset"], zone))


def _zone_of(offset: str | None, zone: tzinfo) -> tzinfo:
    if offset is None:
        return zone
    if offset == "Z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    if minutes > 59:
        raise ValueError(offset)
    size = timedelta(hours=hours, minutes=minutes)
    return timezone(-size if offset[0] == "-" else size)


def _milliseconds(instant: datetime) -> int:
    return (instant - _EPOCH) // timedelta(milliseconds=1)
