"""What the page of the reports offers, and in which words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from admin_api.translation.speaking import message
from consultations.plan import Plan
from consultations.storage.meetings import NEWSLETTER

EVIDENCE = "needs-evidence"
SPOTLIGHT = "spotlight"
OFFERED: Mapping[str, tuple[str, str]] = {
    "newsletter": (
        message("Easy-read newsletter"),
        message("What people told us and what came of it, in easy words."),
    ),
    "village": (
        message("Village of 100 children"),
        message("What people chose, as if they were 100 children."),
    ),
    "highlight": (message("Highlight report"), message("One page for each outcome.")),
    SPOTLIGHT: (message("Spotlight report"), message("One outcome in depth.")),
    "annual": (
        message("Annual review"),
        message("Achievements, challenges, what children said, and next steps."),
    ),
    "one-page": (message("Plan on a page"), message("Every outcome, who leads, and what people said most.")),
    EVIDENCE: (
        message("Needs evidence"),
        message("Themes by place and group, with method, coverage and limits."),
    ),
}
"""Its title and what it is for, by the name of the report, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Offer:
    name: str
    title: str
    about: str

    @property
    def asks_outcome(self) -> bool:
        return self.name == SPOTLIGHT


def offers(*, officer: bool) -> Iterator[Offer]:
    """The reports that somebody may get: numbers by place and group are for officers."""
    for name, (title, about) in OFFERED.items():
        if officer or name != EVIDENCE:
            yield Offer(name, title, about)


def after_meeting(plan: Plan | None) -> Mapping[str, str]:
    """What may go out to everybody after a meeting beside the newsletter: its title, by its name.

    A spotlight is named with its outcome: `spotlight/CE2`. Numbers by place and group stay with officers.
    """
    found: dict[str, str] = {}
    for name, (title, _) in OFFERED.items():
        if name == SPOTLIGHT:
            found |= {
                f"{name}/{one.code}": f"{title}: {one.label}" for one in (plan.outcomes if plan else ())
            }
        elif name not in (NEWSLETTER, EVIDENCE):
            found[name] = title
    return found
