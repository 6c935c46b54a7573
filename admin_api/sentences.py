"""Numbers of people as sentences. Each says only what the published numbers support, or is empty.

“Most” needs more than half of a base that is shown, whatever both were before they were rounded; “most often”
that no hidden number could be greater.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from admin_api.translation.speaking import counted, message, translate
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
    Feeling.POSITIVE: message("{people} sounded positive"),
    Feeling.NEEDS_CHANGE: message("{people} said that something needs to change"),
    Feeling.MIXED: message("{people} said both"),
    Feeling.NO_CLEAR_SIGNAL: message("{people} gave no clear signal"),
}
"""{people} is “20 people” in the first of a list, and “20” in those that follow."""

FEELING_NAMES = {
    Feeling.POSITIVE: message("Positive"),
    Feeling.NEEDS_CHANGE: message("Needs change"),
    Feeling.MIXED: message("Mixed"),
    Feeling.NO_CLEAR_SIGNAL: message("No clear signal"),
}
KIND_NAMES = {
    Kind.PRAISE: message("Praise"),
    Kind.WORRY: message("Worry"),
    Kind.NEED: message("Need: something is lacking"),
    Kind.IDEA: message("Idea"),
    Kind.UNFAIRNESS: message("Unfair: treated worse, not heard, let down"),
    Kind.INFO: message("Information"),
    Kind.NONE: message("None of these"),
}


def people(count: Count) -> str:
    """“42 people”, “nobody”, “fewer than 5 people”; for a hidden number, that it is not shown."""
    if count.value == 0:
        return translate("nobody")
    if count.value is not None:
        return counted("{number} person", "{number} people", count.value)
    if count.below:
        return counted("fewer than {number} person", "fewer than {number} people", count.below)
    return translate("a number of people that we do not show")


def sentence(words: str) -> str:
    """`words` with a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}."


def listed(words: Sequence[str], last: Literal["and", "or"] = "and") -> str:
    """“a”, “a and b”, “a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    before, end = ", ".join(words[:-1]), words[-1]
    if last == "or":
        return translate("{before} or {end}", before=before, end=end)
    return translate("{before} and {end}", before=before, end=end)


def chosen_most(rows: Table, base: Count, one_each: bool) -> str:
    """What most people chose; with `one_each` everybody chose one thing."""
    shown = [row for row in rows if row.people.value]
    if not shown or base.value is None:
        return ""
    top = max(shown, key=_people)
    if one_each and (_people(top) - MOST_AROUND) * 2 > base.value + MOST_AROUND:
        return translate(
            "Most of the {base} people who answered chose “{choice}”: {number} of them.",
            base=base,
            choice=top.label,
            number=top.people,
        )
    if any(row.people == HIDDEN for row in rows) or _tied(top, shown):
        return ""
    return translate(
        "Chosen most often: “{choice}”, by {number} of the {base} people who answered.",
        choice=top.label,
        number=top.people,
        base=base,
    )


def _people(row: Row) -> int:
    return row.people.value or 0


def _tied(top: Row, rows: Sequence[Row]) -> bool:
    return sum(row.people == top.people for row in rows) > 1


def spoke_of(themes: Table) -> str:
    """The first few of `themes`, which come in falling order; those not shown are left out."""
    shown = [row for row in themes if row.people.value and row.name != OTHER][:MOST_NAMED]
    if not shown:
        return ""
    numbers = [_people_once(row, place) for place, row in enumerate(shown)]
    named = [f"{row.label} ({number})" for row, number in zip(shown, numbers, strict=True)]
    return translate("They spoke of {themes}.", themes=listed(named))


def _people_once(row: Row, place: int) -> str:
    """The number of a list: “20 people” in its first place, “20” in those that follow."""
    return f"{row.people.value:,}" if place else people(row.people)


def felt(rows: Table) -> str:
    """How many sounded positive, and so on; says so where numbers are missing."""
    shown = [row for row in rows if row.people.value]
    if not shown:
        return ""
    said = [
        translate(FELT[Feeling(row.name)], people=_people_once(row, place)) for place, row in enumerate(shown)
    ]
    hidden = any(not row.people.shown for row in rows)
    if hidden:
        return sentence(translate("{numbers}; the other numbers are not shown", numbers=listed(said)))
    return sentence(listed(said))


def not_read(found: Unread) -> str:
    """Whose words no program read, and why; empty where it read all."""
    kinds = {
        translate("nothing that can be read, such as “n/a”"): found.empty,
        translate("not in English, so a person must read it"): found.not_english,
        translate("waiting to be read, or held back for a person"): found.waiting,
    }
    hidden = translate("number not shown")
    said = [
        f"{kind}: {people(count) if count.shown else hidden}"
        for kind, count in kinds.items()
        if count.value != 0
    ]
    if not said:
        return ""
    return translate("The program did not read all. {reasons}", reasons=sentence("; ".join(said)))


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
    time = f"{moment.astimezone(TRUST_TIME):%H:%M}"
    return translate("{day} at {time}", day=day(moment), time=time)


def days_between(earlier: datetime, later: datetime) -> int:
    """Whole calendar days, by the Trust's own calendar."""
    return (later.astimezone(TRUST_TIME).date() - earlier.astimezone(TRUST_TIME).date()).days


def days(number: int) -> str:
    return counted("{number} day", "{number} days", number)


def ago(number: int) -> str:
    """“today”, “1 day ago”, “12 days ago”."""
    return counted("{number} day ago", "{number} days ago", number) if number else translate("today")
