"""“If our borough were a village of 100 children”: what people said and the plan counts, as pictures."""

from collections.abc import Iterator

from admin_api.reports.document import Block, Document, Figure, Heading, Paragraph, bullets
from admin_api.reports.pictures import village
from admin_api.reports.record import Record, answers_source, questions
from admin_api.translation.speaking import message, translate
from analysis.summary import QuestionSummary

HOW = message(
    "Each picture shows 100 children. The dark ones stand for those who gave an answer. "
    "The numbers are only about those who answered."
)


def village_of_100(record: Record) -> Document:
    title = translate("If {area} were a village of 100 children", area=record.plan.area)
    blocks = (*_counted(record), *_said(record), *_hoped(record))
    return Document(
        title, translate("Village of 100: {title}", title=record.plan.title), record.made, blocks, easy=True
    )


def _counted(record: Record) -> Iterator[Block]:
    """The plan's own village, where its text has the figures; a picture without figures is not made up."""
    found = record.plan.village
    if found is None or not found.figures:
        return
    yield Heading(translate("What the plan counted ({year})", year=found.year))
    for one in found.figures:
        source = translate("of 100 children; {title}", title=record.plan.title)
        yield Figure(
            village(one.count, one.text),
            translate("{count} of 100: {text}", count=one.count, text=one.text),
            source,
        )


def _said(record: Record) -> Iterator[Block]:
    shown = [one for one in questions(record) if one.type == "select_one" and _can_be_drawn(one)]
    yield Heading(translate("What people told us"))
    if not shown:
        yield Paragraph(translate("There is nothing to draw yet. We never show numbers of very few people."))
        return
    yield Paragraph(str(HOW))
    for question in shown:
        yield Heading(question.label, 2)
        for row in question.distribution:
            if row.share is not None:
                words = translate("{share} of 100 chose “{label}”", share=row.share, label=row.label)
                source = answers_source(question, row.name)
                yield Figure(
                    village(row.share, translate("they chose “{label}”", label=row.label)),
                    f"{words}.",
                    source,
                )


def _can_be_drawn(question: QuestionSummary) -> bool:
    return any(row.share is not None for row in question.distribution)


def _hoped(record: Record) -> Iterator[Block]:
    if record.plan.village and record.plan.village.hopes:
        yield Heading(translate("What the village should be like"))
        yield from bullets(record.plan.village.hopes, record.plan.title)
