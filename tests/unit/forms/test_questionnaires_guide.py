"""The guide for authors keeps step with what is read."""

import re
from pathlib import Path

import pytest

from consultations.forms.question_types import QUESTION_TYPES
from consultations.forms.xlsform.columns import CHOICES_COLUMNS, SETTINGS_COLUMNS, SURVEY_COLUMNS
from consultations.forms.xlsform.other_words import type_meant
from consultations.forms.xlsform.refusals import REFUSED
from tests.unit.forms.forms import asked, findings

GUIDE = (Path(__file__).parents[3] / "docs" / "questionnaires.md").read_text(encoding="utf-8")
HEADINGS = set(re.findall(r"^### (.+)$", GUIDE, re.MULTILINE))


@pytest.mark.parametrize("name", [*QUESTION_TYPES, *SURVEY_COLUMNS])
def test_every_question_type_and_column_has_its_heading(name):
    assert name in HEADINGS


@pytest.mark.parametrize("name", CHOICES_COLUMNS)
def test_every_column_of_choices_has_its_heading(name):
    under_choices = [heading.removeprefix("choices: ").split(", ") for heading in HEADINGS]

    assert name in [part for parts in under_choices for part in parts]


@pytest.mark.parametrize("name", SETTINGS_COLUMNS)
def test_every_setting_is_explained(name):
    assert name in HEADINGS or f"`{name}`" in GUIDE.split("### Settings of ODK")[1]


@pytest.mark.parametrize("name", sorted(set(REFUSED) - {"likert", "start-geopoint", "background-geopoint"}))
def test_every_refused_type_is_named(name):
    assert f"`{name}`" in GUIDE.split("## What is left out or refused")[1]


def test_the_example_in_the_guide_is_sound():
    example = re.search(r"```markdown\n(.*?)```", GUIDE, re.DOTALL)

    assert example is not None
    assert findings(example[1], outcomes={"safe"}) == []


def rows_of(heading: str) -> list[tuple[str, str]]:
    """The rows of the guide's table of two columns whose first heading is this one."""
    table = GUIDE.split(f"| {heading} | write |\n|---|---|\n")[1].split("\n\n")[0]
    return [(line.split("|")[1].strip(), line.split("|")[2].strip()) for line in table.splitlines()]


@pytest.mark.parametrize(("words", "meant"), rows_of("other tools say"))
def test_every_word_of_another_tool_in_the_guide_leads_where_it_says(words, meant):
    for word in words.split(", "):
        assert meant.split(" ")[0].strip("`") in type_meant(word, ["yn"])


@pytest.mark.parametrize(("wrong", "right"), rows_of("instead of"))
def test_every_slip_in_the_guide_is_found_and_its_remedy_is_sound(wrong, right):
    def found(condition):
        rows = f"select_one yn | safe | Safe? |\ntext | why | Why? | {condition.strip('`')}"
        return [fault for fault in findings(asked(rows)) if fault.place.column == "relevant"]

    assert [fault.place.line for fault in found(wrong) if fault.place.character] != []
    assert found(right) == []


@pytest.mark.parametrize("target", re.findall(r"\]\(#([^)]+)\)", GUIDE))
def test_every_link_inside_the_guide_has_its_heading(target):
    anchors = {
        re.sub(r"[^\w -]", "", heading).replace(" ", "-").lower()
        for heading in re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    }

    assert target in anchors
