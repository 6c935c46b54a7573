"""A curve as a drawing: all of it in the picture, no words over others, broken where a figure is missing."""

from itertools import pairwise
from pathlib import Path

import pytest
from PIL import ImageFont

from admin_api.curve_charts import curve_chart
from admin_api.reports.curve_drawings import COLOURS, EM, curve_drawing
from admin_api.reports.drawings import Area, Disc, Drawing, Label, Stroke, png, svg
from consultations.plan import read_plan

PLANS = read_plan(Path(__file__).parents[3] / "examples" / "plans").plans
CHARTS = {
    one.code: chart
    for plan in PLANS
    for outcome in plan.outcomes
    for one in outcome.indicators
    if (chart := curve_chart(one))
}
WIDE = ImageFont.load_default(EM).getlength


def test_every_curve_of_the_example_plans_stands_in_its_picture_and_no_words_over_others() -> None:
    assert len(CHARTS) > 20
    for code, chart in CHARTS.items():
        drawing = curve_drawing(chart)
        for x, y in places(drawing):
            assert 0 <= x <= drawing.width, code
            assert 0 <= y <= drawing.height, code
        periods = [one for one in drawing.shapes if isinstance(one, Label) and one.anchor == "middle"]
        assert {one.text for one in periods} <= {tick.words for tick in chart.below}
        for one, after in pairwise(periods):
            assert one.x + WIDE(one.text) / 2 < after.x - WIDE(after.text) / 2, code


def places(drawing: Drawing) -> list[tuple[float, float]]:
    words = [one for one in drawing.shapes if isinstance(one, Label)]
    ends = {"start": (0, 1), "middle": (-0.5, 0.5), "end": (-1, 0)}
    found = [(one.x + part * WIDE(one.text), one.y) for one in words for part in ends[one.anchor]]
    drawn = [one.points for one in drawing.shapes if isinstance(one, Stroke | Area)]
    return found + [point for points in drawn for point in points]


def test_a_curve_breaks_where_a_figure_is_missing_and_keeps_its_sign_and_dashes() -> None:
    drawing = curve_drawing(CHARTS["HAL1.I6"])
    ours, national = (line_of(drawing, colour) for colour in COLOURS[:2])
    assert len(ours) == 1 + 4  # its sample in the key; five figures hang together
    assert len(national) > len(ours)  # in dashes
    assert max(x for one in national for x, _ in one.points) < max(x for one in ours for x, _ in one.points)
    assert sum(isinstance(one, Disc) for one in drawing.shapes) == 5 + 1
    assert sum(isinstance(one, Area) for one in drawing.shapes) == 4 + 1


def line_of(drawing: Drawing, colour: str) -> list[Stroke]:
    return [one for one in drawing.shapes if isinstance(one, Stroke) and one.colour == colour]


@pytest.mark.parametrize("code", ["HAL1.I6", "THR.M15"])
def test_it_can_be_written_for_pages_and_for_word_processors(code: str) -> None:
    drawing = curve_drawing(CHARTS[code])
    page = svg(drawing)
    assert f'aria-label="{drawing.alt}"' in page
    assert page.count("<text ") == sum(isinstance(one, Label) for one in drawing.shapes)
    assert png(drawing).startswith(b"\x89PNG")


def test_words_of_the_plan_are_no_tags_in_a_drawing() -> None:
    assert "&lt;b&gt;" in svg(Drawing("", 10, 10, (Label(0, 5, "<b>", EM),)))
