"""What stands behind an ask, safe to be seen: how many people, and of which ages.

The number of people is the theme's own in the board's one summary, not a second count that could be
subtracted from it; the ages are shown only where that number is.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from analysis.board import board
from analysis.disclosure_control import HIDDEN, Count, Rule, protect_partition, share
from analysis.protected import NOT_SAID
from analysis.summary import Row, Table
from consultations.accountability import Ask
from consultations.storage.asks import Asks
from consultations.storage.plans import Plans

AGES = {
    "under_13": "Under 13",
    "13_15": "13 to 15",
    "16_17": "16 or 17",
    "18_plus": "18 or older",
    NOT_SAID: "Age not said",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many people spoke of the theme, and who they are by age; no ages where they would tell too much."""

    people: Count
    ages: Table


def evidence_of(connection: Connection, ask: Ask, rule: Rule) -> Evidence:
    """What stands behind `ask`, by the answers that it keeps."""
    people = _as_the_board_shows(connection, ask, rule)
    counted = Asks(connection).ages(ask.id)
    if people.value is None or sum(counted.values()) < rule.minimum_base:
        return Evidence(people, ())
    cells = [counted.get(age, 0) for age in AGES]
    counts = protect_partition(cells, rule)
    rows = zip(AGES.items(), counts, strict=True)
    return Evidence(
        people, tuple(Row(name, label, one, share(one, people, rule)) for (name, label), one in rows)
    )


def _as_the_board_shows(connection: Connection, ask: Ask, rule: Rule) -> Count:
    summary = board(connection, Plans(connection).get(ask.plan_code), rule).summary
    return next(
        (
            row.people
            for outcome in summary.outcomes
            for question in outcome.questions
            if (question.consultation, question.question) == (ask.consultation, ask.question)
            for row in question.themes
            if row.name == ask.theme
        ),
        HIDDEN,
    )
