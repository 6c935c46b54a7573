"""Where one person stands in one questionnaire: all of it, as one JSON text that any process can carry on.

The text names its own format, so that a later version of the program can still read a session that an
earlier one left behind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

FORMAT: Literal[1] = 1


@dataclass(frozen=True, slots=True)
class Session:
    """The state of a conversation.

    `answers` holds stored texts by question name, also of questions that do not apply now: they come back if
    the question applies again. `trail` lists the questions passed on the way, for Back. `draft` holds what is
    picked so far where several may be chosen. `told` holds the places of the notes that were said. `step`
    grows with every turn, so that a button knows whether it is still the current one.
    """

    id: str
    consultation: str
    questionnaire: str
    language: str = ""
    status: Literal["new", "language", "asking", "finished"] = "new"
    stopped: bool = False
    step: int = 0
    current: str | None = None
    draft: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    calculated: Mapping[str, str] = field(default_factory=dict)
    format: Literal[1] = FORMAT

    def values(self) -> dict[str, str]:
        """Everything that has a value: what was calculated, and what was answered."""
        return {**self.calculated, **self.answers}


@cache
def _adapter() -> TypeAdapter[Session]:
    return TypeAdapter(Session)


def to_json(session: Session) -> str:
    return _adapter().dump_json(session).decode()


def from_json(text: str) -> Session:
    """The inverse of `to_json`. Raises pydantic's `ValidationError` for a format it does not know."""
    return _adapter().validate_json(text)
