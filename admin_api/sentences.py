"""Numbers of people as sentences. Each says only what the published numbers support, or is empty.

“Most” needs more than half of a base that is shown, whatever both were before they were rounded; “most often”
that no hidden number could be greater.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from admin_api.translation.speaking import message, translate
from analysis.disclosure_control import HIDDEN, MOST_AROUND, Count
from analysis.readings import Feeling, Kind
from analysis.summary import Row, Table, Unread
from analysis.taxonomy import OTHER

TRUST_TIME = ZoneInfo("Europe/London")
# Months stand in a date, after the day: in the case that this asks for.
MONTHS = (
    message("January"),
    message("February"),
    message("March"),
    message("April"),
    message("May"),
    message("June"),
    message("July"),
    message("August"),
    message("September"),
    message("October"),
    message("November"),
    message("December"),
)
MOST_NAMED = 3
FELT = {
    Feeling.POSITIVE: "{} sounded positive",
    Feeling.NEEDS_CHANGE: "{} said that something needs to change",
    Feeling.MIXED: "{} said both",
    Feeling.NO_CLEAR_SIGNAL: "{} gave no clear signal",
}

FEELING_NAMES = {feeling: feeling.capitalize() for feeling in Feeling}
KIND_NAMES = {
    Kind.PRAISE: "Praise",
    Kind.WORRY: "Worry",
    Kind.NEED: "Need: something is lacking",
    Kind.IDEA: "Idea",
    Kind.UNFAIRNESS: "Unfair: treated worse, not heard, let down",
    Kind.INFO: "Information",
    Kind.NONE: "None of these",
}


def people(count: Count) -> str:
    """“42 people”, “nobody”, “fewer than 5 people”; for a hidden number, that it is not shown."""
    if count.value == 0:
        return "nobody"
    if count.value is not None:
        return f"{count.value:,} people"
    if count.below:
        return f"{count} people"
    return "a number of people that we do not show"


def sentence(words: str) -> str:
    """`words` with a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}."


def listed(words: Sequence[str], last: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def chosen_most(rows: Table, base: Count, one_each: bool) -> str:
    """What most people chose; with `one_each` everybody chose one thing."""
    shown = [row for row in rows if row.people.value]
    if not shown or base.value is None:
        return ""
    top = max(shown, key=_people)
    if one_each and (_people(top) - MOST_AROUND) * 2 > base.value + MOST_AROUND:
        return f"Most of the {base} people who answered chose “{top.label}”: {top.people} of them."
    if any(row.people == HIDDEN for row in rows) or _tied(top, shown):
        return ""
    return f"Chosen most often: “{top.label}”, by {top.people} of the {base} people who answered."


def _people(row: Row) -> int:
    return row.people.value or 0


def _tied(top: Row, rows: Sequence[Row]) -> bool:
    return sum(row.people == top.people for row in rows) > 1


def spoke_of(themes: Table) -> str:
    """The first few of `themes`, which come in falling order; those not shown are left out."""
    shown = [row for row in themes if row.people.value and row.name != OTHER][:MOST_NAMED]
    if not shown:
        return ""
    numbers = [f"{row.people.value:,}{'' if place else ' people'}" for place, row in enumerate(shown)]
    named = [f"{row.label} ({number})" for row, number in zip(shown, numbers, strict=True)]
    return f"They spoke of {listed(named)}."


def felt(rows: Table) -> str:
    """How many sounded positive, and so on; says so where numbers are missing."""
    shown = [row for row in rows if row.people.value]
    if not shown:
        return ""
    said = [
        FELT[Feeling(row.name)].format(f"{row.people.value:,}{'' if place else ' people'}")
        for place, row in enumerate(shown)
    ]
    hidden = any(not row.people.shown for row in rows)
    return sentence(listed(said) + ("; the other numbers are not shown" if hidden else ""))


def not_read(found: Unread) -> str:
    """Whose words no program read, and why; empty where it read all."""
    kinds = {
        "nothing that can be read, such as “n/a”": found.empty,
        "not in English, so a person must read it": found.not_english,
        "waiting to be read, or held back for a person": found.waiting,
    }
    said = [
        f"{kind}: {f'{count.value:,} people' if count.shown else 'number not shown'}"
        for kind, count in kinds.items()
        if count.value != 0
    ]
    return f"The program did not read all. {sentence('; '.join(said))}" if said else ""


def day(moment: datetime) -> str:
    """“23 November 2026”, in the Trust's own time."""
    return date_words(moment.astimezone(TRUST_TIME).date())


def date_words(on: date) -> str:
    """“23 November 2026”, in the language of the page."""
    month = translate(MONTHS[on.month - 1])
    # How a date is written. {month} is one of the names below.
    return translate("{day} {month} {year}", day=on.day, month=month, year=on.year)


def clock_time(moment: datetime) -> str:
    """“23 November 2026 at 09:05”, in the Trust's own time."""
    return f"{day(moment)} at {moment.astimezone(TRUST_TIME):%H:%M}"


def days_between(earlier: datetime, later: datetime) -> int:
    """Whole calendar days, by the Trust's own calendar."""
    return (later.astimezone(TRUST_TIME).date() - earlier.astimezone(TRUST_TIME).date()).days


def days(number: int) -> str:
    if number == 1:
        return translate("1 day")
    # Any number from 2 on: write it so that it is right with each, “days: {number}” if need be.
    return translate("{number} days", number=f"{number:,}")
