"""The report of `together analyse`: the rows that were written, summed up on one page to read and print."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import admin_api
from admin_api.charts import BarChart, Datum, bar_chart
from admin_api.stacked_bars import Bar, Share, StackedBars, stacked_bars
from analysis.alone import BETWEEN, COLUMNS
from analysis.disclosure_control import Rule
from analysis.findings import KINDS, UNREAD, Felt, Findings, Said, sum_up
from analysis.groups import in_words
from analysis.taxonomy import Taxonomy

TEMPLATES = (
    Path(__file__).parent.parent / "templates",
    Path(admin_api.__file__).parent / "templates",
)
MOST_QUESTIONS = 20
MOST_GROUPS = 30
THE_REST = "All other groups"


@dataclass(frozen=True, slots=True)
class About:
    """What the report is of: its title, the themes, where group and question stand in a row, how right.

    `asked` is the question of all rows where none stands in them.
    """

    title: str
    taxonomy: Taxonomy
    group: int | None
    question: int | None
    accuracy: str
    asked: str = ""


def report(rows: Iterable[Sequence[object]], about: About) -> str:
    """The page of `rows`, each as it was written: the input's cells and then `COLUMNS`."""
    asked: dict[str, None] = {about.asked: None} if about.asked else {}
    found = sum_up(_said(rows, about, asked), about.taxonomy.labels, (), Rule(), about.accuracy)
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("analysis.html").render(
        title=about.title,
        found=replace(found, asked=tuple(asked)),
        threshold=Rule().threshold,
        unread=[(UNREAD[name], count) for name, count in found.unread.items()],
        felt=_felt(found),
        themes=_themes(found),
        kinds=KINDS,
        differences=[in_words(one) for one in found.differences],
    )


def _said(rows: Iterable[Sequence[object]], about: About, asked: dict[str, None]) -> Iterator[Said]:
    groups: dict[str, None] = {}
    for row in rows:
        ours = dict(zip(COLUMNS, row[-len(COLUMNS) :], strict=True))
        if about.question is not None and len(asked) < MOST_QUESTIONS and row[about.question]:
            asked[str(row[about.question])] = None
        group = str(row[about.group]).strip() or "Did not say" if about.group is not None else ""
        if group in groups or len(groups) < MOST_GROUPS:
            groups[group] = None
        else:
            group = THE_REST
        yield Said(
            group=group,
            status=str(ours["status"]),
            label=str(ours["label"]),
            kind=str(ours["kind"]) or "none",
            themes=tuple(str(ours["themes"]).split(BETWEEN)) if ours["themes"] else (),
            quote=str(ours["redacted_text"]) if ours["concern"] == "none" else None,
            likely=_likely(str(ours["theme_likely"])),
        )


def _likely(cell: str) -> float:
    """Of the likeliest theme; words alone are worth a half."""
    return float(cell.partition(BETWEEN)[0]) if cell else 0.5


def _felt(found: Findings) -> StackedBars:
    return stacked_bars(
        "felt",
        "How people felt",
        [Bar(one.group, f"{one.base} people", [_share(felt) for felt in one.felt]) for one in found.groups],
    )


def _share(felt: Felt) -> Share:
    low, high = (
        (round(100 * felt.interval.low), round(100 * felt.interval.high)) if felt.interval else (None, None)
    )
    return Share(felt.label, felt.share, str(felt.people), low, high)


def _themes(found: Findings) -> BarChart:
    data = [
        Datum(one.label, one.people.value, one.share / 100 if one.share is not None else None)
        for one in found.themes
        if one.people.value != 0
    ]
    return bar_chart("themes", "Themes", "people", data)
