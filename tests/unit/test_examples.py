"""The example plan holds what the Trust's own document holds; the other examples fit it."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from consultations.plan import Plan, PlanFile, PlanStatus, Polarity, read_plan

EXAMPLES = Path(__file__).parents[2] / "examples"


@cache
def plan_file() -> PlanFile:
    return read_plan(EXAMPLES / "plans" / "cheshire-east-2022.yaml")


@pytest.fixture
def plan() -> Plan:
    return plan_file().plans[0]


def test_the_plan_is_the_draft_of_2022_to_2026(plan):
    assert (plan.code, plan.area, plan.status) == ("CE-2022", "Cheshire East", PlanStatus.DRAFT)
    assert (plan.starts.year, plan.ends.year) == (2022, 2026)


def test_the_plan_has_the_documents_counts(plan):
    """Counted in the document: 7 outcomes, 13 asks, 38 indicators, 20 jargon terms, 8 principles."""
    assert len(plan.outcomes) == 7
    assert [len(outcome.asked_us) for outcome in plan.outcomes] == [2, 2, 2, 2, 2, 2, 1]
    assert [len(outcome.indicators) for outcome in plan.outcomes] == [5, 5, 6, 7, 4, 4, 7]
    assert [len(outcome.priorities) for outcome in plan.outcomes] == [6, 8, 4, 8, 6, 5, 7]
    assert Counter(term.avoid for term in plan.terms) == {False: 20, True: 2}
    lists = plan.principles, plan.we_will, plan.we_wont, plan.rights, plan.success
    assert [len(statements) for statements in lists] == [8, 7, 5, 5, 4]


def test_no_indicator_of_the_document_has_a_number_and_each_has_a_polarity(plan):
    indicators = [indicator for outcome in plan.outcomes for indicator in outcome.indicators]

    assert not any(indicator.has_number for indicator in indicators)
    assert Counter(indicator.polarity for indicator in indicators) == {Polarity.UP: 29, Polarity.DOWN: 9}


def test_the_principles_spell_together(plan):
    assert "".join(principle.text[0] for principle in plan.principles) == "TOGETHER"


def test_each_outcome_has_a_lead_partnership_and_a_short_name_that_fits_a_button(plan):
    assert all(outcome.lead_partnership and len(outcome.label) <= 32 for outcome in plan.outcomes)


def test_the_two_titles_of_an_outcome_and_the_two_names_of_a_board_are_both_known(plan):
    assert [len(outcome.aliases) for outcome in plan.outcomes] == [0, 0, 0, 0, 1, 1, 0]
    board = plan.outcome("CE7").lead_partnership
    assert (board.name, board.aliases) == ("Early Help Together Board", ("Early Help Board",))


def test_the_words_young_people_rejected_have_better_ones(plan):
    better = {term.jargon: term.instead for term in plan.terms if term.avoid}

    assert better.keys() == {"Permanence", "Corporate parenting"}
    assert all(better.values())


def test_the_ask_that_made_an_outcome_leads_to_it(plan):
    led = {
        asked.code: asked.led_to for outcome in plan.outcomes for asked in outcome.asked_us if asked.led_to
    }

    assert led == {"CE7.A1": "CE7"}


def test_the_one_line_that_contradicts_itself_is_warned_of():
    (warning,) = plan_file().warnings

    assert warning.code == "label-polarity"
    assert "NEET" in warning.message
