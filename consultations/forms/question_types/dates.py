"""Days."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import ClassVar

from consultations.forms.question_types.base import (
    Accepted,
    Input,
    Problem,
    QuestionType,
    Reading,
    Summary,
)
from consultations.forms.question_types.number_words import with_western_digits
from consultations.forms.questionnaire import Choice, Question

DATE_FORMATS = (
    "%Y-%m-%d",
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
MONTHS = "|".join([*ENGLISH, *(name[:3] for name in ENGLISH if name != "may"), "sept"])


def in_english(text: str) -> str:
    """`text` with the months of other languages in English, and digits of every script as 0 to 9."""
    words = with_western_digits(text).split(" ")
    return " ".join(IN_ENGLISH.get(word.casefold(), word) for word in words)


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
    tidy = re.sub(
        r"(\d)(st|nd|rd|th)\b",
        r"\1",
        in_english(" ".join(text.replace(",", " ").split())),
        flags=re.IGNORECASE,
    )
    tidy = re.sub(r"^(on |the )+|\bof ", "", tidy, flags=re.IGNORECASE)
    for form in DATE_FORMATS:
        with suppress(ValueError):
            return datetime.strptime(tidy, form).date()  # noqa: DTZ007 - a day has no time zone
    return None
