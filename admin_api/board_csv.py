"""The board's numbers as a table for a spreadsheet: one line for each number of people.

Hidden numbers are `c`, as in official statistics. A cell that a spreadsheet would take for a formula gets an
apostrophe before it (OWASP, "CSV Injection"); the file begins with a byte order mark, for Excel.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from analysis.board import Board
from analysis.disclosure_control import Count
from analysis.summary import OutcomeSummary, QuestionSummary, Table, Unread

HEADER = (
    "plan",
    "outcome",
    "consultation",
    "question",
    "question_label",
    "table",
    "name",
    "label",
    "people",
    "percent",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Cells = Sequence[str]


def board_csv(board: Board) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for line in lines(board):
        writer.writerow([harmless(cell) for cell in (board.plan.code, *line)])
    return f"\N{ZERO WIDTH NO-BREAK SPACE}{out.getvalue()}"


def harmless(cell: str) -> str:
    """`cell`, as text where a spreadsheet would calculate it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def lines(board: Board) -> Iterator[Cells]:
    """Every line without the plan's code."""
    summary = board.summary
    yield "", "", "", "", *number("took_part", "", "Everybody", summary.people)
    for part in summary.consultations:
        yield "", part.consultation, "", "", *number("took_part", "", "Everybody", part.people)
    for group in summary.who_took_part:
        for cells in table(f"took_part_by_{group.question}", group.rows):
            yield "", "", group.question, "", *cells
    for outcome in summary.outcomes:
        yield from outcome_lines(outcome)


def outcome_lines(found: OutcomeSummary) -> Iterator[Cells]:
    whole = [
        number("people", "", "People who answered", found.people),
        number("answers", "", "Answers", found.answers),
        *words(found.feelings, found.themes, found.unread),
    ]
    for cells in whole:
        yield found.code or "", "", "", "", *cells
    for question in found.questions:
        for cells in question_lines(question):
            yield found.code or "", question.consultation, question.question, question.label, *cells


def question_lines(found: QuestionSummary) -> Iterator[Cells]:
    yield number("people", "", "People who answered", found.people)
    yield from table("distribution", found.distribution)
    yield from words(found.feelings, found.themes, found.unread)


def words(feelings: Table, themes: Table, unread: Unread | None) -> Iterator[Cells]:
    yield from table("feelings", feelings)
    yield from table("themes", themes)
    if unread:
        yield number("unread", "empty", "Said nothing that can be read", unread.empty)
        yield number("unread", "not_english", "Not in English", unread.not_english)
        yield number("unread", "waiting", "Waiting to be read", unread.waiting)


def table(name: str, rows: Table) -> Iterator[Cells]:
    for row in rows:
        yield number(name, row.name, row.label, row.people, row.share)


def number(table: str, name: str, label: str, people: Count, share: int | None = None) -> Cells:
    return table, name, label, people.code, "" if share is None else str(share)
