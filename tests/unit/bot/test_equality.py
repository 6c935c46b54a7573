"""The set of equality questions: whole, sayable, never changed once it was asked; and who is asked what."""

from hashlib import sha256

import pytest

from bot import wording
from bot.equality import choice_label
from consultations.equality import LATEST, PREFER_NOT, Asked, asked_of, choose, listed, version
from consultations.errors import Refused
from consultations.participants import BANDS, AgeBand

VERSIONS = {"1": "15f8184407f0"}
"""The beginning of the SHA-256 of each version's English. What was asked never changes: write a new one."""


def sentences(name: str) -> list[str]:
    """All that a version says, in English."""
    return [
        said
        for one in version(name).questions
        for said in (
            wording.say(f"equality.{name}.{one.key}", "en"),
            *(choice_label("en", name, one.key, choice) for choice in one.offered),
        )
    ]


@pytest.mark.parametrize("name", VERSIONS)
def test_a_version_says_what_it_always_said(name: str) -> None:
    assert sha256("\n".join(sentences(name)).encode()).hexdigest()[:12] == VERSIONS[name]


def test_the_latest_version_is_one_of_them() -> None:
    assert LATEST in VERSIONS


def test_every_question_can_be_declined_and_says_where_its_wording_is_from() -> None:
    for one in version().questions:
        assert one.offered[-1] == PREFER_NOT
        assert one.label(PREFER_NOT) == "Prefer not to say"
        assert one.standard
        assert one.source


@pytest.mark.parametrize("language", wording.languages())
def test_the_choices_of_a_question_differ_in_every_language(language: str) -> None:
    for one in version().questions:
        labels = [choice_label(language, LATEST, one.key, choice) for choice in one.offered]
        assert len(set(labels)) == len(labels), one.key


def everything() -> tuple[Asked, ...]:
    young = [one.key for one in version().questions if not one.from_age]
    return choose([one.key for one in version().questions], young)


@pytest.mark.parametrize(
    ("age", "love"),
    [("under_13", False), ("13_15", False), ("16_17", True), ("18_plus", True), (None, False)],
)
def test_whom_somebody_loves_is_asked_only_from_16(age: AgeBand | None, love: bool) -> None:
    asked = {one.question for one in asked_of(everything(), age)}
    assert ("sexual_orientation" in asked) == ("gender_identity" in asked) == love
    assert "sex" in asked


def test_children_under_13_are_asked_nothing_by_default() -> None:
    asked = choose([one.key for one in version().questions])
    assert asked_of(asked, "under_13") == ()
    assert asked_of(asked, None) == (), "whose age nobody knows may be as young"
    assert all(asked_of(asked, band) for band in BANDS[1:])


def test_nothing_chosen_is_nothing_asked() -> None:
    assert choose([]) == ()
    assert listed(()) == "none"


@pytest.mark.parametrize(
    ("keys", "under_13", "code"),
    [(["shoe_size"], [], "equality.unknown"), ([], ["gender_identity"], "equality.too_young")],
)
def test_what_may_not_be_asked_is_refused(keys: list[str], under_13: list[str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        choose(keys, under_13)
    assert refused.value.code == code
