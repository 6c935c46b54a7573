"""Concerns in words: how long one waits, and what every member of staff must be warned of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from consultations.concerns import Concern
from consultations.duty import NEXT
from consultations.storage.concern_queue import standing

CATEGORY_WORDS = {
    "suicidal": "Thoughts of suicide",
    "self_harm": "Self-harm",
    "sexual": "Sexual abuse",
    "physical": "Physical abuse",
    "emotional": "Emotional abuse",
    "neglect": "Neglect",
    "domestic_abuse": "Domestic abuse",
    "exploitation": "Exploitation, county lines",
    "online_grooming": "Online grooming",
    "bullying": "Bullying",
    "running_away": "Running away",
    "missing_food_or_home": "No food or no home",
    "harm_to_others": "Harm to others",
    "other": "Something else",
}
STATE_WORDS = {
    "received": "Nobody has looked",
    "seen": "Seen",
    "acting": "Somebody is acting",
    "referred": "Referred",
    "closed": "Closed",
}
COLOURS = {"received": "red", "seen": "yellow", "acting": "blue", "referred": "green", "closed": "grey"}
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ConcernView:
    """One concern at the moment `now`."""

    concern: Concern
    now: datetime

    @property
    def category(self) -> str:
        return CATEGORY_WORDS.get(self.concern.category or "", "To be read by a person")

    @property
    def urgency(self) -> str:
        return "Alert" if self.concern.outcome == "alert" else "Look today"

    @property
    def state(self) -> str:
        return STATE_WORDS[self.concern.state]

    @property
    def colour(self) -> str:
        return COLOURS[self.concern.state]

    @property
    def late(self) -> bool:
        """Whether nobody has looked at an alert in the time in which somebody must."""
        concern = self.concern
        waits = concern.first_seen_at is None and not concern.over
        return waits and concern.outcome == "alert" and self.now - concern.received_at > NEXT

    @property
    def received(self) -> str:
        return moment(self.concern.received_at)

    @property
    def waited(self) -> str:
        """How long it took, or takes, until somebody looked."""
        span = (self.concern.first_seen_at or self.now) - self.concern.received_at
        return (
            f"{lasting(span)} until it was seen"
            if self.concern.first_seen_at
            else f"waits for {lasting(span)}"
        )

    @property
    def stamps(self) -> Sequence[tuple[str, str]]:
        """Who did what when, in order."""
        one = self.concern
        found = [
            ("First seen", one.first_seen_at, one.first_seen_by),
            ("Acting", one.acting_at, one.acting_by),
            (STATE_WORDS[one.state] if one.over else "Ended", one.ended_at, one.ended_by),
            ("Words released", one.released_at, one.released_by),
        ]
        return [(what, f"{moment(at)}, {by}") for what, at, by in found if at]


def moment(at: datetime) -> str:
    """“23 November 2026, 16:05”, by the Trust's clock."""
    local = at.astimezone(TRUST_TIME)
    return f"{local.day} {local:%B %Y, %H:%M}"


def lasting(span: timedelta) -> str:
    """“12 minutes”, “3 hours”, “2 days”."""
    if span < HOUR:
        return _counted(int(span.total_seconds() // 60), "minute")
    if span < timedelta(days=1):
        return _counted(int(span / HOUR), "hour")
    return _counted(span.days, "day")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def warnings(parts: Parts) -> list[str]:
    """What every member of staff must know about safeguarding now. No words of anybody's."""
    now = parts.clock()
    with parts.database.read() as connection:
        found = standing(connection)
    said = []
    if found.failing:
        said.append(
            f"{_counted(found.failing, 'alert')} to the people on duty could not be sent. "
            "Tell the safeguarding lead now, by telephone or in person."
        )
    if found.oldest is not None and now - found.oldest > NEXT:
        waits = lasting(now - found.oldest)
        said.append(f"Nobody has looked at a safeguarding alert for {waits}. Tell the safeguarding lead now.")
    if not parts.duty_rota:
        said.append("Nobody is told of safeguarding alerts: there is no duty rota (TOGETHER_DUTY_ROTA).")
    stale = [line.name for line in parts.help_lines.stale(now.date())]
    if stale:
        said.append(
            f"Check these numbers on the help cards, they were not checked for 90 days: {', '.join(stale)}."
        )
    return said
