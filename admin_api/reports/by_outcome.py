"""The annual review, and the plan on a page: all outcomes of a plan, one after another."""

from collections.abc import Iterator, Sequence

from admin_api.reports.document import Block, Bullets, Document, Heading, Paragraph, Table
from admin_api.reports.record import Record, ask_source, named_themes, theme_addresses
from admin_api.reports.sections import heard, led_by
from admin_api.reports.stories import stories
from admin_api.views_asks import AskView
from consultations.ledger import State
from consultations.plan import Outcome, PriorityKind, ReviewEntry


def annual(record: Record) -> Document:
    """Achievements, challenges, what children said, next steps: outcome by outcome."""
    blocks: list[Block] = []
    for outcome in record.plan.outcomes:
        blocks.append(Heading(f"{outcome.code}: {outcome.label}"))
        blocks += led_by(outcome)
        review = _reviewed(record, outcome)
        asks = record.asks_of(outcome.code)
        blocks += _part(
            "Achievements",
            review.achievements,
            _done(record, outcome, asks),
            "Nothing is recorded as done yet.",
        )
        blocks += _part("Challenges", review.challenges, _hard(record, outcome, asks), "None is recorded.")
        blocks += [*heard(record, outcome), *stories(record, outcome)]
        blocks += _part("Next steps", review.next_steps, _next(asks), "None is recorded.")
    return Document("Annual review", f"Annual review: {record.plan.title}", record.made, tuple(blocks))


def _reviewed(record: Record, outcome: Outcome) -> ReviewEntry:
    """What the plan's last review says of it."""
    entries = [one for review in record.plan.reviews for one in review.entries if one.outcome == outcome.code]
    return entries[-1] if entries else ReviewEntry(outcome=outcome.code)


def _part(heading: str, reviewed: Sequence[str], recorded: Sequence[str], nothing: str) -> Iterator[Block]:
    yield Heading(heading, 2)
    if reviewed:
        yield Bullets(tuple(reviewed), "the review that the Trust agreed")
    if recorded:
        yield Bullets(tuple(recorded), "asks and the promise ledger, on the day this was made")
    if not reviewed and not recorded:
        yield Paragraph(nothing)


def _done(record: Record, outcome: Outcome, asks: Sequence[AskView]) -> list[str]:
    answered_asks = [
        f"{one.ask.title}: {one.decision} {one.what_happens} ({ask_source(one)})"
        for one in asks
        if one.standing == "done"
    ]
    kept = [
        one.text
        for one in record.entries_of(outcome.code)
        if one.kind != "decision" and one.state(record.today) is State.DONE
    ]
    return [*answered_asks, *kept]


def _hard(record: Record, outcome: Outcome, asks: Sequence[AskView]) -> list[str]:
    refused = [
        f"{one.ask.title}: {one.decision} {one.what_happens} ({ask_source(one)})"
        for one in asks
        if one.standing == "cant"
    ]
    late = [
        f"{one.text}: {one.days_late(record.today)} days late"
        for one in record.entries_of(outcome.code)
        if one.state(record.today) is State.LATE
    ]
    return [*refused, *late]


def _next(asks: Sequence[AskView]) -> list[str]:
    promised_asks = [
        f"{one.ask.title}: {one.decision} {one.what_happens} {one.next}"
        for one in asks
        if one.standing == "promised"
    ]
    waiting = [f"{one.ask.title}: to be decided" for one in asks if one.standing in ("waiting", "decided")]
    return [*promised_asks, *waiting]


def one_page(record: Record) -> Document:
    """The plan on a page: outcomes, who leads, what comes first, what children asked for."""
    plan = record.plan
    rows = tuple(_line(record, outcome) for outcome in plan.outcomes)
    blocks: list[Block] = [Paragraph(plan.vision)] if plan.vision else []
    blocks += [
        Heading("What we want for children"),
        Table(
            "Outcomes",
            ("Outcome", "Who leads", "What comes first", "What people said most", "Answers behind it"),
            rows,
            f"{plan.title}; numbers: people who spoke of it",
        ),
    ]
    if plan.we_will:
        blocks += [Heading("We will"), Bullets(tuple(one.text for one in plan.we_will), plan.title)]
    if plan.services:
        services = tuple((one.name, one.ages or "Not said", one.reach or "Not said") for one in plan.services)
        blocks += [
            Heading("Who can help"),
            Table("Services", ("Service", "For which ages", "How to reach them"), services, plan.title),
        ]
    return Document("Our plan on a page", plan.title, record.made, tuple(blocks))


def _line(record: Record, outcome: Outcome) -> tuple[str, str, str, str, str]:
    lead = outcome.lead_partnership.name if outcome.lead_partnership else outcome.officer_lead
    first = [one.text for one in outcome.priorities if one.kind is PriorityKind.YEAR_ONE] or [
        one.text for one in outcome.priorities
    ]
    found = record.heard(outcome.code)
    named = named_themes(found.themes, 2) if found else []
    themes = [f"{row.label}: {row.people}" for row in named]
    said = (
        f"{'; '.join(themes)} (of {outcome_base(found.people.value)})"
        if themes and found
        else "Nothing to show yet"
    )
    back = ", ".join(theme_addresses(found, row) for row in named) if found else ""
    first_said = "; ".join(first[:2]) or "Not said"
    return outcome.label, lead or "Nobody is named", first_said, said, back or "No number stands here"


def outcome_base(people: int | None) -> str:
    return f"{people:,} people" if people else "a number that is not shown"
