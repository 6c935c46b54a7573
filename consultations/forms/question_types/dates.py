"""Days."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from difflib import get_close_matches
from typing import ClassVar

from consultations.forms.question_types.accents import without_accents
from consultations.forms.question_types.base import (
    Accepted,
    Input,
    Problem,
    QuestionType,
    Reading,
    Summary,
)
from consultations.forms.question_types.number_words import ORDINALS, with_western_digits
from consultations.forms.questionnaire import Choice, Question

DATE_FORMATS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %m %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d %Y",
    "%b %d %Y",
    "%d %B %y",
    "%d %b %y",
    "%d/%m/%y",
    "%d.%m.%y",
    "%d-%m-%y",
)
"""Day first, as dates are written in the United Kingdom."""
ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
OTHERS = (
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
)
"""The months in the languages that the chat speaks, January first."""
IN_ENGLISH = {name: ENGLISH[place] for names in OTHERS for place, name in enumerate(names.split())}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS_IN_ENGLISH = {
    without_accents(name): WEEKDAYS[place]
    for names in (
        "poniedziałek wtorek środę czwartek piątek sobotę niedzielę",
        "poniedziałku wtorku środa czwartku piątku sobota niedziela",
        "понеділок вівторок середу четвер п'ятницю суботу неділю",
        "понедельник вторник среду четверг пятницу субботу воскресенье",
        "luni marți miercuri joi vineri sâmbătă duminică",
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
        "llun mawrth mercher iau gwener sadwrn sul",
    )
    for place, name in enumerate(names.split())
    if name not in IN_ENGLISH
}
"""Their names as they stand after “on”. Welsh “mawrth” is March as well, and stays that."""
ORDINAL = re.compile(rf"\b({'|'.join(ORDINALS)})\b(?= of)")
AROUND = re.compile(
    r"^(?:(?:it was|i think|since|on|the|around|about|w|we|у|в|pe|yn|ar|dydd) )+"
    r"|\bof |(?: r| року| года)\.?$",
    re.IGNORECASE,
)
"""What stands around a date and is no part of it."""
DAY_OF_WEEK = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* (?=.*\d)", re.IGNORECASE)
MONTHS = "|".join([*ENGLISH, *(name[:3] for name in ENGLISH if name != "may"), "sept"])


WITHOUT_ACCENTS = {without_accents(name): month for name, month in IN_ENGLISH.items()}
LONGEST = 80
"""Characters of a date in words."""
SLIP = 0.75
"""How alike, as difflib counts it, a slip of the key and a month are."""


def in_english(text: str) -> str:
    """`text` with months and weekdays of other languages in English, digits of every script as 0 to 9, and
    the months as they are spelt."""
    return " ".join(_in_english(word) for word in with_western_digits(text).split(" "))


def _in_english(word: str) -> str:
    said = without_accents(word.casefold())
    meant = WITHOUT_ACCENTS.get(said) or WEEKDAYS_IN_ENGLISH.get(said)
    if meant or len(word) < 5 or said in ENGLISH:
        return meant or word
    near = get_close_matches(said, ENGLISH, n=1, cutoff=SLIP)
    return near[0] if near else word


class Date(QuestionType):
    """A day; stored as YYYY-MM-DD."""

    name = "date"
    input: ClassVar[Input] = "date"
    summary: ClassVar[Summary] = "dates"

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        day = read_date(text)
        return Accepted(day.isoformat()) if day else Problem("not_a_date")

    def show(self, question: Question, choices: Sequence[Choice], value: str, language: str) -> str:
        try:
            day = date.fromisoformat(value)
        except ValueError:  # worked out, and not a day
            return value
        return f"{day.day}/{day.month:02}/{day.year}"


def read_date(text: str) -> date | None:
    """The day that `text` names in one of `DATE_FORMATS`, "the 3rd of May 2015" included, or None."""
    if len(text) > LONGEST:
        return None
    tidy = re.sub(
        r"(\d)(st|nd|rd|th)\b",
        r"\1",
        in_english(" ".join(text.replace(",", " ").split())),
        flags=re.IGNORECASE,
    )
    tidy = re.sub(r"\bsept?\b\.?", "sep", ordinals_in_digits(tidy.casefold()))
    tidy = DAY_OF_WEEK.sub("", AROUND.sub("", tidy).replace(" '", " "))
    for form in DATE_FORMATS:
        with suppress(ValueError):
            return datetime.strptime(tidy, form).date()  # noqa: DTZ007 - a day has no time zone
    return None


def ordinals_in_digits(text: str) -> str:
    """“the third of May” as “the 3 of May”."""
    return ORDINAL.sub(lambda ordinal: str(ORDINALS[ordinal[1]]), text)
