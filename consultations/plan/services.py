"""The services of a plan as people are told of them: what each is, whom it is for, and how to reach it."""

from dataclasses import dataclass

from consultations.plan.commitments import Service
from consultations.plan.model import Plan


@dataclass(frozen=True, slots=True)
class KnownService:
    """`about` says what it is, in the words of the plan's jargon buster. A text is "" where the plan says
    nothing. `outcomes` are the codes of those that it serves.
    """

    name: str
    about: str
    ages: str
    provider: str
    reach: str
    outcomes: tuple[str, ...]


def known_services(plan: Plan) -> tuple[KnownService, ...]:
    """Those of which the plan says what they are or how to reach them: a name alone helps nobody."""
    meanings = {name.casefold(): term.meaning for term in plan.terms for name in (term.jargon, *term.aliases)}
    found = (_known(one, meanings) for one in plan.services)
    return tuple(one for one in found if one.about or one.reach)


def _known(one: Service, meanings: dict[str, str]) -> KnownService:
    said = (meanings.get(name.casefold(), "") for name in (one.name, *one.aliases))
    about = next(filter(None, said), "")
    return KnownService(one.name, about, one.ages, one.provider, one.reach, one.outcomes)
