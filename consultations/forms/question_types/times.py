"""Times of day, alone or with a day. Stored in XForms' text without an offset: it is the Trust's own time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from consultations.forms.question_types.accents import without_accents
from consultations.forms.question_types.base import (
    Accepted,
    Input,
    Option,
    Problem,
    QuestionType,
    Reading,
    Unsure,
)
from consultations.forms.question_types.dates import read_date
from consultations.forms.question_types.number_words import number_in_words
from consultations.forms.question_types.wordings import plain
from consultations.forms.questionnaire import Choice, Question

NAMED: Mapping[str, time] = {
    "noon": time(12), "midday": time(12), "lunchtime": time(12), "midnight": time(0), "12 noon": time(12),
    "12 midnight": time(0), "lunch time": time(12), "północ": time(0), "południe": time(12),
    "опівночі": time(0),
}  # fmt: skip
MOST_WORDS = 15
MOST_WORDS_OF_A_TIME = 6
HALF_OF_DAY = (
    (re.compile(r"(?<![a-z])(?:a\.?m\.?|in the morning|this morning)$"), "am"),
    (
        re.compile(r"(?<![a-z])(?:p\.?m\.?|(?:in the |this )?(?:afternoon|evening)|wieczorem|вечора|seara)$"),
        "pm",
    ),
    (re.compile(r"(?<![a-z])(?:at night|in the night|tonight|at nite|w nocy|ночі|noaptea)$"), "night"),
)
DIGITS = re.compile(r"(\d{1,2})(?:[:.h ]([0-5]\d))?(?:[:.]([0-5]\d)(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?")
FOUR = re.compile(r"([01]\d|2[0-3])([0-5]\d)(?: ?h(?:ours|rs)?)?")
RUN_ON = re.compile(r"(\d{1,2})([0-5]\d)")
HOURS: Mapping[str, int] = {
    without_accents(word): hour
    for words in (
        (
            "pierwszej drugiej trzeciej czwartej piątej szóstej "
            "siódmej ósmej dziewiątej dziesiątej jedenastej dwunastej"
        ),
        (
            "першій другій третій четвертій п'ятій шостій "
            "сьомій восьмій дев'ятій десятій одинадцятій дванадцятій"
        ),
        "الواحدة الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة",
    )
    for hour, word in enumerate(words.split(), start=1)
}
"""How hours are said in Polish, Ukrainian and Arabic after “at”, without Latin accents."""
EXPLICIT = re.compile(
    r"\d ?[ap]\.?m\b|\d[:.]\d\d|\d ?(?:at|in the|tonight)|[ap]m$"
    r"|\b(?:o'? ?clock|half|quarter|past|noon|midday|midnight)\b"
)
"""What makes a time of words that stand among others."""
OPEN = re.compile(r"\d|\b(?:or|between|until|till|not)\b|-$|^-")
SHORTLY = re.compile(r"half ([\w-]+)")
SPOKEN = re.compile(r"(half|quarter|[\w-]+)(?: minutes?)? (past|to|after|before) ([\w-]+)")


@dataclass(frozen=True, slots=True)
class Said:
    """A time of day; `sure` unless the half of the day was guessed, as in “half past 3”."""

    time: time
    sure: bool = True


def read_time(text: str) -> Said | None:
    """The time that `text` says: "15:30", "3pm", "half past 3", "noon"; None where it says none.

    Without a word for the half of the day, from 1 to 6 is taken for the afternoon, and is not sure.
    """
    tidy = re.sub(
        r"^(?:(?:at|around|about|bout|like|um|o|la|в|о|об|ora|orele|godzina|godzinie|الساعة) )+"
        r"|'? ?o'? ?clo?c?k|(?<=\d)ish|(?<=[ap]m) ?ish| годин[аиі]\w*|[,]",
        "",
        plain(text),
    ).strip()
    tidy = re.sub(
        r"\b(?:haf|hlf|harf)\b", "half", re.sub(r"\b(?:quater|qarter|quartar|quatre)\b", "quarter", tidy)
    )
    tidy = re.sub(r"^(?:wpół do|пів на) ", "half to ", tidy)
    tidy = " ".join(str(HOURS.get(without_accents(word), word)) for word in tidy.split())
    if tidy in NAMED:
        return Said(NAMED[tidy])
    four = FOUR.fullmatch(tidy)
    if four:
        return Said(time(int(four[1]), int(four[2])))
    half = next((name for pattern, name in HALF_OF_DAY if pattern.search(tidy)), "")
    for pattern, _ in HALF_OF_DAY:
        tidy = pattern.sub("", tidy).strip()
    return _spoken(tidy, half) or _digits(tidy, half)


def _digits(text: str, half: str) -> Said | None:
    found = (RUN_ON.fullmatch(text) if half else None) or DIGITS.fullmatch(text)
    if not found:
        hour = number_in_words(text)
        return None if hour is None else _placed(hour, 0, half, spoken=True)
    hour, minute, second = (int(part or 0) for part in (*found.groups(), None)[:3])
    return _placed(hour, minute, half, spoken=len(found[1]) == 1 or not found[2], second=second)


def _spoken(text: str, half: str) -> Said | None:
    short = SHORTLY.fullmatch(text)
    if short:  # "half 3" is half past 3 in this country
        return _spoken(f"half past {short[1]}", half)
    if len(two := text.split(" ", 1)) == 2 and not text[0].isdigit():
        hour, minutes = (number_in_words(word) for word in two)
        if hour is not None and minutes is not None and 1 <= hour <= 12 and 10 <= minutes < 60:
            return _placed(hour, minutes, half, spoken=True)
    found = SPOKEN.fullmatch(text.removeprefix("a "))
    if not found:
        return None
    minutes = {"half": 30, "quarter": 15}.get(found[1]) or _number(found[1])
    hour = _number(found[3])
    if minutes is None or hour is None or not (0 < minutes < 60 and 0 <= hour <= 12):
        return None
    if found[2] in ("to", "before"):
        minutes, hour = 60 - minutes, hour - 1 or 12
    return _placed(hour, minutes, half, spoken=True)


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,2}", text) else number_in_words(text)


def _placed(hour: int, minute: int, half: str, *, spoken: bool, second: int = 0) -> Said | None:
    """An hour in its half of the day. `spoken`: written as on a clock face, so the half may be open."""
    if hour > 24 or (half and hour > 12) or (hour == 24 and (minute or half)):
        return None
    if half:
        late = half == "pm" or (half == "night" and 6 <= hour < 12)
        return Said(time(hour % 12 + (12 if late else 0), minute, second))
    if spoken and 1 <= hour <= 6:
        return Said(time(hour + 12, minute, second), sure=False)
    return Said(time(hour % 24, minute, second), sure=not spoken or hour > 12)


def time_among_words(text: str) -> Said | None:
    """The one time among other words: “i go to bed at 9pm”. Never sure; None where another may be meant."""
    words = plain(text).split()
    for length in range(min(len(words) - 1, MOST_WORDS_OF_A_TIME), 0, -1) if len(words) <= MOST_WORDS else ():
        for start in range(len(words) - length + 1):
            said = " ".join(words[start : start + length])
            found = read_time(said) if EXPLICIT.search(said) else None
            if found:
                left = " ".join((*words[:start], "…", *words[start + length :]))
                return None if OPEN.search(left) else Said(found.time, sure=False)
    return None


def stored_time(moment: time) -> str:
    return f"{moment:%H:%M:%S}.000"


class Time(QuestionType):
    """A time of day; stored as HH:MM:SS.mmm."""

    name = "time"
    input: ClassVar[Input] = "time"

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        said = read_time(text) or time_among_words(text)
        if said is None:
            return Problem("not_a_time")
        value = stored_time(said.time)
        if said.sure:
            return Accepted(value)
        return Unsure(value, Option(value, {"": self.show(question, choices, value, "")}))

    def show(self, question: Question, choices: Sequence[Choice], value: str, language: str) -> str:
        return value[:5]


class DateTime(QuestionType):
    """A day with a time; stored as YYYY-MM-DDTHH:MM:SS.mmm."""

    name = "dateTime"
    input: ClassVar[Input] = "datetime"

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        apart = re.sub(r"(\d{4}-\d\d-\d\d)t(?=\d)", r"\1 ", " ".join(text.split()), flags=re.IGNORECASE)
        found = _day_and_time(apart.split())
        if found is not None:
            day, said = found
            value = f"{day.isoformat()}T{stored_time(said.time)}"
            shown = Option(value, {"": self.show(question, choices, value, "")})
            return Accepted(value) if said.sure else Unsure(value, shown)
        return Problem("not_a_date_and_time")

    def show(self, question: Question, choices: Sequence[Choice], value: str, language: str) -> str:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:  # worked out, and not a time
            return value
        return f"{moment.day}/{moment.month:02}/{moment.year} {moment:%H:%M}"


def _day_and_time(words: Sequence[str]) -> tuple[date, Said] | None:
    """The day and the time that `words` name, in either order."""
    for cut in range(len(words) - 1, 0, -1) if len(words) <= MOST_WORDS else ():
        first, second = " ".join(words[:cut]), " ".join(words[cut:])
        for one, other in ((first, second), (second, first)):
            day, said = read_date(one), read_time(other)
            if day and said:
                return day, said
    return None
