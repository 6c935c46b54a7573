"""The five example plans hold what the Trusts' own documents hold, counted and checked there."""

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from consultations.plan import Aggregation, Indicator, Plan, PlanFile, Polarity, Timing, read_plan
from consultations.plan.canonical import from_json, to_json

PLANS = Path(__file__).parents[3] / "examples" / "plans"


@cache
def plan_file(name: str) -> PlanFile:
    return read_plan(PLANS / f"{name}.yaml")


def plan(name: str) -> Plan:
    return plan_file(name).plans[0]


@cache
def halton() -> Plan:
    return plan("halton-2009")


def figures(code: str, series: str = "Halton") -> dict[str, str]:
    indicator = halton().indicator(code)
    assert indicator
    found = indicator.named(series)
    assert found
    return {point.period: str(point.value) for point in found.points}


def measures() -> tuple[Indicator, ...]:
    return plan("thriving-residents-2016").outcomes[0].indicators


@pytest.mark.parametrize(
    ("name", "code", "years", "outcomes"),
    [
        ("west-cheshire-2011", "WC-2011", (2011, 2012), 5),
        ("halton-2009", "HAL-2009", (2009, 2011), 4),
        ("thriving-residents-2016", "THR-2016", (2016, 2020), 1),
        ("west-cheshire-2020", "WCT-2020", (2020, 2024), 5),
        ("cheshire-east-2022", "CE-2022", (2022, 2026), 7),
    ],
)
def test_each_plan_has_its_years_and_outcomes_and_survives_being_kept(name, code, years, outcomes):
    one = plan(name)

    assert (one.code, (one.starts.year, one.ends.year), len(one.outcomes)) == (code, years, outcomes)
    assert from_json(to_json(one)) == one


def test_the_overview_of_2011_has_29_aims_53_actions_and_a_table_of_20_activities():
    outcomes = plan("west-cheshire-2011").outcomes
    kinds = Counter(priority.kind.value for outcome in outcomes for priority in outcome.priorities)

    assert kinds == {"aim": 29, "action": 53}
    assert [len(outcome.actions) for outcome in outcomes] == [9, 5, 4, 1, 1]


def test_a_target_date_that_the_table_leaves_blank_stays_blank():
    activities = [action for outcome in plan("west-cheshire-2011").outcomes for action in outcome.actions]

    assert Counter(action.timing for action in activities) == {Timing.BLANK: 9, Timing.DATED: 11}
    assert all(action.deadline == "" and action.due is None for action in activities if action.code in BLANK)
    review = next(action for action in activities if action.code == "WC2.T5")
    assert (review.deadline, review.due) == ("31 October (mid-year review)", date(2011, 10, 31))


BLANK = {"WC1.T2", "WC1.T3", "WC1.T4", "WC1.T5", "WC1.T6", "WC1.T8", "WC1.T9", "WC2.T1", "WC2.T2"}


def test_what_is_to_be_determined_is_a_state_and_no_number():
    indicator = plan("west-cheshire-2011").indicator("WC2.I1")

    assert indicator
    assert [(target.not_set, target.value) for target in indicator.targets] == [("To be determined", None)]
    assert not indicator.has_number


def test_a_village_that_is_only_a_picture_has_no_figures():
    village = plan("west-cheshire-2011").village

    assert village
    assert village.figures == ()


def test_thriving_residents_has_33_actions_of_which_7_go_on():
    (outcome,) = plan("thriving-residents-2016").outcomes

    assert Counter(action.timing for action in outcome.actions) == {Timing.DATED: 26, Timing.ONGOING: 7}
    assert Counter(action.priority for action in outcome.actions) == {
        "THR.T1": 8,
        "THR.T2": 8,
        "THR.T3": 9,
        "THR.T4": 8,
    }
    assert (len(outcome.good_looks_like), len(outcome.risks), len(outcome.depends_on)) == (11, 10, 5)
    assert [risk.code for risk in outcome.risks if not risk.owner] == ["THR.R5"]


def test_the_table_of_measures_has_18_rows_of_which_4_are_key():
    table = [
        (str(one.baseline), *(str(target.value or target.benchmark) for target in one.targets))
        for one in measures()
    ]

    assert len(table) == 18
    assert [one.code for one in measures() if one.key] == ["THR.M1", "THR.M4", "THR.M6", "THR.M9"]
    assert table[0] == ("338.9", "310.0", "300.0")
    assert table[3] == ("43", "1400", "1820")
    assert table[5] == ("107", "91", "95")
    assert table[12] == ("69", "National Average", "National Average")
    assert table[16] == ("12.8", "13.0", "13.0")
    assert [one.code for one in measures() if one.aggregation is Aggregation.CUMULATIVE] == [
        "THR.M4",
        "THR.M5",
    ]
    assert Counter(one.polarity for one in measures()) == {
        Polarity.UP: 12,
        Polarity.DOWN: 5,
        Polarity.MAINTAIN: 1,
    }


