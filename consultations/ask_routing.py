"""Whose desk an ask is on: who leads on its outcome, and what they are to be told of its clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from consultations.accountability import Ask, Decision
from consultations.errors import Fault, FaultyInput
from consultations.plan import Plan
from consultations.staff import Account

Stage = Literal["new", "soon", "late"]
"""It is there to be decided; the day of its answer is near; that day is over."""
SOON_DAYS = 7
SOON_PART = 3
"""The day is near in the last third of the days promised, and never earlier than `SOON_DAYS` before."""
DECIDERS = frozenset({"officer", "lead"})
"""The roles that record decisions; nobody else can lead on an outcome here."""
STANDS_IN = "lead"
"""The role that is told of what nobody leads on."""


class Led(NamedTuple):
    """An outcome of a plan, written PLAN/OUTCOME."""

    plan: str
    outcome: str

    def __str__(self) -> str:
        return f"{self.plan}/{self.outcome}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An ask without a published answer, as far as its clock goes."""

    id: int
    led: Led
    decision: Decision | None
    created_on: date
    due_on: date | None

    def stage(self, today: date) -> Stage:
        """How its clock stands on a day."""
        if self.due_on is None:
            return "new"
        left, promised = (self.due_on - today).days, (self.due_on - self.created_on).days
        if left < 0:
            return "late"
        return "soon" if left <= min(SOON_DAYS, promised // SOON_PART) else "new"


class Notice(NamedTuple):
    """That one account is to be told how one ask stands."""

    ask_id: int
    account: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Routing:
    """Who may sign in, and which outcomes each of them leads on, by the id of the account."""

    accounts: Sequence[Account]
    leads: Mapping[str, frozenset[Led]]

    def leading(self, led: Led) -> list[Account]:
        """Those who lead on an outcome, and may decide."""
        return [one for one in self.accounts if led in self.leads.get(one.id, ()) and may_decide(one)]

    def told(self, led: Led) -> list[Account]:
        """Whose work the clocks of its asks are: who leads on it; where nobody does, every lead."""
        return self.leading(led) or [one for one in self.accounts if STANDS_IN in one.roles]

    def notices(self, asks: Sequence[Waiting], today: date) -> set[Notice]:
        """Every e-mail that holds now: one for each ask and whoever is told of it and has an address."""
        return {
            Notice(ask.id, one.id, ask.stage(today))
            for ask in asks
            for one in self.told(ask.led)
            if one.address
        }


def may_decide(account: Account) -> bool:
    return bool(DECIDERS & account.roles)


def led_of(ask: Ask) -> Led:
    return Led(ask.plan_code, ask.outcome_code)


def read_led(written: Sequence[str], plans: Sequence[Plan]) -> frozenset[Led]:
    """Outcomes written PLAN/OUTCOME. Raises `FaultyInput` where a plan has no such outcome."""
    every = (Led(plan.code, one.code) for plan in plans for one in plan.outcomes)
    known = {str(led): led for led in every}
    faults = [
        Fault("no_outcome", f"There is no outcome “{one}”.", "Write PLAN/OUTCOME, such as CE-2022/CE2.")
        for one in written
        if one not in known
    ]
    if faults:
        raise FaultyInput("bad_outcomes", "Nothing was changed.", faults)
    return frozenset(known[one] for one in written)
