"""Our readings against people's, on texts outside this project: the folder that TEXT_DATA names.

VADER's ground truth (cjhutto/vaderSentiment) and patient feedback (The-Strategy-Unit/pxtextmining).
"""

import csv
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from textblob import TextBlob

from analysis.readings.repaired import hear, repaired, vader
from analysis.readings.textblob_exact import scores
from analysis.text import is_english

pytestmark = pytest.mark.skipif("TEXT_DATA" not in os.environ, reason="TEXT_DATA names no folder")


def folder() -> Path:
    return Path(os.environ["TEXT_DATA"])


def rated(name: str) -> list[tuple[float, str]]:
    """Mean human rating from -4 to 4, and the text."""
    lines = (folder() / f"vader-{name}-ground-truth.tsv").read_text(encoding="utf-8").splitlines()
    return [(float(rating), text) for _, rating, text in (line.split("\t", 2) for line in lines)]


def patients() -> list[dict[str, str]]:
    with (folder() / "nhs-feedback-dev.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def agreement(name: str, score: Callable[[str], float]) -> float:
    """Pearson's r with the mean of people's ratings."""
    ratings, found = zip(*((rating, score(text)) for rating, text in rated(name)), strict=True)
    return float(np.corrcoef(ratings, found)[0, 1])


@pytest.mark.parametrize(("name", "published"), [("tweets", 0.697), ("amazon", 0.512)])
def test_textblobs_agreement_with_people_is_reproduced(name, published):
    assert agreement(name, lambda text: scores(text).polarity) == pytest.approx(published, abs=0.03)


@pytest.mark.parametrize(("name", "measured"), [("tweets", 0.872), ("amazon", 0.590)])
def test_the_repaired_score_agrees_with_people_better_than_vader(name, measured):
    ours = agreement(name, lambda text: repaired(hear(text), vader(text), scores(text).polarity))
    vaders = agreement(name, vader)
    print(f"Pearson r on {name}: {ours:.3f}, VADER {vaders:.3f}")
    assert vaders == pytest.approx(measured, abs=0.001)
    assert ours > vaders


@pytest.mark.parametrize("name", ["tweets", "amazon", "patients"])
def test_our_numbers_are_textblobs_on_every_text(name):
    texts = [row["text"] for row in patients()] if name == "patients" else [text for _, text in rated(name)]
    assert [tuple(scores(text)) for text in texts] == [tuple(TextBlob(text).sentiment) for text in texts]
    assert len(texts) > 3000


def test_patients_english_is_hardly_ever_called_foreign():
    foreign = [row["text"] for row in patients() if not is_english(row["text"])]
    print(f"called foreign: {len(foreign)}")
    assert len(foreign) <= 6
