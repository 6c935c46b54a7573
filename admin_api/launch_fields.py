"""The fields of the launch's task list: what is asked, how it is read from a form, how it is shown again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from admin_api.forms import FieldError, Filled, clean
from admin_api.sentences import date_words
from admin_api.translation.speaking import message, translate
from consultations.forms.question_types import Accepted, Unsure, type_of
from consultations.forms.questionnaire import Question
from consultations.launch_rules import Section
from consultations.launching import Intent
from consultations.participants import BANDS

Kind = Literal["line", "area", "date", "one", "several", "tick", "numbers"]
Option = tuple[str, str]
LONGEST = 4000
MOST_PEOPLE = 1_000_000
AGES: Sequence[Option] = (
    ("under_13", message("Under 13")),
    ("13_15", message("13 to 15")),
    ("16_17", message("16 and 17")),
    ("18_plus", message("18 and over: care leavers, parents and carers")),
)
CHANNELS: Sequence[Option] = (
    ("web", message("Web chat, on any phone, tablet or computer")),
    ("telegram", message("Telegram, from 16 years on")),
    ("supporter", message("With a supporter beside them")),
    ("paper", message("On paper, typed in by staff")),
)
REMINDERS: Sequence[Option] = (
    ("", message("Never")),
    ("48", message("After 2 days")),
    ("72", message("After 3 days")),
    ("168", message("After a week")),
)
DECIDED: Sequence[Option] = (
    ("no", message("No. What people say can still change it")),
    ("yes", message("Yes, it has been decided")),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One question to the officer. `options` are (value, words); for `numbers` each gets a box of its own."""

    name: str
    label: str
    kind: Kind = "area"
    hint: str = ""
    options: Sequence[Option] = ()


FIELDS: Mapping[Section, Sequence[Field]] = {
    "purpose": (
        Field(
            "what_can_change",
            message("What can change?"),
            hint=message("What will be different if people say so?"),
        ),
        Field(
            "what_cannot",
            message("What cannot change?"),
            hint=message("Say it plainly, so that nobody hopes in vain."),
        ),
        Field(
            "decided",
            message("Has it been decided already?"),
            "one",
            message("The law calls this the formative stage."),
            DECIDED,
        ),
        Field(
            "options",
            message("What do people need to know to answer well?"),
            hint=message(
                "The options, the reasons for each, what they cost. "
                "The law calls this sufficient information."
            ),
        ),
        Field(
            "decided_by",
            message("Who decides?"),
            "line",
            message("A board or a role, like: the Trust’s board"),
        ),
        Field("decides_on", message("When do they decide?"), "date"),
        Field(
            "how_considered",
            message("How will answers be considered?"),
            hint=message(
                "Who reads them, and how they reach those who decide. "
                "The law calls this conscientious consideration."
            ),
        ),
    ),
    "outcomes": (Field("outcomes", message("Which outcomes of the plan is it about?"), "several"),),
    "people": (
        Field("ages", message("Whom do you want to hear?"), "several", options=AGES),
        Field("targets", message("How many people of each age do you hope to hear?"), "numbers", "", AGES),
        Field(
            "least_heard",
            message("Who is heard least, and how will you reach them?"),
            hint=message("For example children in care, young carers, children with SEND"),
        ),
        Field("channels", message("How can people answer?"), "several", options=CHANNELS),
        Field(
            "channel_targets",
            message("How many people do you hope to hear each way?"),
            "numbers",
            "",
            CHANNELS,
        ),
        Field(
            "languages",
            message("In which languages?"),
            "several",
            message("The questionnaire must be written in them."),
        ),
    ),
    "dates": (
        Field(
            "closes_on",
            message("What is the last day to answer?"),
            "date",
            message("The law calls this adequate time."),
        ),
        Field("why_short", message("If that is less than two weeks: why can it not wait?")),
        Field(
            "remind_after_hours",
            message("When are people reminded who stopped half-way?"),
            "one",
            options=REMINDERS,
        ),
        Field(
            "told_on",
            message("By when will people hear what came of it?"),
            "date",
            message("People read this day."),
        ),
    ),
    "safeguarding": (
        Field(
            "cover",
            message("Who covers safeguarding on these days?"),
            hint=message("Roles, no names: the safeguarding lead, who stands in for them, who is on call"),
        ),
        Field("lead_told", message("The safeguarding lead knows of these dates"), "tick"),
    ),
}
Posted = Mapping[str, Sequence[str]]


