"""Needs evidence: themes by locality and group, for a needs assessment or an inspection."""

from collections.abc import Iterator

from admin_api.board_pages import group_title
from admin_api.reports.document import Block, Bullets, Document, Heading, Paragraph, Table
from admin_api.reports.record import Record
from admin_api.sentences import people
from admin_api.theme_words import theme_lines
from admin_api.translation.speaking import message, translate
from analysis.needs import Needs

METHOD = (
    message(
        "People answered in a chat on the web or on Telegram, with a helper where they liked. All had agreed."
    ),
    message("A program read the answers in people’s own words. A person can correct each reading."),
    message(
        "An answer may speak of several themes. The rules for each theme are kept with the consultation."
    ),
    message("Numbers are people, not answers: whoever said something twice counts once."),
)


def needs_evidence(record: Record) -> Document:
    blocks = (*_method(record), *_coverage(record), *_tables(record), *_limits(record))
    title = translate("Needs evidence")
    return Document(title, f"{title}: {record.plan.title}", record.made, blocks)


def _method(record: Record) -> Iterator[Block]:
    yield Heading(translate("Method"))
    yield Bullets(tuple(map(str, METHOD)))
    themes = theme_lines(record.board, record.rule)
    if themes:
        yield Bullets(themes)
    if record.board.models:
        yield Paragraph(
            translate("What read the words: {programs}.", programs=", ".join(record.board.models))
        )


def _coverage(record: Record) -> Iterator[Block]:
    yield Heading(translate("Coverage"))
    rows = tuple((one.consultation, people(one.people)) for one in record.board.summary.consultations)
    if rows:
        header = (translate("Consultation"), translate("Who took part"))
        yield Table(
            translate("Consultations"),
            header,
            rows,
            translate("everybody who answered at least one question"),
        )
    for group in record.board.summary.who_took_part:
        cells = tuple((row.label, str(row.people)) for row in group.rows)
        yield Table(
            group_title(group),
            (translate("Group"), translate("People")),
            cells,
            translate("answers to {question}", question=group.question),
        )
        silent = [row.label for row in group.rows if row.people.value == 0]
        if silent:
            yield Paragraph(translate("Not heard from: {groups}.", groups=", ".join(silent)))


def _tables(record: Record) -> Iterator[Block]:
    yield Heading(translate("Themes by locality and group"))
    if not record.needs:
        yield Paragraph(
            translate("No theme can be shown by group: too few people answered, or none said where they are.")
        )
    for one in record.needs:
        caption = translate(
            "{question}: themes by {group}", question=one.question_label, group=one.group_label
        )
        yield Table(caption, (translate("Theme"), *one.groups), tuple(_row(one)), _source(one))


def _row(one: Needs) -> Iterator[tuple[str, ...]]:
    for label, cells in one.rows:
        yield (label, *(str(cell) for cell in cells))


def _source(one: Needs) -> str:
    return translate(
        "{people} who answered. Answers: {consultation}/{question}",
        people=people(one.people),
        consultation=one.consultation,
        question=one.question,
    )


def _limits(record: Record) -> Iterator[Block]:
    rule = record.rule
    yield Heading(translate("Limits"))
    yield Bullets(
        (
            translate(
                "No number of fewer than {number} people is shown, nor one that gives it away.",
                number=rule.threshold,
            ),
            translate(
                "No table is shown of fewer than {number} people. Numbers are rounded to 5.",
                number=2 * rule.minimum_base,
            ),
            translate(
                "Whoever answers chose to: this is no random sample, "
                "and shares are not shares of all children."
            ),
            translate(
                "What a safeguarding concern holds, what is not in English "
                "and what is not read yet is left out."
            ),
            translate("Two such reports of different days must not be subtracted from each other."),
        )
    )
