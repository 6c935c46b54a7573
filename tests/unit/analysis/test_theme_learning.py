"""Themes learned from coded answers, and how well two coders agree."""

import numpy as np
import pytest

from analysis.agreement import agreed, cohen, measure
from analysis.taxonomy import OTHER, read_taxonomy
from analysis.theme_learning import Coded, learn

TAXONOMY = read_taxonomy(
    """\
plan: cypp
version: "1"
themes:
  - {code: bus, label: Getting about, words: [bus, train]}
  - {code: food, label: Food, words: [dinner*, lunch]}
  - {code: safe, label: Feeling safe, words: [safe, scared]}
""",
    "themes.yaml",
)
SAID = {
    "bus": ["the bus is late on {}", "my tram never comes on {}", "we wait at the stop every {}"],
    "food": ["dinner was cold on {}", "the pasta on {} is tiny", "lunch on {} is a sandwich"],
    "safe": ["i was scared on {}", "older kids push me on {}", "dark street on {}, not safe"],
    OTHER: ["{} is my birthday", "we did painting on {}"],
}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "a school day", "a cold day", "my way home")
CODED = [
    Coded(said.format(day), frozenset({code})) for day in DAYS for code, all_ in SAID.items() for said in all_
]


@pytest.fixture(scope="module")
def model():
    return learn(TAXONOMY, CODED, ["the tram again", "pasta pasta"])


def test_what_coders_saw_without_a_word_of_the_file_is_suggested_and_words_are_shown_where_they_match(model):
    tram, bus, odd = model.suggest(["that tram never comes", "the bus is late", "we did painting"])
    assert (tram[0].match.code, tram[0].match.words) == ("bus", ())
    assert (bus[0].match.code, bus[0].match.words) == ("bus", ("bus",))
    assert [one.match.code for one in odd] == [OTHER]
    assert 0.5 < tram[0].likely <= 1


def test_it_says_how_often_it_is_right_about_answers_that_it_had_not_seen(model):
    assert model.measured.answers == len(CODED)
    assert 0.7 < model.measured.low <= model.measured.samples_f1 <= model.measured.high <= 1
    assert "by cross-validation on 88 coded answers" in str(model.measured)


def test_codes_that_mean_nothing_teach_nothing_and_the_measure_says_so():
    shuffled = [Coded(one.text, other.codes) for one, other in zip(CODED, CODED[7:] + CODED[:7], strict=True)]
    chance = np.random.default_rng(1).permutation(len(shuffled))
    wrong = [Coded(one.text, shuffled[place].codes) for one, place in zip(CODED, chance, strict=True)]
    assert learn(TAXONOMY, wrong).measured.samples_f1 < 0.5


def test_too_few_coded_answers_are_refused():
    with pytest.raises(ValueError, match="49 coded answers, 50 needed"):
        learn(TAXONOMY, CODED[:49])


def test_kappa_is_one_for_full_agreement_nought_for_chance_and_none_without_a_yes():
    yes, no = np.array([True, True, False, False]), np.zeros(4, bool)
    assert cohen(yes, yes) == 1
    assert cohen(yes, np.array([True, False, True, False])) == 0
    assert cohen(no, no) is None


def test_two_coders_are_compared_on_what_both_coded():
    one = {1: {"bus"}, 2: {"food"}, 3: {"bus", "food"}, 9: {"bus"}}
    other = {1: {"bus"}, 2: {"bus"}, 3: {"bus", "food"}, 8: {"food"}}
    found = agreed(one, other, ["bus", "food", "safe"])
    assert found.answers == 3
    assert found.kappa == {"bus": 0.0, "food": pytest.approx(0.4), "safe": None}
    assert found.samples_f1 == pytest.approx(2 / 3)


def test_a_measure_counts_shares_and_the_most_frequent_themes():
    known = np.array([[1, 0], [1, 0], [0, 1], [1, 1]], bool)
    found = np.array([[1, 0], [0, 1], [0, 1], [1, 1]], bool)
    measured = measure(known, found)
    assert (measured.samples_f1, measured.share_error, measured.top_right) == (0.75, 25.0, 2)
