"""Equality questions: which there are, in which wording, and of whom which may be asked.

They are optional, they come last, and what is answered is kept apart from everything else (see
`consultations.storage.equality`). A consultation asks none unless an officer chooses some: what nobody will
look at is not asked. Equality Act 2010, section 149, is the reason to ask; UK GDPR, Article 5(1)(c), to ask
little.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

from consultations.errors import Refused, worded
from consultations.participants import FROM, AgeBand

PREFER_NOT = "prefer_not"
"""The choice that every question has, the last one."""
PREFER_NOT_LABEL = "Prefer not to say"
LATEST = "1"
FOLDER = Path(__file__).parent
Name = Annotated[str, Field(pattern=r"^[a-z_]{1,30}$")]


class EqualityQuestion(BaseModel):
    """One question of a version. `standard` is the official wording that it stands for, of `source`.

    Nobody younger than `from_age` is asked. `choices` gives, as staff read them, the labels of the standard,
    without "prefer not to say"; participants read those of the catalogues.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Name
    title: str
    choices: Mapping[Name, str]
    standard: str
    source: str
    from_age: int = 0

    @property
    def offered(self) -> tuple[str, ...]:
        """Every choice, "prefer not to say" last."""
        return (*self.choices, PREFER_NOT)

    def label(self, choice: str) -> str:
        """A choice as staff read it."""
        return PREFER_NOT_LABEL if choice == PREFER_NOT else self.choices.get(choice, choice)


class EqualitySet(BaseModel):
    """All the questions of one version."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    questions: tuple[EqualityQuestion, ...]

    def get(self, key: str) -> EqualityQuestion | None:
        return next((one for one in self.questions if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a consultation asks, of which version, and whether of children under 13 too."""

    question: str
    version: str
    under_13: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said to a question; `choice` None where an earlier answer is to go."""

    question: str
    version: str
    choice: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one answer: what was said, at which age, on which day."""

    told: Told
    age_band: str | None
    day: date


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of one choice; `choice` "" for all who answered. `people` None: it is not shown.

    `below`: fewer than so many, where at least that may be said.
    """

    question: str
    version: str
    choice: str
    people: int | None
    below: int | None = None


Tally = Mapping[tuple[str, str], Mapping[str, int]]
"""By question and version, how many people chose what. Unprotected: for `analysis.equality` alone."""


@cache
def version(name: str = LATEST) -> EqualitySet:
    """The questions of one version, as `questions-<name>.yaml` holds them."""
    text = (FOLDER / f"questions-{name}.yaml").read_text(encoding="utf-8")
    return EqualitySet.model_validate(yaml.safe_load(text))


def asked_of(asked: Iterable[Asked], age: AgeBand | None) -> tuple[Asked, ...]:
    """What of it may be asked of somebody of that age. Whose age nobody knows counts as under 13."""
    band: AgeBand = age or "under_13"
    return tuple(one for one in asked if _may_ask(one, band))


def _may_ask(one: Asked, band: AgeBand) -> bool:
    question = version(one.version).get(one.question)
    old_enough = question is not None and FROM[band] >= question.from_age
    return old_enough and (one.under_13 or band != "under_13")


def listed(asked: Iterable[Asked]) -> str:
    """What is asked, for the audit log."""
    return ", ".join(f"{one.question}{' (under 13 too)' if one.under_13 else ''}" for one in asked) or "none"


def choose(keys: Sequence[str], under_13: Sequence[str] = ()) -> tuple[Asked, ...]:
    """The questions that an officer chooses, in the order of the set. Raises `Refused`."""
    present = version()
    known = [one.key for one in present.questions]
    unknown = sorted({*keys, *under_13} - set(known))
    if unknown:
        raise Refused(
            "equality.unknown",
            worded("There is no equality question called {unknown}.", unknown=", ".join(unknown)),
            worded("Choose from these: {known}.", known=", ".join(known)),
        )
    too_old = [one.key for one in present.questions if one.from_age and one.key in under_13]
    if too_old:
        raise Refused(
            "equality.too_young",
            worded("Nobody under 16 is asked about {too_old}.", too_old=", ".join(too_old)),
            "Leave it out of the questions for children under 13.",
        )
    wanted = {*keys, *under_13}
    return tuple(Asked(key, present.version, key in under_13) for key in known if key in wanted)
