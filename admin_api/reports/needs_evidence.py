"""Needs evidence: themes by locality and group, for a needs assessment or an inspection."""

from collections.abc import Iterator

from admin_api.board_pages import group_title
from admin_api.reports.document import Block, Bullets, Document, Heading, Paragraph, Table
from admin_api.reports.record import Record
from admin_api.sentences import people
from admin_api.theme_words import theme_lines
from analysis.needs import Needs

METHOD = (
    "People answered in a chat on the web or on Telegram, with a helper where they liked. All had agreed.",
    "A program read the answers in people’s own words. A person can correct each reading.",
    "An answer may speak of several themes. The rules for each theme are kept with the consultation.",
    "Numbers are people, not answers: whoever said something twice counts once.",
)


def needs_evidence(record: Record) -> Document:
    blocks = (*_method(record), *_coverage(record), *_tables(record), *_limits(record))
    title = "Needs evidence"
    return Document(title, f"{title}: {record.plan.title}", record.made, blocks)


def _method(record: Record) -> Iterator[Block]:
    yield Heading("Method")
    yield Bullets(METHOD)
    themes = theme_lines(record.board, record.rule)
    if themes:
        yield Bullets(themes)
    if record.board.models:
        yield Paragraph(f"What read the words: {', '.join(record.board.models)}.")


def _coverage(record: Record) -> Iterator[Block]:
    yield Heading("Coverage")
    rows = tuple((one.consultation, people(one.people)) for one in record.board.summary.consultations)
    if rows:
        header = ("Consultation", "Who took part")
        yield Table("Consultations", header, rows, "everybody who answered at least one question")
    for group in record.board.summary.who_took_part:
        cells = tuple((row.label, str(row.people)) for row in group.rows)
        yield Table(group_title(group), ("Group", "People"), cells, f"answers to {group.question}")
        silent = [row.label for row in group.rows if row.people.value == 0]
        if silent:
            yield Paragraph(f"Not heard from: {', '.join(silent)}.")


def _tables(record: Record) -> Iterator[Block]:
    yield Heading("Themes by locality and group")
    if not record.needs:
        yield Paragraph(
            "No theme can be shown by group: too few people answered, or none said where they are."
        )
    for one in record.needs:
        caption = f"{one.question_label}: themes by {one.group_label}"
        yield Table(caption, ("Theme", *one.groups), tuple(_row(one)), _source(one))


def _row(one: Needs) -> Iterator[tuple[str, ...]]:
    for label, cells in one.rows:
        yield (label, *(str(cell) for cell in cells))


def _source(one: Needs) -> str:
    return f"{people(one.people)} who answered. Answers: {one.consultation}/{one.question}"


def _limits(record: Record) -> Iterator[Block]:
    rule = record.rule
    yield Heading("Limits")
    yield Bullets(
        (
            f"No number of fewer than {rule.threshold} people is shown, nor one that gives it away.",
            f"No table is shown of fewer than {2 * rule.minimum_base} people. Numbers are rounded to 5.",
            "Whoever answers chose to: this is no random sample, and shares are not shares of all children.",
            "What a safeguarding concern holds, what is not in English and what is not read yet is left out.",
            "Two such reports of different days must not be subtracted from each other.",
        )
    )
