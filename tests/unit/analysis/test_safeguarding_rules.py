"""The rules of the screen: what they match, what holds them back, and what a faulty file is told."""

from pathlib import Path

import pytest

from analysis.safeguarding.matching import Matcher
from analysis.safeguarding.normalising import variants
from analysis.safeguarding.phrases import PhraseError, read_phrase
from analysis.safeguarding.rules import read_rules
from consultations.errors import FaultyInput

LISTS = {"family": ["dad", "step dad"]}
MATCHER = Matcher(read_rules())


def matches(phrase: str, text: str) -> bool:
    return bool(read_phrase(phrase, LISTS).expression.search(variants(text).light))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("hit me", "he hit me"),
        ("hit* me", "he is hitting me"),
        ("(hit|slap* hard) me", "he slapped hard me"),
        ("<family> .. hit me", "my stepdad has hit me"),
        ("dont [really] want", "i don't want"),
        ("dont [really] want", "I DON’T really want"),
        ("dad ... hit", "dad came in last night late and hit"),
        ("mum .. drunk", "mum's always drunk"),
        ("<family> .. drunk", "dads drunk"),
    ],
)
def test_a_phrase_matches(phrase: str, text: str) -> None:
    assert matches(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("hit me", "hit men"),
        ("dad .. hit", "dad went out with us and hit"),
        ("dad .. hit", "my dad. hit songs"),
        ("hit* me", "white me"),
    ],
)
def test_a_phrase_leaves_others_alone(phrase: str, text: str) -> None:
    assert not matches(phrase, text)


@pytest.mark.parametrize("phrase", ["", "..", "[a]", "(hit|slap", "<nobody> hits", "hi* me", "a & b", "(|b)"])
def test_a_phrase_that_cannot_be_meant_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        read_phrase(phrase, LISTS)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("my dad hits me", "physical"),
        ("i want 2 k1ll myself", "suicidal"),
        ("My uncle touches me and says not to tell", "sexual"),
        ("we do not have anything, no food at home since friday", "neglect"),
        ("pomóż mi", "other"),
        ("мене б'ють", "other"),
    ],
)
def test_plain_disclosures_alert(text: str, category: str) -> None:
    hits = MATCHER.match(variants(text, MATCHER.words))
    assert category in {hit.rule.category for hit in hits if hit.alerts}


@pytest.mark.parametrize(
    ("text", "guard"),
    [
        ("my dad never hits me", "negation"),
        ("we had a lesson about self harm", "topic"),
        ("i want to kill myself, this homework", "hyperbole"),
    ],
)
def test_a_guard_makes_a_review_of_an_alert(text: str, guard: str) -> None:
    hits = MATCHER.match(variants(text, MATCHER.words))
    assert hits
    assert not any(hit.alerts for hit in hits)
    assert guard in hits[0].guards


def test_a_rule_may_say_which_guards_do_not_touch_it() -> None:
    hits = MATCHER.match(variants("a man on roblox sent me robux for pictures of my feet"))
    assert "online" in {hit.rule.code for hit in hits if hit.alerts}


def test_some_rules_hold_whatever_the_vote_says(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        'version: "1"\nrules: [{code: rec, category: other, outcome: alert, phrases: [the rec]}]', "utf-8"
    )
    sure = {rule.code for rule in read_rules([own]).rules if rule.sure}
    assert {"rec", "sexual-plainly"} <= sure
    assert "hurts-someone" not in sure


def test_a_trust_adds_words_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        'version: "1"\nlists: {family: [our kid]}\nrules:\n  - code: the-rec\n    category: exploitation\n'
        "    outcome: alert\n    phrases: [the lads at the rec, <family> .. the rec]\n",
        encoding="utf-8",
    )
    matcher = Matcher(read_rules([own]))
    assert [hit.rule.code for hit in matcher.match(variants("our kid is up the rec"))] == ["the-rec"]
    assert matcher.rules.digest != MATCHER.rules.digest


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("version: [", "not YAML"),
        ('version: "1"\nrule: []', "Extra inputs"),
        ("rules: []", "version"),
        (
            'version: "1"\nrules: [{code: A B, category: odd, outcome: none, phrases: []}]',
            "rules → 1 → category",
        ),
        ('version: "1"\nrules: [{code: a, category: other, outcome: alert, phrases: ["(x"]}]', "not closed"),
    ],
)
def test_a_faulty_file_is_told_what_is_wrong(tmp_path: Path, written: str, told: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(written, encoding="utf-8")
    with pytest.raises(FaultyInput) as raised:
        read_rules([own])
    assert told in " ".join(map(str, raised.value.faults))
