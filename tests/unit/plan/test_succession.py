"""From one plan to the next: what was carried over, changed, dropped, and how that is known."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from consultations.plan import Plan, Target, read_plan
from consultations.plan.succession import Fate, Step, succession

PLANS = {plan.code: plan for plan in read_plan(Path(__file__).parents[3] / "examples" / "plans").plans}


def fates(old: Plan, new: Plan, kind: str) -> dict[str, tuple[str, str]]:
    """Code of the old part, or of the new one where there is none → fate, code of the new part."""
    steps = [step for step in succession(old, new) if step.kind == kind]
    return {
        (step.old or step.new).code: (step.fate.value, step.new.code if step.new else "") for step in steps
    }


def test_the_outcomes_of_2011_are_found_again_in_the_plan_of_2020_under_other_words():
    assert fates(PLANS["WC-2011"], PLANS["WCT-2020"], "outcome") == {
        "WC1": ("changed", "WCT4"),
        "WC2": ("changed", "WCT5"),
        "WC3": ("changed", "WCT2"),
        "WC4": ("dropped", ""),
        "WC5": ("dropped", ""),
        "WCT1": ("new", "WCT1"),
        "WCT3": ("new", "WCT3"),
    }


def test_why_two_parts_are_taken_for_one_is_said():
    steps = succession(PLANS["WC-2011"], PLANS["WCT-2020"])
    why = {step.old.code: step.why for step in steps if step.old and step.why}

    assert why["WC2"] == "the same name"
    assert why["WC1"] == "shared words: early, help, prevention"


def test_the_same_plan_again_carries_everything_over():
    plan = PLANS["HAL-2009"]

    assert {step.fate for step in succession(plan, plan)} == {Fate.CARRIED_OVER}


def only_change(old: Plan, new: Plan) -> Step:
    (step,) = [step for step in succession(old, new) if step.fate is not Fate.CARRIED_OVER]
    return step


def test_a_new_target_is_a_change_that_says_both_numbers():
    plan = PLANS["THR-2016"]
    (outcome,) = plan.outcomes
    first = outcome.indicators[0]
    easier = replace(first, targets=(Target(period="2018/19", value=Decimal(320)), first.targets[1]))
    later = replace(plan, outcomes=(replace(outcome, indicators=(easier, *outcome.indicators[1:])),))

    assert only_change(plan, later).changes == (("target 2018/19", "310.0", "320"),)


def test_what_the_new_plan_says_it_continues_is_believed_before_any_words():
    old = PLANS["WC-2011"]
    new = PLANS["WCT-2020"]
    said = replace(new, outcomes=(replace(new.outcomes[0], continues="WC4"), *new.outcomes[1:]))

    found = {step.old.code: step for step in succession(old, said) if step.kind == "outcome" and step.old}
    assert found["WC4"].new
    assert (found["WC4"].new.code, found["WC4"].why) == ("WCT1", "the new plan says that it continues WC4")


def test_actions_and_points_of_a_pledge_are_laid_beside_each_other_too():
    plan = PLANS["THR-2016"]
    (outcome,) = plan.outcomes
    first, second, *rest = outcome.actions
    later = (replace(first, owner="The new board", deadline="Ongoing", due=None), *rest)
    steps = succession(plan, replace(plan, outcomes=(replace(outcome, actions=later),)))
    gone = {step.old.code: step for step in steps if step.fate is not Fate.CARRIED_OVER}

    assert set(gone) == {first.code, second.code}
    assert gone[second.code].fate is Fate.DROPPED
    assert ("owner", first.owner, "The new board") in gone[first.code].changes


def test_a_point_that_a_pledge_no_longer_makes_is_dropped():
    plan = PLANS["CE-2022"]
    (pledge,) = plan.pledges
    fewer = replace(plan, pledges=(replace(pledge, points=pledge.points[1:], audience="Care leavers"),))
    found = fates(plan, fewer, "pledge")

    assert found[pledge.points[0].code] == ("dropped", "")
    assert found[pledge.points[1].code] == ("changed", pledge.points[1].code)
