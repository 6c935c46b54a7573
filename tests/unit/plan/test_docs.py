"""docs/plan-file.md has a heading for each key of a plan file, and says what is true."""

import re
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from consultations import plan as model
from consultations.plan import parse_plan
from consultations.plan.validation import keys_at

GUIDE = (Path(__file__).parents[3] / "docs" / "plan-file.md").read_text(encoding="utf-8")
PARTS = (
    model.Plan,
    model.Statement,
    model.Term,
    model.Outcome,
    model.Partnership,
    model.AskedUs,
    model.Priority,
    model.Action,
    model.Indicator,
    model.Target,
    model.PercentOf,
    model.Gap,
    model.Series,
    model.Point,
    model.Claim,
    model.Factor,
    model.Promise,
    model.PromiseBox,
    model.Pledge,
    model.Risk,
    model.Interdependency,
    model.Service,
    model.Document,
    model.Review,
    model.ReviewEntry,
    model.Village,
    model.VillageFigure,
)
KEYS = [(part, field) for part in PARTS for field in fields(part)]


def under(heading: str) -> str:
    """The text below a heading, up to the next one."""
    found = re.search(rf"^### {re.escape(heading)}\n\n(.+?)(?=\n\n#|\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/plan-file.md has no heading “### {heading}”"
    return found[1]


@pytest.mark.parametrize(
    ("part", "field"), KEYS, ids=[f"{part.__name__}.{field.name}" for part, field in KEYS]
)
def test_each_key_has_its_heading_and_says_whether_it_is_needed(part, field):
    text = under(f"{part.__name__}: {field.name}")
    assert text.startswith(("Needed.", "Needed, ")) is (field.default is MISSING)


def test_no_heading_names_a_key_that_does_not_exist():
    headings = re.findall(r"^### (\w+: \w+)$", GUIDE, re.MULTILINE)

    assert headings == [f"{part.__name__}: {field.name}" for part, field in KEYS]


def test_each_value_of_a_choice_is_named():
    for heading, choice in (
        ("Plan: status", model.PlanStatus),
        ("Priority: kind", model.PriorityKind),
        ("Indicator: polarity", model.Polarity),
        ("Indicator: level", model.IndicatorLevel),
        ("Indicator: kind", model.MeasureKind),
        ("Indicator: aggregation", model.Aggregation),
        ("Outcome: every_child_matters", model.EveryChildMatters),
        ("Series: of", model.Comparator),
    ):
        assert re.findall(r"`([a-z-]+)`", under(heading))[: len(choice)] == [str(value) for value in choice]


def test_the_smallest_plan_of_the_guide_can_be_read():
    (example,) = re.findall(r"```yaml\n(.+?)```", GUIDE, re.DOTALL)

    assert parse_plan(example.encode(), "example.yaml").plans[0].outcomes[0].code == "H1"


def test_the_keys_of_a_part_are_found_from_its_place_in_the_file():
    assert keys_at(()) == [field.name for field in fields(model.Plan)]
    assert keys_at(("outcomes", 3, "lead_partnership")) == ["name", "aliases"]
    assert keys_at(("outcomes", 0, "title")) == []
