"""Our readings against people's, on texts outside this project: the folder that TEXT_DATA names.

VADER's ground truth (cjhutto/vaderSentiment) and patient feedback (The-Strategy-Unit/pxtextmining).
"""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from textblob import TextBlob

from analysis.sentiment import Feeling, read_sentiment
from analysis.text import is_english

pytestmark = pytest.mark.skipif("TEXT_DATA" not in os.environ, reason="TEXT_DATA names no folder")

NEGATIVE_FROM = 4.0


def folder() -> Path:
    return Path(os.environ["TEXT_DATA"])


def rated(name: str) -> list[tuple[float, str]]:
    """Mean human rating from -4 to 4, and the text."""
    lines = (folder() / f"vader-{name}-ground-truth.tsv").read_text(encoding="utf-8").splitlines()
    return [(float(rating), text) for _, rating, text in (line.split("\t", 2) for line in lines)]


def patients() -> list[dict[str, str]]:
    with (folder() / "nhs-feedback-dev.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(("name", "published"), [("tweets", 0.697), ("amazon", 0.512)])
def test_textblobs_agreement_with_people_is_reproduced(name, published):
    ratings, polarities = zip(
        *((rating, read_sentiment(text).polarity) for rating, text in rated(name)), strict=True
    )
    r = np.corrcoef(ratings, polarities)[0, 1]
    print(f"Pearson r on {name}: {r:.3f}")
    assert r == pytest.approx(published, abs=0.03)


@pytest.mark.parametrize("name", ["tweets", "amazon", "patients"])
def test_our_numbers_are_textblobs_on_every_text(name):
    texts = [row["text"] for row in patients()] if name == "patients" else [text for _, text in rated(name)]
    ours = [(found.polarity, found.subjectivity) for found in map(read_sentiment, texts)]
    assert ours == [tuple(TextBlob(text).sentiment) for text in texts]
    assert len(texts) > 3000


def test_most_complaints_of_patients_are_not_seen_by_word_lists():
    """The measured weakness that docs/analysis.md tells of: should it change, the document must."""
    rows = [(row["sentiment_1_best_to_5_worst"], row["text"]) for row in patients()]
    complaints = [
        read_sentiment(text).label for rating, text in rows if rating and float(rating) >= NEGATIVE_FROM
    ]
    found = {label: complaints.count(label) for label in Feeling}
    assert found == {
        Feeling.POSITIVE: 269,
        Feeling.MIXED: 93,
        Feeling.NO_CLEAR_SIGNAL: 347,
        Feeling.NEEDS_CHANGE: 222,
    }


def test_patients_english_is_hardly_ever_called_foreign():
    foreign = [row["text"] for row in patients() if not is_english(row["text"])]
    print(f"called foreign: {len(foreign)}")
    assert len(foreign) <= 6
