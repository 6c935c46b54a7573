"""The spotlight report: one outcome in depth."""

from collections.abc import Iterator

from admin_api.reports.document import Block, Document, Heading, Paragraph, Table
from admin_api.reports.groups import by_group
from admin_api.reports.record import Record
from admin_api.reports.sections import NOTHING_HEARD, answered, asked, heard, led_by, measured, promised
from admin_api.reports.stories import curves
from admin_api.translation.speaking import translate
from consultations.plan import Outcome


def spotlight(record: Record, outcome: Outcome) -> Document:
    blocks: list[Block] = [Heading(translate("The outcome")), Paragraph(outcome.title), *led_by(outcome)]
    blocks += [Paragraph(outcome.why)] if outcome.why else []
    blocks += [*heard(record, outcome, 1), *by_group(record, outcome), *asked(record, outcome, 1)]
    blocks += [*_questions(record, outcome), *measured(outcome, record.plan.title, 1)]
    blocks += [*curves(record, outcome), *promised(record, outcome, 1), *_risks(record, outcome)]
    title = translate("Spotlight report: {label}", label=outcome.label)
    return Document(title, f"{title}. {record.plan.title}", record.made, tuple(blocks))


def _questions(record: Record, outcome: Outcome) -> Iterator[Block]:
    found = record.heard(outcome.code)
    yield Heading(translate("Every question that was asked"))
    if found is None or not found.questions:
        yield Paragraph(str(NOTHING_HEARD))
        return
    for question in found.questions:
        yield from answered(record, question)


def _risks(record: Record, outcome: Outcome) -> Iterator[Block]:
    if outcome.risks:
        yield Heading(translate("Risks"))
        rows = tuple(
            (one.text, one.mitigation, one.owner or translate("Nobody is named")) for one in outcome.risks
        )
        yield Table(
            translate("Risks, and what is done about them"),
            (translate("Risk"), translate("Mitigation"), translate("Owner")),
            rows,
            record.plan.title,
        )
