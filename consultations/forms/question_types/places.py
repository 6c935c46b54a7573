"""Places: chosen from a list, so that nobody's whereabouts are recorded."""

import re
from collections.abc import Sequence
from decimal import Decimal
from math import log10
from typing import ClassVar

from consultations.forms.expressions.functions.places import distance, points_of
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

NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,6})?", re.ASCII)
USUAL_METRES = 100.0
"""About a block of houses: enough to say which park or which bus stop, too little to say which front door.
What is not needed is not kept (UK GDPR, article 5(1)(c))."""
METRES_OF_A_DEGREE = 111_195
FARTHEST = 20_000.0
"""Metres from where somebody is to a place that they may mean: beyond, the list holds none near them."""


class GeoPoint(QuestionType):
    """A place of a list; stored as XForms' "latitude longitude 0 0" where its choice has both, else its name.

    Without a list it is a latitude and a longitude, typed or sent by a telephone, of which only as much is
    kept as is asked for (see `decimals`); the reader of the form takes such a question only where the
    deployment allows places to be recorded.
    """

    name = "geopoint"
    input: ClassVar[Input] = "text"

    def options(self, question: Question, choices: Sequence[Choice]) -> Sequence[Option]:
        return [Option(stored(choice), choice.label) for choice in choices]

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        if not question.choices:
            point = _point(text, self.decimals(question))
            return Accepted(point) if point else Problem("not_a_place")
        match = nearest(choices, text)
        if match is None:
            return Problem("not_a_choice")
        value = stored(match.choice)
        return Accepted(value) if match.sure else Unsure(value, Option(value, match.choice.label))

    def locate(
        self, question: Question, choices: Sequence[Choice], latitude: float, longitude: float
    ) -> Reading | None:
        """The place of the list that is nearest, to be asked about: where somebody is is not kept then."""
        here = f"{latitude:.9f} {longitude:.9f}"
        if not question.choices:
            return self.read(question, choices, here)
        found = nearest_place(choices, here)
        value = stored(found) if found else ""
        return Unsure(value, Option(value, found.label)) if found else None

    def decimals(self, question: Question) -> int | None:
        """Three (about 100 metres), or what the author's `capture-accuracy` asks for, in metres as in ODK."""
        return None if question.choices else _decimals(question.parameters.get("capture-accuracy", ""))

    def show(self, question: Question, choices: Sequence[Choice], value: str, language: str) -> str:
        found = next((choice for choice in choices if stored(choice) == value), None)
        return words(found.label, language, "") or found.name if found else value


def stored(choice: Choice) -> str:
    """What is kept of a place: its point, or its name where the list says no point."""
    point = _point(f"{choice.columns.get('latitude', '')} {choice.columns.get('longitude', '')}")
    return point or choice.name


def nearest_place(choices: Sequence[Choice], here: str) -> Choice | None:
    """The choice whose point is nearest to `here` and within `FARTHEST`; None where there is none."""
    away = [
        (distance(points), place)
        for place, choice in enumerate(choices)
        if (points := points_of((here, stored(choice)))) is not None
    ]
    metres, place = min(away, default=(FARTHEST + 1, 0))
    return choices[place] if metres <= FARTHEST else None


def _decimals(metres: str) -> int:
    """The decimals of a degree that are about `metres` wide, from 0 to 6; of `USUAL_METRES` for no number.

    A degree of latitude is 111,195 metres on a sphere with a radius of 6,371 kilometres.
    """
    wanted = float(metres) if NUMBER.fullmatch(metres) and float(metres) > 0 else USUAL_METRES
    return min(max(round(log10(METRES_OF_A_DEGREE / wanted)), 0), 6)


def _point(text: str, decimals: int | None = None) -> str:
    """The point that `text` says as XForms writes it, "" for none; rounded where `decimals` are given."""
    found = POINT.fullmatch(text.strip())
    if not found or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        return ""
    return f"{_rounded(found[1], decimals)} {_rounded(found[2], decimals)} 0 0"


def _rounded(degrees: str, decimals: int | None) -> str:
    """`degrees` as it is where it is no more exact than wanted."""
    exact = len(degrees.partition(".")[2])
    if decimals is None or exact <= decimals:
        return degrees
    return f"{Decimal(degrees):.{decimals}f}"
