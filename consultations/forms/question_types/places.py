"""Places: chosen from a list, so that nobody's whereabouts are recorded."""

import re
from collections.abc import Sequence
from typing import ClassVar

from consultations.forms.question_types.base import (
    Accepted,
    Input,
    Option,
    Problem,
    QuestionType,
    Reading,
    Unsure,
)
from consultations.forms.question_types.matching import nearest
from consultations.forms.questionnaire import Choice, Question, words

POINT = re.compile(r"([+-]?\d{1,2}(?:\.\d{1,15})?)[°\s]*[,;\s]\s*([+-]?\d{1,3}(?:\.\d{1,15})?)°?", re.ASCII)


class GeoPoint(QuestionType):
    """A place of a list; stored as XForms' "latitude longitude 0 0" where its choice has both, else its name.

    Without a list it is a latitude and a longitude in writing; the reader of the form takes such a question
    only where the deployment allows places to be recorded.
    """

    name = "geopoint"
    input: ClassVar[Input] = "text"

    def options(self, question: Question, choices: Sequence[Choice]) -> Sequence[Option]:
        return [Option(stored(choice), choice.label) for choice in choices]

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        if not question.choices:
            point = _point(text)
            return Accepted(point) if point else Problem("not_a_place")
        match = nearest(choices, text)
        if match is None:
            return Problem("not_a_choice")
        value = stored(match.choice)
        return Accepted(value) if match.sure else Unsure(value, Option(value, match.choice.label))

    def show(self, question: Question, choices: Sequence[Choice], value: str, language: str) -> str:
        found = next((choice for choice in choices if stored(choice) == value), None)
        return words(found.label, language, "") or found.name if found else value


def stored(choice: Choice) -> str:
    """What is kept of a place: its point, or its name where the list says no point."""
    point = _point(f"{choice.columns.get('latitude', '')} {choice.columns.get('longitude', '')}")
    return point or choice.name


def _point(text: str) -> str:
    found = POINT.fullmatch(text.strip())
    if not found or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        return ""
    return f"{found[1]} {found[2]} 0 0"
