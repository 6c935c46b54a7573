"""Concerns in words: how long one waits, and what every member of staff must be warned of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from admin_api.launch_fields import AGES
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME
from consultations.concerns import Concern
from consultations.duty import IDLE, NEXT
from consultations.help_lines import HelpLine
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
    "referred": "Referred",
    "closed": "Closed",
}
COLOURS = {"received": "red", "seen": "yellow", "acting": "blue", "referred": "green", "closed": "grey"}
AGE_WORDS = dict(AGES)
OFFICE_CLOSED = (
    "The office is closed now. Ring the number that children’s social care has for out of hours, "
    "the emergency duty team."
)
YOURS = (
    "The alerts have stopped for half an hour because this was opened. If you act, press “I am "
    "acting on this”. If you cannot act now, ring a colleague who can, and ask them to press it."
)
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
        one = self.concern
        if one.state == "seen":
            return f"Seen by {one.first_seen_by}, nobody acts yet"
        return f"{one.acting_by} is acting" if one.state == "acting" else STATE_WORDS[one.state]

    @property
    def age(self) -> str:
        return AGE_WORDS.get(self.concern.age_band or "", "They have not said, or left")

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
        if not self.concern.first_seen_at:
            return f"waits for {lasting(span)}"
        open_for = "" if self.concern.over else f"; open for {lasting(self.now - self.concern.received_at)}"
        return f"{lasting(span)} until it was seen{open_for}"

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


def what_now(view: ConcernView, parts: Parts) -> list[str]:
    """What to do, step by step, for somebody who has never seen this page; nothing where it is over."""
    if view.concern.over:
        return []
    if view.concern.outcome == "review":
        return [
            "Read it today. Is somebody in danger now? Call 999.",
            "If there is something in it, press “I am acting on this”: then the words are held back.",
            "If there is nothing in it, close it and say why.",
        ]
    return [
        "Is somebody in danger now? Call 999. You need not know more first.",
        YOURS,
        " ".join(("Refer it where it belongs.", *_numbers(parts), *_out_of_hours(parts, view.now))),
        "Write to the person, if that is safe for them: who you are, and what comes next.",
        "When somebody has taken it on, say so under “Refer or close”.",
    ]


def _numbers(parts: Parts) -> list[str]:
    """The Trust's own lines, by area."""
    local = [one for one in parts.help_lines.lines if one.areas and one.call]
    if not local:
        return ["No number of your own children’s social care is on the help lines (TOGETHER_HELP_LINES)."]
    return [_line(one, parts) for one in local]


def _line(one: HelpLine, parts: Parts) -> str:
    hours = f" ({one.hours})" if one.hours else ""
    old = ", not checked for 90 days" if one.is_stale(parts.clock().date()) else ""
    return f"{one.name}: {one.call}{hours}{old}."


def _out_of_hours(parts: Parts, now: datetime) -> list[str]:
    rota, zone = parts.launching.rota, parts.launching.zone
    return [] if rota is None or rota.staffed(now, zone) else [OFFICE_CLOSED]


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


@dataclass(frozen=True, slots=True)
class Notice:
    """What is wrong and what to do; with which `setting`, where whoever runs Together does it."""

    words: str
    setting: str = ""


NO_ROTA = Notice(
    "Nobody is told when a child may not be safe: there is no list of who is on duty and when. "
    "Until there is one, the safeguarding lead must look at the concerns every day.",
    "TOGETHER_DUTY_ROTA",
)


def warnings(parts: Parts) -> list[Notice]:
    """What every member of staff must know about safeguarding now. No words of anybody's."""
    now = parts.clock()
    with parts.database.read() as connection:
        found = standing(connection)
    said = []
    if found.failing:
        failing = f"{_counted(found.failing, 'alert')} to the people on duty could not be sent. "
        said.append(Notice(failing + "Tell the safeguarding lead now, by telephone or in person."))
    if found.oldest is not None and now - found.oldest > NEXT:
        waits = lasting(now - found.oldest)
        unseen = f"Nobody has looked at a safeguarding alert for {waits}. Tell the safeguarding lead now."
        said.append(Notice(unseen))
    if found.idle is not None and now - found.idle > IDLE:
        idle = (
            f"A safeguarding alert was opened {lasting(now - found.idle)} ago, and nobody says that they act."
        )
        said.append(Notice(f"{idle} Those on duty are told again. Tell the safeguarding lead now."))
    if not parts.duty_rota:
        said.append(NO_ROTA)
    stale = [line.name for line in parts.help_lines.stale(now.date())]
    if stale:
        numbers = f"Ring these numbers on the help cards: {', '.join(stale)}. Nobody has checked for 90 days"
        said.append(
            Notice(f"{numbers} that they are right, and people still see them.", "TOGETHER_HELP_LINES")
        )
    return said
