"""TextBlob's numbers, untouched, and the label that we put beside them."""

import pytest
from textblob import TextBlob

from analysis.sentiment import MODEL, Feeling, read_sentiment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "I love the youth club!!!",
        "not very good :(",
        "It is 50% rubbish (!)",
        "😢😡",
        "a-00193480",
        "No.",
    ],
)
def test_the_numbers_are_textblobs_own(text):
    expected = TextBlob(text).sentiment
    found = read_sentiment(text)
    assert (found.polarity, found.subjectivity) == (expected.polarity, expected.subjectivity)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("the staff are great", Feeling.POSITIVE),
        ("the toilets are disgusting", Feeling.NEEDS_CHANGE),
        ("the staff are good but the food is bad", Feeling.MIXED),
        ("brilliant, amazing, only a bit slow", Feeling.POSITIVE),
        ("nobody listens to us", Feeling.NO_CLEAR_SIGNAL),
        ("it is big", Feeling.NO_CLEAR_SIGNAL),
    ],
)
def test_the_label_says_which_way_the_words_lean(text, label):
    assert read_sentiment(text).label is label


def test_a_text_without_assessed_words_is_no_clear_signal_and_nothing_drove_it():
    found = read_sentiment("being bullied")
    assert (found.polarity, found.label, found.drove) == (0.0, "no clear signal", ())


def test_the_words_that_drove_it_are_shown_with_their_polarity():
    drove = read_sentiment("the park is not very good but I love the slide").drove
    assert [each.words for each in drove] == ["not very good", "love"]
    assert drove[0].polarity < 0 < drove[1].polarity


def test_the_model_names_textblob_and_our_rules():
    assert MODEL == "textblob-0.20.1 sentiment-rules-1"
