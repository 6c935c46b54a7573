"""What suggests that somebody is not safe: how far it is dealt with, and what may come next.

received → first seen → acting → referred or closed, each stamped with who and when. Viewing is acknowledging:
who has seen the words has them to deal with. The words count as anybody's again only when the safeguarding
lead releases them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from consultations.errors import Refused, worded

State = Literal["received", "seen", "acting", "referred", "closed"]
Ending = Literal["referred", "closed"]
ENDINGS: tuple[Ending, ...] = get_args(Ending)
LONGEST_REASON = 2000
LONGEST_MESSAGE = 1000
"""Letters of a message to the person: about a screen of a phone."""


@dataclass(frozen=True, slots=True)
class Concern:
    """One concern without its words: what everybody may see who may know that there is one.

    `outcome`: an alert, of which somebody is told at once, or something to look at today. `category` is None
    where a person must say what it is. `reachable`: the person can still be written to. `age_band` is None
    where they have not said how old they are, or left.
    """

    id: int
    outcome: Literal["alert", "review"]
    category: str | None
    channel: str
    consultation: str | None
    received_at: datetime
    state: State
    version: int
    first_seen_at: datetime | None = None
    first_seen_by: str | None = None
    acting_at: datetime | None = None
    acting_by: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    released_at: datetime | None = None
    released_by: str | None = None
    reachable: bool = False
    age_band: str | None = None

    @property
    def over(self) -> bool:
        return self.state in ENDINGS


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What only the safeguarding lead and deputies read: the words, and what was done and said about them.

    `words` in their order; the last of them raised the concern. `messages`: what was written to the person.
    """

    words: Sequence[str]
    reasons: Sequence[str]
    question: str | None
    language: str
    ended_because: str = ""
    messages: Sequence["SentBack"] = ()


@dataclass(frozen=True, slots=True)
class SentBack:
    """A message of the safeguarding lead's to the person."""

    words: str
    by: str
    at: datetime


def check_act(concern: Concern) -> None:
    """Raises `Refused` unless somebody can begin to act on it."""
    if concern.over:
        raise _over()


def check_end(concern: Concern, reason: str) -> str:
    """The reason as it is kept. Raises `Refused` for one that says nothing, or where it is over already."""
    if concern.over:
        raise _over()
    if not reason.strip():
        raise Refused("no_reason", "The reason is missing.", "Write why, or to whom it was referred.")
    return reason.strip()[:LONGEST_REASON]


def check_release(concern: Concern) -> None:
    """Raises `Refused` while somebody still deals with it: words are released when it is over."""
    if not concern.over:
        raise Refused("not_over", "Somebody still deals with this.", "First refer or close it.")


def check_message(concern: Concern, words: str) -> str:
    """The message as it is kept. Raises `Refused` for none, one too long, or to nobody."""
    if not words.strip():
        raise Refused("no_words", "The message is empty.", "Write what the person will read.")
    if len(words.strip()) > LONGEST_MESSAGE:
        raise Refused(
            "too_long",
            worded("The message has {words} letters.", words=len(words)),
            worded("Use {most} at most.", most=LONGEST_MESSAGE),
        )
    if not concern.reachable:
        raise Refused(
            "nobody_there", "This person cannot be written to any more.", "They left, or were deleted."
        )
    return words.strip()


def _over() -> Refused:
    return Refused("already_over", "This concern is referred or closed already.", "Look at it again.")
