"""Open data for everybody: what was published, as a table and as JSON, with a dictionary of every column.

Only what the public pages show already: numbers of people are those of the one protected summary.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from admin_api.spreadsheets import Row
from admin_api.views_asks import AskView


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, and which values it may have."""

    name: str
    meaning: str
    values: str


DICTIONARY: Sequence[Column] = (
    Column("id", "The number of the ask", "a whole number"),
    Column("plan", "The code of the Trust’s plan", "a code"),
    Column("outcome", "The code of the plan’s outcome that it is about", "a code"),
    Column("consultation", "The code of the consultation in which it was said", "a code"),
    Column("invented", "Whether the answers were invented for a demonstration", "true, false"),
    Column("question", "What was asked", "words"),
    Column("theme", "What people spoke of", "words"),
    Column("title", "What people asked for", "words"),
    Column("decision", "What was decided", "will_do, doing, done, already, cant"),
    Column("what_happens", "What happens, or why not", "words"),
    Column("published", "When the answer was published", "a day, YYYY-MM-DD"),
    Column("people", "How many people spoke of it", "a number rounded to 5; c: not shown, to protect them"),
    Column("told", "How many of them have been sent the answer", "a number rounded to 5; c: not shown"),
)
"""In the order of the table."""


def records(asks: Sequence[AskView]) -> Iterator[dict[str, str | int | bool]]:
    """One for each published ask, under the names of DICTIONARY."""
    for view in asks:
        ask = view.ask
        if ask.decision is None or ask.published_at is None:
            continue
        yield {
            "id": ask.id,
            "plan": ask.plan_code,
            "outcome": ask.outcome_code,
            "consultation": ask.consultation,
            "invented": ask.sample,
            "question": ask.question_label,
            "theme": ask.theme_label,
            "title": ask.title,
            "decision": ask.decision,
            "what_happens": ask.what_happens or "",
            "published": ask.published_at.date().isoformat(),
            "people": view.people.value if view.people.value is not None else view.people.code,
            "told": view.told.value if view.told.value is not None else view.told.code,
        }


def table(asks: Sequence[AskView]) -> Iterator[Row]:
    """The head and a line for each."""
    yield tuple(each.name for each in DICTIONARY)
    for record in records(asks):
        yield tuple(
            str(record[each.name]).lower() if each.name == "invented" else record[each.name]
            for each in DICTIONARY
        )
