"""What is missing before a consultation may be launched, by the parts of its task list.

The rules of law are the Gunning principles (R v Brent LBC, ex parte Gunning, 1985; endorsed by the Supreme
Court in R (Moseley) v Haringey LBC, 2014): consult while proposals are at a formative stage; give enough
reasons for an intelligent answer; give time; consider the product conscientiously. Without them nothing is
launched. A young person signs the wording with us, and their signature is for that wording alone.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from consultations.consultation import CODE, LONGEST_NEW_CODE
from consultations.duty import SATURDAY, Rota
from consultations.errors import Fault, Place, worded
from consultations.forms.questionnaire import Questionnaire
from consultations.forms.together_check import Report
from consultations.launching import Draft, Intent

Section = Literal[
    "purpose", "outcomes", "questionnaire", "people", "dates", "safeguarding", "check", "signature"
]
SECTIONS: tuple[Section, ...] = (
    "purpose", "outcomes", "questionnaire", "people", "dates", "safeguarding", "check", "signature",
)  # fmt: skip
SHORTEST_DAYS = 14
"""Less time than two weeks needs a reason: the Consultation Principles (Cabinet Office, 2018) ask for time in
proportion, and a school's newsletter comes out once a week."""
LONGEST_DAYS = 366
DAYS_TO_CONSIDER = 7
"""Between the last answer and the decision: conscientious consideration takes somebody to read it."""
SHORTEST_REASON = 20
"""Characters. “Yes” explains nothing."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a draft is checked against: the day, the plan's outcomes, the rota, what the check found."""

    today: date
    outcomes: Collection[str]
    rota: Rota | None
    questionnaire: Questionnaire | None = None
    report: Report | None = None


def missing(section: Section, draft: Draft, around: Around) -> tuple[Fault, ...]:
    """What keeps this part from being done; the column of each place is the field that it is about."""
    return tuple(RULES[section](draft, around))


def faults_of(draft: Draft, around: Around) -> tuple[Fault, ...]:
    """Everything that keeps the draft from being launched."""
    return tuple(fault for section in SECTIONS for fault in missing(section, draft, around))


def begun(section: Section, draft: Draft) -> bool:
    """Whether anything has been said for this part."""
    empty, said = Intent(), draft.intent
    if section == "questionnaire":
        return draft.version is not None
    return any(getattr(said, name) != getattr(empty, name) for name in FIELDS[section])


FIELDS: Mapping[Section, tuple[str, ...]] = {
    "purpose": (
        "what_can_change", "what_cannot", "decided", "options", "decided_by", "decides_on", "how_considered",
    ),
    "outcomes": ("outcomes",),
    "questionnaire": (),
    "people": ("ages", "targets", "least_heard", "channels", "channel_targets", "languages"),
    "dates": ("closes_on", "why_short", "remind_after_hours", "told_on"),
    "safeguarding": ("cover", "lead_told"),
    "check": ("weighed",),
    "signature": ("signature",),
}  # fmt: skip


def _fault(code: str, column: str, message: str, fix: str) -> Fault:
    return Fault(code, message, fix, Place(column=column))


def _purpose(draft: Draft, _: Around) -> Iterator[Fault]:
    """Formative stage, enough information, conscientious consideration."""
    said = draft.intent
    if len(said.what_can_change) < SHORTEST_REASON:
        yield _fault(
            "gunning_formative", "what_can_change", "Nobody can tell what their answers could change.",
            "Write what can still change. If nothing can, do not consult: tell people what was decided.",
        )  # fmt: skip
    if said.decided != "no":
        message = (
            "It has been decided already, so this would not be a consultation."
            if said.decided == "yes"
            else "It does not say whether the decision is still open."
        )
        fix = "Consult while proposals can still change; otherwise tell people what was decided."
        yield _fault("gunning_formative", "decided", message, fix)
    if len(said.options) < SHORTEST_REASON:
        yield _fault(
            "gunning_information", "options", "People do not get enough to answer well.",
            "Write the options, the reasons for each, and what they cost.",
        )  # fmt: skip
    if not said.decided_by:
        yield _fault(
            "gunning_consideration", "decided_by", "Nobody decides.", "Write who decides: a board, a role."
        )
    if len(said.how_considered) < SHORTEST_REASON:
        yield _fault(
            "gunning_consideration", "how_considered", "It does not say how answers will be considered.",
            "Write who reads them, and how they reach those who decide.",
        )  # fmt: skip
    yield from _decision(said)


