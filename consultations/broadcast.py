"""A broadcast: the same words to many people, once each, who have not asked to be left alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from consultations.audience import Audience
from consultations.errors import Fault, FaultyInput, Refused, worded

Purpose = Literal["invitation", "reminder", "news"]
State = Literal["draft", "sending", "paused", "cancelled", "finished"]
StaffStep = Literal["send", "pause", "resume", "cancel"]
Step = StaffStep | Literal["finish"]
AFTER: Mapping[tuple[State, Step], State] = {
    ("draft", "send"): "sending",
    ("draft", "cancel"): "cancelled",
    ("sending", "pause"): "paused",
    ("sending", "cancel"): "cancelled",
    ("sending", "finish"): "finished",
    ("paused", "resume"): "sending",
    ("paused", "cancel"): "cancelled",
}
"""What a broadcast becomes by a step; a step that is not here cannot be taken."""
LONGEST_TEXT = 1000
"""Characters: a broadcast is a message, not a letter."""


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


def check_draft(texts: Mapping[str, str], start: str, *, opens: bool) -> None:
    """Raise `FaultyInput` where there is nothing to say, or too much of it, or its button would lead nowhere.

    `start`: the consultation that the button opens, or "". `opens`: there is such a one, and it is open.
    """
    faults = [
        Fault(
            "text_too_long",
            worded("The text in “{language}” has {text} characters.", language=language, text=len(text)),
            worded("Say it in at most {most}.", most=LONGEST_TEXT),
        )
        for language, text in texts.items()
        if len(text) > LONGEST_TEXT
    ]
    if not any(text.strip() for text in texts.values()):
        faults.append(Fault("no_text", "There is nothing to say yet.", "Write the words of the message."))
    if start and not opens:
        words = f"The button would start “{start}”, and no consultation of that name is open."
        faults.append(Fault("bad_start", words, "Choose one that is open, or no button."))
    if faults:
        raise FaultyInput("bad_broadcast", "This cannot be sent yet.", faults)


def possible_steps(state: State) -> frozenset[Step]:
    """What staff can do with a broadcast now."""
    return frozenset(step for before, step in AFTER if before == state and step != "finish")


def state_after(state: State, step: Step) -> State:
    """Raises `Refused` where the step cannot be taken."""
    if (state, step) not in AFTER:
        words = {"draft": "not sent yet", "sending": "being sent"}.get(state, state)
        raise Refused(
            "broadcast_state",
            worded("This broadcast is {words}, so “{step}” cannot be done.", words=words, step=step),
            "Look at it again: somebody else may have changed it.",
        )
    return AFTER[state, step]


def time_needed(people: int, rate: float) -> timedelta:
    """How long it takes at `rate` messages a second, quiet hours not counted."""
    return timedelta(seconds=round(people / rate))
