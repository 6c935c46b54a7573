"""Matching answers to themes, and reading an answer as a whole."""

import pytest

from analysis.readings import AnswerReader, Asked, Feeling, read_answer
from analysis.taxonomy import read_taxonomy
from analysis.themes import Matcher, ThemeMatch

TAXONOMY = read_taxonomy(
    """\
plan: cypp
version: "1"
themes:
  - {code: safety, label: Feeling safe, words: [safe, don't feel safe, bull*, "street light*"]}
  - {code: transport, label: Getting about, words: [bus, bus stop, "walk* home"]}
""",
    "themes.yaml",
    set(),
)


def found(text: str) -> dict[str, tuple[str, ...]]:
    return {match.code: match.words for match in Matcher(TAXONOMY).match(text)}


def test_themes_come_in_the_taxonomys_order_with_the_words_that_matched():
    assert found("Walking home from the BUS stop I am not safe") == {
        "safety": ("safe",),
        "transport": ("walking home", "bus", "bus stop"),
    }


def test_a_wildcard_matches_endings_and_words_match_only_whole():
    assert found("bullies") == {"safety": ("bullies",)}
    assert found("busy, unsafe") == {"other": ()}


def test_apostrophes_and_case_do_not_matter_and_a_phrase_may_contain_a_word_of_its_own_theme():
    assert found("I DONT feel safe") == {"safety": ("dont feel safe", "safe")}
    assert found("I don’t feel safe") == {"safety": ("dont feel safe", "safe")}


def test_a_word_said_twice_is_shown_once():
    assert found("bus bus bus") == {"transport": ("bus",)}


def test_a_word_stands_for_its_usual_forms_and_survives_one_wrong_letter_but_not_in_quotes():
    words = read_taxonomy(
        """\
plan: cypp
version: "1"
themes:
  - {code: listen, label: Listening, words: [listen, ambulance]}
  - {code: park, label: Parks, words: ['"park"', play area]}
""",
        "themes.yaml",
    )
    codes = [[one.code for one in Matcher(words).match(text)] for text in (
        "nobody listened", "the ambluance came", "play areas", "the parks", "a park", "glisten",
    )]  # fmt: skip
    assert codes == [["listen"], ["listen"], ["park"], ["other"], ["park"], ["other"]]


def test_themes_with_less_than_half_of_the_strongest_ones_evidence_go():
    assert list(found("walk home past the bus stop by train, buses are late, not safe")) == ["transport"]
    assert list(found("walk home past the bus stop, not safe")) == ["safety", "transport"]


PRAISING = read_taxonomy(
    """\
plan: cypp
version: "1"
themes:
  - {code: happy, label: Positive experience, words: [thank*]}
  - {code: unhappy, label: Dissatisfaction, words: [awful]}
  - {code: bus, label: Getting about, words: [bus]}
""",
    "themes.yaml",
)


@pytest.mark.parametrize(
    ("text", "frame", "label", "code"),
    [
        ("Nothing.", "improve", None, "happy"),
        ("nothing at all thanks", "open", None, "happy"),
        ("Nothing.", "good", None, "other"),
        ("It could not be better", "improve", None, "happy"),
        ("lovely place", "open", "positive", "happy"),
        ("lovely bus", "open", "positive", "bus"),
        ("it was grim", "open", "needs change", "unhappy"),
        ("blue", "open", "no clear signal", "other"),
    ],
)
def test_a_theme_may_gather_what_only_praises_or_only_complains(text, frame, label, code):
    assert [one.code for one in Matcher(PRAISING).match(text, frame, label)] == [code]


def test_a_very_long_word_is_no_trouble():
    assert found("bull" + "y" * 200_000)["safety"]


def test_an_answer_is_read_with_feeling_themes_and_model():
    reading = read_answer("The bus is great", TAXONOMY)
    assert (reading.status, reading.label) == ("read", Feeling.POSITIVE)
    assert reading.themes == (ThemeMatch("transport", ("bus",)),)
    assert reading.model.startswith("textblob-0.20.1 vader-3.3.2 rules-")
    assert reading.model.endswith(f" themes-{TAXONOMY.digest}")


def test_what_cannot_be_read_has_a_status_and_no_feeling():
    reader = AnswerReader(TAXONOMY)
    empty, foreign = reader.read([Asked("n/a"), Asked("Nie czuję się bezpiecznie w szkole")])
    assert (empty.status, empty.kind, empty.themes) == ("empty", "none", (ThemeMatch("no_reason_given"),))
    assert (foreign.status, foreign.polarity, foreign.themes) == ("not_english", None, ())
