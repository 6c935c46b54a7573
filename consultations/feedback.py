"""What people tell us of their own accord, and the two questions about a service or an event. Pure.

A *telling* is one such thing: words, perhaps an outcome of the plan, perhaps what would help. It is asked for
by a questionnaire like any other, so that it is agreed to, screened, kept and withdrawn like any answer.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from consultations.errors import Refused, worded
from consultations.forms.questionnaire import Choice, Question, Questionnaire, Text
from consultations.plan import Plan

WORDS, ABOUT, WOULD_HELP = "words", "about", "would_help"
"""The questions of a telling."""
DONT_KNOW = "dont_know"
FACE, WHY = "face", "why"
"""The two questions about a service or an event."""
FACES = ("1", "2", "3", "4", "5")
"""From very bad to very good."""
BEFORE, AFTER = "-before", "-after"
"""How the codes of a pair end."""
LONGEST_CODE = 50
LONGEST_REPLY = 1000
"""Letters: about a screen of a phone, and well within one Telegram message (4096)."""
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class TellingWords:
    """What the questions of a telling say, in every language."""

    title: Text
    words: Text
    about: Text
    would_help: Text
    dont_know: Text


@dataclass(frozen=True, slots=True)
class FeedbackWords:
    """What the two questions say, in every language. `faces`: a label for each of `FACES`."""

    face: Text
    why: Text
    faces: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """Something that a person told us, as staff see it.

    `outcome` is what they said it is about, "" where they do not know. `version` grows with each change, so
    that two members of staff do not overwrite each other. `silent`: the person has asked to hear nothing, or
    nothing reaches them; then a reply waits.
    """

    id: int
    words: str
    would_help: str
    more: str
    outcome: str
    told_at: datetime
    due_at: datetime
    channel: str
    silent: bool
    version: int
    read_at: datetime | None = None
    read_by: str | None = None
    reply: str | None = None
    replied_at: datetime | None = None
    replied_by: str | None = None
    sent_at: datetime | None = None

    def overdue(self, now: datetime) -> bool:
        """Whether we have not replied by when we said that we would."""
        return self.replied_at is None and self.due_at < now


def reply_by(told: datetime, working_days: int, zone: tzinfo) -> datetime:
    """The end of the `working_days`-th working day after `told`, in `zone`.

    Bank holidays count as working days: what we promise is then a day early, never a day late.
    """
    today = told.astimezone(zone).date()
    ahead = (today + timedelta(days=number) for number in range(1, 2 * working_days + 8))
    working = [day for day in ahead if day.weekday() < SATURDAY]
    return datetime.combine(working[working_days - 1], time(23, 59, 59), zone)


def standing_code(plan_code: str) -> str:
    """What the standing consultation of a plan is called in links."""
    return f"tell-{re.sub(r'[^A-Za-z0-9_-]', '-', plan_code)}"[:LONGEST_CODE]


def telling_form(plan: Plan, said: TellingWords) -> Questionnaire:
    """The questionnaire of a telling: own words, which outcome, what would help. All can be passed over.

    Without words nothing else is asked. The outcome of the words is the one that was picked.
    """
    any_words = f"${{{WORDS}}} != ''"
    picked = f"${{{ABOUT}}}"
    language = next(iter(said.words))
    outcomes = tuple(Choice(one.code, {language: one.label}) for one in plan.outcomes)
    items = (
        Question(WORDS, "text", said.words, outcome=picked),
        Question(ABOUT, "select_one", said.about, relevant=any_words, choices="outcomes"),
        Question(WOULD_HELP, "text", said.would_help, relevant=any_words, outcome=picked),
    )
    choices = {"outcomes": (*outcomes, Choice(DONT_KNOW, said.dont_know))}
    return _form(standing_code(plan.code), said.title, items, choices)


def feedback_form(code: str, title: str, outcome: str, said: FeedbackWords) -> Questionnaire:
    """The two questions about a service or an event: how it was on five faces, and why."""
    items = (
        Question(FACE, "select_one", said.face, choices="faces", outcome=outcome),
        Question(WHY, "text", said.why, outcome=outcome),
    )
    faces = tuple(Choice(name, label) for name, label in zip(FACES, said.faces, strict=True))
    return _form(code, dict.fromkeys(said.face, title), items, {"faces": faces})


def _form(
    name: str, title: Text, items: tuple[Question, ...], choices: dict[str, tuple[Choice, ...]]
) -> Questionnaire:
    languages = tuple(items[0].label)
    return Questionnaire(
        name=name,
        title=title[languages[0]],
        version="1",
        default_language=languages[0],
        languages=languages,
        items=items,
        choice_lists=choices,
    )


def codes_of(code: str, *, before_after: bool) -> tuple[str, ...]:
    """What is to be opened. Raises `Refused` where the code is too long for what a pair adds to it."""
    if len(code) > LONGEST_CODE:
        raise Refused(
            "bad_code",
            worded("“{code}” is too long.", code=code),
            worded("Use at most {most} letters.", most=LONGEST_CODE),
        )
    return (f"{code}{BEFORE}", f"{code}{AFTER}") if before_after else (code,)


def other_of_pair(code: str) -> str | None:
    """The code of the second asking where `code` is that of the first: `visit-after` for `visit-before`."""
    return f"{code.removesuffix(BEFORE)}{AFTER}" if code.endswith(BEFORE) else None


def check_reply(reply: str) -> None:
    """Raise `Refused` for a reply that nobody could read."""
    if not reply.strip():
        raise Refused("no_reply", "There is no reply.", "Write what the person will read.")
    if len(reply) > LONGEST_REPLY:
        raise Refused(
            "long_reply",
            worded("The reply has {reply} letters.", reply=len(reply)),
            worded("Shorten it to {most} or fewer.", most=LONGEST_REPLY),
        )
