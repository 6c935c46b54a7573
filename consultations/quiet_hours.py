"""The hours in which nobody is written to unasked: a phone beside a bed wakes whoever sleeps there."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

SPAN = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-3]):([0-5]\d)")
NIGHT = "20:00-08:00"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `begins` on, until before `ends`, by the clock on the wall of `zone`; never, where both are equal.

    They hold for what comes unasked, never for a reply to what somebody has just written.
    """

    begins: time
    ends: time
    zone: tzinfo

    def hold(self, now: datetime) -> bool:
        local = now.astimezone(self.zone).time()
        if self.begins <= self.ends:
            return self.begins <= local < self.ends
        return local >= self.begins or local < self.ends

    def done_at(self, now: datetime, work: timedelta) -> datetime:
        """When `work` that begins at `now` and rests in these hours is done, in UTC."""
        at = now.astimezone(UTC)
        while True:
            at = self._next(at, self.ends) if self.hold(at) else at
            rest = self._next(at, self.begins)
            if self.begins == self.ends or at + work <= rest:
                return at + work
            at, work = rest, work - (rest - at)

    def _next(self, at: datetime, clock: time) -> datetime:
        """The first moment after `at` (in UTC) at which the clock on the wall shows `clock`."""
        today = at.astimezone(self.zone).date()
        days = (datetime.combine(today + timedelta(days=ahead), clock, self.zone) for ahead in range(3))
        return next(moment for day in days if (moment := day.astimezone(UTC)) > at)


def read_quiet_hours(text: str, zone: tzinfo) -> QuietHours:
    """Hours written like `20:00-08:00`, or "" for none. Raises ValueError in words."""
    if not text.strip():
        return QuietHours(time(0), time(0), zone)
    found = SPAN.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"“{text}” is no span of hours; write one like {NIGHT}, or nothing for none")
    begins_hour, begins_minute, ends_hour, ends_minute = map(int, found.groups())
    return QuietHours(time(begins_hour, begins_minute), time(ends_hour, ends_minute), zone)
