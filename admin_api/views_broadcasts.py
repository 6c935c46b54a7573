"""What the pages about broadcasts and undelivered messages show."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from admin_api.parts import Parts
from consultations.broadcast import Audience, Broadcast, Progress, possible_steps, time_needed
from consultations.consultation import Consultation
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.consultations import Consultations
from consultations.storage.outbox import DeadLetter, Outbox


@dataclass(frozen=True, slots=True)
class Group:
    """An audience and how many are in it, in words: small numbers are not told."""

    audience: Audience
    people: str


@dataclass(frozen=True, slots=True)
class Overview:
    """All broadcasts, all audiences, and the consultations that an invitation can be to."""

    broadcasts: Sequence[tuple[Broadcast, Progress]]
    groups: Sequence[Group]
    consultations: Sequence[Consultation]
    undelivered: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One broadcast: how far it is, whom it would reach, and how long it takes."""

    one: Broadcast
    progress: Progress
    reach: Sequence[tuple[str, str, str]]
    people: str
    needed: timedelta
    quiet: bool
    can: frozenset[str]


@dataclass(frozen=True, slots=True)
class Letter:
    """An undelivered message, with its words."""

    letter: DeadLetter
    text: str


def overview(parts: Parts) -> Overview:
    with parts.database.read() as connection:
        broadcasts = Broadcasts(connection, parts.outreach.channels)
        return Overview(
            broadcasts=[(one, broadcasts.progress(one.id)) for one in broadcasts.all()],
            groups=[
                Group(one, _people(parts, sum(broadcasts.count(one).values())))
                for one in broadcasts.all_audiences()
            ],
            consultations=[one for one in Consultations(connection).all() if one.state == "open"],
            undelivered=Outbox(connection).count_dead(),
        )


def sheet(parts: Parts, number: int) -> Sheet:
    """Raises `NotFound`."""
    with parts.database.read() as connection:
        broadcasts = Broadcasts(connection, parts.outreach.channels)
        one = broadcasts.get(number)
        progress = broadcasts.progress(number)
        counts = broadcasts.count(one.audience)
    total = sum(counts.values()) if one.state == "draft" else progress.waiting
    reach = [
        (channel, language or "not known", _people(parts, count))
        for (channel, language), count in sorted(counts.items())
    ]
    return Sheet(
        one=one,
        progress=progress,
        reach=reach,
        people=_people(parts, sum(counts.values())),
        needed=time_needed(total, parts.outreach.rate),
        quiet=parts.outreach.quiet.hold(parts.clock()),
        can=possible_steps(one.state),
    )


def letters(parts: Parts) -> list[Letter]:
    with parts.database.read() as connection:
        return [Letter(one, str(json.loads(one.body)["text"])) for one in Outbox(connection).dead_letters()]


def _people(parts: Parts, number: int) -> str:
    """Small numbers are not told: they could show who somebody is."""
    least = parts.rule.threshold
    return f"fewer than {least} people" if 0 < number < least else f"{number} people"
