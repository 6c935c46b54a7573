"""A broadcast: the same words to many people, once each, who have not asked to be left alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from consultations.errors import Fault, FaultyInput, Refused

TookPart = Literal["anybody", "never", "began", "not_finished", "finished"]
Purpose = Literal["invitation", "reminder", "news"]
State = Literal["draft", "sending", "paused", "cancelled", "finished"]
ALLOWED: Mapping[State, frozenset[State]] = {
    "draft": frozenset({"sending", "cancelled"}),
    "sending": frozenset({"paused", "cancelled", "finished"}),
    "paused": frozenset({"sending", "cancelled"}),
    "cancelled": frozenset(),
    "finished": frozenset(),
}
LONGEST_TEXT = 1000
"""Characters: a broadcast is a message, not a letter."""
QUIET_FROM, QUIET_UNTIL = time(20), time(8)
"""Nobody is written to in bulk at night, by the Trust's clock."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is meant, kept under a name. Whoever stopped or blocked us is never in it.

    `consultation` is the code that `took_part` and `answered` (question → choice) speak of. `language` "" is
    any. `channel` "" is every channel that we can write to.
    """

    name: str
    consultation: str = ""
    took_part: TookPart = "anybody"
    answered: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One broadcast. `texts`: language → words. `start` is the consultation that its button opens, or ""."""

    id: int
    purpose: Purpose
    audience: Audience
    texts: Mapping[str, str]
    start: str
    state: State
    created_at: datetime
    created_by: str
    started_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a broadcast is, in people: of `total`, so many have it, wait, or cannot be reached."""

    total: int
    sent: int
    waiting: int
    failed: int

    @property
    def done(self) -> int:
        return self.sent + self.failed


def check_texts(texts: Mapping[str, str]) -> None:
    """Raise `FaultyInput` where there is nothing to say, or too much of it."""
    faults = [
        Fault(
            "text_too_long",
            f"The text in “{language}” has {len(text)} characters.",
            f"Say it in at most {LONGEST_TEXT}.",
        )
        for language, text in texts.items()
        if len(text) > LONGEST_TEXT
    ]
    if not any(text.strip() for text in texts.values()):
        faults.append(Fault("no_text", "There is nothing to say yet.", "Write the words of the message."))
    if faults:
        raise FaultyInput("bad_broadcast", "This cannot be sent yet.", faults)


def check_change(old: State, new: State) -> None:
    """Raise `Refused` where a broadcast cannot go from `old` to `new`."""
    if new not in ALLOWED[old]:
        raise Refused(
            "broadcast_state",
            f"This broadcast is {old}, so it cannot be made {new}.",
            "Look at it again: somebody else may have changed it.",
        )


def is_quiet(now: datetime, zone: tzinfo) -> bool:
    """Whether it is night by the Trust's clock."""
    local = now.astimezone(zone).time()
    return local >= QUIET_FROM or local < QUIET_UNTIL


def time_needed(people: int, rate: float) -> timedelta:
    """How long it takes at `rate` messages a second, nights left out."""
    return timedelta(seconds=round(people / rate))


@cache
def _audiences() -> TypeAdapter[Audience]:
    return TypeAdapter(Audience)


def audience_to_json(audience: Audience) -> str:
    return _audiences().dump_json(audience).decode()


def audience_from_json(text: str) -> Audience:
    return _audiences().validate_json(text)
