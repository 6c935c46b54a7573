"""The geometry of curves: right places, broken where a figure is missing, told in words."""

from pathlib import Path

from admin_api.curve_charts import BOTTOM, TOP, curve_chart
from consultations.plan import Indicator, read_plan

PLANS = {plan.code: plan for plan in read_plan(Path(__file__).parents[3] / "examples" / "plans").plans}


def indicator(code: str) -> Indicator:
    return next(found for plan in PLANS.values() if (found := plan.indicator(code)))


def test_the_higher_figure_stands_higher_and_the_curves_differ_in_more_than_colour():
    chart = curve_chart(indicator("HAL1.I7"))
    assert chart
    halton, national, _ = chart.curves

    assert halton.marks[0].y > national.marks[0].y  # 44% stands below 54%
    assert halton.marks[-1].y < national.marks[-1].y  # 71% above 65%
    assert all(TOP <= mark.y <= BOTTOM for curve in chart.curves for mark in curve.marks)
    assert len({(curve.sign, curve.dash) for curve in chart.curves}) == 3


def test_a_curve_breaks_where_a_figure_is_missing_and_the_table_says_why():
    chart = curve_chart(indicator("HAL1.I6"))
    assert chart
    national = chart.curves[1]

    assert (len(national.marks), len(national.segments)) == (4, 3)
    assert national.cells[-1] == "no figure (data unavailable at time of print)"


def test_the_scale_begins_at_nought_unless_that_would_press_the_curves_flat():
    from_nought, cut = curve_chart(indicator("HAL1.I7")), curve_chart(indicator("HAL1.I8"))

    assert from_nought
    assert cut
    assert from_nought.cut == ""
    assert cut.cut == "89%"


def test_more_than_a_hundred_per_cent_is_not_clipped():
    chart = curve_chart(indicator("THR.M6"))
    assert chart

    assert chart.curves[0].cells[0] == "107%"
    assert min(mark.y for mark in chart.curves[0].marks) == chart.curves[0].marks[0].y
    assert chart.curves[0].marks[0].y >= TOP


def test_targets_come_after_where_we_started_and_in_their_years():
    chart = curve_chart(indicator("THR.M15"))
    assert chart

    assert chart.periods == ("where we started", "2018 refresh", "2018/19", "2019/20")


def test_the_gap_has_a_curve_of_its_own():
    chart = curve_chart(indicator("HAL3.I1"))
    assert chart

    assert chart.curves[0].name.startswith("Gap")
    assert chart.curves[0].cells == ("20.1%", "7.8%", "11.8%")


def test_one_figure_is_no_chart():
    assert curve_chart(indicator("HAL2.I3")) is None
    assert curve_chart(indicator("CE1.I1")) is None


def test_every_chart_of_the_five_plans_can_be_drawn_and_is_told_in_words():
    drawn = [
        chart
        for plan in PLANS.values()
        for outcome in plan.outcomes
        for one in outcome.indicators
        if (chart := curve_chart(one))
    ]

    assert len(drawn) > 30
    assert all(chart.description.startswith("Chart of curves from") for chart in drawn)
