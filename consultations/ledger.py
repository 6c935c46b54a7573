"""The promise ledger: everything a Trust bound itself to, who answers for it, by when, and what came of it.

Promises, points of pledges, year-one priorities and actions come from the plan; what was asked for and
will be done comes from the asks. What staff record about one is an event; nothing is ever written over.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from consultations.accountability import NEWS_FOLLOWS, Ask, Links
from consultations.errors import Refused, worded
from consultations.plan import Outcome, Plan, PriorityKind, Promise, PromiseBox

LONGEST_WORDS = 1000


class Kind(StrEnum):
    PROMISE = "promise"
    PLEDGE = "pledge"
    PRIORITY = "priority"
    ACTION = "action"
    DECISION = "decision"


class State(StrEnum):
    """`late`: the day is past and nobody has said that it is done or not kept."""

    DUE = "due"
    DONE = "done"
    LATE = "late"
    NOT_KEPT = "not-kept"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What somebody on the staff recorded about one entry: a role and a day, never a name on a page."""

    code: str
    state: State
    reason: str
    evidence: str
    role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was promised. `made` is the day it was; `due` None where the Trust has named no day.

    `deadline` is what the plan says instead of a day (“Ongoing”); `audience` whom it was promised to. `links`
    is what of the plan a decision bears on.
    """

    kind: Kind
    code: str
    text: str
    responsible: str
    made: date
    due: date | None = None
    deadline: str = ""
    method: str = ""
    outcome: str = ""
    audience: str = ""
    recorded: Recorded | None = None
    links: Links = field(default_factory=Links)

    def state(self, today: date) -> State:
        if self.recorded and self.recorded.state is not State.DUE:
            return self.recorded.state
        return State.LATE if self.due and self.due < today else State.DUE

    def days_late(self, today: date) -> int:
        return (today - self.due).days if self.due and self.state(today) is State.LATE else 0

    def days_since(self, today: date) -> int:
        """Days since it was promised: the answer to “now just get on and do it”."""
        return max((today - self.made).days, 0)


@dataclass(frozen=True, slots=True)
class Orphans:
    """Promises of the running text that no row of the table repeats, rows without a box, and odd boxes."""

    boxes: tuple[PromiseBox, ...]
    rows: tuple[Promise, ...]
    doubtful: tuple[PromiseBox, ...]

    @property
    def any(self) -> bool:
        return bool(self.boxes or self.rows or self.doubtful)


def entries(plan: Plan, asks: Sequence[Ask], recorded: Iterable[Recorded]) -> tuple[Entry, ...]:
    """Every entry of one plan with the last that was recorded about it, in the plan's order."""
    last: Mapping[str, Recorded] = {one.code: one for one in sorted(recorded, key=lambda each: each.at)}
    found = (*_promises(plan), *_pledged(plan), *_in_outcomes(plan), *_decided(plan, asks))
    return tuple(_with(entry, last.get(entry.code)) for entry in found)


def _with(entry: Entry, recorded: Recorded | None) -> Entry:
    return replace(entry, recorded=recorded) if recorded else entry


def _promises(plan: Plan) -> Iterator[Entry]:
    for one in plan.promises:
        yield Entry(
            Kind.PROMISE, one.code, one.text, one.responsible, plan.starts, one.due, one.deadline, one.method
        )


def _pledged(plan: Plan) -> Iterator[Entry]:
    for pledge in plan.pledges:
        for point in pledge.points:
            yield Entry(
                Kind.PLEDGE,
                point.code,
                point.text,
                pledge.responsible,
                plan.starts,
                pledge.due,
                method=pledge.title,
                audience=pledge.audience,
            )