def test_five_measures_have_a_target_that_is_worse_than_where_they_started():
    warned = [warning.message for warning in plan_file("thriving-residents-2016").warnings]

    assert len(warned) == 8  # three measures in both years, two in one
    behind = {one.code for one in measures() if any(one.text in message for message in warned)}
    assert behind == {"THR.M6", "THR.M8", "THR.M9", "THR.M11", "THR.M17"}


def test_the_latest_figure_is_apart_from_the_baseline():
    found = {
        one.code: (str(one.baseline), str(one.whole.latest.value))
        for one in measures()
        if one.whole and one.whole.latest
    }

    assert found == {
        "THR.M12": ("50", "49.6"),
        "THR.M13": ("69", "68.8"),
        "THR.M15": ("23.1", "20.5"),
        "THR.M18": ("14.9", "13.1"),
    }


def test_halton_has_24_indicators_of_success_of_which_17_have_numbers():
    success = [
        one
        for outcome in halton().outcomes
        for one in outcome.indicators
        if one.scheme == "Indicator of success"
    ]

    assert len(success) == 24
    assert len([one for one in success if one.series]) == 17
    assert [one.code for one in success if one.no_baseline] == ["HAL3.I5"]
    assert not any(one.series for one in success if one.code.startswith("HAL4"))


def test_halton_has_the_40_series_and_120_points_of_its_tables():
    tables = [
        one
        for outcome in halton().outcomes
        for one in outcome.indicators
        if one.scheme == "Indicator of success" or one.code in ("HAL1.I7", "HAL4.I7")
    ]
    series = [each for one in tables for each in one.series]

    assert (len(series), sum(len(each.points) for each in series)) == (40, 120)
    assert figures("HAL1.I7") == {"2004": "44", "2005": "49", "2006": "53", "2007": "62", "2008": "71"}
    assert figures("HAL1.I7", "Statistical neighbours")["2008"] == "67"
    assert figures("HAL4.I7") == {"2005": "2.7", "2006": "2.5", "2007": "2.0"}
    assert figures("HAL2.I6")["2005-07"] == "7.1"
    assert figures("HAL3.I4", "Teenage mothers") == {"2007": "17.6", "2008": "23.3", "2009": "32.6"}


def test_a_figure_that_was_not_to_be_had_is_missing_and_not_nought():
    neet = halton().indicator("HAL1.I6")
    assert neet
    national = neet.named("National")
    assert national

    assert (national.points[-1].value, national.points[-1].missing) == (
        None,
        "data unavailable at time of print",
    )
    assert national.latest
    assert national.latest.value == Decimal("6.9")


def test_halton_made_14_promises_in_a_table_and_10_in_boxes_that_do_not_quite_agree():
    one = halton()
    repeated = {box.promise for box in one.promise_boxes}

    assert [promise.number for promise in one.promises] == list(range(1, 15))
    assert len(one.promise_boxes) == 10
    assert [box.text for box in one.promise_boxes if not box.promise] == [
        "We will establish a Joint Intelligence and Commissioning Unit"
    ]
    assert [promise.number for promise in one.promises if promise.code not in repeated] == [3, 8, 11, 13, 14]
    assert [box.promise for box in one.promise_boxes if box.doubt] == ["HAL.PR12"]
    assert Counter(promise.timing for promise in one.promises) == {Timing.DATED: 8, Timing.BLANK: 6}


def test_the_pledges_and_the_village_of_halton():
    one = halton()

    assert [(pledge.code, len(pledge.points)) for pledge in one.pledges] == [("HAL.CIC", 5), ("HAL.EDCM", 7)]
    assert one.pledges[0].due == date(2009, 10, 31)
    assert one.village
    counts = [figure.count for figure in one.village.figures]
    assert counts == [18, 21, 60, 27, 23, 22, 78, 51, 51, 53, 26, 49, 32]
    assert len(one.values) == 7


def test_the_review_of_2020_has_a_line_for_each_point_of_the_report():
    (review,) = plan("west-cheshire-2020").reviews
    counts = [(len(e.achievements), len(e.challenges), len(e.next_steps)) for e in review.entries]

    assert counts == [(7, 8, 6), (6, 4, 7), (6, 5, 4), (8, 4, 6), (7, 6, 6)]
    assert (review.held, review.agreed) == (date(2021, 6, 29), date(2021, 7, 19))
    polaris = [
        str(one.series[0].points[0].value) for one in plan("west-cheshire-2020").outcomes[0].indicators
    ]
    assert polaris == ["970", "163", "659", "3"]


def test_cheshire_east_pledges_six_things_and_belongs_to_five_rights():
    one = plan("cheshire-east-2022")

    assert [len(pledge.points) for pledge in one.pledges] == [6]
    tagged = {right for outcome in one.outcomes for right in outcome.rights}
    assert tagged == {right.code for right in one.rights}
    assert all(outcome.every_child_matters for outcome in one.outcomes)
