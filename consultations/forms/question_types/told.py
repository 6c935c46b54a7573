"""Rows that a person reads, confirms or never sees."""

from collections.abc import Sequence

from consultations.forms.question_types.base import Accepted, Option, Problem, QuestionType, Reading
from consultations.forms.question_types.meanings import MEANINGS
from consultations.forms.question_types.wordings import plain
from consultations.forms.questionnaire import Choice, Question

YES = MEANINGS[0].sure | {"ok", "okay", "k", "sure", "fine", "i agree", "agree"}


class Note(QuestionType):
    """Something said on the way."""

    name = "note"
    asks = False
    told = True


class Acknowledge(QuestionType):
    """One button that says OK; stored as `OK`, as ODK does."""

    name = "acknowledge"

    def options(self, question: Question, choices: Sequence[Choice]) -> Sequence[Option]:
        return [Option("OK", wording="ok")]

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        return Accepted("OK") if plain(text) in YES else Problem("press_ok")


class Calculate(QuestionType):
    """A value worked out from the answers; never shown, stored with them."""

    name = "calculate"
    asks = False


class Hidden(QuestionType):
    """A fixed value that travels with the answers; never shown."""

    name = "hidden"
    asks = False
