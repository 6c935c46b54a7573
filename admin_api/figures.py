"""A protected table as a part of a page: a chart, a short list, or in words why there is neither.

Takes only what `analysis.summary` has made safe. Rows keep no trace of a hidden number: neither their order
nor their drawing depends on it. Hidden rows are not drawn, but named or counted in a sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from admin_api.charts import NOT_SHOWN, BarChart, Datum, bar_chart
from admin_api.sentences import FEELING_NAMES, people, sentence
from admin_api.translation.speaking import message, translate
from admin_api.ways import NO_WAYS, Link, Ways, no_link
from analysis.disclosure_control import Count, Rule
from analysis.readings import Feeling
from analysis.summary import OutcomeSummary, Row, Table
from analysis.taxonomy import NO_REASON_GIVEN, OTHER

PEOPLE = message("people")
ANSWER = message("Answer")
FEELING = message("Feeling")
GROUP = message("Group")
NOBODY = {
    ANSWER: message("Nobody chose: {rows}."),
    FEELING: message("Nobody sounded: {rows}."),
    GROUP: message("Nobody is of: {rows}."),
}
"""What to say of the rows that are nought, by what a row is."""
OTHERS_HIDDEN = message("The other numbers are not shown.")


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart of the rows that can be drawn, and the table of all of them. Without a chart `more` says why.

    `rows` is what a row is called (“Answer”); `more` says what the chart leaves out, `how` how the rows came
    about; both may be empty.
    """

    title: str
    rows: str
    chart: BarChart | None
    table: tuple[Datum, ...]
    more: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Bit:
    """A line of a short list. `way` as in `Datum`."""

    label: str
    value: int | None
    way: str = ""

    @property
    def text(self) -> str:
        return NOT_SHOWN if self.value is None else f"{self.value:,}"

    @property
    def suppressed(self) -> bool:
        return self.value is None


def datum(row: Row, link: Link = no_link) -> Datum:
    return Datum(row.label, row.people.value, None if row.share is None else row.share / 100, link(row))


def in_our_words(feelings: Table) -> Table:
    """The same feelings with the names that pages have for them."""
    return tuple(replace(row, label=str(FEELING_NAMES[Feeling(row.name)])) for row in feelings)


def figure(
    id: str,  # noqa: A002 - HTML's own word
    title: str,
    rows: str,
    table: Table,
    base: Count,
    rule: Rule,
    link: Link = no_link,
) -> Figure:
    """The chart of `table`, in its order. `id` is unique in its page."""
    if rows == FEELING:
        table = in_our_words(table)
    data = tuple(datum(row, link) for row in table)
    if not any(each.value for each in data):
        return Figure(title, rows, None, data, without_chart(rows, table, base, rule))
    hidden = [each.label for each in data if each.suppressed]
    chart = bar_chart(id, title, PEOPLE, [each for each in data if not each.suppressed])
    return Figure(
        title, rows, chart, data, translate("Not shown: {rows}.", rows="; ".join(hidden)) if hidden else ""
    )


def theme_figure(
    id: str,  # noqa: A002 - HTML's own word
    title: str,
    table: Table,
    base: Count,
    rule: Rule,
    how: str = "",
    link: Link = no_link,
) -> Figure:
    """The chart of what people spoke of, greatest first. There are many themes: the rest are only counted."""
    rows = in_order(table)
    data = tuple(datum(row, link) for row in rows)
    drawn = [each for each in data if each.value]
    if not drawn:
        return Figure(
            title,
            translate("Theme"),
            None,
            data,
            other_themes(rows) if any_shown(rows) else why_hidden(base, rule),
        )
    return Figure(
        title, translate("Theme"), bar_chart(id, title, PEOPLE, drawn), data, other_themes(rows), how
    )


def other_themes(rows: Sequence[Row]) -> str:
    hidden = sum(not row.people.shown for row in rows)
    nobody = sum(row.people.value == 0 for row in rows)
    said = [
        translate("{number} not shown", number=hidden) if hidden else "",
        translate("nobody spoke of {number}", number=nobody) if nobody else "",
    ]
    return translate("Other themes: {numbers}.", numbers="; ".join(filter(None, said))) if any(said) else ""


def in_order(table: Table) -> list[Row]:
    """Shown numbers first, the greatest at the top; then hidden ones in the file's order; “other”; noughts.

    Those who gave no reason are left out: they stand among what could not be read.
    """
    themes = [row for row in table if row.name not in (OTHER, NO_REASON_GIVEN)]
    known = sorted((row for row in themes if row.people.value), key=lambda row: -(row.people.value or 0))
    return [
        *known,
        *(row for row in themes if not row.people.shown),
        *(row for row in table if row.name == OTHER),
        *(row for row in themes if row.people.value == 0),
    ]


def theme_bits(found: OutcomeSummary, ways: Ways = NO_WAYS) -> list[Bit]:
    """What can be said of each theme over all questions of an outcome, the greatest first."""
    named = [row for row in found.themes if row.name not in (OTHER, NO_REASON_GIVEN)]
    bits = bits_of(named, ways.to_outcome(found.code, "theme"))
    return sorted((each for each in bits if each.value), key=lambda each: -(each.value or 0))


def bits_of(rows: Sequence[Row], link: Link) -> list[Bit]:
    return [Bit(row.label, row.people.value, link(row)) for row in rows]


def answer_bits(found: OutcomeSummary, ways: Ways = NO_WAYS) -> tuple[str, list[Bit]]:
    """The first question with choices, and what was chosen; both empty where there is none."""
    question = next((each for each in found.questions if each.distribution), None)
    if question is None:
        return "", []
    return question.label, bits_of(question.distribution, ways.to_choice(question))


def feeling_bits(found: OutcomeSummary, ways: Ways = NO_WAYS) -> list[Bit]:
    return bits_of(in_our_words(found.feelings), ways.to_outcome(found.code, "feeling"))


def any_shown(rows: Sequence[Row]) -> bool:
    return any(row.people.shown for row in rows)


def without_chart(rows: str, table: Sequence[Row], base: Count, rule: Rule) -> str:
    """What to say in place of a chart."""
    if not any_shown(table):
        return why_hidden(base, rule)
    nobody = [row.label for row in table if row.people.value == 0]
    said = translate(NOBODY[rows], rows="; ".join(nobody))
    return said if len(nobody) == len(table) else f"{said} {OTHERS_HIDDEN}"


def why_hidden(base: Count, rule: Rule) -> str:
    """Why nothing of a table with this `base` is shown."""
    if base.below:
        words = translate("{people} answered, so we do not show what they said", people=people(base))
        return sentence(words)
    if base.value is not None and base.value < rule.minimum_base:
        words = translate(
            "{people} answered, so we do not show how", people=people(Count(None, rule.minimum_base))
        )
        return sentence(words)
    return translate("We do not show these numbers, because somebody could be picked out by them.")
