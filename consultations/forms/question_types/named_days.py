"""Days that are named by where they lie from today: "yesterday", "last Tuesday", "2 weeks ago", "3rd of May".

Some are certain. Where the week or the year was not said, the latest such day is taken, and is not sure.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches

from consultations.forms.question_types.dates import (
    MONTHS,
    WEEKDAYS,
    in_english,
    ordinals_in_digits,
    read_date,
)
from consultations.forms.question_types.foreign_numbers import foreign_number
from consultations.forms.question_types.number_words import number_in_words

NEAR: Mapping[str, int] = {
    **dict.fromkeys(
        (
            "today",
            "tdy",
            "2day",
            "just now",
            "сегодня",
            "dzisiaj",
            "dziś",
            "dzis",
            "сьогодні",
            "azi",
            "astăzi",
            "astazi",
            "اليوم",
        ),
        0,
    ),
    **dict.fromkeys(
        ("yesterday", "yesterdy", "yday", "вчера", "wczoraj", "вчора", "ieri", "أمس", "امس", "ddoe"), -1
    ),
    **dict.fromkeys(
        (
            "tomorrow",
            "tomoz",
            "2moz",
            "tomorow",
            "tmrw",
            "2moro",
            "jutro",
            "завтра",
            "mâine",
            "maine",
            "غدا",
            "غدًا",
            "yfory",
        ),
        1,
    ),
    "heddiw": 0,
    **dict.fromkeys(
        (
            "the day before yesterday",
            "day before yesterday",
            "przedwczoraj",
            "позавчора",
            "позавчера",
            "alaltăieri",
        ),
        -2,
    ),
    "the day after tomorrow": 2,
}
UNITS = {
    "day": timedelta(1),
    "week": timedelta(7),
    **dict.fromkeys(("hour", "hr"), timedelta(hours=1)),
    **dict.fromkeys(("minute", "min"), timedelta(minutes=1)),
}
DAY = rf"(?:{'|'.join(WEEKDAYS)}|mon|tues?|wed|thurs?|fri|sat|sun)"
WEEKDAY = re.compile(rf"(?:(last|next|this|on) )?({DAY})(?: (just gone))?")
AMOUNT = r"(?:(?:about|around|like) )?(a couple(?: of)?|couple(?: of)?|an?|half an?|[\w'-]+)"
AGO = re.compile(rf"(?:{AMOUNT} |(?=(?:week|day) ago))(day|week|hour|hr|minute|min)s? ago(?: today)?")
AHEAD = re.compile(r"in ([\w-]+) (day|week)s?(?: time)?")
NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
DAY_AND_MONTH = re.compile(
    rf"(?:on )?(?:{DAY} )?(?:the )?(?:{NUMBER}(?: of)? (?:{MONTHS})|(?:{MONTHS}) {NUMBER})"
)
THIS_MONTH = re.compile(rf"(?:on )?(?:the )?({NUMBER}) (?:of )?this month")
NUMBERS = re.compile(r"(?:on )?\d{1,2}[/.]\d{1,2}")
RUN_ON = re.compile(r"(\d\d)(\d\d)(\d\d(?:\d\d)?)")
AS_IN_ENGLISH: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(\S+) (?:dni|dzień|dnia|дні|днів|день|дня|дней) (?:temu|тому|назад)"), r"\1 days ago"),
    (
        re.compile(r"(\S+) (?:tydzień|tygodnie|tygodni|тиждень|тижні|тижнів|недели) (?:temu|тому|назад)"),
        r"\1 weeks ago",
    ),
    (re.compile(r"(?:acum|قبل) (\S+) (?:zile|zi|أيام|ايام|يوم)"), r"\1 days ago"),
    (re.compile(r"\bthis (morning|afternoon|evening)\b"), r"today in the \1"),
    (re.compile(r"\btonight\b"), "today at night"),
    (re.compile(r"\blast night\b"), "yesterday at night"),
    (re.compile(rf"\b({DAY}|yesterday|today|tomorrow) (morning|afternoon|evening)\b"), r"\1 in the \2"),
    (re.compile(rf"\b({DAY}|yesterday|tomorrow) night\b"), r"\1 at night"),
)
PART_OF_DAY = re.compile(r"\b(in the (?:morning|afternoon|evening)|at night)\b ?(.*)")
OPEN = re.compile(r"\d|\b(?:or|and|between|to|until|till|before|after|not|since|every|each|if|when)\b")
"""What beside a day leaves open which is meant."""
MAY_BE_IN_FULL = re.compile(rf"\d[/.-]\d+[/.-]\d|\b(?:{MONTHS})\b")
MOST_WORDS = 12
LONGEST = 300
SLIP = 0.85
"""How alike, as difflib counts it, a slip of the key and “yesterday” are."""


@dataclass(frozen=True, slots=True)
class Named:
    """The day in a text, and what stands `beside` it; `sure` where it can have meant no other."""

    day: date
    beside: str
    sure: bool

    @property
    def text(self) -> str:
        """The day written out, and what stood beside it, the time before the part of the day."""
        return f"{self.day.isoformat()} {self.beside}".strip()

    @property
    def only_a_day(self) -> bool:
        """Whether nothing beside it leaves open which day is meant."""
        return OPEN.search(self.beside) is None


def with_day_named(text: str, today: date) -> Named | None:
    """`text` with the day in it written out, and a time beside it left as it is; None where it names none."""
    typed = text.replace(",", " ").split()
    if len(typed) > MOST_WORDS:
        typed = [*typed[: MOST_WORDS // 2], "…", *typed[-MOST_WORDS // 2 :]]
    tidy = in_english(" ".join(typed).casefold()[:LONGEST]).strip(" .!")
    tidy = ordinals_in_digits(tidy)
    for pattern, english in AS_IN_ENGLISH:
        tidy = pattern.sub(english, tidy)
    for before, words, after in _parts_of(tidy):
        found = _day(words, today)
        if found is not None:
            day, sure = found
            return Named(day, _beside(before, after), sure)
    return None


def _beside(before: str, after: str) -> str:
    """What stands around a day, as a time is written: “at night at 10” is “10 at night”."""
    beside = " ".join(f"{before} {after}".split())
    part = PART_OF_DAY.search(beside)
    if part:
        beside = f"{beside[: part.start()]} {part[2].removeprefix('at ')} {part[1]}"
    return re.sub(r"^(?:at|on) |\b(?:at|on)$", "", " ".join(beside.split())).strip()


def _parts_of(text: str) -> Iterator[tuple[str, str, str]]:
    """All that stands together in `text`, the longest first, with what is before and after it."""
    words = text.split()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            end = start + length
            yield " ".join(words[:start]), " ".join(words[start:end]), " ".join(words[end:])


def _day(words: str, today: date) -> tuple[date, bool] | None:
    if words in NEAR:
        return today + timedelta(NEAR[words]), True
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
        (WEEKDAY, _weekday),
        (AGO, lambda found, today: _apart(found, today, -1)),
        (AHEAD, lambda found, today: _apart(found, today, 1)),
        (DAY_AND_MONTH, _without_year),
        (NUMBERS, _without_year),
        (THIS_MONTH, lambda found, today: read_date(f"{found[1]} {today:%m %Y}")),
        (RUN_ON, lambda found, _: read_date("/".join(found.groups()))),
    )
    for pattern, read in readers:
        found = pattern.fullmatch(words)
        day = read(found, today) if found else None
        if day is not None:
            return day, False
    return _in_full(words) or _nearly(words, today)


def _in_full(words: str) -> tuple[date, bool] | None:
    day = read_date(words) if MAY_BE_IN_FULL.search(words) else None
    return (day, False) if day else None


def _nearly(words: str, today: date) -> tuple[date, bool] | None:
    """“yesteday”, “tommorow”."""
    alone = () if " " in words else ("yesterday", "tomorrow")
    near = get_close_matches(words, alone, n=1, cutoff=SLIP)
    return (today + timedelta(NEAR[near[0]]), False) if near else None


def _weekday(found: re.Match[str], today: date) -> date:
    """The latest such day, today included; the one before or after today where that was said."""
    wanted = next(place for place, name in enumerate(WEEKDAYS) if name.startswith(found[2]))
    back = (today.weekday() - wanted) % 7
    if found[1] == "next":
        return today + timedelta(7 - back)
    return today - timedelta(7 if (found[1] == "last" or found[3]) and not back else back)


def time_ago(text: str, now: datetime) -> datetime | None:
    """The moment of “2 hours ago”, “half an hour ago”; None where `text` says none."""
    found = AGO.fullmatch(" ".join(text.casefold().split()).strip(" .!"))
    if found is None or found[2] in ("day", "week"):
        return None
    count = 0.5 if (found[1] or "").startswith("half") else _count(found[1])
    return None if count is None or count > 10_000 else now - count * UNITS[found[2]]


def _apart(found: re.Match[str], today: date, way: int) -> date | None:
    count = _count(found[1])
    if count is None or count > 10_000 or found[2] not in ("day", "week"):
        return None
    return today + way * count * UNITS[found[2]]


def _count(said: str | None) -> int | None:
    if said is None or said in ("a", "an"):
        return 1
    if "couple" in said:
        return 2
    if said.isdigit():
        return int(said[:6])
    spelt = number_in_words(said)
    return foreign_number(said) if spelt is None else spelt


def _without_year(found: re.Match[str], today: date) -> date | None:
    """The latest such day that is not to come."""
    mark = "/" if "/" in found[0] else "." if "." in found[0] else " "
    days = (read_date(f"{found[0]}{mark}{today.year - back}") for back in range(8))
    return next((day for day in days if day and day <= today), None)
