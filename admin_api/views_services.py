"""The two questions about a service or an event, as staff's pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from markupsafe import Markup
from sqlalchemy import Connection

from admin_api.parts import Parts
from admin_api.qr import qr_code
from admin_api.sentences import people, sentence
from admin_api.translation.speaking import translate
from admin_api.views_staff import Running, running_of
from analysis.before_after import Comparison, compare
from consultations.consultation import Consultation
from consultations.errors import NotFound
from consultations.feedback import other_of_pair
from consultations.plan import Outcome, Plan
from consultations.storage.consultations import Consultations
from consultations.storage.feedback import Feedback
from consultations.storage.plans import Plans


@dataclass(frozen=True, slots=True)
class Services:
    """What was opened, the newest first, and the outcomes that a new one may be about."""

    running: Sequence[Running]
    outcomes: Sequence[Outcome]


@dataclass(frozen=True, slots=True)
class Service:
    """One asking of two questions: its link, its QR code as SVG, and what changed where it has a pair."""

    running: Running
    link: str
    qr: Markup
    other: Consultation | None
    comparison: Comparison | None

    @property
    def pairs(self) -> str:
        return (
            sentence(translate("{people} answered both times", people=people(self.comparison.pairs)))
            if self.comparison
            else ""
        )

    @property
    def change(self) -> str:
        """What changed per person, in words; empty where it is not shown."""
        change = self.comparison.change if self.comparison else None
        if change is None:
            return ""
        span = translate("95% interval {low} to {high}", low=f"{change.low:+.2f}", high=f"{change.high:+.2f}")
        return translate(
            "On average {mean} points of 5 per person ({span}).", mean=f"{change.mean:+.2f}", span=span
        )

    @property
    def meaning(self) -> str:
        change = self.comparison.change if self.comparison else None
        said = {
            "better": translate("People feel better about it than before."),
            "worse": translate("People feel worse about it than before."),
            "unclear": translate("This may be chance: we cannot say that anything changed."),
        }
        return said[change.direction] if change else ""


def chosen_plan(connection: Connection) -> Plan:
    """The plan in force. Raises `NotFound`."""
    plan = Plans(connection).current()
    if plan is None:
        raise NotFound("no_plan", "There is no plan yet.", "Import it first: together plan import FILE.")
    return plan


def services(parts: Parts) -> Services:
    with parts.database.read() as connection:
        consultations = Consultations(connection)
        progress = consultations.progress()
        running = [running_of(one, progress, parts.rule) for one in consultations.all("feedback")]
        plan = Plans(connection).current()
    return Services(running, plan.outcomes if plan else ())


def service(parts: Parts, code: str, site: str) -> Service:
    """One asking. `site` is where people reach us. Raises `NotFound`."""
    with parts.database.read() as connection:
        consultations = Consultations(connection)
        found = consultations.get(code)
        if found.kind != "feedback":
            raise NotFound("no_service", translate("“{code}” does not ask the two questions.", code=code))
        running = running_of(found, consultations.progress(), parts.rule)
        after = other_of_pair(code)
        other = consultations.find(after) if after else None
        comparison = compared(connection, parts, found, other) if other else None
    link = f"{site}/chat/{code}"
    return Service(running, link, qr_code(link), other, comparison)


def compared(connection: Connection, parts: Parts, before: Consultation, after: Consultation) -> Comparison:
    """What changed. The same answers give the same interval: chance comes from the code of the pair."""
    feedback = Feedback(connection)
    chance = np.random.default_rng(crc32(before.code.encode()))
    return compare(feedback.ratings(before.id), feedback.ratings(after.id), parts.rule, chance)
