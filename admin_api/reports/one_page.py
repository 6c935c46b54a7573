"""The plan on a page: outcomes, who leads, what comes first, what children asked for; one page of print."""

from collections.abc import Iterator, Sequence

from admin_api.reports.condensed import short
from admin_api.reports.document import Block, Document, Heading, Paragraph, Table
from admin_api.reports.record import Record, named_themes, theme_addresses
from admin_api.sentences import people
from admin_api.translation.speaking import counted, message, translate
from consultations.plan import Outcome, PriorityKind, Service

VISION, FIRST, LISTED = 180, 80, 330
"""Letters of print: of the vision, of what comes first for an outcome, and of a list."""
MOST_SAID, MOST_ADDRESSES = 2, 6
HEADER = (
    message("Outcome"),
    message("Who leads"),
    message("What comes first"),
    message("What people said most"),
)


def one_page(record: Record) -> Document:
    plan = record.plan
    rows = tuple(_line(record, outcome) for outcome in plan.outcomes)
    blocks: list[Block] = [Paragraph(short(plan.vision, VISION))] if plan.vision else []
    blocks += [
        Heading(translate("What we want for children")),
        Table(translate("Outcomes"), tuple(map(str, HEADER)), rows, _source(record)),
        *_listed(translate("We will"), [one.text for one in plan.we_will]),
        *_listed(translate("Who can help"), [_reached(one) for one in plan.services]),
    ]
    return Document(translate("Our plan on a page"), plan.title, record.made, tuple(blocks), dense=True)


def _line(record: Record, outcome: Outcome) -> tuple[str, ...]:
    lead = outcome.lead_partnership.name if outcome.lead_partnership else outcome.officer_lead
    first = [one.text for one in outcome.priorities if one.kind is PriorityKind.YEAR_ONE] or [
        one.text for one in outcome.priorities
    ]
    first_said = short(first[0], FIRST) if first else translate("Not said")
    return outcome.label, lead or translate("Nobody is named"), first_said, _said(record, outcome)


def _said(record: Record, outcome: Outcome) -> str:
    """The themes most spoken of, with their base."""
    found = record.heard(outcome.code)
    themes = named_themes(found.themes, MOST_SAID) if found else []
    if not found or not themes:
        return translate("Nothing to show yet")
    numbers = "; ".join(f"{row.label}: {row.people}" for row in themes)
    return f"{numbers} (of {people(found.people)})"


def _source(record: Record) -> str:
    """What the numbers are, with the addresses that lead back to their answers as far as there is room."""
    addresses = [
        theme_addresses(found, row)
        for outcome in record.plan.outcomes
        if (found := record.heard(outcome.code))
        for row in named_themes(found.themes, MOST_SAID)
    ]
    named, more = addresses[:MOST_ADDRESSES], len(addresses) - MOST_ADDRESSES
    answers = f". Answers: {', '.join(named)}" if named else ""
    rest = (
        " "
        + counted(
            "and those of {number} more theme, in the spotlight reports",
            "and those of {number} more themes, in the spotlight reports",
            more,
        )
        if more > 0
        else ""
    )
    return translate(
        "{title}; numbers: people who spoke of it{answers}{rest}",
        title=record.plan.title,
        answers=answers,
        rest=rest,
    )


def _reached(service: Service) -> str:
    about = "; ".join(filter(None, (service.ages, service.reach)))
    return f"{service.name} ({about})" if about else service.name


def _listed(heading: str, items: Sequence[str]) -> Iterator[Block]:
    if items:
        yield Heading(heading)
        yield Paragraph(f"{short('; '.join(items), LISTED).removesuffix('.')}.")
