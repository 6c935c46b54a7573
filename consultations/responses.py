"""What happens while somebody answers: the events that a conversation gives and storage keeps."""

from dataclasses import dataclass
from typing import Literal

EventKind = Literal[
    "started",  # the conversation began
    "language",  # a language was chosen; `value` is its code
    "age",  # an age band was given; `value` is its code
    "admitted",  # the code `value` from a letter to parents was good
    "agreed",  # the person agrees to take part; `value` names the wording of the notice
    "declined",  # the person does not want to take part
    "sent_away",  # too young for this channel: nothing is kept
    "supported",  # somebody helps this person to answer (`value` yes), or no longer does (no)
    "answered",  # `question` was answered with `value`
    "remarked",  # at `question` the person wrote `value`, which was no answer to it
    "repeated",  # the repeat called `question` goes round for the `value`-th time
    "restarted",  # the person cleared their answers to begin again
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
    """One thing that happened in one turn. `question` and `value` are given where the kind says so.

    `instance` says which time round inside repeats: "" outside of them, "2" in the second, "2.1" in the first
    of a repeat inside the second.
    """

    kind: EventKind
    question: str | None = None
    value: str | None = None
    instance: str = ""

    def facts(self) -> dict[str, str]:
        """The event in words for a log or a script: its `kind`, and the other fields that it has."""
        facts = {"kind": self.kind, "question": self.question, "value": self.value}
        given = {name: value for name, value in facts.items() if value is not None}
        return {**given, "instance": self.instance} if self.instance else given
