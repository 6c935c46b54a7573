"""What a questionnaire says in English: every text with the row and the column where its author finds it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consultations.forms.findings import Findings
from consultations.forms.question_types import type_of
from consultations.forms.questionnaire import Choice, Group, Question, Questionnaire, Text, walk

ENGLISH = "en"
COLUMNS = {
    "label": "label",
    "hint": "hint",
    "guidance_hint": "guidance",
    "required_message": "required_message",
    "constraint_message": "constraint_message",
}
GAP = re.compile(r"\$\{[^{}]*\}")
LOOKED_AT = 2000
"""Characters. Whatever is longer is refused for that alone."""
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Saying:
    """One text: where it stands and what it says. A short word stands for what is filled in."""

    sheet: str
    row: int
    column: str
    text: str

    def on(self, findings: Findings) -> Findings:
        return findings.on(self.sheet)


def sayings(questionnaire: Questionnaire) -> Iterator[Saying]:
    """Every English text that people can read, in the order of the sheets."""
    for item, _ in walk(questionnaire.items):
        for column, field in COLUMNS.items():
            text: Text = getattr(item, field, {})
            if ENGLISH in text and (isinstance(item, Group) or is_seen(item)):
                yield Saying("survey", item.row, heading(questionnaire, column), plain(text[ENGLISH]))
    for choice in every_choice(questionnaire):
        if ENGLISH in choice.label:
            yield Saying("choices", choice.row, heading(questionnaire, "label"), plain(choice.label[ENGLISH]))


def every_choice(questionnaire: Questionnaire) -> Iterator[Choice]:
    for choices in questionnaire.choice_lists.values():
        yield from choices


def heading(questionnaire: Questionnaire, column: str) -> str:
    """The column as the standard heads it, with the language where the form has several."""
    return f"{column}::{ENGLISH}" if len(questionnaire.languages) > 1 else column


def asked(questionnaire: Questionnaire) -> list[Question]:
    """What people are asked: neither told nor worked out."""
    return [one for one in questionnaire.questions() if type_of(one.type).asks and not one.read_only]


def is_seen(question: Question) -> bool:
    kind = type_of(question.type)
    return kind.asks or kind.told


def english(text: Text) -> str:
    return plain(text.get(ENGLISH, ""))


def plain(text: str) -> str:
    """The text with a short word where an answer is put in, and with straight apostrophes."""
    return GAP.sub("this", text).replace("’", "'").replace("‘", "'")


def sentences(text: str) -> list[str]:
    """The sentences with their question marks; of a text that is far too long only the beginning."""
    return [one.strip() for one in SENTENCE.split(text[:LOOKED_AT]) if one.strip()]


def quoted(text: str, longest: int = 60) -> str:
    """As much of a text as helps to find it."""
    short = text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"
    return f"“{short}”"
