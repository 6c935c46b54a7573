"""What a Trust binds itself to: actions, promises, pledges; and the risks, services and reviews around them.

Who is responsible is a body or a role, never a person's name. An empty text means that the plan does not say.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consultations.plan.parts import Part, Statement


class Timing(StrEnum):
    """What the plan says about when: a day, that it goes on, that it is still to be set, or nothing."""

    DATED = "dated"
    ONGOING = "ongoing"
    TO_BE_DETERMINED = "to-be-determined"
    BLANK = "blank"


def timing(due: date | None, deadline: str) -> Timing:
    if due:
        return Timing.DATED
    words = deadline.casefold().strip()
    if words == "ongoing":
        return Timing.ONGOING
    return Timing.TO_BE_DETERMINED if words else Timing.BLANK


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Part):
    """One thing to be done. `deadline` as the plan words it, `due` the last day that it leaves.

    `success` are the signs by which the plan will know; `priority` the code of the priority it serves.
    """

    code: str
    text: str
    priority: str = ""
    owner: str = ""
    agency: str = ""
    deadline: str = ""
    due: date | None = None
    success: tuple[str, ...] = ()
    evidence: str = ""

    @property
    def timing(self) -> Timing:
        return timing(self.due, self.deadline)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Part):
    """One row of a table of promises: who answers for it, by what means, and by when."""

    code: str
    number: int
    text: str
    responsible: str
    method: str = ""
    deadline: str = ""
    due: date | None = None

    @property
    def timing(self) -> Timing:
        return timing(self.due, self.deadline)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBox(Part):
    """A promise in the plan's running text, with the code of the promise in the table that it repeats.

    Without one it is an orphan: promised, and nobody answers for it. `doubt`: what looks wrong in it.
    """

    code: str
    text: str
    promise: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge(Part):
    """A promise in points to one group of children, who can be asked whether each is kept for them."""

    code: str
    title: str
    audience: str
    responsible: str = ""
    due: date | None = None
    points: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Part):
    """What could go wrong, what is done against it, and whose it is."""

    code: str
    text: str
    mitigation: str
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interdependency(Part):
    """An outcome of somebody else's that this plan leans on."""

    code: str
    outcome: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Part):
    """Somebody who helps: whom, how to reach them, and which outcomes (codes) they serve."""

    name: str
    aliases: tuple[str, ...] = ()
    ages: str = ""
    provider: str = ""
    reach: str = ""
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Part):
    """Another strategy or plan, and the outcomes (codes) it deals with. `url` as the plan gives it."""

    title: str
    url: str = ""
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEntry(Part):
    """What a yearly review says about one outcome (its code)."""

    outcome: str
    achievements: tuple[str, ...] = ()
    challenges: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Part):
    """A yearly review. `held`: the day it was talked over; `agreed`: the day the Trust agreed it."""

    code: str
    title: str
    starts: date
    ends: date
    held: date | None = None
    agreed: date | None = None
    entries: tuple[ReviewEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageFigure(Part):
    """Of a hundred children, so many."""

    count: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Village(Part):
    """“If our borough were a village of 100 children”. No figures: the plan shows only a picture."""

    year: str
    figures: tuple[VillageFigure, ...] = ()
    hopes: tuple[str, ...] = ()
