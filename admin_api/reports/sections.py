"""Parts that several reports have in common: what was heard, what was answered, how the figures stand."""

from collections.abc import Iterator
from datetime import date

from admin_api.reports.document import Block, Heading, Paragraph, Table, bullets
from admin_api.reports.record import (
    Record,
    answers_source,
    ask_source,
    judged_source,
    named_themes,
    outcome_source,
)
from admin_api.sentences import date_words, people, sentence
from admin_api.translation.speaking import counted, message, translate
from analysis.summary import QuestionSummary
from analysis.summary import Table as Rows
from consultations.indicators import figure, latest, standings
from consultations.ledger import Entry, State
from consultations.plan import Indicator, Outcome

NOTHING_HEARD = message("Nothing can be shown yet: nobody was asked about it, or too few answered.")
NO_NUMBER = message("No number published")


def led_by(outcome: Outcome) -> Iterator[Block]:
    lead = outcome.lead_partnership.name if outcome.lead_partnership else translate("The plan names none")
    yield Paragraph(
        translate(
            "Lead partnership: {lead}. Officer lead: {officer_lead}.",
            lead=lead,
            officer_lead=outcome.officer_lead or translate("the plan names none"),
        )
    )


def heard(record: Record, outcome: Outcome, level: int = 2) -> Iterator[Block]:
    """How many answered, and what they spoke of most."""
    yield Heading(translate("What children and families said"), level)
    found = record.heard(outcome.code)
    if found is None or not found.people.shown:
        yield Paragraph(str(NOTHING_HEARD))
        return
    yield Paragraph(
        sentence(translate("{people} answered questions about it", people=people(found.people))),
        outcome_source(found),
    )
    rows = tuple((row.label, str(row.people)) for row in named_themes(found.themes))
    if rows:
        yield Table(
            translate("What they spoke of"),
            (translate("Theme"), translate("People")),
            rows,
            outcome_source(found),
        )


def asked(record: Record, outcome: Outcome, level: int = 2) -> Iterator[Block]:
    """What was asked for, and what came of it."""
    yield Heading(translate("What was asked for, and what came of it"), level)
    found = record.asks_of(outcome.code)
    if not found:
        yield Paragraph(
            translate("Nothing that people said about it has been put to the Trust for a decision yet.")
        )
    for view in found:
        yield Heading(view.ask.title, level + 1)
        words = [f"{view.decision} {view.what_happens}" if view.decision else translate("Not decided yet.")]
        if view.ask.due_on and not view.ask.published_at:
            words.append(translate("An answer is due by {day}.", day=date_words(view.ask.due_on)))
        words += [one for one in (view.next, view.told_words) if one]
        yield Paragraph(f"{view.age}. {' '.join(words)}", ask_source(view))
        if fair := record.judged_words(view):
            yield Paragraph(fair, judged_source(record, view))


def promised(record: Record, outcome: Outcome, level: int = 2) -> Iterator[Block]:
    """What is late, where anything is."""
    if late := late_of(record, outcome):
        yield Heading(translate("What is late"), level)
        said = [late_words(one, one.text, record.today) for one in late]
        yield from bullets(said, translate("promise ledger of {title}", title=record.plan.title))


def late_of(record: Record, outcome: Outcome) -> list[Entry]:
    """What is late, the latest first."""
    late = [one for one in record.entries_of(outcome.code) if one.state(record.today) is State.LATE]
    return sorted(late, key=lambda one: -one.days_late(record.today))


def late_words(one: Entry, text: str, today: date) -> str:
    """`text` for what is late, with who answers for it and for how long."""
    return counted(
        "{text} ({who}): {number} day",
        "{text} ({who}): {number} days",
        one.days_late(today),
        text=text,
        who=one.responsible or translate("nobody is named"),
    )


def measured(outcome: Outcome, plan_title: str, level: int = 2) -> Iterator[Block]:
    """How the figures of the plan stand, told honestly; without a number, that there is none."""
    yield Heading(translate("How the figures stand"), level)
    if not outcome.indicators:
        yield Paragraph(translate("The plan names no indicator for it."))
        return
    header = (translate("Indicator"), translate("Where we started"), translate("Latest"), translate("Target"))
    rows = tuple(_indicator(one) for one in outcome.indicators)
    yield Table(
        translate("Indicators"), header, rows, translate("as the plan gives them: {plan}", plan=plan_title)
    )


def _indicator(one: Indicator) -> tuple[str, str, str, str]:
    newest = latest(one)
    now = f"{figure(newest[1], one.unit)} ({newest[0]})" if newest else NO_NUMBER
    target = " ".join(standing.words for standing in standings(one)) or translate("None is set")
    return one.text, started(one), now, target


def started(one: Indicator) -> str:
    """The figure from which an indicator started, with its period."""
    if one.baseline is None:
        return str(NO_NUMBER)
    period = f" ({one.baseline_period})" if one.baseline_period else ""
    return f"{figure(one.baseline, one.unit)}{period}"


def answered(record: Record, question: QuestionSummary, level: int = 2) -> Iterator[Block]:
    """One question with all its tables, and what people said in their own words, approved by a person."""
    yield Heading(question.label, level)
    source = answers_source(question)
    yield Paragraph(sentence(translate("{people} answered", people=people(question.people))), source)
    for caption, name, rows in (
        (translate("What they chose"), translate("Answer"), question.distribution),
        (translate("How it sounded"), translate("Feeling"), question.feelings),
        (translate("What they spoke of"), translate("Theme"), question.themes),
    ):
        if rows:
            yield Table(
                f"{caption}: {question.label}",
                (name, translate("People"), translate("Share")),
                _rows(rows),
                source,
            )
    if question.numbers:
        words = translate(
            "On average {mean}; half of them gave {median} or less.",
            mean=question.numbers.mean,
            median=question.numbers.median,
        )
        yield Paragraph(words, source)
    quotes = [f"“{one.words}”" for one in record.quotes_of(question)]
    if quotes:
        yield Paragraph(translate("In their own words, chosen and approved by a person:"))
        yield from bullets(quotes, source)


def _rows(rows: Rows) -> tuple[tuple[str, str, str], ...]:
    return tuple((row.label, str(row.people), _share(row.share)) for row in rows)


def _share(share: int | None) -> str:
    return translate("not shown") if share is None else f"{share}%"
