"""A slip in an audience is refused: it would reach everybody, or nobody."""

import pytest

from consultations.audience import Audience, check_audience, choosable
from consultations.errors import FaultyInput
from tests.builders import safe_places

CHANNELS = ["telegram"]


def faults(asked: bool = True, **fields: object) -> list[str]:
    with pytest.raises(FaultyInput) as caught:
        check_audience(Audience(**fields), safe_places() if asked else None, CHANNELS)  # type: ignore[arg-type]
    return [fault.code for fault in caught.value.faults]


def test_choices_can_make_an_audience_and_free_words_cannot() -> None:
    found = {
        question.name: [choice.name for choice in choices] for question, choices in choosable(safe_places())
    }
    assert found == {"safe": ["yes", "no"], "where": ["park", "bus", "school"]}


def test_a_filter_that_means_something_is_kept() -> None:
    one = Audience("Bus", "safe", "finished", {"safe": "no", "where": "bus"}, "pl", "telegram")
    check_audience(one, safe_places(), CHANNELS)
    check_audience(Audience("Everybody"), None, CHANNELS)


def test_who_took_part_needs_to_know_in_what() -> None:
    assert faults(asked=False, name="Late", took_part="never") == ["no_consultation"]
    assert faults(asked=False, name="Late", consultation="sfae", took_part="never") == [
        "unknown_consultation"
    ]


def test_an_answer_that_nobody_can_give_is_refused() -> None:
    assert faults(name="x", consultation="safe", answered={"saef": "no"}) == ["unknown_question"]
    assert faults(name="x", consultation="safe", answered={"safe": "noo"}) == ["unknown_choice"]
    assert faults(name="x", consultation="safe", answered={"better": "lights"}) == ["unknown_question"]


def test_every_fault_is_named_at_once() -> None:
    found = faults(name="", consultation="safe", answered={"safe": "maybe"}, channel="pigeon")
    assert found == ["audience_name", "channel", "unknown_choice"]
