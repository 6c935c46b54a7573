"""Concerns in words: how long one waits, and what every member of staff must be warned of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from admin_api.launch_fields import AGES
from admin_api.parts import Parts
from admin_api.sentences import TRUST_TIME, day
from admin_api.translation.speaking import counted, message, translate
from consultations.concerns import Concern
from consultations.duty import IDLE, NEXT
from consultations.help_lines import HelpLine
from consultations.storage.concern_queue import standing

CATEGORY_WORDS = {
    "suicidal": message("Thoughts of suicide"),
    "self_harm": message("Self-harm"),
    "sexual": message("Sexual abuse"),
    "physical": message("Physical abuse"),
    "emotional": message("Emotional abuse"),
    "neglect": message("Neglect"),
    "domestic_abuse": message("Domestic abuse"),
    "exploitation": message("Exploitation, county lines"),
    "online_grooming": message("Online grooming"),
    "bullying": message("Bullying"),
    "running_away": message("Running away"),
    "missing_food_or_home": message("No food or no home"),
    "harm_to_others": message("Harm to others"),
    "other": message("Something else"),
}
STATE_WORDS = {
    "received": message("Nobody has looked"),
    "referred": message("Referred"),
    "closed": message("Closed"),
}
COLOURS = {"received": "red", "seen": "yellow", "acting": "blue", "referred": "green", "closed": "grey"}
AGE_WORDS = dict(AGES)
OFFICE_CLOSED = message(
    "The office is closed now. Ring the number that children’s social care has for out of hours, "
    "the emergency duty team."
)
YOURS = message(
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
        return CATEGORY_WORDS.get(self.concern.category or "", translate("To be read by a person"))

    @property
    def urgency(self) -> str:
        return translate("Alert") if self.concern.outcome == "alert" else translate("Look today")

    @property
    def state(self) -> str:
        one = self.concern
        if one.state == "seen":
            return translate("Seen by {who}, nobody acts yet", who=one.first_seen_by)
        return (
            translate("{who} is acting", who=one.acting_by)
            if one.state == "acting"
            else STATE_WORDS[one.state]
        )

    @property
    def age(self) -> str:
        return AGE_WORDS.get(self.concern.age_band or "", translate("They have not said, or left"))

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
            return translate("waits for {time}", time=lasting(span))
        seen = translate("{time} until it was seen", time=lasting(span))
        if self.concern.over:
            return seen
        open_for = lasting(self.now - self.concern.received_at)
        return translate("{seen}; open for {time}", seen=seen, time=open_for)

    @property
    def stamps(self) -> Sequence[tuple[str, str]]:
        """Who did what when, in order."""
        one = self.concern
        found = [
            (translate("First seen"), one.first_seen_at, one.first_seen_by),
            (translate("Acting"), one.acting_at, one.acting_by),
            (STATE_WORDS[one.state] if one.over else translate("Ended"), one.ended_at, one.ended_by),
            (translate("Words released"), one.released_at, one.released_by),
        ]
        return [(what, f"{moment(at)}, {by}") for what, at, by in found if at]


def what_now(view: ConcernView, parts: Parts) -> list[str]:
    """What to do, step by step, for somebody who has never seen this page; nothing where it is over."""
    if view.concern.over:
        return []
    if view.concern.outcome == "review":
        return [
            translate("Read it today. Is somebody in danger now? Call 999."),
            translate(
                "If there is something in it, press “I am acting on this”: then the words are held back."
            ),
            translate("If there is nothing in it, close it and say why."),
        ]
    return [
        translate("Is somebody in danger now? Call 999. You need not know more first."),
        YOURS,
        " ".join(
            (translate("Refer it where it belongs."), *_numbers(parts), *_out_of_hours(parts, view.now))
        ),
        translate("Write to the person, if that is safe for them: who you are, and what comes next."),
        translate("When somebody has taken it on, say so under “Refer or close”."),
    ]


def _numbers(parts: Parts) -> list[str]:
    """The Trust's own lines, by area."""
    local = [one for one in parts.help_lines.lines if one.areas and one.call]
    if not local:
        return [
            translate(
                "No number of your own children’s social care is on the help lines (TOGETHER_HELP_LINES)."
            )
        ]
    return [_line(one, parts) for one in local]


def _line(one: HelpLine, parts: Parts) -> str:
    hours = f" ({one.hours})" if one.hours else ""
    line = f"{one.name}: {one.call}{hours}"
    if one.is_stale(parts.clock().date()):
        line = translate("{line}, not checked for 90 days", line=line)
    return f"{line}."


def _out_of_hours(parts: Parts, now: datetime) -> list[str]:
    rota, zone = parts.launching.rota, parts.launching.zone
    return [] if rota is None or rota.staffed(now, zone) else [OFFICE_CLOSED]


def moment(at: datetime) -> str:
    """“23 November 2026, 16:05”, by the Trust's clock."""
    return f"{day(at)}, {at.astimezone(TRUST_TIME):%H:%M}"


def lasting(span: timedelta) -> str:
    """“12 minutes”, “3 hours”, “2 days”."""
    if span < HOUR:
        return counted("{number} minute", "{number} minutes", int(span.total_seconds() // 60))
    if span < timedelta(days=1):
        return counted("{number} hour", "{number} hours", int(span / HOUR))
    return counted("{number} day", "{number} days", span.days)


@dataclass(frozen=True, slots=True)
class Notice:
    """What is wrong and what to do; with which `setting`, where whoever runs Together does it."""

    words: str
    setting: str = ""


NO_ROTA = Notice(
    message(
        "Nobody is told when a child may not be safe: there is no list of who is on duty and when. "
        "Until there is one, the safeguarding lead must look at the concerns every day."
    ),
    "TOGETHER_DUTY_ROTA",
)


def warnings(parts: Parts) -> list[Notice]:
    """What every member of staff must know about safeguarding now. No words of anybody's."""
    now = parts.clock()
    with parts.database.read() as connection:
        found = standing(connection)
    said = []
    if found.failing:
        failing = counted(
            "{number} alert to the people on duty could not be sent. "
            "Tell the safeguarding lead now, by telephone or in person.",
            "{number} alerts to the people on duty could not be sent. "
            "Tell the safeguarding lead now, by telephone or in person.",
            found.failing,
        )
        said.append(Notice(failing))
    if found.oldest is not None and now - found.oldest > NEXT:
        waits = lasting(now - found.oldest)
        unseen = translate(
            "Nobody has looked at a safeguarding alert for {waits}. Tell the safeguarding lead now.",
            waits=waits,
        )
        said.append(Notice(unseen))
    if found.idle is not None and now - found.idle > IDLE:
        idle = translate(
            "A safeguarding alert was opened {lasting} ago, and nobody says that they act. "
            "Those on duty are told again. Tell the safeguarding lead now.",
            lasting=lasting(now - found.idle),
        )
        said.append(Notice(idle))
    if not parts.duty_rota:
        said.append(NO_ROTA)
    stale = [line.name for line in parts.help_lines.stale(now.date())]
    if stale:
        unchecked = translate(
            "Ring these numbers on the help cards: {names}. "
            "Nobody has checked for 90 days that they are right, and people still see them.",
            names=", ".join(stale),
        )
        said.append(Notice(unchecked, "TOGETHER_HELP_LINES"))
    return said
