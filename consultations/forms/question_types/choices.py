"""Questions answered from a list: one of it, or several."""

import re
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
    Unsure,
    label_of,
)
from consultations.forms.question_types.matching import Match, nearest
from consultations.forms.question_types.wordings import plain
from consultations.forms.questionnaire import Choice, Question, Text

SPLIT = re.compile(r"[,;\n/+]|\band\b|&")
ALL_OF_THEM = {"all", "all of them", "all of these", "all of the above", "everything", "every one", "both"}
NONE_OF_THEM = {"none", "none of them", "none of these", "none of the above", "nothing"}


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
        match = nearest(choices, text)
        return taken([match], choices) if match else Problem("not_a_choice")

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
        if plain(text) in NONE_OF_THEM:
            match = nearest(choices, text)
            return taken([match], choices) if match else Problem("nothing_chosen")
        if plain(text) in ALL_OF_THEM and choices:
            return taken([Match(choice, sure=False) for choice in choices], choices)
        return taken(several(choices, text), choices)

    def show(self, question: Question, choices: Sequence[Choice], value: str, language: str) -> str:
        return ", ".join(label_of(choices, name, language) for name in value.split())


def several(choices: Sequence[Choice], text: str) -> list[Match | None]:
    """What each part of `text` means, split where people split lists; None for a part that means nothing."""
    whole = nearest(choices, text)
    if whole and whole.sure:
        return [whole]
    numbers = re.fullmatch(r"[\d\s]+", text)
    parts = text.split() if numbers else [part for part in SPLIT.split(text) if plain(part)]
    found = [nearest(choices, part) for part in parts]
    return found if any(found) else [whole]


def taken(matches: Sequence[Match | None], choices: Sequence[Choice]) -> Reading:
    """The choices of `matches` as an answer: in doubt where one of them is, or a part meant nothing."""
    found = [match for match in matches if match]
    picked = [choice for choice in choices if any(choice is match.choice for match in found)]
    if not picked:
        return Problem("not_a_choice")
    value = in_order(picked, {choice.name for choice in picked})
    if len(found) == len(matches) and all(match.sure for match in found):
        return Accepted(value)
    return Unsure(value, Option(value, joined(picked)))


def joined(choices: Sequence[Choice]) -> Text:
    """The words of several choices as one text, with commas, in each language that all of them have."""
    first, *others = choices
    languages = [code for code in first.label if all(code in other.label for other in others)]
    return {code: ", ".join(choice.label[code] for choice in choices) for code in languages}


def in_order(choices: Sequence[Choice], names: set[str]) -> str:
    """`names` with spaces between, in the order of the sheet, so that the same picks are the same value
    however the choices were shuffled."""
    ordered = sorted(choices, key=lambda choice: choice.row)
    return " ".join(choice.name for choice in ordered if choice.name in names)
