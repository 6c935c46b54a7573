"""What happens while somebody answers: the events that a conversation gives and storage keeps."""

from dataclasses import dataclass
from typing import Literal

EventKind = Literal[
    "started",  # the conversation began
    "language",  # a language was chosen; `value` is its code
    "answered",  # `question` was answered with `value`
    "skipped",  # `question` was passed over; an answer it had is gone
    "back",  # the person went back to `question`
    "withheld",  # other answers made `question` not apply; its answer counts as blank
    "restored",  # `question` applies again, and its answer counts again
    "cleared",  # the answer to `question` is no longer among its choices and is gone
    "calculated",  # a calculation or hidden value called `question` is now `value`
    "stopped",  # the person stopped and wants to hear nothing more
    "resumed",  # the person started again after stopping
    "finished",  # every question that applies is answered or skipped
]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in one turn. `question` and `value` are given where the kind says so."""

    kind: EventKind
    question: str | None = None
    value: str | None = None
