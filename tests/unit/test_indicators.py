"""What the five plans' own figures say, read honestly: the traps that stand in real plans."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from consultations.indicators import (
    Difference,
    Standing,
    Way,
    beside,
    claimed,
    curves,
    figure,
    findings,
    gap_series,
    headline,
    latest,
    movement,
    standings,
)
from consultations.plan import (
    Aggregation,
    Comparator,
    Indicator,
    Plan,
    Point,
    Polarity,
    Series,
    Target,
    Unit,
    read_plan,
)

PLANS = {plan.code: plan for plan in read_plan(Path(__file__).parents[2] / "examples" / "plans").plans}


def indicator(code: str) -> Indicator:
    return next(found for plan in PLANS.values() if (found := plan.indicator(code)))


def codes(of: Indicator) -> list[str]:
    return [found.code for found in findings(of)]


def said(of: Indicator, code: str) -> list[str]:
    return [found.words for found in findings(of) if found.code == code]


def made(*values: str, **more: object) -> Indicator:
    """An indicator with a figure a year from 2001."""
    points = tuple(Point(period=str(2001 + n), value=Decimal(v)) for n, v in enumerate(values))
    whole = Series(name="Here", points=points)
    given = {"polarity": Polarity.UP, "unit": Unit.PERCENT, "series": (whole,), **more}
    return Indicator(code="X", text="Made up", **given)


def test_an_outcome_goes_by_its_code_and_is_found_under_each_of_its_names():
    plan: Plan = PLANS["CE-2022"]
    for name in (
        "Children, young people and young adults with additional needs have better life chances",
        "Children and young people with additional needs have the support they need to achieve and be happy",
    ):
        found = plan.outcome_called(name)
        assert found
        assert found.code == "CE6"
    halton = PLANS["HAL-2009"].outcome_called(
        "Children and young people will have the same opportunities "
        "wherever they live and whatever their needs"
    )
    assert halton
    assert halton.code == "HAL3"


def test_a_label_that_says_the_opposite_of_what_it_counts_is_flagged():
    (words,) = said(indicator("CE5.I4"), "label-polarity")

    assert "NEET counts those who are not in education, employment or training" in words


def test_what_the_plan_states_and_what_its_figures_give_are_both_said():
    assert said(indicator("WC1.I1"), "stated-computed") == ["The plan says 744; 2.4% of 31,100 is 746.4."]


def test_two_targets_for_the_same_year_that_differ_are_both_said():
    assert said(indicator("WC3.I1"), "two-targets") == [
        "Two targets for 2011/12: by 2% less (to achieve this 7) and to 6 (table of activities)."
    ]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("THR.M6", ["behind-start", "behind-start"]),
        ("THR.M8", ["behind-start", "not-comparable"]),
        ("THR.M9", ["behind-start", "behind-start"]),
        ("THR.M10", ["not-comparable", "no-gain"]),
        ("THR.M11", ["no-gain", "behind-start"]),
        ("THR.M17", ["behind-start", "behind-start"]),
    ],
)
def test_a_target_on_the_wrong_side_of_the_baseline_is_said_to_be(code, found):
    assert [each.standing.value for each in standings(indicator(code))] == found


def test_a_target_worse_than_the_baseline_is_no_success_even_when_it_is_more_than_reached():
    satisfaction = replace(indicator("THR.M9"), series=made("95").series)
    first, _ = standings(satisfaction)

    assert not first.good
    assert first.words == ("The target (80.0%) is below where we started (89.5%): it is the worse figure.")


def test_where_lower_is_better_a_higher_target_is_the_worse_one():
    first, _ = standings(indicator("THR.M17"))

    assert "(13.0) is above where we started (12.8)" in first.words


def test_more_than_a_hundred_per_cent_is_shown_and_explained():
    found = indicator("THR.M6")

    assert found.baseline is not None
    assert figure(found.baseline, found.unit) == "107%"
    assert said(found, "over-hundred") == [
        (
            "107% is more than a hundred: it counts places taken for each 100 that were expected."
            " It is shown as published."
        )
    ]


def test_a_rise_of_27_per_cent_is_told_as_27_points_and_61_per_cent():
    gcse = indicator("HAL1.I7")

    assert [each.words for each in (claimed(gcse, claim) for claim in gcse.claims) if each] == [
        "27 percentage points more (61% more)",
        "11 percentage points more (20% more)",
        "6 percentage points more (9% more)",
    ]
    assert "The plan says “a 27% rise since 2004”" in said(gcse, "claim")[0]


def test_a_claim_is_checked_in_the_year_it_is_about_and_in_no_other():
    gcse = indicator("HAL1.I7")
    earlier = claimed(gcse, replace(gcse.claims[2], until="2007"))

    assert earlier
    assert earlier.points == 0
    assert claimed(gcse, replace(gcse.claims[2], until="2011")) is None


def test_two_places_with_the_same_figures_are_flagged():
    assert said(indicator("HAL1.I2"), "same-figures") == [
        "Halton and National have the same figures throughout: one may have been copied."
    ]


def test_a_missing_figure_is_neither_nought_nor_compared():
    neet = indicator("HAL1.I6")
    (national,) = beside(neet)

    assert (national.period, national.difference.points) == ("2007", Decimal("4.6"))
    assert said(neet, "missing") == ["National, 2008: no figure (data unavailable at time of print)."]
    only_missing = Series(name="Here", points=(Point(period="2008", missing="lost"),))
    assert movement(only_missing, neet) is None


def test_the_latest_figure_is_apart_from_the_baseline_and_may_have_reached_the_target():
    overweight, poverty = indicator("THR.M15"), indicator("THR.M18")

    assert latest(overweight) == ("2018 refresh", Decimal("20.5"))
    assert said(overweight, "later-figure") == [
        "The baseline is 23.1%; a later figure (2018 refresh) is 20.5%."
    ]
    assert [each.standing for each in standings(poverty)] == [Standing.REACHED, Standing.REACHED]
    assert [each.standing for each in standings(overweight)] == [Standing.NOT_YET, Standing.NOT_YET]


def test_groups_stand_before_the_whole_that_hides_them():
    vulnerable = indicator("HAL3.I4")

    assert next(series.name for series in curves(vulnerable)) == "Special educational needs"
    assert curves(vulnerable)[-1].name == "Halton"
    (words,) = said(vulnerable, "groups-part-ways")
    assert "Teenage mothers: better" in words
    assert "everybody together: worse" in words
    assert next(series.name for series in curves(indicator("HAL1.I7"))) == "Halton"


def test_a_board_goes_by_both_of_its_names():
    early_help = PLANS["CE-2022"].outcomes[6].lead_partnership

    assert early_help
    assert (early_help.name, early_help.aliases) == ("Early Help Together Board", ("Early Help Board",))


def test_the_gap_is_what_a_gap_indicator_is_about_and_its_two_sides_are_not_rated():
    attainment = indicator("HAL3.I1")
    gap = gap_series(attainment)

    assert gap
    assert [str(point.value) for point in gap.points] == ["20.1", "7.8", "11.8"]
    assert headline(attainment) == gap
    moved = movement(gap, attainment)
    assert moved
    assert moved.way is Way.BETTER
    sides = [movement(series, attainment) for series in attainment.series]
    assert {side.way for side in sides if side} == {Way.NOT_RATED}
    assert "change-of-no-year" in codes(attainment)


def test_a_gap_of_which_one_side_is_missing_is_missing():
    attainment = indicator("HAL3.I1")
    sides = [replace(s, points=s.points[:2]) if s.group else s for s in attainment.series]
    gap = gap_series(replace(attainment, series=tuple(sides)))

    assert gap
    assert (gap.points[2].value, bool(gap.points[2].missing)) == (None, True)


def test_seven_of_haltons_curves_go_the_wrong_way():
    every = [one for outcome in PLANS["HAL-2009"].outcomes for one in outcome.indicators]
    moved = {one.code: found for one in every if one.whole and (found := movement(one.whole, one))}

    assert {code for code, found in moved.items() if found.way is Way.WORSE} == {
        "HAL1.I2",
        "HAL1.I3",
        "HAL1.I6",
        "HAL2.I4",
        "HAL2.I5",
        "HAL2.I6",
        "HAL3.I4",
    }


def test_the_first_curve_crosses_the_national_one_after_2007():
    gcse = indicator("HAL1.I7")
    national = next(each for each in beside(gcse) if each.series.of is Comparator.NATIONAL)

    assert (national.period, national.difference.points) == ("2008", Decimal(6))


def test_a_running_total_that_falls_is_flagged():
    running = made("40", "35", aggregation=Aggregation.CUMULATIVE, unit=Unit.NUMBER)

    assert codes(running) == ["cumulative", "cumulative-fall"]
    assert codes(made("35", "40", aggregation=Aggregation.CUMULATIVE, unit=Unit.NUMBER)) == ["cumulative"]


def test_a_benchmark_is_reached_only_against_the_figure_of_the_same_year():
    national = Series(
        name="National", of=Comparator.NATIONAL, points=(Point(period="2001", value=Decimal(60)),)
    )
    benchmark = (Target(period="2002", benchmark="National Average"),)
    both = made("61", "55", targets=benchmark)
    with_national = replace(both, series=(*both.series, national))

    assert [each.standing for each in standings(with_national)] == [Standing.REACHED]
    assert "in 2001" in standings(with_national)[0].words
    assert [each.standing for each in standings(both)] == [Standing.NOT_COMPARABLE]


@pytest.mark.parametrize(
    ("earlier", "later", "unit", "words"),
    [
        ("44", "71", Unit.PERCENT, "27 percentage points more (61% more)"),
        ("24", "25", Unit.PERCENT, "1 percentage point more (4% more)"),
        ("94.74", "94.78", Unit.PERCENT, "0.04 percentage points more"),
        ("43.8", "70.3", Unit.RATE, "26.5 more (61% more)"),
        ("45", "40", Unit.DAYS, "5 days less (11% less)"),
        ("0", "12", Unit.NUMBER, "12 more"),
        ("1000", "2500", Unit.NUMBER, "1,500 more (150% more)"),
        ("62", "62.0", Unit.PERCENT, "no change"),
    ],
)
def test_points_and_per_cent_are_never_one_word(earlier, later, unit, words):
    assert Difference(Decimal(earlier), Decimal(later), unit).words == words


def test_an_indicator_without_a_number_says_so_and_nothing_else():
    assert said(indicator("CE1.I1"), "no-number") == ["No number published yet."]
    assert said(indicator("HAL3.I5"), "no-number") == [
        "No number published yet (Baseline to be established)."
    ]
