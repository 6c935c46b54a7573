"""When somebody who went away in the middle is reminded, and with which words. Pure: the time is passed in.

A reminder comes once, in hours when children are neither at school nor in bed, and never moves the
conversation: it is a notice with a button to carry on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot import wording
from bot.messages import Button, Channel, Incoming, Message

PUSHED: frozenset[Channel] = frozenset({"telegram"})
"""Channels that we can write to unasked. On the web people see nothing until they come back."""
START = "start:"
"""The id of a button that starts or resumes a consultation: this, then its code."""
UNDER_WAY = ("language", "asking")
"""The states of a conversation that has begun and not ended."""
EARLIEST, LATEST = time(6), time(22)
"""Nobody is written to outside of these, whatever the settings say: at night people sleep."""
SATURDAY = 5
HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-3]):([0-5]\d)")
DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})(?:/(\d{4}-\d{2}-\d{2}))?")


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of a day, by the clock on the wall: from `opens` on, until before `closes`."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days without school, the first and the last included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Windows:
    """When people may be written to unasked: on school days, and on weekends and in school holidays."""

    school_days: Window = Window(time(16), time(19, 30))
    free_days: Window = Window(time(10), time(19, 30))
    holidays: Sequence[Holiday] = ()

    def on(self, day: date) -> Window:
        free = day.weekday() >= SATURDAY or any(one.first <= day <= one.last for one in self.holidays)
        return self.free_days if free else self.school_days

    def allow(self, at: datetime, zone: tzinfo) -> bool:
        """Whether people may be written to at the moment `at`, where the clocks show the time of `zone`."""
        local = at.astimezone(zone)
        window = self.on(local.date())
        return window.opens <= local.time() < window.closes


ENGLISH_PUPILS = Windows()


def next_allowed(at: datetime, windows: Windows, zone: tzinfo) -> datetime:
    """The first moment from `at` on that `windows` allow, in UTC. `at` has its time zone."""
    if windows.allow(at, zone):
        return at.astimezone(UTC)
    return next(opening for opening in _openings(at, windows, zone) if opening >= at)


def _openings(at: datetime, windows: Windows, zone: tzinfo) -> Iterator[datetime]:
    """Every opening from the day of `at` on. No zone turns its clocks between `EARLIEST` and `LATEST`."""
    day = at.astimezone(zone).date()
    while True:
        yield datetime.combine(day, windows.on(day).opens, zone).astimezone(UTC)
        day += timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reminding:
    """What the officer and the Trust have set. `after` counts from somebody's last word; None is never."""

    after: timedelta | None
    windows: Windows
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Pause:
    """Somebody who has gone quiet: all that decides whether they are reminded.

    `since` is when they last said something, `step` where their conversation stands now, and `noted_step`
    where it stood when the reminder was planned. `answering`: they have begun and not finished. `open`: the
    consultation takes answers. `reachable`: they have neither stopped nor blocked us, and we can write to
    their channel. `elsewhere`: they are in another conversation now.
    """

    since: datetime
    step: int
    noted_step: int
    answering: bool
    open: bool
    reachable: bool = True
    elsewhere: bool = False
    reminded: bool = False


@dataclass(frozen=True, slots=True)
class Remind:
    """Remind them now."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Not before `until`; then ask again."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Drop:
    """Not at all: there is nothing to remind them of, or they may not be."""


Verdict = Remind | Wait | Drop


def reminder_due(pause: Pause, reminding: Reminding, now: datetime) -> Verdict:
    """Whether somebody is to be reminded at the moment `now`. For `Wait`, nothing holds but the time."""
    stale = pause.step != pause.noted_step or not pause.answering or not pause.open
    if stale or pause.reminded or pause.elsewhere or not pause.reachable or reminding.after is None:
        return Drop()
    at = next_allowed(max(now, pause.since + reminding.after), reminding.windows, reminding.zone)
    return Wait(at) if at > now else Remind()


def reminder(code: str, title: str, language: str) -> Message:
    """The words of a reminder of the consultation called `code`, with the buttons to carry on and to stop."""
    buttons = (
        Button(f"{START}{code}", wording.say("button.carry_on", language), role="start"),
        Button("reminder.stop", wording.say("button.stop", language), role="stop"),
    )
    text = wording.say("reminder", language, title=title)
    return Message(kind="notice", text=text, buttons=buttons, language=language)


def read_window(text: str) -> Window:
    """A window written like `16:00-19:30`. Raises ValueError in words."""
    found = HOURS.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"“{text}” is no span of hours; write one like 16:00-19:30")
    opens_hour, opens_minute, closes_hour, closes_minute = map(int, found.groups())
    window = Window(time(opens_hour, opens_minute), time(closes_hour, closes_minute))
    if not EARLIEST <= window.opens < window.closes <= LATEST:
        raise ValueError(f"“{text}” must lie between 06:00 and 22:00: nobody is reminded at night")
    return window


def read_holidays(text: str) -> tuple[Holiday, ...]:
    """Days written like `2026-12-21/2027-01-01 2027-02-15`. Raises ValueError in words."""
    return tuple(_holiday(one) for one in text.replace(",", " ").split())


def _holiday(text: str) -> Holiday:
    found = DAYS.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text}” names no days; write them like 2026-12-21/2027-01-01")
    first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2] or found[1])
    if last < first:
        raise ValueError(f"“{text}” ends before it begins")
    return Holiday(first, last)


def as_start(incoming: Incoming) -> Incoming:
    """A pressed button that starts or resumes a consultation as the start that it is."""
    pressed = incoming.button or ""
    if not pressed.startswith(START):
        return incoming
    return replace(incoming, button=None, start=pressed.removeprefix(START))