def _decision(said: Intent) -> Iterator[Fault]:
    if said.decides_on is None:
        yield _fault(
            "gunning_consideration",
            "decides_on",
            "There is no day of the decision.",
            "Write when it is made.",
        )
    elif said.closes_on and said.decides_on < said.closes_on + timedelta(days=DAYS_TO_CONSIDER):
        yield _fault(
            "gunning_consideration",
            "decides_on",
            worded(
                "The decision comes less than {least} days after the last answers: too soon.",
                least=DAYS_TO_CONSIDER,
            ),
            "Decide later, or close earlier.",
        )


def _outcomes(draft: Draft, around: Around) -> Iterator[Fault]:
    if not draft.intent.outcomes:
        yield _fault("no_outcomes", "outcomes", "It is about no outcome of the plan.", "Choose at least one.")
    gone = sorted(set(draft.intent.outcomes) - set(around.outcomes))
    if gone:
        yield _fault(
            "unknown_outcome",
            "outcomes",
            worded("The plan has no outcome {gone}.", gone=", ".join(gone)),
            "Choose again.",
        )


def _questionnaire(draft: Draft, around: Around) -> Iterator[Fault]:
    form = around.questionnaire
    if form is None:
        yield _fault(
            "no_questionnaire", "file", "There is no questionnaire.", "Upload one, or take a template."
        )
        return
    named = {one.outcome for one in form.questions() if one.outcome and not one.outcome.startswith("${")}
    unknown, unasked = sorted(named - set(around.outcomes)), sorted(set(draft.intent.outcomes) - named)
    if unknown:
        known = ", ".join(sorted(around.outcomes))
        yield _fault(
            "unknown_outcome",
            "file",
            worded("The plan has no outcome {unknown}.", unknown=", ".join(unknown)),
            worded("Its outcomes are {known}.", known=known),
        )
    if unasked and not any((one.outcome or "").startswith("${") for one in form.questions()):
        yield _fault(
            "outcome_not_asked",
            "file",
            worded("No question is about {unasked}.", unasked=", ".join(unasked)),
            "Ask one, or take the outcome out.",
        )


def _people(draft: Draft, around: Around) -> Iterator[Fault]:
    said = draft.intent
    if not said.ages:
        yield _fault("no_ages", "ages", "It is for nobody.", "Choose whom you want to hear.")
    if not said.channels:
        yield _fault("no_channels", "channels", "There is no way to answer.", "Choose at least one.")
    elif "telegram" in said.channels and not {"web", "supporter", "paper"} & set(said.channels):
        yield _fault(
            "telegram_alone",
            "channels",
            "Telegram is for people of 16 and over only.",
            "Offer another way too.",
        )
    if len(said.least_heard) < SHORTEST_REASON:
        yield _fault(
            "least_heard", "least_heard", "It does not say how those are heard who are heard least.",
            "Write who they are (in care, young carers, SEND …) and how you will reach them.",
        )  # fmt: skip
    yield from _languages(said, around)


def _languages(said: Intent, around: Around) -> Iterator[Fault]:
    if not said.languages:
        yield _fault("no_languages", "languages", "No language is chosen.", "Choose at least one.")
    written = around.questionnaire.languages if around.questionnaire else said.languages
    absent = sorted(set(said.languages) - set(written))
    if absent:
        yield _fault(
            "language_not_written",
            "languages",
            worded("The questionnaire is not written in {absent}.", absent=", ".join(absent)),
            "Add the translation to the spreadsheet, or take the language out.",
        )


