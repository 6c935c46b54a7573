"""What a screen says about a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol, get_args

Category = Literal[
    "suicidal",
    "self_harm",
    "sexual",
    "physical",
    "emotional",
    "neglect",
    "domestic_abuse",
    "exploitation",
    "online_grooming",
    "bullying",
    "running_away",
    "missing_food_or_home",
    "harm_to_others",
    "other",
]
CATEGORIES: tuple[Category, ...] = get_args(Category)


class Outcome(StrEnum):
    """What follows from a message."""

    ALERT = "alert"  # the safeguarding lead is told within a minute
    REVIEW = "review"  # a person looks today
    NONE = "none"  # read with all other free text within one working day


@dataclass(frozen=True, slots=True)
class Screened:
    """What a screen found. `reasons` are for staff: what matched, or how sure the learned vote was.

    A reason may quote the message: it is withheld wherever the message is.
    """

    outcome: Outcome
    category: Category | None = None  # None where the outcome is none, or where only a person can say
    reasons: tuple[str, ...] = ()


class Screen(Protocol):
    """Looks at one message at a time."""

    def screen(self, text: str, earlier: Sequence[str] = (), language: str = "en") -> Screened:
        """Look at `text`, which came after `earlier` (the last messages before it, oldest first).

        `language`: the BCP 47 tag of the conversation's language; words in one that the screen does not cover
        are for a person to read. Never raises for any text.
        """
        ...
