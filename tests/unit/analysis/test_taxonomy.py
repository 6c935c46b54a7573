"""The theme file: what a good one gives, and every fault of a bad one at once with its line."""

import pytest

from analysis.taxonomy import read_taxonomy
from consultations.errors import FaultyInput

GOOD = """\
plan: cypp
version: "2"
themes:
  - code: safety
    label: Feeling safe
    description: Safe at home, school and outside
    outcomes: [O1]
    words: [safe, "Don't FEEL safe", bull*, no]
    examples: [I do not feel safe on the bus]
  - code: transport
    label: Getting about
    words: [bus, bus stop*]
"""


def faults_of(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(FaultyInput) as caught:
        read_taxonomy(text, "themes.yaml", {"O1"})
    assert all(fault.place.file == "themes.yaml" for fault in caught.value.faults)
    return [(fault.code, fault.place.line) for fault in caught.value.faults]


def test_a_good_file_is_read_in_order_with_words_in_matching_form():
    taxonomy = read_taxonomy(GOOD, "themes.yaml", {"O1"})
    assert (taxonomy.plan, taxonomy.version) == ("cypp", "2")
    assert [theme.code for theme in taxonomy.themes] == ["safety", "transport"]
    assert taxonomy.themes[0].words == ("safe", "dont feel safe", "bull*", "no")
    assert taxonomy.themes[1].outcomes == ()


def test_other_and_no_reason_given_always_exist():
    labels = read_taxonomy(GOOD, "themes.yaml", {"O1"}).labels
    assert list(labels) == ["safety", "transport", "other", "no_reason_given"]


def test_the_digest_changes_with_the_words_and_not_with_a_description():
    digest = read_taxonomy(GOOD, "themes.yaml", {"O1"}).digest
    described = read_taxonomy(GOOD.replace("Safe at home", "At home"), "themes.yaml", {"O1"}).digest
    widened = read_taxonomy(GOOD.replace("[bus,", "[bus, train,"), "themes.yaml", {"O1"}).digest
    assert digest == described != widened


def test_all_faults_come_at_once_each_with_its_line():
    bad = """\
plan: cypp
colour: red
themes:
  - code: safety
    label: Feeling safe
    outcomes: [O9]
    words: [safe, SAFE, "*", b*, "!!"]
  - code: safety
    label: ""
    words: []
  - code: other
    label: Rest
    words: bus
  - just a text
"""
    assert sorted(faults_of(bad), key=lambda fault: (fault[1], fault[0])) == [
        ("missing-key", 1),
        ("unknown-key", 2),
        ("unknown-outcome", 6),
        ("bad-word", 7),
        ("bad-word", 7),
        ("bad-word", 7),
        ("repeated-word", 7),
        ("repeated-code", 8),
        ("not-text", 9),
        ("empty-list", 10),
        ("reserved-code", 11),
        ("not-a-list", 13),
        ("not-a-mapping", 14),
    ]


def test_what_is_not_yaml_is_told_with_line_and_character():
    assert faults_of("plan: [cypp\nversion: 1\n") == [("not-yaml", 2)]


def test_control_characters_and_endless_brackets_are_faults_too():
    assert faults_of("plan: cypp\nversion: 1\a\n") == [("not-yaml", 2)]
    assert faults_of("themes: " + "[" * 3000) == [("not-yaml", 1)]


def test_the_outcomes_of_a_file_checked_before_are_not_checked_again():
    assert read_taxonomy(GOOD, "themes.yaml").themes[0].outcomes == ("O1",)


def test_an_empty_file_and_a_repeated_key_are_faults():
    assert faults_of("")[0] == ("not-a-mapping", 1)
    assert faults_of(GOOD.replace("version:", "plan:")) == [("repeated-key", 2), ("missing-key", 1)]
