"""Parts that several reports have in common: what was heard, what was answered, how the figures stand."""

from collections.abc import Iterator
from datetime import date

from admin_api.reports.document import Block, Heading, Paragraph, Table, bullets
from admin_api.reports.record import (
    Record,
    answers_source,
    ask_source,
    named_themes,
    outcome_source,
)
from admin_api.sentences import date_words, people, sentence
from analysis.summary import QuestionSummary
from analysis.summary import Table as Rows
from consultations.indicators import figure, latest, standings
from consultations.ledger import Entry, State
from consultations.plan import Indicator, Outcome

NOTHING_HEARD = "Nothing can be shown yet: nobody was asked about it, or too few answered."
NO_NUMBER = "No number published"


def led_by(outcome: Outcome) -> Iterator[Block]:
    lead = outcome.lead_partnership.name if outcome.lead_partnership else "The plan names none"
    yield Paragraph(
        f"Lead partnership: {lead}. Officer lead: {outcome.officer_lead or 'the plan names none'}."
    )


def heard(record: Record, outcome: Outcome, level: int = 2) -> Iterator[Block]:
    """How many answered, and what they spoke of most."""
    yield Heading("What children and families said", level)
    found = record.heard(outcome.code)
    if found is None or not found.people.shown:
        yield Paragraph(NOTHING_HEARD)
        return
    yield Paragraph(sentence(f"{people(found.people)} answered questions about it"), outcome_source(found))
    rows = tuple((row.label, str(row.people)) for row in named_themes(found.themes))
    if rows:
        yield Table("What they spoke of", ("Theme", "People"), rows, outcome_source(found))


def asked(record: Record, outcome: Outcome, level: int = 2) -> Iterator[Block]:
    """What was asked for, and what came of it."""
    yield Heading("What was asked for, and what came of it", level)
    found = record.asks_of(outcome.code)
    if not found:
        yield Paragraph("Nothing that people said about it has been put to the Trust for a decision yet.")
    for view in found:
        yield Heading(view.ask.title, level + 1)
        words = [f"{view.decision} {view.what_happens}" if view.decision else "Not decided yet."]
        if view.ask.due_on and not view.ask.published_at:
            words.append(f"An answer is due by {date_words(view.ask.due_on)}.")
        words += [one for one in (view.next, view.told_words, record.judged_words(view)) if one]
        yield Paragraph(f"{view.age}. {' '.join(words)}", ask_source(view))


def promised(record: Record, outcome: Outcome, level: int = 2) -> Iterator[Block]:
    """What is late, where anything is."""
    if late := late_of(record, outcome):
        yield Heading("What is late", level)
        said = [late_words(one, one.text, record.today) for one in late]
        yield from bullets(said, f"promise ledger of {record.plan.title}")


def late_of(record: Record, outcome: Outcome) -> list[Entry]:
    """What is late, the latest first."""
    late = [one for one in record.entries_of(outcome.code) if one.state(record.today) is State.LATE]
    return sorted(late, key=lambda one: -one.days_late(record.today))


def late_words(one: Entry, text: str, today: date) -> str:
    """`text` for what is late, with who answers for it and for how long."""
    return f"{text} ({one.responsible or 'nobody is named'}): {one.days_late(today)} days"


def measured(outcome: Outcome, plan_title: str, level: int = 2) -> Iterator[Block]:
    """How the figures of the plan stand, told honestly; without a number, that there is none."""
    yield Heading("How the figures stand", level)
    if not outcome.indicators:
        yield Paragraph("The plan names no indicator for it.")
        return
    header = ("Indicator", "Where we started", "Latest", "Target")
    rows = tuple(_indicator(one) for one in outcome.indicators)
    yield Table("Indicators", header, rows, f"as the plan gives them: {plan_title}")


def _indicator(one: Indicator) -> tuple[str, str, str, str]:
    newest = latest(one)
    now = f"{figure(newest[1], one.unit)} ({newest[0]})" if newest else NO_NUMBER
    target = " ".join(standing.words for standing in standings(one)) or "None is set"
    return one.text, started(one), now, target


def started(one: Indicator) -> str:
    """The figure from which an indicator started, with its period."""
    if one.baseline is None:
        return NO_NUMBER
    period = f" ({one.baseline_period})" if one.baseline_period else ""
    return f"{figure(one.baseline, one.unit)}{period}"


def answered(record: Record, question: QuestionSummary, level: int = 2) -> Iterator[Block]:
    """One question with all its tables, and what people said in their own words, approved by a person."""
    yield Heading(question.label, level)
    source = answers_source(question)
    yield Paragraph(sentence(f"{people(question.people)} answered"), source)
    for caption, name, rows in (
        ("What they chose", "Answer", question.distribution),
        ("How it sounded", "Feeling", question.feelings),
        ("What they spoke of", "Theme", question.themes),
    ):
        if rows:
            yield Table(f"{caption}: {question.label}", (name, "People", "Share"), _rows(rows), source)
    if question.numbers:
        words = f"On average {question.numbers.mean}; half of them gave {question.numbers.median} or less."
        yield Paragraph(words, source)
    quotes = [f"“{one.words}”" for one in record.quotes_of(question)]
    if quotes:
        yield Paragraph("In their own words, chosen and approved by a person:")
        yield from bullets(quotes, source)


def _rows(rows: Rows) -> tuple[tuple[str, str, str], ...]:
    return tuple((row.label, str(row.people), _share(row.share)) for row in rows)


def _share(share: int | None) -> str:
    return "not shown" if share is None else f"{share}%"
