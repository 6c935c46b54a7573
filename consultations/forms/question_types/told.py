"""Rows that a person reads, confirms or never sees."""

from collections.abc import Sequence

from consultations.forms.question_types.base import Accepted, Option, Problem, QuestionType, Reading
from consultations.forms.question_types.matching import tidied
from consultations.forms.question_types.meanings import FILLERS, UNDERSTOOD, YES, made_of
from consultations.forms.question_types.wordings import plain
from consultations.forms.questionnaire import Choice, Question

READ = YES.sure | YES.likely | UNDERSTOOD
BESIDE = FILLERS | {"that", "that's", "thats", "very", "much", "all", "then"}
"""Words beside these that take nothing back."""


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
        found, left = made_of(tidied(plain(text)).split(), READ)
        whole = plain(text) in READ or (bool(found) and BESIDE.issuperset(left))
        return Accepted("OK") if whole else Problem("press_ok")


class Calculate(QuestionType):
    """A value worked out from the answers; never shown, stored with them."""

    name = "calculate"
    asks = False


class Hidden(QuestionType):
    """A fixed value that travels with the answers; never shown."""

    name = "hidden"
    asks = False
