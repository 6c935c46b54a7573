"""The screen on messages of authors who knew nothing of it, and that taught it nothing."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from analysis.safeguarding import Outcome, make_screen
from analysis.safeguarding.measuring import Measured, Message, measure
from analysis.safeguarding.training.messages import read_messages

FOLDER = Path(__file__).parents[1] / "safeguarding"


def messages(kind: str) -> Iterable[Message]:
    for path in sorted((FOLDER / kind).glob("*.jsonl")):
        for one in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            yield Message(one["text"], Outcome(one["outcome"]), one["category"])


@pytest.fixture(scope="module")
def measured() -> Measured:
    return measure(make_screen(), messages("plainly"))


def test_nothing_of_it_taught_the_screen() -> None:
    """A few words ("idk") anybody may write."""
    taught = {one.message.text for one in read_messages()}
    here = {one.text for kind in ("plainly", "doubles", "hints") for one in messages(kind)}
    assert [text for text in taught & here if len(text.split()) > 3] == []


def test_it_alerts_on_what_is_disclosed(measured: Measured) -> None:
    assert measured.all_recall.base == 226
    assert measured.all_recall.found >= 0.95 * measured.all_recall.base
    assert measured.seen.found >= 0.99 * measured.seen.base


@pytest.mark.parametrize("category", ["suicidal", "sexual"])
def test_it_misses_none_of_the_gravest(measured: Measured, category: str) -> None:
    assert measured.recall[category].found == measured.recall[category].base == 24


def test_it_seldom_alerts_on_what_is_harmless(measured: Measured) -> None:
    assert measured.false_alarms.base == 220
    assert measured.false_alarms.found <= 0.05 * measured.false_alarms.base