def read(section: Section, posted: Posted, intent: Intent) -> tuple[Intent, list[FieldError]]:
    """What was typed, put into `intent`; and what could not be understood, which is left as it was."""
    errors: list[FieldError] = []
    values: dict[str, object] = {}
    for field in FIELDS[section]:
        try:
            values[field.name] = READ[field.kind](field, posted)
        except ValueError as problem:
            errors.append(FieldError(field.name, str(problem)))
    return replace(intent, **values), errors  # type: ignore[arg-type] # each kind reads what its field holds


def _line(field: Field, posted: Posted) -> str:
    text = clean(next(iter(posted.get(field.name, ())), ""))
    if len(text) > LONGEST:
        raise ValueError(
            translate("Keep to {most} letters; it has {number}.", most=LONGEST, number=len(text))
        )
    return text


def _date(field: Field, posted: Posted) -> date | None:
    return day_of(_line(field, posted))


def day_of(text: str) -> date | None:
    """A day as people write it; None where nothing is written. Raises `ValueError`."""
    if not text:
        return None
    reading = type_of("date").read(Question("day", "date"), (), text)
    if isinstance(reading, Accepted | Unsure):
        return date.fromisoformat(reading.value)
    raise ValueError(translate("Write a day like 27/3/2027 or 27 March 2027."))


def _one(field: Field, posted: Posted) -> object:
    text = _line(field, posted)
    if text and text not in dict(field.options):
        raise ValueError(translate("Choose one of the answers."))
    if field.name == "remind_after_hours":
        return int(text) if text else None
    return text


def _several(field: Field, posted: Posted) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(posted.get(field.name, ())))
    known = dict(field.options)
    if any(len(one) > 100 or (known and one not in known) for one in chosen):
        raise ValueError(translate("Choose from the answers."))
    return chosen


def _tick(field: Field, posted: Posted) -> bool:
    return _line(field, posted) == "yes"


def _numbers(field: Field, posted: Posted) -> Mapping[str, int]:
    found = {}
    for value, words in field.options:
        text = clean(next(iter(posted.get(f"{field.name}-{value}", ())), ""))
        if text and not (text.isascii() and text.isdigit() and int(text) <= MOST_PEOPLE):
            raise ValueError(translate("{words}: write a whole number.", words=words))
        if text and int(text):
            found[value] = int(text)
    return found


READ: Mapping[Kind, Callable[[Field, Posted], object]] = {
    "line": _line,
    "area": _line,
    "date": _date,
    "one": _one,
    "several": _several,
    "tick": _tick,
    "numbers": _numbers,
}


def shown(
    section: Section, intent: Intent, errors: Sequence[FieldError] = (), posted: Posted | None = None
) -> Filled:
    """The form of a section with what was said in it; where something is wrong, with what was typed."""
    values: dict[str, str] = {}
    for field in FIELDS[section]:
        values |= _shown(field, getattr(intent, field.name))
    if posted is not None and errors:
        values |= {name: "\n".join(typed) for name, typed in posted.items()}
    return Filled(tuple(values.items()), tuple(errors))


def _shown(field: Field, value: object) -> Mapping[str, str]:
    if isinstance(value, date):
        return {field.name: f"{value.day}/{value.month}/{value.year}"}
    if isinstance(value, Mapping):
        return {f"{field.name}-{key}": str(number) for key, number in value.items()}
    if isinstance(value, tuple):
        return {field.name: "\n".join(value)}
    if isinstance(value, bool):
        return {field.name: "yes" if value else ""}
    return {field.name: "" if value is None else str(value)}


def answers(fields: Sequence[Field], intent: Intent) -> list[tuple[str, str]]:
    """What was said, as (question, answer); without what was left empty."""
    told = [(field.label, _in_words(field, getattr(intent, field.name))) for field in fields]
    return [(asked, words) for asked, words in told if words]


def _in_words(field: Field, value: object) -> str:
    words = dict(field.options)
    if isinstance(value, date):
        return date_words(value)
    if isinstance(value, Mapping):
        return "\n".join(f"{words.get(key, key)}: {number}" for key, number in value.items())
    if isinstance(value, tuple):
        return "\n".join(words.get(str(one), str(one)) for one in value)
    if isinstance(value, bool):
        return translate("Yes") if value else ""
    return "" if value is None else words.get(str(value), str(value))


def checked(intent: Intent) -> Intent:
    """`intent` with nothing in it that no form offers. Raises `ValueError`."""
    if set(intent.ages) - set(BANDS) or set(intent.channels) - {value for value, _ in CHANNELS}:
        raise ValueError(translate("Choose from the answers."))
    return intent
