"""The highlight report: one page for each outcome, of the same parts in the same order.

A part has so many lines of print, and what the one before it left over; what does not fit is counted, and
where it stands is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from admin_api.reports.condensed import fitting, short
from admin_api.reports.document import Block, Document, Heading, PageBreak, Paragraph, bullets
from admin_api.reports.record import Record, ask_source, named_themes, outcome_source
from admin_api.reports.sections import NOTHING_HEARD, late_of, late_words, led_by, started
from admin_api.reports.stories import differences
from admin_api.sentences import people, sentence, spoke_of
from admin_api.translation.speaking import translate
from admin_api.views_asks import AskView
from admin_api.views_plans import IndicatorPage
from consultations.plan import Outcome

LONGEST = 210
"""Letters of what somebody wrote: the whole of it stands in the spotlight report."""
MOST_ADDRESSES = 4
ASKS, FIGURES, LATE = 10, 11, 5
"""Lines of print."""


@dataclass(frozen=True, slots=True)
class _Part:
    """`lines`: its room in print; `nothing`: what is said where there are no items."""

    heading: str
    items: Sequence[str]
    lines: int
    nothing: str
    source: str = ""


def highlight(record: Record) -> Document:
    blocks: list[Block] = []
    for number, outcome in enumerate(record.plan.outcomes):
        blocks += [PageBreak()] if number else []
        blocks += [Heading(f"{outcome.code}: {outcome.label}"), *led_by(outcome), *_heard(record, outcome)]
        blocks += _parts(record, outcome)
    subject = translate("Highlight report: {title}", title=record.plan.title)
    return Document(translate("Highlight report"), subject, record.made, tuple(blocks), dense=True)


def _heard(record: Record, outcome: Outcome) -> Iterator[Block]:
    yield Heading(translate("What children and families said"), 2)
    found = record.heard(outcome.code)
    if found is None or not found.people.shown:
        yield Paragraph(str(NOTHING_HEARD))
        return
    answered = sentence(translate("{people} answered questions about it", people=people(found.people)))
    themes = spoke_of(tuple(named_themes(found.themes)))
    yield Paragraph(f"{answered} {themes}".strip(), outcome_source(found, MOST_ADDRESSES))


def _parts(record: Record, outcome: Outcome) -> Iterator[Block]:
    room = 0
    for part in (_asked(record, outcome), _measured(record, outcome), _late(record, outcome)):
        kept, room = fitting(part.items, room + part.lines)
        yield Heading(part.heading, 2)
        yield from bullets(kept, part.source, part.nothing)
        if left := len(part.items) - len(kept):
            yield Paragraph(
                translate("{number} more: in the spotlight report on {code}.", number=left, code=outcome.code)
            )


def _asked(record: Record, outcome: Outcome) -> _Part:
    items = [_ask(one) for one in record.asks_of(outcome.code)]
    heading, nothing = (
        translate("What was asked for, and what came of it"),
        translate("Nothing has been put to the Trust yet."),
    )
    return _Part(heading, items, ASKS, nothing)


def _ask(view: AskView) -> str:
    became = (
        f"{view.decision} {view.what_happens} {view.next}" if view.decision else translate("Not decided yet.")
    )
    return f"{view.ask.title}. {short(became, LONGEST)} ({ask_source(view)})"


def _measured(record: Record, outcome: Outcome) -> _Part:
    """The indicators with something to tell, those first that the plan calls key; the others last."""
    pages = [record.told(outcome, one) for one in outcome.indicators]
    items = [_figure(page) for page in sorted(pages, key=lambda page: (not _told(page), not _key(page)))]
    source = translate(
        "as the plan gives them, and what staff wrote beside them: {title}", title=record.plan.title
    )
    return _Part(
        translate("How the figures stand"),
        items,
        FIGURES,
        translate("The plan names no indicator for it."),
        source,
    )


def _told(page: IndicatorPage) -> bool:
    return bool(page.row.now or page.row.indicator.has_number or page.story or page.difference)


def _key(page: IndicatorPage) -> bool:
    return page.row.indicator.key


def _figure(page: IndicatorPage) -> str:
    """What the figures say, whole; what somebody wrote about them, shortened."""
    row = page.row
    figures = [f"{row.now}." if row.now else "", sentence(row.way) if row.way else ""]
    if not row.now and row.indicator.baseline is not None:
        figures = [translate("Where we started: {started}.", started=started(row.indicator))]
    elif not row.indicator.has_number and not row.now:
        figures = [translate("No number published yet.")]
    targets = [f"{' '.join(('Target', one.target.period)).strip()}: {one.words}" for one in row.targets]
    told = short(" ".join((page.story, *differences(page))), LONGEST // 2)
    return " ".join(filter(None, (f"{short(row.indicator.text, LONGEST // 2)}:", *figures, *targets, told)))


def _late(record: Record, outcome: Outcome) -> _Part:
    items = [late_words(one, short(one.text, LONGEST), record.today) for one in late_of(record, outcome)]
    return _Part(
        translate("What is late"),
        items,
        LATE,
        translate("Nothing is late."),
        translate("promise ledger of {title}", title=record.plan.title),
    )
