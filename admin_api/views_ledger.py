"""The promise ledger as pages show it: what is late first, every entry with its clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from admin_api.sentences import date_words, day, days
from admin_api.translation.speaking import message, translate
from analysis.summary import BoardSummary, QuestionSummary
from consultations.forms.standing import YES, point_name
from consultations.ledger import Entry, Kind, Orphans, State, orphans, overdue_first
from consultations.plan import Plan

STATES: Mapping[State, tuple[str, str]] = {
    State.LATE: (message("Late"), "red"),
    State.DUE: (message("Not done yet"), "yellow"),
    State.DONE: (message("Done"), "green"),
    State.NOT_KEPT: (message("Not kept"), "grey"),
}
SUMS: Mapping[State, str] = {
    State.LATE: message("{number} late"),
    State.DUE: message("{number} not done yet"),
    State.DONE: message("{number} done"),
    State.NOT_KEPT: message("{number} not kept"),
}
KINDS: Mapping[Kind, str] = {
    Kind.PROMISE: message("Promise"),
    Kind.PLEDGE: message("Pledge"),
    Kind.PRIORITY: message("Priority for the first year"),
    Kind.ACTION: message("Action"),
    Kind.DECISION: message("What people asked for"),
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
        return translate("Too few people have answered to show it.")
    number = f"{question.people.value:,}"
    return translate("{share}% of {number} people said yes.", share=yes, number=number)


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
        return translate(STATES[self.state][0])

    @property
    def colour(self) -> str:
        return STATES[self.state][1]

    @property
    def kind(self) -> str:
        return translate(KINDS[self.entry.kind])

    @property
    def recorded(self) -> str:
        """Who recorded its state, and when; empty where nobody has."""
        found = self.entry.recorded
        if not found:
            return ""
        return translate("Recorded by staff ({role}), {day}.", role=found.role, day=day(found.at))


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
        counted = [(words, len(self.of(state))) for state, words in SUMS.items()]
        said = ", ".join(translate(words, number=number) for words, number in counted if number)
        return f"{said}." if said else translate("Nothing has been promised in this plan yet.")


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
    late = entry.days_late(today)
    promised = translate("Promised {days} ago", days=days(since)) if since else translate("Promised today")
    return translate("{promised}, {days} late", promised=promised, days=days(late)) if late else promised


def due_words(entry: Entry) -> str:
    if entry.due:
        return translate("By {day}", day=date_words(entry.due))
    return entry.deadline or translate("No day was named")