def _dates(draft: Draft, around: Around) -> Iterator[Fault]:
    said = draft.intent
    if said.closes_on is None:
        yield _fault("gunning_time", "closes_on", "There is no last day to answer.", "Write it.")
        return
    days = (said.closes_on - around.today).days
    if not 0 < days <= LONGEST_DAYS:
        yield _fault(
            "gunning_time", "closes_on", "The last day is not within the next year.",
            "Write a day from tomorrow on, within a year.",
        )  # fmt: skip
    elif days < SHORTEST_DAYS and len(said.why_short) < SHORTEST_REASON:
        yield _fault(
            "gunning_time",
            "why_short",
            worded("{days} days are little time: fewer than {least}.", days=days, least=SHORTEST_DAYS),
            "Give more, or write why it cannot wait.",
        )
    yield from _told(said)


def _told(said: Intent) -> Iterator[Fault]:
    if said.told_on is None:
        yield _fault(
            "no_feedback_day",
            "told_on",
            "It does not say when people hear what came of it.",
            "Write the day.",
        )
    elif said.decides_on and said.told_on < said.decides_on:
        yield _fault(
            "no_feedback_day", "told_on", "People would hear what came of it before it is decided.",
            "Write a day after the decision.",
        )  # fmt: skip


def _safeguarding(draft: Draft, around: Around) -> Iterator[Fault]:
    said = draft.intent
    if around.rota is None:
        yield _fault(
            "no_rota", "cover", "Nobody is told when a child says that they are not safe.",
            "Ask whoever runs Together to set the duty rota (TOGETHER_DUTY_ROTA).",
        )  # fmt: skip
    if not said.cover:
        yield _fault(
            "no_cover", "cover", "It does not say who covers safeguarding on these days.",
            "Write the roles: the safeguarding lead, who stands in for them, who is on call.",
        )  # fmt: skip
    if not said.lead_told:
        yield _fault(
            "lead_not_told", "lead_told", "The safeguarding lead does not know of these dates.",
            "Tell them, then tick the box.",
        )  # fmt: skip


def _check(draft: Draft, around: Around) -> Iterator[Fault]:
    report = around.report
    if report is None:
        yield _fault("not_checked", "weighed", "There is nothing to check yet.", "Add a questionnaire first.")
        return
    errors = sum(one.level == "error" for one in report.findings)
    if errors:
        one = worded("One thing in the questionnaire must be mended.")
        several = worded("{number} things in the questionnaire must be mended.", number=errors)
        yield _fault("check_blocks", "weighed", one if errors == 1 else several, "Mend the wording.")
    elif report.findings and draft.intent.weighed != draft.questions:
        yield _fault(
            "not_weighed", "weighed", "Warnings wait to be weighed.", "Read them, and say that you did."
        )


def _signature(draft: Draft, _: Around) -> Iterator[Fault]:
    if draft.signed:
        return
    if draft.intent.signature:
        message = "The wording has changed since the young person lead signed it."
    elif draft.intent.asked_to_change:
        message = "The young person lead asked for a change."
    else:
        message = "No young person lead has signed the wording."
    yield _fault("not_signed", "signature", message, "Ask them to read and sign it.")


RULES: Mapping[Section, Callable[[Draft, Around], Iterator[Fault]]] = {
    "purpose": _purpose,
    "outcomes": _outcomes,
    "questionnaire": _questionnaire,
    "people": _people,
    "dates": _dates,
    "safeguarding": _safeguarding,
    "check": _check,
    "signature": _signature,
}


def check_code(code: str) -> Sequence[Fault]:
    """What is wrong with the name that will stand in every link."""
    if CODE.fullmatch(code) and len(code) <= LONGEST_NEW_CODE:
        return ()
    if not code:
        return (
            _fault("bad_code", "code", "It has no name in the link yet.", "Write one, such as safe-streets."),
        )
    fix = f"Use letters, digits, - and _ only, at most {LONGEST_NEW_CODE} of them."
    return (_fault("bad_code", "code", worded("“{code}” cannot stand in a link.", code=code), fix),)


def closed_days(rota: Rota, first: date, last: date) -> int:
    """On how many weekdays from `first` to `last` the office is closed, and whoever is on call is told."""
    return sum(first <= day <= last and day.weekday() < SATURDAY for day in rota.closed_on)
