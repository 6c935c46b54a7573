"""Who was not heard from: each group's part of the people in the area against that of those who took part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from admin_api.sentences import listed, people
from admin_api.translation.speaking import message, translate
from admin_api.ways import NO_WAYS, Ways, no_link
from analysis.disclosure_control import Count
from analysis.groups import Heard, coverage
from analysis.protected import ANOTHER_ANSWER, NOT_SAID
from analysis.summary import BoardSummary, Group, Row
from analysis.who import WAY
from consultations.population import PopulationFigure

VERDICTS = {
    "under-heard": message("We have heard from too few of them."),
    "over-heard": message("They are more than their part of those who took part."),
    "in proportion": message("That is about their part."),
}
TOO_FEW = message("too few to say")


@dataclass(frozen=True, slots=True)
class CoverageView:
    """`lines` say for each group how much it was heard, the least heard first; `ways` lead to what each said.

    `sources`: where the figures are from. `missing` names the groups of which nobody entered how many there
    are.
    """

    lines: tuple[str, ...]
    sources: str
    missing: str
    ways: tuple[str, ...] = ()


def bands(summary: BoardSummary) -> tuple[Row, ...]:
    """The groups that those who took part can be of."""
    asked = grouped(summary)
    return known(asked[0]) if asked else ()


def grouped(summary: BoardSummary) -> list[Group]:
    return [each for each in summary.who_took_part if each.question != WAY]


def known(group: Group) -> tuple[Row, ...]:
    return tuple(row for row in group.rows if row.name not in (NOT_SAID, ANOTHER_ANSWER))


@dataclass(frozen=True, slots=True)
class Covered:
    """How much one group was heard."""

    row: Row
    found: Heard

    @property
    def verdict(self) -> str:
        """“not heard”, “under-heard”, “over-heard”, “in proportion”; “too few to say” of a small number."""
        sure = not self.row.people.below or self.found.verdict in ("not heard", "under-heard")
        return self.found.verdict if sure else TOO_FEW


def covered(summary: BoardSummary, figures: Mapping[str, PopulationFigure]) -> tuple[Covered, ...]:
    """The groups of whom somebody entered how many there are, the least heard first; () of fewer than two.

    A group of whom so few took part that the number is not shown counts as the most that it can be.
    """
    rows = {row.name: row for row in bands(summary)}
    counted = {name: most(row.people) for name, row in rows.items() if name in figures}
    answered = {name: number for name, number in counted.items() if number is not None}
    population = {name: float(figures[name].people) for name in answered}
    enough = len(population) > 1 and any(answered.values())
    return tuple(Covered(rows[one.group], one) for one in coverage(answered, population)) if enough else ()


def coverage_view(
    summary: BoardSummary, figures: Mapping[str, PopulationFigure], ways: Ways = NO_WAYS, plan: str = ""
) -> CoverageView:
    heard = covered(summary, figures)
    link = ways.to_group(plan, asked[0].question) if (asked := grouped(summary)) else no_link
    rows = {row.name: row for row in bands(summary)}
    entered = {name: figures[name] for name in rows if name in figures}
    missing = [row.label for name, row in rows.items() if name not in figures]
    return CoverageView(
        lines=tuple(line(one.found, one.row) for one in heard),
        sources=listed(list(dict.fromkeys(sources(entered)))),
        missing=listed([f"“{label}”" for label in missing]),
        ways=tuple(link(one.row) for one in heard),
    )


def most(count: Count) -> int | None:
    """The number, or the greatest that a small one can be; None of one that is hidden beside others."""
    return count.below - 1 if count.below else count.value


def line(found: Heard, row: Row) -> str:
    """“10 to 14”: 40% of the people in the area, and 15% to 25% of those who took part. …"""
    area = translate(
        "“{label}”: {population} of the people in the area",
        label=row.label,
        population=f"{found.population:.0%}",
    )
    if found.verdict == "not heard":
        return translate("{area}, and nobody of those who took part.", area=area)
    if row.people.below:
        judged = (
            VERDICTS[found.verdict] if found.verdict == "under-heard" else translate("Too few to say more.")
        )
        return translate(
            "{area}, and {people} of those who took part. {judged}",
            area=area,
            people=people(row.people),
            judged=judged,
        )
    part = translate("{low} to {high}", low=f"{found.interval.low:.0%}", high=f"{found.interval.high:.0%}")
    return translate(
        "{area}, and {part} of those who took part. {judged}",
        area=area,
        part=part,
        judged=VERDICTS[found.verdict],
    )


def sources(entered: Mapping[str, PopulationFigure]) -> Iterator[str]:
    for one in entered.values():
        yield f"{one.source} ({one.year})"
