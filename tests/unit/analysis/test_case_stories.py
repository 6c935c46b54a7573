"""Plans tell of children by their first names. A story of that kind loses them before anybody else sees it.

The sentences are ours, in the shapes that plans use; the names are common first names and nobody's.
"""

import pytest

from analysis.redaction import redact

STORIES = (
    ("Oliver", "Oliver, was at risk because he was worried about his family."),
    ("Chloe", "When Chloe arrived at the project, she had not been to school for a year."),
    ("Amelia", "Amelia aged 5 from the village"),
    ("Sophie", "Sophie is 13 and has been a volunteer for over a year."),
    ("Harry", "Harry's Story: Harry stopped going to his school after the holidays."),
    ("Grace", "The planning started for Grace as she got closer to her 17th birthday."),
)


@pytest.mark.parametrize(("name", "story"), STORIES)
def test_the_name_of_a_child_in_a_case_story_goes(name, story):
    assert name not in redact(story).text
    assert redact(story).text != story
