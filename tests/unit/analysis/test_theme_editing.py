"""Themes are added, reworded, merged, split and retired one at a time, and every fault has its field."""

from dataclasses import replace

import pytest

from analysis.taxonomy import OTHER, Taxonomy, read_taxonomy
from analysis.taxonomy_table import yaml_of
from analysis.theme_editing import (
    Wording,
    added,
    merged,
    retired,
    reworded,
    split,
    started,
    wording_of,
)
from consultations.errors import FaultyInput, NotFound, Refused

THEMES = """
plan: p
version: 1
themes:
  - {code: lights, label: Street lights, outcomes: [O1], words: [light*, dark], examples: [More light]}
  - {code: buses, label: Buses, outcomes: [O2], words: [bus, dark], gathers: none}
"""
KNOWN = ("O1", "O2")
NIGHT = Wording("Night buses", "late bus, last bus", outcomes=("O2",))


@pytest.fixture
def themes() -> Taxonomy:
    return read_taxonomy(THEMES, "themes", KNOWN)


def words_of(themes: Taxonomy) -> dict[str, tuple[str, ...]]:
    return {one.code: one.words for one in themes.themes}


def test_a_new_theme_gets_a_code_of_its_own(themes: Taxonomy) -> None:
    first = added(themes, NIGHT, KNOWN)
    again = added(first.themes, replace(NIGHT, label="Night-buses!"), KNOWN)
    assert list(words_of(again.themes)) == ["lights", "buses", "night_buses", "night_buses_2"]
    assert (first.said, first.gone) == ("add night_buses", "")


def test_another_name_keeps_the_code_and_what_was_written_is_read_back(themes: Taxonomy) -> None:
    found = themes.themes[0]
    same = reworded(themes, "lights", wording_of(found), KNOWN).themes
    assert same == themes
    renamed = reworded(themes, "lights", replace(wording_of(found), label="Lamps"), KNOWN).themes
    assert (renamed.labels["lights"], words_of(renamed)) == ("Lamps", words_of(themes))
    assert read_taxonomy(yaml_of(renamed), "again", KNOWN) == renamed


def test_two_that_are_merged_are_found_by_the_words_of_both(themes: Taxonomy) -> None:
    found = merged(themes, "lights", "buses")
    assert words_of(found.themes) == {"buses": ("bus", "dark", "light*")}
    assert found.themes.themes[0].outcomes == ("O2", "O1")
    assert (found.gone, found.into) == ("lights", "buses")


def test_one_that_is_split_gives_its_words_to_the_new_one_and_keeps_its_codes(themes: Taxonomy) -> None:
    found = split(themes, "lights", Wording("Dark paths", "dark, path*"), KNOWN)
    assert words_of(found.themes) == {
        "lights": ("light*",),
        "dark_paths": ("dark", "path*"),
        "buses": ("bus", "dark"),
    }
    assert found.themes.themes[1].outcomes == ("O1",)
    assert found.gone == ""


def test_what_is_retired_goes_to_something_else(themes: Taxonomy) -> None:
    found = retired(themes, "lights")
    assert (list(words_of(found.themes)), found.gone, found.into) == (["buses"], "lights", OTHER)
    with pytest.raises(Refused):
        retired(found.themes, "buses")


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        (Wording("", "late"), "label"),
        (Wording("street LIGHTS", "late"), "label"),
        (Wording("Something else", "late"), "label"),
        (Wording("Night", ""), "words"),
        (Wording("Night", "*, a"), "words"),
        (Wording("Night", "late", outcomes=("O9",)), "outcomes"),
    ],
)
def test_each_fault_has_its_field(themes: Taxonomy, wording: Wording, field: str) -> None:
    with pytest.raises(FaultyInput) as faulty:
        added(themes, wording, KNOWN)
    assert field in {one.place.column for one in faulty.value.faults}


def test_what_cannot_be_done_is_said(themes: Taxonomy) -> None:
    for wrong, field in ((Wording("Dark", "light*, dark"), "words"),):
        with pytest.raises(FaultyInput) as faulty:
            split(themes, "lights", wrong, KNOWN)
        assert [one.place.column for one in faulty.value.faults] == [field]
    for into in ("lights", "none", OTHER, ""):
        with pytest.raises(FaultyInput) as faulty:
            merged(themes, "lights", into)
        assert [one.place.column for one in faulty.value.faults] == ["into"]
    with pytest.raises(NotFound):
        merged(themes, "none", "lights")


def test_a_plan_gives_one_theme_for_each_outcome() -> None:
    found = started("p", [("O1", "Children feel safe at home"), ("O2", "All of us")])
    assert words_of(found) == {"o1": ("feel", "safe", "home"), "o2": ("o2",)}
