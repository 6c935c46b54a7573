"""Questions answered from a list: one of it, or several."""

import re
import unicodedata
from collections.abc import Sequence
from typing import ClassVar

from consultations.forms.question_types.base import (
    Accepted,
    Draft,
    Option,
    Problem,
    QuestionType,
    Reading,
    Summary,
    label_of,
)
from consultations.forms.questionnaire import Choice, Question


def plain(text: str) -> str:
    """`text` as it is compared: one case, one kind of space and apostrophe, no full stop at the end."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return re.sub(r"\s+", " ", folded).strip(" .!")


def chosen(choices: Sequence[Choice], text: str) -> Choice | None:
    """The choice that `text` names: by its words in any language, its name, or its number in the list."""
    wanted = plain(text)
    for choice in choices:
        if wanted in (plain(choice.name), *(plain(label) for label in choice.label.values())):
            return choice
    number = re.fullmatch(r"\(?(\d{1,3})\)?", wanted)
    position = int(number[1]) if number else 0
    return choices[position - 1] if 1 <= position <= len(choices) else None


class ChoiceQuestion(QuestionType):
    """What select_one and select_multiple share."""

    uses_choices = True

    def options(self, question: Question, choices: Sequence[Choice]) -> Sequence[Option]:
        return [Option(choice.name, choice.label, media=choice.media) for choice in choices]


class SelectOne(ChoiceQuestion):
    """One choice; stored as its name."""

    name = "select_one"
    summary: ClassVar[Summary] = "choices"

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        choice = chosen(choices, text)
        return Accepted(choice.name) if choice else Problem("not_a_choice")

    def show(self, question: Question, choices: Sequence[Choice], value: str, language: str) -> str:
        return label_of(choices, value, language)


class SelectMultiple(ChoiceQuestion):
    """Any number of choices, tapped on and off until done; stored as their names with spaces between."""

    name = "select_multiple"
    takes_several = True
    how_to = "several.hint"
    summary: ClassVar[Summary] = "several"

    def tap(self, option: Option, draft: str, choices: Sequence[Choice]) -> Reading:
        picked = set(draft.split()) ^ {option.value}
        return Draft(in_order(choices, picked))

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        whole = chosen(choices, text)
        parts = [text] if whole else [part for part in re.split(r"[,;\n]|\band\b|&", text) if part.strip()]
        found = [chosen(choices, part) for part in parts]
        if not found or None in found:
            return self._numbers(choices, text)
        return Accepted(in_order(choices, {choice.name for choice in found if choice}))

    def _numbers(self, choices: Sequence[Choice], text: str) -> Reading:
        found = [chosen(choices, part) for part in text.split()]
        if not found or None in found or not re.fullmatch(r"[\d\s]+", text):
            return Problem("not_a_choice")
        return Accepted(in_order(choices, {choice.name for choice in found if choice}))

    def show(self, question: Question, choices: Sequence[Choice], value: str, language: str) -> str:
        return ", ".join(label_of(choices, name, language) for name in value.split())


def in_order(choices: Sequence[Choice], names: set[str]) -> str:
    """`names` with spaces between, in the order of the list, so that the same picks are the same value."""
    return " ".join(choice.name for choice in choices if choice.name in names)
