"""The board's numbers as a table for a spreadsheet: one line for each number of people.

Hidden numbers are `c`, as in official statistics.
"""

from collections.abc import Iterator

from admin_api.spreadsheets import Cell, Row
from admin_api.theme_words import about_themes
from analysis.board import Board
from analysis.disclosure_control import Count, Rule
from analysis.summary import OutcomeSummary, QuestionSummary, Table, Unread, Voice

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


def board_table(board: Board, rule: Rule) -> Iterator[Row]:
    """The head of the table and its lines; at the end, how the themes of each consultation were found."""
    yield HEADER
    for line in lines(board):
        yield (board.plan.code, *line)
    for code in board.themes:
        said = about_themes(board, [code], rule)
        yield board.plan.code, "", code, "", "", "themes_found", "", said, "", ""


def lines(board: Board) -> Iterator[Row]:
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


def outcome_lines(found: OutcomeSummary) -> Iterator[Row]:
    whole = [
        number("people", "", "People who answered", found.people),
        number("answers", "", "Answers", found.answers),
        *words(found.feelings, found.themes, found.unread),
    ]
    for cells in whole + [cells for voice in found.voices for cells in voice_lines(voice)]:
        yield found.code or "", "", "", "", *cells
    for question in found.questions:
        for cells in question_lines(question):
            yield found.code or "", question.consultation, question.question, question.label, *cells


def voice_lines(found: Voice) -> Iterator[Row]:
    """What one group said about an outcome: its name stands in the tables' names."""
    yield number(f"read_of:{found.group}", "", found.label, found.people)
    yield from table(f"feelings_of:{found.group}", found.feelings)
    yield from table(f"themes_of:{found.group}", found.themes)


def question_lines(found: QuestionSummary) -> Iterator[Row]:
    yield number("people", "", "People who answered", found.people)
    yield from table("distribution", found.distribution)
    yield from words(found.feelings, found.themes, found.unread)


def words(feelings: Table, themes: Table, unread: Unread | None) -> Iterator[Row]:
    yield from table("feelings", feelings)
    yield from table("themes", themes)
    if unread:
        yield number("unread", "empty", "Said nothing that can be read", unread.empty)
        yield number("unread", "not_english", "Not in English", unread.not_english)
        yield number("unread", "waiting", "Waiting to be read", unread.waiting)


def table(name: str, rows: Table) -> Iterator[Row]:
    for row in rows:
        yield number(name, row.name, row.label, row.people, row.share)


def number(table: str, name: str, label: str, people: Count, share: int | None = None) -> Row:
    counted: Cell = people.code if people.value is None else people.value
    return table, name, label, counted, "" if share is None else share
