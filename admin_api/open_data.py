"""Open data for everybody: what was published, as a table and as JSON, with a dictionary of every column.

Only what the public pages show already: numbers of people are those of the one protected summary.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from admin_api.spreadsheets import Row
from admin_api.translation.speaking import message, translate
from admin_api.views_asks import AskView


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, and which values it may have."""

    name: str
    meaning: str
    values: str

    def said(self) -> "Column":
        """In the language of the page. The names are those in the files: they stay."""
        return Column(self.name, translate(self.meaning), translate(self.values))


DICTIONARY: Sequence[Column] = (
    Column("id", message("The number of the ask"), message("a whole number")),
    Column("plan", message("The code of the Trust’s plan"), message("a code")),
    Column("outcome", message("The code of the plan’s outcome that it is about"), message("a code")),
    Column("consultation", message("The code of the consultation in which it was said"), message("a code")),
    Column("invented", message("Whether the answers were invented for a demonstration"), "true, false"),
    Column("question", message("What was asked"), message("words")),
    Column("theme", message("What people spoke of"), message("words")),
    Column("title", message("What people asked for"), message("words")),
    Column("decision", message("What was decided"), "will_do, doing, done, already, cant"),
    Column("what_happens", message("What happens, or why not"), message("words")),
    Column("published", message("When the answer was published"), message("a day, YYYY-MM-DD")),
    Column(
        "people",
        message("How many people spoke of it"),
        message("a number rounded to 5; c: not shown, to protect them"),
    ),
    Column(
        "told",
        message("How many of them have been sent the answer"),
        message("a number rounded to 5; c: not shown"),
    ),
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
