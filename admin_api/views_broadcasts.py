"""What the pages about broadcasts, audiences and undelivered messages show."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from admin_api.parts import Parts
from admin_api.previews import HowFar, Preview, how_far, in_people, in_words, preview
from analysis.disclosure_control import protect_count
from consultations.audience import Audience, choosable
from consultations.broadcast import Broadcast, Step, possible_steps, time_needed
from consultations.consultation import Consultation
from consultations.forms.questionnaire import words
from consultations.storage.broadcasts import Broadcasts
from consultations.storage.consultations import Consultations
from consultations.storage.outbox import NOTICE, DeadLetter, Outbox


@dataclass(frozen=True, slots=True)
class Group:
    """An audience and how many are in it, in words: small numbers are not told."""

    audience: Audience
    people: str


@dataclass(frozen=True, slots=True)
class Overview:
    """All broadcasts, all audiences, and the consultations that an invitation can be to."""

    broadcasts: Sequence[tuple[Broadcast, HowFar]]
    groups: Sequence[Group]
    consultations: Sequence[Consultation]
    undelivered: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One broadcast: whom it would reach, how far it is, `left` how long the rest takes."""

    one: Broadcast
    preview: Preview
    far: HowFar
    left: str
    can: frozenset[Step]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice of a question, as the value of a form (`question=choice`) and in words."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that an audience can be made of."""

    label: str
    choices: Sequence[Chosen]


@dataclass(frozen=True, slots=True)
class Letter:
    """An undelivered message. `text` is None for a reply: it may repeat what somebody wrote."""

    letter: DeadLetter
    text: str | None


def overview(parts: Parts) -> Overview:
    with parts.database.read() as connection:
        broadcasts = Broadcasts(connection, parts.outreach.channels)
        return Overview(
            broadcasts=[(one, how_far(broadcasts.progress(one.id), parts.rule)) for one in broadcasts.all()],
            groups=[
                Group(one, in_people(protect_count(sum(broadcasts.count(one).values()), parts.rule)))
                for one in broadcasts.all_audiences()
            ],
            consultations=Consultations(connection).all(),
            undelivered=Outbox(connection).count_dead(),
        )


def sheet(parts: Parts, number: int) -> Sheet:
    """Raises `NotFound`."""
    with parts.database.read() as connection:
        broadcasts = Broadcasts(connection, parts.outreach.channels)
        one = broadcasts.get(number)
        progress = broadcasts.progress(number)
        counts = broadcasts.count(one.audience) if one.state == "draft" else {}
    return Sheet(
        one=one,
        preview=preview(one, counts, parts.outreach, parts.rule, parts.clock()),
        far=how_far(progress, parts.rule),
        left=in_words(time_needed(progress.waiting, parts.outreach.rate)),
        can=possible_steps(one.state),
    )


def asked(parts: Parts, code: str) -> list[Asked]:
    """The questions of a consultation that an audience can be made of; none where there is no such one."""
    with parts.database.read() as connection:
        form = Broadcasts(connection, parts.outreach.channels).asked(code)
    if form is None:
        return []
    spoken = form.default_language
    return [
        Asked(
            words(question.label, spoken, spoken) or question.name,
            [
                Chosen(f"{question.name}={one.name}", words(one.label, spoken, spoken) or one.name)
                for one in choices
            ],
        )
        for question, choices in choosable(form)
    ]


def letters(parts: Parts) -> list[Letter]:
    with parts.database.read() as connection:
        found = Outbox(connection).dead_letters()
    return [Letter(one, str(json.loads(one.body)["text"]) if one.kind == NOTICE else None) for one in found]
