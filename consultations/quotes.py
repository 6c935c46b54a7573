"""A quote: somebody's own words that a person has looked at before anybody else sees them. Pure.

Only words that stand in the answer as it may be seen (without names and the like), unchanged; a part of them
may be taken. Who approves looks for what no program finds: what happened to somebody tells who it is, too.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from consultations.errors import Refused, worded

Verdict = Literal["approved", "rejected"]
LONGEST_QUOTE = 500
SHORTEST_QUOTE = 3
"""Words: of fewer hardly anything is said."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that may be quoted. `words` is all of it that may be seen; `revision` says which words.

    `themes` are the codes of what it speaks of.
    """

    answer_id: int
    revision: int
    question: str
    words: str
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What was decided about quoting an answer. `words` may be published; "" where it was rejected."""

    answer_id: int
    revision: int
    consultation_id: int
    question: str
    words: str
    verdict: Verdict
    decided_by: str
    decided_at: datetime


def stands_in(words: str, of: str) -> bool:
    """Whether `words` are in `of`, however they are spaced."""
    return " ".join(words.split()) in " ".join(of.split())


def check_quote(words: str, of: str) -> str:
    """The words to publish, of an answer that may be seen as `of`. Raises `Refused`."""
    wanted = " ".join(words.split())
    if len(wanted.split()) < SHORTEST_QUOTE:
        raise Refused(
            "quote_too_short",
            "These are too few words.",
            worded("Quote {number} words or more.", number=SHORTEST_QUOTE),
        )
    if len(wanted) > LONGEST_QUOTE:
        raise Refused(
            "quote_too_long",
            "This is too long.",
            worded("Take {most} letters or fewer of it.", most=LONGEST_QUOTE),
        )
    if not stands_in(wanted, of):
        raise Refused(
            "not_their_words",
            "These are not the person's own words as they stand in the answer.",
            "Take away from the beginning or the end only; change nothing.",
        )
    return wanted
