"""The annual review: what was achieved, what is hard, what children said, what comes next, by outcome."""

from collections.abc import Iterator, Sequence

from admin_api.reports.document import Block, Bullets, Document, Heading, Paragraph
from admin_api.reports.record import Record, ask_source
from admin_api.reports.sections import heard, led_by
from admin_api.reports.stories import stories
from admin_api.translation.speaking import counted, translate
from admin_api.views_asks import AskView
from consultations.ledger import State
from consultations.plan import Outcome, ReviewEntry


def annual(record: Record) -> Document:
    """Achievements, challenges, what children said, next steps: outcome by outcome."""
    blocks: list[Block] = []
    for outcome in record.plan.outcomes:
        blocks.append(Heading(f"{outcome.code}: {outcome.label}"))
        blocks += led_by(outcome)
        review = _reviewed(record, outcome)
        asks = record.asks_of(outcome.code)
        blocks += _part(
            translate("Achievements"),
            review.achievements,
            _done(record, outcome, asks),
            translate("Nothing is recorded as done yet."),
        )
        blocks += _part(
            translate("Challenges"),
            review.challenges,
            _hard(record, outcome, asks),
            translate("None is recorded."),
        )
        blocks += [*heard(record, outcome), *stories(record, outcome)]
        blocks += _part(
            translate("Next steps"), review.next_steps, _next(asks), translate("None is recorded.")
        )
    return Document(
        translate("Annual review"),
        translate("Annual review: {title}", title=record.plan.title),
        record.made,
        tuple(blocks),
    )


def _reviewed(record: Record, outcome: Outcome) -> ReviewEntry:
    """What the plan's last review says of it."""
    entries = [one for review in record.plan.reviews for one in review.entries if one.outcome == outcome.code]
    return entries[-1] if entries else ReviewEntry(outcome=outcome.code)


def _part(heading: str, reviewed: Sequence[str], recorded: Sequence[str], nothing: str) -> Iterator[Block]:
    yield Heading(heading, 2)
    if reviewed:
        yield Bullets(tuple(reviewed), translate("the review that the Trust agreed"))
    if recorded:
        yield Bullets(tuple(recorded), translate("asks and the promise ledger, on the day this was made"))
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
        counted(
            "{text}: {number} day late",
            "{text}: {number} days late",
            one.days_late(record.today),
            text=one.text,
        )
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
    waiting = [
        translate("{title}: to be decided", title=one.ask.title)
        for one in asks
        if one.standing in ("waiting", "decided")
    ]
    return [*promised_asks, *waiting]
