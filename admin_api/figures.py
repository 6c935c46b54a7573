"""A protected table as a picture of a page: a chart, or in words why there is none.

Takes only what `analysis.summary` has made safe. Rows keep no trace of a hidden number: neither their order
nor their drawing depends on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from admin_api.charts import BarChart, Datum, bar_chart
from analysis.disclosure_control import Count, Rule
from analysis.summary import Row, Table
from analysis.taxonomy import NO_REASON_GIVEN, OTHER

PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with the heading of its rows; or, without one, `instead` says why. `nobody` are the empty rows."""

    title: str
    rows: str
    chart: BarChart | None
    instead: str = ""
    nobody: tuple[str, ...] = ()


def datum(row: Row) -> Datum:
    return Datum(row.label, row.people.value, None if row.share is None else row.share / 100)


def bare(row: Row) -> Datum:
    """The number alone: a page that shows a few rows has no room for shares."""
    return Datum(row.label, row.people.value)


def figure(id: str, title: str, rows: str, table: Table, base: Count, rule: Rule) -> Figure:  # noqa: A002 - HTML's
    """The chart of `table` as it stands. `id` is unique in its page, `rows` says what a row is (“Answer”)."""
    if not any(row.people.shown for row in table):
        return Figure(title, rows, None, why_hidden(base, rule))
    return Figure(title, rows, bar_chart(id, title, PEOPLE, [datum(row) for row in table]))


def theme_figure(id: str, title: str, table: Table, base: Count, rule: Rule) -> Figure:  # noqa: A002 - as above
    """The chart of what people spoke of, greatest first; what nobody spoke of is a list beside it."""
    kept = [row for row in in_order(table) if row.people.value != 0]
    nobody = tuple(row.label for row in themes(table) if row.people.value == 0)
    drawn = figure(id, title, "Theme", tuple(kept), base, rule)
    return Figure(drawn.title, drawn.rows, drawn.chart, drawn.instead, nobody if drawn.chart else ())


def themes(table: Table) -> list[Row]:
    """The rows that are themes: not “something else”, and not those who gave no reason."""
    return [row for row in table if row.name not in (OTHER, NO_REASON_GIVEN)]


def in_order(table: Table) -> list[Row]:
    """Shown numbers first, the greatest at the top; then hidden ones, in the theme file's order; then the rest.

    Those who gave no reason are left out: they stand among what could not be read.
    """
    ordered = sorted(themes(table), key=lambda row: -(row.people.value or 0))
    return ordered + [row for row in table if row.name == OTHER]


def top_themes(table: Table, most: int = 3) -> Sequence[Row]:
    return [row for row in in_order(table) if row.people.value and row.name != OTHER][:most]


def why_hidden(base: Count, rule: Rule) -> str:
    """Why nothing of a table with this `base` is shown."""
    if base.value == 0:
        return "Nobody has answered yet."
    if base.below:
        return f"{str(base).capitalize()} people answered, so we do not show what they said."
    if base.value is not None and base.value < rule.minimum_base:
        return f"Fewer than {rule.minimum_base} people answered, so we do not show how."
    return "We do not show these numbers, because somebody could be picked out by them."
