"""The promise ledger as pages show it: what is late first, every entry with its clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from admin_api.sentences import day, days, people
from analysis.summary import BoardSummary, QuestionSummary
from consultations.forms.standing import YES, point_name
from consultations.ledger import Entry, Kind, Orphans, State, orphans, overdue_first
from consultations.plan import Plan

STATES: Mapping[State, tuple[str, str]] = {
    State.LATE: ("Late", "red"),
    State.DUE: ("Not done yet", "yellow"),
    State.DONE: ("Done", "green"),
    State.NOT_KEPT: ("Not kept", "grey"),
}
KINDS: Mapping[Kind, str] = {
    Kind.PROMISE: "Promise",
    Kind.PLEDGE: "Pledge",
    Kind.PRIORITY: "Priority for the first year",
    Kind.ACTION: "Action",
    Kind.DECISION: "What people asked for",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What those to whom a point was promised say about it: in words, with its base, or why there is none."""

    words: str


def kept_of(plan: Plan, summary: BoardSummary) -> Mapping[str, Kept]:
    """What was last said about each point of a pledge, by its code, from the one protected summary."""
    asked = {question.question: question for outcome in summary.outcomes for question in outcome.questions}
    names = {point.code: point_name(point.code) for pledge in plan.pledges for point in pledge.points}
    return {code: Kept(kept_words(asked[name])) for code, name in names.items() if name in asked}


def kept_words(question: QuestionSummary) -> str:
    """“62% of 21 people said yes.”"""
    yes = next((row.share for row in question.distribution if row.name == YES), None)
    if yes is None or question.people.value is None:
        return "Too few people have answered to show it."
    return f"{yes}% of {people(question.people)} said yes."


@dataclass(frozen=True, slots=True)
class EntryView:
    """`clock`: how long ago it was promised and, where it is late, by how much."""

    entry: Entry
    state: State
    clock: str
    due: str
    kept: Kept | None = None

    @property
    def word(self) -> str:
        return STATES[self.state][0]

    @property
    def colour(self) -> str:
        return STATES[self.state][1]

    @property
    def kind(self) -> str:
        return KINDS[self.entry.kind]

    @property
    def recorded(self) -> str:
        """Who recorded its state, and when; empty where nobody has."""
        found = self.entry.recorded
        return f"Recorded by staff ({found.role}), {day(found.at)}." if found else ""


@dataclass(frozen=True, slots=True)
class LedgerPage:
    plan: Plan
    entries: tuple[EntryView, ...]
    orphans: Orphans

    def of(self, *states: State) -> tuple[EntryView, ...]:
        return tuple(each for each in self.entries if each.state in states)

    @property
    def late(self) -> tuple[EntryView, ...]:
        return self.of(State.LATE)

    @property
    def open(self) -> tuple[EntryView, ...]:
        return self.of(State.DUE)

    @property
    def settled(self) -> tuple[EntryView, ...]:
        return self.of(State.DONE, State.NOT_KEPT)

    @property
    def sum(self) -> str:
        """“3 late, 12 not done yet, 4 done, 1 not kept.”"""
        counted = [(len(self.of(state)), STATES[state][0].lower()) for state in STATES]
        said = ", ".join(f"{number} {word}" for number, word in counted if number)
        return f"{said[:1].upper()}{said[1:]}." if said else "Nothing has been promised in this plan yet."


def ledger_page(
    plan: Plan, found: Sequence[Entry], today: date, kept: Mapping[str, Kept] | None = None
) -> LedgerPage:
    views = tuple(
        entry_view(each, today, (kept or {}).get(each.code)) for each in overdue_first(found, today)
    )
    return LedgerPage(plan, views, orphans(plan))


def entry_view(entry: Entry, today: date, kept: Kept | None = None) -> EntryView:
    return EntryView(entry, entry.state(today), clock(entry, today), due_words(entry), kept)


def clock(entry: Entry, today: date) -> str:
    since = entry.days_since(today)
    promised = f"Promised {days(since)} ago" if since else "Promised today"
    late = entry.days_late(today)
    return f"{promised}, {days(late)} late" if late else promised


def due_words(entry: Entry) -> str:
    if entry.due:
        return f"By {entry.due.day} {entry.due:%B %Y}"
    return entry.deadline or "No day was named"
