"""Who is told of a concern, and when the next person is: the duty rota.

In staffed hours the safeguarding lead is told at once, a deputy when nobody has looked at it after 15
minutes, the manager after 30. Out of hours whoever is on call is told at once, and then the same. Where the
office closes or opens meanwhile, whoever is on duty from then on is told with the next of them. As long as
nobody has looked at it, everybody is told again every 30 minutes: an alert is never given up. Nor is one that
somebody opened and nobody acts on: after 30 minutes whoever is on duty is told, and a deputy, then everybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from consultations.errors import Fault, FaultyInput, Place

Role = Literal["lead", "deputy", "manager", "on_call"]
Way = Literal["email", "telegram"]
NEXT = timedelta(minutes=15)
AGAIN = timedelta(minutes=30)
IDLE = timedelta(minutes=30)
"""How long somebody who opened a concern has to say that they act on it, or to end it."""
SATURDAY = 5
Short = Annotated[str, Field(min_length=1, max_length=100)]


class Contact(BaseModel):
    """Somebody on duty, by role and not by name, and how they are reached."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Short
    role: Role
    email: str = Field(default="", max_length=200, pattern=r"^$|^[^@\s]+@[^@\s]+$")
    telegram: str = Field(default="", max_length=20, pattern=r"^-?\d*$")

    @model_validator(mode="after")
    def _can_be_reached(self) -> "Contact":
        if not (self.email or self.telegram):
            raise ValueError("say how they are reached: email, telegram (a chat id) or both")
        return self

    @property
    def ways(self) -> Iterator[tuple[Way, str]]:
        """How they are reached, each with the address."""
        if self.email:
            yield "email", self.email
        if self.telegram:
            yield "telegram", self.telegram


class Rota(BaseModel):
    """The duty rota as its file gives it. Times are of the Trust's clock."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opens: time = time(9)
    closes: time = time(17)
    closed_on: tuple[date, ...] = ()
    people: tuple[Contact, ...] = Field(min_length=1, max_length=50)

    @model_validator(mode="after")
    def _has_a_lead(self) -> "Rota":
        if not self.with_role("lead"):
            raise ValueError("name somebody with the role lead")
        if self.opens >= self.closes:
            raise ValueError("opens must be before closes")
        return self

    def with_role(self, role: Role) -> Sequence[Contact]:
        return [one for one in self.people if one.role == role]

    def staffed(self, at: datetime, zone: tzinfo) -> bool:
        """Whether the office is staffed: on a weekday that is no holiday, within its hours."""
        local = at.astimezone(zone)
        working = local.weekday() < SATURDAY and local.date() not in self.closed_on
        return working and self.opens <= local.time() < self.closes

    def on_duty(self, at: datetime, zone: tzinfo) -> Role:
        return "lead" if self.staffed(at, zone) else "on_call"

    def reached(self, role: Role) -> Sequence[Contact]:
        """Those with `role`; where the rota names none, those with the nearest one that it names."""
        nearest: dict[Role, tuple[Role, ...]] = {
            "lead": ("lead",),
            "deputy": ("deputy", "lead"),
            "manager": ("manager", "deputy", "lead"),
            "on_call": ("on_call", "deputy", "manager", "lead"),
        }
        return next(found for one in nearest[role] if (found := self.with_role(one)))


@dataclass(frozen=True, slots=True)
class Telling:
    """One round of telling: when, and who. `step` is the how-manieth since the concern came in, from nought;
    below nought since somebody opened it.
    """

    step: int
    due_at: datetime
    people: Sequence[Contact]


def tellings(received_at: datetime, now: datetime, rota: Rota, zone: tzinfo) -> list[Telling]:
    """Who should have been told by `now` of an alert that nobody has looked at.

    Of the rounds in which everybody is told again, only the latest: when the service was away for hours,
    nobody gets the rounds of all those hours at once.
    """
    rounds = list(_first_rounds(received_at, rota, zone))
    last = rounds[-1]
    again = int((now - last.due_at) / AGAIN)
    if again > 0:
        rounds.append(Telling(last.step + again, last.due_at + AGAIN * again, rota.people))
    return [one for one in rounds if one.due_at <= now]


def tellings_again(seen_at: datetime, now: datetime, rota: Rota, zone: tzinfo) -> list[Telling]:
    """The latest round by `now` of an alert that somebody opened at `seen_at` and nobody acts on, if any."""
    rounds = int((now - seen_at) / IDLE)
    if rounds < 1:
        return []
    due_at = seen_at + IDLE * rounds
    first = [*rota.reached(rota.on_duty(due_at, zone)), *rota.reached("deputy")]
    return [Telling(-rounds, due_at, tuple(dict.fromkeys(first)) if rounds == 1 else rota.people)]


def _first_rounds(received_at: datetime, rota: Rota, zone: tzinfo) -> Iterator[Telling]:
    first = rota.on_duty(received_at, zone)
    on_duty: set[Role] = {first}
    order: tuple[Role, ...] = (first, "deputy", "manager")
    for step, role in enumerate(order):
        due_at = received_at + NEXT * step
        people = list(rota.reached(role))
        if (now := rota.on_duty(due_at, zone)) not in on_duty:
            on_duty.add(now)
            people += [one for one in rota.reached(now) if one not in people]
        yield Telling(step, due_at, people)


def read_rota(text: str, file: str) -> Rota:
    """The rota in a YAML file. Raises `FaultyInput` with every fault."""
    try:
        return Rota.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(file=file, line=mark.line + 1 if mark else None)
        faults = [Fault("not_yaml", "This is no YAML.", "Mend the line.", place)]
    except ValidationError as error:
        faults = [
            Fault("bad_rota", f"{one['msg']}.", "Mend it.", Place(file=file, column=_path(one["loc"])))
            for one in error.errors()
        ]
    raise FaultyInput("bad_rota", "The duty rota cannot be read.", faults)


def _path(loc: tuple[int | str, ...]) -> str | None:
    return ".".join(str(part) for part in loc) or None
