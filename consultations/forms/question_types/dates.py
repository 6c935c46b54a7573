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
    "%d/%m/%y",
    "%d.%m.%y",
    "%d-%m-%y",
)
"""Day first, as dates are written in the United Kingdom."""


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
        r"(\d)(st|nd|rd|th)\b", r"\1", " ".join(text.replace(",", " ").split()), flags=re.IGNORECASE
    )
    tidy = re.sub(r"^(on |the )+|\bof ", "", tidy, flags=re.IGNORECASE)
    for form in DATE_FORMATS:
        with suppress(ValueError):
            return datetime.strptime(tidy, form).date()  # noqa: DTZ007 - a day has no time zone
    return None
