"""The question types, found by the name that stands in the `type` column."""

from collections.abc import Iterable, Mapping

from consultations.forms.question_types.attachments import Audio, File, Image
from consultations.forms.question_types.base import (
    Accepted,
    Attached,
    Draft,
    Input,
    Option,
    Problem,
    QuestionType,
    Reading,
    Unsure,
)
from consultations.forms.question_types.choices import SelectMultiple, SelectOne
from consultations.forms.question_types.dates import Date
from consultations.forms.question_types.places import GeoPoint
from consultations.forms.question_types.ranks import Rank
from consultations.forms.question_types.times import DateTime, Time
from consultations.forms.question_types.told import Acknowledge, Calculate, Hidden, Note
from consultations.forms.question_types.written import DecimalNumber, FreeText, Range, Whole
from consultations.forms.questionnaire import Question

__all__ = [
    "QUESTION_TYPES",
    "Accepted",
    "Attached",
    "Draft",
    "Input",
    "Option",
    "Problem",
    "QuestionType",
    "Reading",
    "Unsure",
    "in_own_words",
    "type_of",
]

QUESTION_TYPES: Mapping[str, QuestionType] = {
    kind.name: kind
    for kind in (
        Note(),
        SelectOne(),
        SelectMultiple(),
        Rank(),
        FreeText(),
        Whole(),
        DecimalNumber(),
        Date(),
        Time(),
        DateTime(),
        Range(),
        GeoPoint(),
        Image(),
        Audio(),
        File(),
        Acknowledge(),
        Calculate(),
        Hidden(),
    )
}


def type_of(name: str) -> QuestionType:
    """The type called `name`. KeyError for a name that the reader of the form should have refused."""
    return QUESTION_TYPES[name]


def in_own_words(questions: Iterable[Question]) -> list[Question]:
    """Those of the questions that are answered in the person's own words: analysis reads them."""
    return [one for one in questions if type_of(one.type).summary == "texts"]
