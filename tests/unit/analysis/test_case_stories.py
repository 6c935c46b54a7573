"""Plans tell of children by their first names. A story of that kind loses them before anybody else sees it.

The sentences are ours, in the shapes that plans use. Some of the names are common first names and nobody's,
some are made up and on no list.
"""

import pytest

from analysis.redaction import redact

COMMON = ("Oliver", "Chloe", "Amelia", "Harry", "Grace")
MADE_UP = ("Zarniwen", "Quillory", "Tavrin")
SHAPES = (
    "{}, was at risk because he was worried about his family.",
    "{} was at risk, and it made her worry about school.",
    "When {} arrived at the project, she had not been to school for a year.",
    "{} aged 5 from the village",
    "{}'s Story",
    "A meeting was also arranged with {}'s family and the head of year.",
    "{} attended her local school but stopped going shortly after the holidays.",
    "The planning started for {} as he got closer to his 17th birthday.",
    "Our help supported {} to get back into school, where he was happy.",
)
COMMON_SHAPES = (
    "{} is 13 and has been a volunteer for over a year.",
    "Through a charity talking to {}, it turned out that there were debts.",
    "To address this {} received some support from the local team.",
    "Despite having no home for a while, {} is proud to have met the mayor.",
)
STORY = (
    "{0}'s Story\n{0} attended a local school. To address that {0} stayed at home, {0} received support. "
    "The family and {0} were helped at every stage. {0} also volunteered in Peru. This helped {0} to go back."
)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", [*COMMON, *MADE_UP])
def test_the_name_of_a_child_in_a_case_story_goes(name: str, shape: str) -> None:
    assert redact(shape.format(name)).text == shape.format("[name]")


@pytest.mark.parametrize("shape", COMMON_SHAPES)
@pytest.mark.parametrize("name", COMMON)
def test_a_common_first_name_goes_whatever_is_told(name: str, shape: str) -> None:
    assert redact(shape.format(name)).text == shape.format("[name]")


@pytest.mark.parametrize("name", [*COMMON, *MADE_UP])
def test_a_name_that_a_story_gives_away_once_goes_everywhere_in_it(name: str) -> None:
    assert redact(STORY.format(name)).text == STORY.format("[name]")


@pytest.mark.parametrize(
    "text",
    [
        "When Northwich had its fair, she went with her class.",
        "The council supported Halton to grow, and he liked it.",
        "Snapchat was down when he wanted it.",
        "CAMHS received her letter.",
        "The story of the park is sad, and its lamps were broken.",
        "When Ofsted arrived, the school was ready.",
    ],
)
def test_places_and_services_stay_in_a_story(text: str) -> None:
    assert redact(text).text == text