def _in_outcomes(plan: Plan) -> Iterator[Entry]:
    first_year = min(plan.ends, _year_after(plan.starts) - timedelta(days=1))
    for outcome in plan.outcomes:
        lead = lead_of(outcome)
        for priority in outcome.priorities:
            if priority.kind is PriorityKind.YEAR_ONE:
                yield Entry(
                    Kind.PRIORITY,
                    priority.code,
                    priority.text,
                    lead,
                    plan.starts,
                    first_year,
                    outcome=outcome.code,
                )
        for action in outcome.actions:
            owner = action.owner or lead
            yield Entry(
                Kind.ACTION,
                action.code,
                action.text,
                owner,
                plan.starts,
                action.due,
                action.deadline,
                outcome=outcome.code,
            )


def _decided(plan: Plan, asks: Sequence[Ask]) -> Iterator[Entry]:
    """What was asked for and decided to be done; it is promised once people have been told.

    It is due when people are to hear more. The answer that follows another stands in its place.
    """
    for ask in told(asks):
        if ask.plan_code != plan.code or ask.decision in (None, "cant") or not ask.published_at:
            continue
        outcome = plan.outcome(ask.outcome_code)
        entry = Entry(
            Kind.DECISION,
            decision_code(ask),
            f"{ask.title}: {ask.what_happens}" if ask.what_happens else ask.title,
            ask.partnership or (lead_of(outcome) if outcome else ""),
            ask.published_at.date(),
            ask.next_news_on,
            outcome=ask.outcome_code,
            audience="Those who asked for it",
            links=ask.links,
        )
        yield entry if ask.decision in NEWS_FOLLOWS else _with(entry, _as_decided(entry, ask))


def _as_decided(entry: Entry, ask: Ask) -> Recorded:
    assert ask.published_at is not None  # noqa: S101 - asked by the caller
    return Recorded(entry.code, State.DONE, "", ask.what_happens or "", "officer", ask.published_at)


def told(asks: Iterable[Ask]) -> Iterator[Ask]:
    """Those whose answer people have been told, each with its last news only."""
    return (one for one in asks if one.published_at and not one.followed)


def decision_code(ask: Ask) -> str:
    return f"ask-{ask.id}"


def lead_of(outcome: Outcome) -> str:
    return outcome.lead_partnership.name if outcome.lead_partnership else outcome.officer_lead


def _year_after(day: date) -> date:
    """The same day of the next year; the 29th of February becomes the 1st of March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def overdue_first(found: Iterable[Entry], today: date) -> tuple[Entry, ...]:
    """The most overdue first, then what is due soonest, then what has no day; what is settled comes last."""

    def rank(entry: Entry) -> tuple[int, date]:
        state = entry.state(today)
        order = (State.LATE, State.DUE, State.NOT_KEPT, State.DONE).index(state)
        return order, entry.due or date.max

    return tuple(sorted(found, key=rank))


def orphans(plan: Plan) -> Orphans:
    repeated = {box.promise for box in plan.promise_boxes}
    return Orphans(
        boxes=tuple(box for box in plan.promise_boxes if not box.promise),
        rows=tuple(one for one in plan.promises if plan.promise_boxes and one.code not in repeated),
        doubtful=tuple(box for box in plan.promise_boxes if box.doubt),
    )


def check_record(state: str, reason: str, evidence: str) -> State:
    """The state, if it may be recorded. Raises `Refused`: nothing is done without evidence, or not kept
    without a reason, and what is late is for the calendar to say.
    """
    wanted = next((each for each in State if each == state and each is not State.LATE), None)
    if wanted is None:
        raise Refused(
            "bad_state", worded("“{state}” cannot be recorded.", state=state), "Choose due, done or not-kept."
        )
    if wanted is State.DONE and not evidence.strip():
        raise Refused("evidence_missing", "There is no evidence that it is done.", "Say how we know.")
    if wanted is State.NOT_KEPT and not reason.strip():
        raise Refused("reason_missing", "There is no reason.", "Say why it was not kept. People read it.")
    if max(len(reason), len(evidence)) > LONGEST_WORDS:
        raise Refused(
            "too_long",
            "That is too long.",
            worded("Use at most {most} letters.", most=LONGEST_WORDS),
        )
    return wanted
