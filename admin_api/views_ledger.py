"""The promise ledger as pages show it: what is late first, every entry with its clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from admin_api.sentences import ago, date_words, day, days
from admin_api.translation.speaking import counted, message, translate
from admin_api.ways import NO_WAYS, Ways
from analysis.summary import BoardSummary, QuestionSummary, Row
from consultations.accountability import Ask
from consultations.bearing import Bearing, Bearings, bearing_on
from consultations.forms.standing import YES, point_name
from consultations.indicators import figure, latest
from consultations.ledger import Entry, Kind, Orphans, State, orphans, overdue_first
from consultations.plan import Indicator, Plan
from consultations.storage.pledge_surveys import PledgeSurvey

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
    """What those to whom a point was promised say about it: in words, with its base, or why there is none.

    `way` leads to the answers of those who said yes. `before` is what they said in the round before it,
    `asked` who could answer; "" where that is not known.
    """

    words: str
    way: str = ""
    before: str = ""
    asked: str = ""


def kept_of(
    plan: Plan, summary: BoardSummary, rounds: Mapping[str, PledgeSurvey], ways: Ways = NO_WAYS
) -> Mapping[str, Kept]:
    """What was said last about each point of a pledge, by its code, and before that: from the one protected
    summary. `rounds` are by the code of the consultation.
    """
    asked = [question for outcome in summary.outcomes for question in outcome.questions]
    found: dict[str, Kept] = {}
    for point in (point for pledge in plan.pledges for point in pledge.points):
        own = sorted((one for one in asked if one.question == point_name(point.code)), key=_round)
        if own:
            before = before_words(own[-2]) if len(own) > 1 else ""
            who = asked_words(rounds.get(own[-1].consultation))
            found[point.code] = replace(kept(own[-1], ways), before=before, asked=who)
    return found


def _round(question: QuestionSummary) -> str:
    """In the order in which they were asked: the code of a round ends with its year and month."""
    return question.consultation[-len("2026-11") :] + question.consultation


def asked_words(survey: PledgeSurvey | None) -> str:
    """Who could answer. Not the name of the audience: everybody reads this."""
    if survey is None:
        return ""
    if survey.audience:
        return translate("Only people who were invited were asked.")
    return translate("Anybody who had the link could answer.")


def kept(question: QuestionSummary, ways: Ways) -> Kept:
    """“62% of 21 people said yes.”"""
    found = _yes(question)
    if found is None:
        return Kept(translate("Too few people have answered to show it."))
    people, yes = found
    words = counted(
        "{share}% of {number} person said yes.",
        "{share}% of {number} people said yes.",
        people,
        share=yes.share,
    )
    return Kept(words, ways.to_choice(question)(yes))


def before_words(question: QuestionSummary) -> str:
    found = _yes(question)
    if found is None:
        return translate("Last time too few people answered to show it.")
    people, yes = found
    return counted(
        "Last time {share}% of {number} person said yes.",
        "Last time {share}% of {number} people said yes.",
        people,
        share=yes.share,
    )


def _yes(question: QuestionSummary) -> tuple[int, Row] | None:
    """How many answered, and those who said yes, where their share may be shown."""
    people, yes = question.people.value, next((row for row in question.distribution if row.name == YES), None)
    return (people, yes) if people is not None and yes and yes.share is not None else None


@dataclass(frozen=True, slots=True)
class BearingView:
    """A part of the plan that an answer bears on; `result` is what came of it so far, in words.

    `text` is "" where the plan has it no more. `at` is its place on the board's pages of the plan.
    """

    kind: str
    code: str
    text: str
    result: str
    at: str


def bearing_view(one: Bearing) -> BearingView:
    if one.entry:
        kind, at = translate(KINDS[one.entry.kind]), f"promises#promise-{one.code}"
        return BearingView(kind, one.code, one.text, result_words(one.entry), at)
    now = one.indicator and latest_words(one.indicator)
    at = f"indicators/{one.code}" if one.indicator else ""
    return BearingView(translate("Figure"), one.code, one.text, now or translate("No figure yet"), at)


def latest_words(indicator: Indicator) -> str:
    """“71% (2008)”; "" where no figure has been published."""
    found = latest(indicator)
    return f"{figure(found[1], indicator.unit)} ({found[0]})" if found else ""


def result_words(entry: Entry) -> str:
    """What was recorded of an entry, with how we know or why not; else by when it is due."""
    found = entry.recorded
    if found is None or found.state is State.DUE:
        return f"{translate(STATES[State.DUE][0])}. {due_words(entry)}"
    return f"{translate(STATES[found.state][0])}: {found.evidence or found.reason}"


@dataclass(frozen=True, slots=True)
class EntryView:
    """`clock`: how long ago it was promised and, where it is late, by how much.

    `bears_on` is what of the plan a decision bears on; `asks` those whose answers bear on this entry.
    """

    entry: Entry
    state: State
    clock: str
    due: str
    kept: Kept | None = None
    bears_on: tuple[BearingView, ...] = ()
    asks: tuple[Ask, ...] = ()

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
        sums = [(words, len(self.of(state))) for state, words in SUMS.items()]
        said = ", ".join(translate(words, number=number) for words, number in sums if number)
        return f"{said}." if said else translate("Nothing has been promised in this plan yet.")


def ledger_page(
    plan: Plan,
    found: Sequence[Entry],
    today: date,
    kept: Mapping[str, Kept] | None = None,
    asks: Sequence[Ask] = (),
) -> LedgerPage:
    """`asks` are those of the plan that the reader may know of."""
    parts = Bearings(plan, found)
    views = tuple(
        replace(
            entry_view(each, today, (kept or {}).get(each.code)),
            bears_on=tuple(map(bearing_view, parts.of(each.links))),
            asks=tuple(bearing_on(asks, each.code)),
        )
        for each in overdue_first(found, today)
    )
    return LedgerPage(plan, views, orphans(plan))


def entry_view(entry: Entry, today: date, kept: Kept | None = None) -> EntryView:
    return EntryView(entry, entry.state(today), clock(entry, today), due_words(entry), kept)


def clock(entry: Entry, today: date) -> str:
    since = entry.days_since(today)
    late = entry.days_late(today)
    promised = translate("Promised {when}", when=ago(since))
    return translate("{promised}, {days} late", promised=promised, days=days(late)) if late else promised


def due_words(entry: Entry) -> str:
    if entry.due:
        return translate("By {day}", day=date_words(entry.due))
    return entry.deadline or translate("No day was named")
