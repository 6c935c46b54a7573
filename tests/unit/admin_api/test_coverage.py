"""Each group's part of the people in the area, against its part of those who took part."""

from datetime import UTC, datetime

from admin_api.stacked_bars import Bar, Share, stacked_bars
from admin_api.views_coverage import CoverageView, coverage_view
from admin_api.ways import NO_WAYS, OPEN_WAYS, Ways
from analysis.disclosure_control import HIDDEN, Count
from analysis.summary import BoardSummary, Group, Row
from consultations.population import PopulationFigure

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def shown(answered: dict[str, Count], area: dict[str, int], ways: Ways = NO_WAYS) -> CoverageView:
    rows = [Row(name, name.title(), count, None) for name, count in answered.items()]
    silent = Row("not_said", "Did not say", Count(500), None)
    summary = BoardSummary(Count(1000), (), (Group("age_band", (*rows, silent)),), ())
    figures = {name: PopulationFigure(name, people, "ONS", 2025, "x", NOW) for name, people in area.items()}
    return coverage_view(summary, figures, ways, "CE-2022")


def test_the_least_heard_stand_first_and_those_who_did_not_say_count_for_nobody():
    found = shown({"young": Count(90), "old": Count(10)}, {"young": 500, "old": 500})
    assert found.lines == (
        (
            "“Old”: 50% of the people in the area, and 6% to 17% of those who took part. "
            "We have heard from too few of them."
        ),
        (
            "“Young”: 50% of the people in the area, and 83% to 94% of those who took part. "
            "They are more than their part of those who took part."
        ),
    )
    assert (found.sources, found.missing) == ("ONS (2025)", "")


def test_a_group_whose_number_is_shown_leads_to_what_it_said():
    answered, area = {"young": Count(90), "old": Count(None, below=5)}, {"young": 500, "old": 500}
    old, young = shown(answered, area, OPEN_WAYS).ways
    assert (old, young) == ("", "/staff/behind?number=plan%3ACE-2022%2F%2F%2Fage_band%3Dyoung")
    assert shown(answered, area).ways == ("", "")


def test_a_small_group_is_judged_by_the_most_that_it_can_be():
    area = {"young": 500, "old": 500}
    assert shown({"young": Count(90), "old": Count(None, below=5)}, area).lines[0] == (
        "“Old”: 50% of the people in the area, and fewer than 5 people of those who took part. "
        "We have heard from too few of them."
    )
    assert "and nobody of those who took part." in shown({"young": Count(90), "old": Count(0)}, area).lines[0]
    assert shown({"young": Count(90), "old": HIDDEN}, area).lines == ()


def test_groups_without_a_figure_are_named():
    found = shown({"young": Count(90), "old": Count(10), "older": Count(5)}, {"young": 500})
    assert (found.lines, found.missing) == ((), "“Old” and “Older”")


def test_a_part_that_may_not_be_shown_leaves_a_gap_in_the_bar():
    shares = [Share("Positive", 50, "20", 35, 65), Share("Mixed", None, "fewer than 5")]
    (stack,) = stacked_bars("x", "X", [Bar("A", "40 people", shares)]).stacks
    assert [(one.share.label, one.width) for one in stack.segments] == [("Positive", 50.0)]
