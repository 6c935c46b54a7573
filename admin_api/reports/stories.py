"""The curves of an outcome and the stories behind them: drawn, in numbers, and in an officer's words."""

from collections.abc import Iterator

from admin_api.curve_charts import CurveChart
from admin_api.reports.curve_drawings import curve_drawing
from admin_api.reports.document import Block, Figure, Heading, Paragraph, Table, bullets
from admin_api.reports.record import Record
from admin_api.sentences import sentence
from admin_api.translation.speaking import message, translate
from admin_api.views_plans import IndicatorPage
from consultations.plan import Indicator, Outcome

WRITTEN = message("the plan, and what staff wrote beside it")


def curves(record: Record, outcome: Outcome, level: int = 1) -> Iterator[Block]:
    """Each curve that can be drawn, with its figures, what to know of them and the story behind it."""
    pages = [record.told(outcome, one) for one in outcome.indicators]
    told = [page for page in pages if page.chart or page.story or page.difference]
    if told:
        yield Heading(translate("The curves, and the stories behind them"), level)
    for page in told:
        yield Heading(page.row.indicator.text, level + 1)
        yield from _drawn(page, page.chart) if page.chart else ()
        yield from bullets(
            [one.words for one in page.row.findings], figures_source(page.row.indicator, page.plan.title)
        )
        yield from story(page)


def _drawn(page: IndicatorPage, chart: CurveChart) -> Iterator[Block]:
    source = figures_source(page.row.indicator, page.plan.title)
    way = f"{sentence(page.row.way)} {page.better}" if page.row.way else page.better
    yield Paragraph(way, source)
    cut = " " + translate("The scale begins at {cut}, not at 0.", cut=chart.cut) if chart.cut else ""
    yield Figure(curve_drawing(chart), translate("The figures as a curve.") + cut, source)
    header = (translate("When"), *(one.name for one in chart.curves))
    rows = tuple(
        (f"{period[:1].upper()}{period[1:]}", *(one.cells[place] or "–" for one in chart.curves))
        for place, period in enumerate(chart.periods)
    )
    yield Table(translate("The figures of this curve: {title}", title=chart.title), header, rows, source)


def figures_source(indicator: Indicator, plan_title: str) -> str:
    """What the figures of an indicator count, and where they come from."""
    said = (
        indicator.counts,
        indicator.source,
        indicator.scheme,
        translate("as the plan gives them: {plan}", plan=plan_title),
    )
    return "; ".join(filter(None, said))


def story(page: IndicatorPage) -> Iterator[Block]:
    """The story behind a curve and what made the difference, with who wrote it; nothing where nobody did."""
    if page.story:
        yield Paragraph(page.story, page.story_by)
    yield from bullets(differences(page), str(WRITTEN))


def differences(page: IndicatorPage) -> list[str]:
    """What made the difference, each with who did it."""
    return [f"{one.text} ({one.partner})" if one.partner else one.text for one in page.difference]


def stories(record: Record, outcome: Outcome, level: int = 2) -> Iterator[Block]:
    """The stories alone, where anybody wrote one."""
    pages = [record.told(outcome, one) for one in outcome.indicators]
    told = [page for page in pages if page.story or page.difference]
    if told:
        yield Heading(translate("The story behind the figures"), level)
    for page in told:
        yield Heading(page.row.indicator.text, level + 1)
        yield from story(page)
