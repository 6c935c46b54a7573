"""A consultation: one version of a questionnaire, put to people, about one plan."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from consultations.errors import Fault, FaultyInput, Place, Refused, worded
from consultations.forms.questionnaire import Question, Questionnaire

CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What may stand in a link, and in Telegram's `/start` (core.telegram.org/bots/features#deep-linking)."""
Kind = Literal["consultation", "standing", "feedback"]
"""*consultation*: an officer asks, for a time. *standing*: the one of a plan, in which people tell us things
unasked. *feedback*: two questions about a service or an event."""
Stage = Literal["draft", "co-signed", "open", "closed", "analysed", "answered", "fed back", "archived"]
"""Where a consultation stands in its life. *draft* and *co-signed* are before it exists (`launching.Draft`).
*analysed*: what was said has been read and named. *answered*: every ask from it is decided and published.
One without an ask is both when an officer has stated its conclusion. *fed back*: everyone who said it has
been told."""
MOVES: Mapping[Stage, tuple[Stage, ...]] = {
    "draft": ("co-signed",),
    "co-signed": ("draft", "open"),
    "open": ("closed",),
    "closed": ("open", "analysed", "archived"),
    "analysed": ("open", "answered", "archived"),
    "answered": ("open", "analysed", "fed back", "archived"),
    "fed back": ("archived",),
    "archived": (),
}
"""Every step that there is. Editing makes a draft of what was co-signed; reopening goes back to people."""
LONGEST_NEW_CODE = 58
"""With `start:` before it, a code makes the id of a button, which Telegram limits to 64 bytes."""
DECIDED = re.compile(r"\$\{(.+)\}")
LONGEST_REMINDER_HOURS = 90 * 24
"""As long as a browser keeps its place in the chat (`bot.web_chat.COOKIE_SECONDS`)."""


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation that was opened.

    `questionnaire_id` names the version that whoever starts now is asked. `remind_after_hours`: how long
    after their last word people hear a reminder, None for never. `next_news` and `next_on` say what happens
    next, and by when people will hear of it, to those who come back after the end. `state` says whether
    people can answer, `stage` where it stands in its life. `closes_on` is the last day on which people can
    answer. `why_archived` was published in place of feedback. `conclusion` says what was decided on one from
    which no ask was made, or that nothing is asked for.
    """

    id: int
    code: str
    title: str
    plan_code: str
    questionnaire_id: str
    taxonomy: str | None
    state: Literal["open", "closed"]
    sample: bool
    opened_at: datetime
    closed_at: datetime | None
    remind_after_hours: int | None = None
    next_news: str | None = None
    next_on: date | None = None
    kind: Kind = "consultation"
    stage: Stage = "open"
    closes_on: date | None = None
    why_archived: str | None = None
    conclusion: str | None = None

    @property
    def under_way(self) -> bool:
        """Whether real people can still answer what they are asked for a time: by now we have half of it.

        Invented answers are nobody's, and what people tell unasked or about a service has no end to wait for.
        """
        return self.kind == "consultation" and self.state == "open" and not self.sample


def check_move(present: Stage, to: Stage, why_archived: str = "") -> None:
    """Raise `Refused` where a consultation may not go from `present` to the stage `to`.

    It cannot be archived before people have been told what came of it, unless the reason is published.
    """
    if to not in MOVES[present]:
        possible = " or ".join(f"“{one}”" for one in MOVES[present]) or "nothing more"
        raise Refused(
            "no_such_step",
            worded("A consultation that is {present} cannot become {to}.", present=present, to=to),
            worded("From here it can become {possible}.", possible=possible),
        )
    if to == "archived" and present != "fed back" and not why_archived.strip():
        raise Refused(
            "not_fed_back",
            "People have not been told what came of this consultation, so it is not finished.",
            "Tell them, or publish the reason why nobody will be told.",
        )


def check_conclusion(one: Consultation, asks: int, words: str) -> None:
    """Raise `Refused` where `words` may not stand as what was decided on one with so many asks."""
    if one.state != "closed" or one.stage not in ("closed", "analysed", "answered"):
        raise Refused(
            "not_closed",
            "What was decided on a consultation is stated when it is closed and people have not been told.",
        )
    if asks:
        raise Refused(
            "has_asks", "Asks were made from this consultation.", "Decide and publish those: they say it."
        )
    if not words.strip():
        raise Refused("no_conclusion", "Nothing is said yet.", "Write what was decided, or that nothing is.")


def check_launch(code: str, questionnaire: Questionnaire, outcomes: Collection[str]) -> None:
    """Raise `Refused` where a consultation may not be opened with this code and questionnaire.

    `outcomes` are the codes of the plan that it is about.
    """
    if not CODE.fullmatch(code) or len(code) > LONGEST_NEW_CODE:
        raise Refused(
            "bad_code",
            worded("“{code}” cannot stand in a link.", code=code),
            worded(
                "Use letters, digits, - and _ only, at most {most} of them.",
                most=LONGEST_NEW_CODE,
            ),
        )
    check_outcomes(questionnaire, outcomes)


def check_outcomes(questionnaire: Questionnaire, outcomes: Collection[str]) -> None:
    """Raise `Refused` where the questionnaire names an outcome that its plan does not have."""
    named = {one.outcome for one in questionnaire.questions() if one.outcome and not decided_by(one.outcome)}
    unknown = sorted(named - set(outcomes))
    if unknown:
        raise Refused(
            "unknown_outcome",
            worded("The plan has no outcome called {unknown}.", unknown=", ".join(unknown)),
            worded("Use these in the column “outcome”: {outcomes}.", outcomes=", ".join(sorted(outcomes))),
        )


def decided_by(outcome: str) -> str | None:
    """The question whose answer decides the outcome, where `outcome` is `${question}`; None for a code."""
    found = DECIDED.fullmatch(outcome)
    return found[1] if found else None


def check_update(present: Questionnaire, new: Questionnaire, file: str) -> None:
    """Raise `FaultyInput` where `new` cannot take the place of `present` in a consultation under way.

    A question keeps its type as long as it keeps its name: answers of both versions are counted together
    (the same rule as ODK's, docs.getodk.org/form-update).
    """
    types = {one.name: one.type for one in present.questions()}
    faults = [
        _changed_type(one, types[one.name], file)
        for one in new.questions()
        if one.type != types.get(one.name, one.type)
    ]
    if faults:
        raise FaultyInput("changed_types", "These answers could not be counted together.", faults)


def _changed_type(question: Question, was: str, file: str) -> Fault:
    return Fault(
        "changed_type",
        worded(
            "The question “{name}” was of the type {was}, and people have answered it so.",
            name=question.name,
            was=was,
        ),
        worded("Leave it {was}, or give the new question a name of its own.", was=was),
        Place(file=file, sheet="survey", row=question.row or None, column="type"),
    )


def check_reminder(hours: int) -> None:
    """Raise `Refused` for a reminder sooner than an hour or later than anybody would still understand."""
    if not 1 <= hours <= LONGEST_REMINDER_HOURS:
        raise Refused(
            "bad_reminder",
            "A reminder comes after one hour at the soonest and 90 days at the latest.",
            "Write it like 12h, 3d or 2w.",
        )
