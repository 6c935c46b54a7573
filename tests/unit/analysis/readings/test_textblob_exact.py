"""TextBlob's numbers to the last bit, however the words stand together."""

import random

import pytest
from textblob import TextBlob

from analysis.readings.textblob_exact import scores

SAID = [
    "",
    "   ",
    "I love the youth club!!!",
    "not very good :(",
    "It is 50% rubbish (!)",
    "really not good, not really good, never a very nice day",
    "😢😡",
    "a-00193480",
    "No.",
    "isn't good\n\nbut it's the U.S. way e.g. great...",
    "max D is here, x-D 8 - D o . O (\n!\n) END-OF-SENTENCE good",
    "“lovely” ‘awful’ ((horrible))!! ''great''",
]
PIECES = (
    *(
        "good",
        "bad",
        "not",
        "n't",
        "never",
        "no",
        "very",
        "really",
        "so",
        "!",
        "!!",
        "(!)",
        "(",
        ")",
        ":)",
        "<3",
    ),
    *(
        "xD",
        "X",
        "D",
        "o.O",
        "8)",
        "terribly",
        "hardly",
        "a",
        "of",
        "don't",
        "it's",
        "Mr.",
        "U.S.",
        "e.g.",
        "...",
    ),
    *(".", "?", "“nice”", "‘poor’", "\n\n", "\r\n", "\u00a0", "more", "pretty", "unbelievably", "great,"),
    *("awful;", "worst:", "dull=", "*)", "°O°", "END-OF-SENTENCE", "horrible-ish", "İ", "ß", "ﬁne", "😀"),
)


@pytest.mark.parametrize("text", SAID)
def test_polarity_and_subjectivity_are_textblobs(text):
    assert tuple(scores(text)) == tuple(TextBlob(text).sentiment)


def test_words_thrown_together_in_any_order_score_as_textblob_scores_them():
    chance = random.Random(1)
    thrown = [chance.choice(["", " ", "  "]).join(chance.choices(PIECES, k=9)) for _ in range(400)]
    different = [text for text in thrown if tuple(scores(text)) != tuple(TextBlob(text).sentiment)]
    assert different == []


def test_what_is_remembered_is_forgotten_in_time(monkeypatch):
    from analysis.readings import textblob_exact

    monkeypatch.setattr(textblob_exact, "MOST_PIECES", 10)
    for number in range(100):
        scores(f"word{number} is good")
    assert len(textblob_exact._pieces) <= 10
