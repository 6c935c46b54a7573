"""Choices put in order."""

import re
from collections.abc import Sequence

from consultations.forms.question_types.base import (
    Accepted,
    Draft,
    Option,
    Problem,
    Reading,
    Unsure,
    label_of,
)
from consultations.forms.question_types.choices import SPLIT, ChoiceQuestion, joined, run_together
from consultations.forms.question_types.in_a_row import in_a_row
from consultations.forms.question_types.matching import Match, nearest
from consultations.forms.question_types.wordings import plain
from consultations.forms.questionnaire import Choice, Question

THEN = re.compile(rf"{SPLIT.pattern}|>|→|\b(?:then|den)\b", re.IGNORECASE)


class Rank(ChoiceQuestion):
    """All choices of a list, tapped in order; stored as their names in that order with spaces between."""

    name = "rank"
    ordered = True
    how_to = "ordered.hint"

    def tap(self, option: Option, draft: str, choices: Sequence[Choice]) -> Reading:
        """The next in order. The last one left needs no tap. What is ranked already stays where it is."""
        ranked = draft.split()
        if option.value not in ranked:
            ranked.append(option.value)
        left = [choice.name for choice in choices if choice.name not in ranked]
        return Draft(" ".join(ranked)) if len(left) > 1 else Accepted(" ".join([*ranked, *left]))

    def done(self, draft: str) -> Reading:
        return Problem("rank_all")

    def read(self, question: Question, choices: Sequence[Choice], text: str) -> Reading:
        found = _in_turn(choices, text)
        named = [match.choice.name for match in found if match]
        if len(set(named)) < len(found) and (row := in_a_row(choices, text)):
            found = [Match(choice, sure=False) for choice in row]
        ranked = list({match.choice.name: match.choice for match in found if match}.values())
        if not ranked or None in found:
            return Problem("not_a_choice")
        left = [choice for choice in choices if choice not in ranked]
        if len(left) > 1 or len(ranked) < len(found):
            return Problem("rank_all")
        order = [*ranked, *left]
        value = " ".join(choice.name for choice in order)
        sure = all(match.sure for match in found if match)
        return Accepted(value) if sure else Unsure(value, Option(value, joined(order)))

    def show(self, question: Question, choices: Sequence[Choice], value: str, language: str) -> str:
        labels = (label_of(choices, name, language) for name in value.split())
        return ", ".join(f"{place}. {label}" for place, label in enumerate(labels, start=1))


def _in_turn(choices: Sequence[Choice], text: str) -> list[Match | None]:
    """What each part of `text` means: split at commas and the like, or else at spaces."""
    parts = [part for part in THEN.split(text) if part and plain(part)]
    if run := run_together(choices, text):
        return [Match(choice, sure=False) for choice in run]
    if len(parts) < 2:
        digits = re.fullmatch(r"[\d\s.-]+", text) and len(choices) < 10
        parts = re.findall(r"\d", text) if digits else text.split()
    return [nearest(choices, part) for part in parts]
