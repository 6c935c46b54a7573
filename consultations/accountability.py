"""Asks: what people said, what was decided about it, and who has been told.

The chain is question → answers → theme → ask → decision → told; each link is an id, walkable both ways.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from consultations.errors import Refused

Decision = Literal["will_do", "done", "cant"]
State = Literal["open", "decided", "published"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What children, young people or parents asked the Trust for, in one question of one consultation.

    `people` counts those whose answers stand behind it; `told` those who have had the message about it.
    For staff: neither is suppressed. `what_happens` says what will happen, what was done, or why not.
    """

    id: int
    consultation: str
    sample: bool
    question: str
    question_label: str
    theme: str
    theme_label: str
    plan_code: str
    outcome_code: str
    title: str
    decision: Decision | None
    what_happens: str | None
    created_at: datetime
    decided_at: datetime | None
    published_at: datetime | None
    people: int
    told: int

    @property
    def state(self) -> State:
        if self.published_at:
            return "published"
        return "decided" if self.decision else "open"


def check_decision(ask: Ask, decision: str, what_happens: str) -> Decision:
    """The decision, if it may be recorded. Raises `Refused`: a "can't" without a reason is no answer."""
    if ask.published_at:
        raise Refused(
            "already_published", "This ask has been published.", "What people were told cannot change."
        )
    if decision not in get_args(Decision):
        raise Refused("bad_decision", f"“{decision}” is not a decision.", "Choose will_do, done or cant.")
    if not what_happens.strip():
        wanted = "the reason why not" if decision == "cant" else "what happens, in words a child can read"
        raise Refused("reason_missing", "The decision says nothing yet.", f"Write {wanted}.")
    return decision  # type: ignore[return-value] # checked against Decision above


def check_publish(ask: Ask) -> None:
    """Raise `Refused` where there is nothing to tell yet."""
    if ask.decision is None:
        raise Refused("not_decided", "This ask has no decision yet.", "Record the decision, then publish it.")
