"""A plan written as JSON comes back the same, and the same plan is always the same text."""

from pathlib import Path

from consultations.plan import read_plan
from consultations.plan.canonical import from_json, to_json

CHESHIRE_EAST = Path(__file__).parents[3] / "examples" / "plans" / "cheshire-east-2022.yaml"


def test_a_plan_survives_the_journey_through_json():
    (plan,) = read_plan(CHESHIRE_EAST).plans

    assert from_json(to_json(plan)) == plan


def test_the_same_plan_read_twice_gives_the_same_text():
    first, second = (read_plan(CHESHIRE_EAST).plans[0] for _ in range(2))

    assert to_json(first) == to_json(second)


def test_what_a_plan_does_not_say_is_not_written():
    (plan,) = read_plan(CHESHIRE_EAST).plans

    assert '"baseline"' not in to_json(plan)
