"""The screen as a whole, with its learned vote, and from the command line."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from analysis import sentences
from analysis.safeguarding import Category, Outcome, Screen, capability, make_screen
from analysis.safeguarding.screening import RulesAndVote
from analysis.safeguarding.training.messages import digest
from analysis.safeguarding.vote import Signs, Thresholds, Vote, load_spelling, load_voter
from together.__main__ import cli


@pytest.fixture(scope="module", params=["whole", "without meaning"])
def screen(request: pytest.FixtureRequest) -> Screen:
    return make_screen() if request.param == "whole" else RulesAndVote(voter=load_spelling())


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("my dad hits me when hes drunk", "physical"),
        ("i want to kill myself", "suicidal"),
        ("my uncle touches me and told me not to tell", "sexual"),
        ("ι wαnt tο kι11 mуsеlf", "suicidal"),
    ],
)
def test_plain_disclosures_alert(screen: Screen, text: str, category: str) -> None:
    found = screen.screen(text)
    assert (found.outcome, found.category) == (Outcome.ALERT, category)
    assert found.reasons


@pytest.mark.parametrize(
    "text",
    ["More buses please.", "This homework is killing me", "The park is sick", "I love the new library", ""],
)
def test_harmless_messages_do_not_alert(screen: Screen, text: str) -> None:
    assert screen.screen(text).outcome is not Outcome.ALERT


def test_what_is_said_in_parts_is_heard_together(screen: Screen) -> None:
    parts = ("it's my dad", "when he comes home drunk")
    assert screen.screen("he hits", parts).outcome is not Outcome.NONE


@pytest.mark.parametrize(
    ("text", "language"),
    [("Ktoś mnie boli w domu", "pl"), ("Мені дуже страшно вдома", "en"), ("Rwy'n hoffi'r parc", "cy-GB")],
)
def test_what_the_screen_cannot_read_is_for_a_person(screen: Screen, text: str, language: str) -> None:
    found = screen.screen(text, language=language)
    assert found.outcome is not Outcome.NONE
    assert "a person must read it" in found.reasons[-1]


@pytest.mark.parametrize("text", ["\ud800", "\x00", "🔪" * 500, "a" * 20_000, "​" * 300, "no " * 3000])
def test_no_text_stops_the_screen(screen: Screen, text: str) -> None:
    assert screen.screen(text).outcome in Outcome


def test_many_threads_may_ask_at_once() -> None:
    shared = make_screen()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(shared.screen, ["i want to die"] * 8))
    assert {one.outcome for one in found} == {Outcome.ALERT}


def test_the_vote_was_learned_from_the_messages_that_are_here() -> None:
    assert load_spelling().messages == digest()
    assert load_voter().messages == digest()


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "SHA256", "0" * 64)
    with pytest.raises(sentences.WeightsError):
        load_voter()


def test_without_the_extra_the_screen_says_what_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    assert capability() == ()
    monkeypatch.setattr(sentences, "_NEEDS", ("no_such_package",))
    assert "semantic" in capability()[0]
    assert make_screen().screen("i want to kill myself").outcome is Outcome.ALERT


def test_the_command_answers_every_line_in_order() -> None:
    lines = [
        '{"text": "my dad hits me"}',
        "not json",
        '{"text": 3}',
        '{"text": "More bins", "earlier": []}',
        "[]",
    ]
    done = CliRunner().invoke(cli, ["safeguarding", "screen", "-"], input="\n".join(lines))
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one.get("outcome") for one in said] == ["alert", None, None, "none", None]
    assert all("error" in one for one in (said[1], said[2], said[4]))
    assert "3 lines were not read" in done.stderr
    assert said[0]["category"] == "physical"
    assert said[0]["reasons"]


def test_the_command_measures() -> None:
    lines = [
        {"text": "my dad hits me", "outcome": "alert", "category": "physical"},
        {"text": "More bins", "outcome": "none", "category": None},
    ]
    done = CliRunner().invoke(cli, ["safeguarding", "measure", "-"], input="\n".join(map(json.dumps, lines)))
    assert "recall physical: 1 of 1, 100.0%" in done.stdout
    assert "false alarms: 0 of 1" in done.stdout


class Deaf:
    """A voter who hears nothing in more than 20 words, and is as sure as told of fewer."""

    messages, thresholds = "", Thresholds(0.7, 0.4, 0.2)

    def __init__(self, sure: float, category: Category) -> None:
        self.vote = Vote(sure, category, "test")

    def votes(self, several: Sequence[Signs]) -> list[Vote]:
        short = [len(one.sentences.split()) <= 20 for one in several]
        return [self.vote if one else Vote(0.0, "other", "test") for one in short]


@pytest.mark.parametrize(
    ("line", "outcome"),
    [("my dad hits me with a stick", Outcome.ALERT), ("my dad helps me with a kite", Outcome.NONE)],
)
def test_a_line_in_the_middle_of_a_long_message_is_judged_by_itself(line: str, outcome: Outcome) -> None:
    around = "the park is good and the library is warm and the bus is on time mostly"
    screen = RulesAndVote(voter=Deaf(0.9, "physical"))
    assert screen.screen(f"{around} and {line} and {around}").outcome is outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("she has a bruise under the eye", Outcome.ALERT), ("she has a plaster under the eye", Outcome.REVIEW)],
)
def test_a_vote_needs_to_be_less_sure_where_a_rule_hit(text: str, outcome: Outcome) -> None:
    assert RulesAndVote(voter=Deaf(0.5, "neglect")).screen(text).outcome is outcome


class Reading:
    """A voter who finds nothing, and notes how many words each view has."""

    messages, thresholds = "", Thresholds(0.7, 0.4, 0.2)

    def __init__(self) -> None:
        self.words: list[int] = []

    def votes(self, several: Sequence[Signs]) -> list[Vote]:
        self.words += [len(one.sentences.split()) for one in several]
        return [Vote(0.0, "other", "test") for _ in several]


def test_a_long_text_is_not_read_a_second_time_with_what_came_before_it() -> None:
    """Its first piece is: a text of 100,000 characters would take twice as long otherwise."""
    voter = Reading()
    RulesAndVote(voter=voter).screen("the park is a good place " * 200, ["we like it", "it is green"])
    *pieces, together = voter.words
    assert len(pieces) > 5
    assert max(pieces) < together < 150
