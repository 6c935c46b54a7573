"""Days that are named by where they lie from today: "yesterday", "last Tuesday", "2 weeks ago", "3rd of May".

Some are certain. Where the week or the year was not said, the latest such day is taken, and is not sure.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from consultations.forms.question_types.dates import MONTHS, in_english, read_date
from consultations.forms.question_types.number_words import number_in_words

NEAR: Mapping[str, int] = {
    **dict.fromkeys(
        (
            "today",
            "tdy",
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
    **dict.fromkeys(("the day before yesterday", "przedwczoraj", "позавчора", "позавчера", "alaltăieri"), -2),
    "the day after tomorrow": 2,
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = {"day": 1, "week": 7}
WEEKDAY = re.compile(rf"(?:(last|next|this|on) )?({'|'.join(WEEKDAYS)}|mon|tues?|wed|thurs?|fri|sat|sun)")
AGO = re.compile(r"([\w-]+) (day|week)s? ago")
AHEAD = re.compile(r"in ([\w-]+) (day|week)s?(?: time)?")
NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
DAY_AND_MONTH = re.compile(rf"(?:on )?(?:the )?(?:{NUMBER}(?: of)? (?:{MONTHS})|(?:{MONTHS}) {NUMBER})")
NUMBERS = re.compile(r"(?:on )?\d{1,2}[/.]\d{1,2}")


@dataclass(frozen=True, slots=True)
class Named:
    """A text with its day written out, YYYY-MM-DD; `sure` where it can have meant no other."""

    text: str
    sure: bool


def with_day_named(text: str, today: date) -> Named | None:
    """`text` with the day in it written out, and a time beside it left as it is; None where it names none."""
    tidy = in_english(" ".join(text.replace(",", " ").split()).casefold()).strip(" .!")
    for words in _ends_of(tidy):
        found = _day(words, today)
        if found is not None:
            day, sure = found
            beside = re.sub(r"^at |\bat$", "", tidy.replace(words, " ", 1).strip()).strip()
            return Named(f"{day.isoformat()} {beside}".strip(), sure)
    return None


def _ends_of(text: str) -> list[str]:
    """All that stands at the beginning or at the end of `text`, the longest first."""
    words = text.split()[:12]
    starts = {" ".join(words[:count]) for count in range(1, len(words) + 1)}
    ends = {" ".join(words[count:]) for count in range(len(words))}
    return sorted(starts | ends, key=lambda part: (-len(part), part))


def _day(words: str, today: date) -> tuple[date, bool] | None:
    if words in NEAR:
        return today + timedelta(NEAR[words]), True
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
        (WEEKDAY, _weekday),
        (AGO, lambda found, today: _apart(found, today, -1)),
        (AHEAD, lambda found, today: _apart(found, today, 1)),
        (DAY_AND_MONTH, _without_year),
        (NUMBERS, _without_year),
    )
    for pattern, read in readers:
        found = pattern.fullmatch(words)
        day = read(found, today) if found else None
        if day is not None:
            return day, False
    return None


def _weekday(found: re.Match[str], today: date) -> date:
    """The latest such day, today included; the one before or after today where that was said."""
    wanted = next(place for place, name in enumerate(WEEKDAYS) if name.startswith(found[2]))
    back = (today.weekday() - wanted) % 7
    if found[1] == "next":
        return today + timedelta(7 - back)
    return today - timedelta(7 if found[1] == "last" and not back else back)


def _apart(found: re.Match[str], today: date, way: int) -> date | None:
    count = int(found[1]) if found[1].isdigit() else 1 if found[1] == "a" else number_in_words(found[1])
    if count is None or count > 10_000:
        return None
    return today + timedelta(way * count * UNITS[found[2]])


def _without_year(found: re.Match[str], today: date) -> date | None:
    """The latest such day that is not to come."""
    mark = "/" if "/" in found[0] else "." if "." in found[0] else " "
    days = (read_date(f"{found[0]}{mark}{today.year - back}") for back in range(8))
    return next((day for day in days if day and day <= today), None)
