"""The readings on answers of an author who knew nothing of them, and that taught them nothing."""

import json
from pathlib import Path

import pytest
from sklearn.metrics import f1_score

from analysis.pipeline import NO_THEMES
from analysis.readings import Asked, Feeling, Reading, best_reader
from analysis.readings.coded import read_coded, voices
from consultations.forms.frames import Frame

FILE = Path(__file__).parents[1] / "readings" / "first_sight.jsonl"
ANSWERS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
THREE = {Feeling.POSITIVE: "positive", Feeling.NEEDS_CHANGE: "needs change"}
"""Mixed and no clear signal count as neither."""


@pytest.fixture(scope="module")
def found() -> list[Reading]:
    asked = [Asked(one["answer"], one["question"], Frame(one["frame"])) for one in ANSWERS]
    return best_reader(NO_THEMES).read(asked)


def test_none_of_it_taught_the_reading() -> None:
    """A few words anybody may write."""
    taught = {one.answer for one in read_coded(voices())}
    here = [one["answer"] for one in ANSWERS if len(one["answer"].split()) > 4]
    assert [text for text in here if text in taught] == []


def test_it_reads_how_people_feel(found: list[Reading]) -> None:
    right = [THREE.get(Feeling(one["label"]), "neither") for one in ANSWERS]
    read = [THREE.get(one.label, "neither") if one.label else "neither" for one in found]
    assert len(read) == 320
    assert f1_score(right, read, average="macro") >= 0.72


def test_it_reads_what_kind_of_answer_it_is(found: list[Reading]) -> None:
    kinds = [str(one.kind) for one in found]
    assert f1_score([one["kind"] for one in ANSWERS], kinds, average="macro") >= 0.65
