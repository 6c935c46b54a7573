"""What stands behind an ask, safe to be seen: how many people, and of which ages.

The number of people is the theme's own in the board's one summary, not a second count that could be
subtracted from it; the ages are shown only where that number is.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from analysis.disclosure_control import HIDDEN, Count, Rule, protect_partition, share
from analysis.protected import NOT_SAID
from analysis.summary import BoardSummary, Row, Table
from consultations.accountability import Ask
from consultations.storage.asks import Asks
from consultations.storage.consultations import Consultations
from consultations.storage.quotes import Quotes

AGES = {
    "under_13": "Under 13",
    "13_15": "13 to 15",
    "16_17": "16 or 17",
    "18_plus": "18 or older",
    NOT_SAID: "Age not said",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many people spoke of the theme, who they are by age (not where that would tell too much), and what
    of their words a person has approved to be published.
    """

    people: Count
    ages: Table
    quotes: tuple[str, ...] = ()


NO_EVIDENCE = Evidence(HIDDEN, ())
"""For who may not see yet what people say."""


def evidence_of(connection: Connection, ask: Ask, rule: Rule, summary: BoardSummary) -> Evidence:
    """What stands behind `ask`, by the answers that it keeps; how many people as `summary` shows it."""
    people = _as_the_board_shows(ask, summary)
    counted, quotes = Asks(connection).ages(ask.id), _approved(connection, ask)
    if people.value is None or sum(counted.values()) < rule.minimum_base:
        return Evidence(people, (), quotes)
    cells = [counted.get(age, 0) for age in AGES]
    counts = protect_partition(cells, rule)
    rows = zip(AGES.items(), counts, strict=True)
    ages = tuple(Row(name, label, one, share(one, people, rule)) for (name, label), one in rows)
    return Evidence(people, ages, quotes)


def _approved(connection: Connection, ask: Ask) -> tuple[str, ...]:
    """What was said in the answers behind an ask and may be published."""
    behind = set(Asks(connection).answers(ask.id))
    found = Quotes(connection).published([Consultations(connection).get(ask.consultation).id])
    return tuple(one.words for one in found if one.answer_id in behind)


def _as_the_board_shows(ask: Ask, summary: BoardSummary) -> Count:
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
