"""Words, emptiness and language of short answers."""

import pytest

from analysis.text import is_empty, is_english, plain_words, words
from tests.unit.analysis.language_samples import (
    ENGLISH_HELD_OUT,
    ENGLISH_TUNE,
    FOREIGN_HELD_OUT,
    FOREIGN_TUNE,
)


def test_words_are_lower_case_with_one_kind_of_apostrophe():
    assert words("Don’t STOP,  the self-harm nurse!") == ["don't", "stop", "the", "self", "harm", "nurse"]


def test_plain_words_make_spellings_with_and_without_apostrophe_equal():
    assert plain_words("dont don't don’t") == ["dont", "dont", "dont"]


@pytest.mark.parametrize(
    "answer", ["", "  ", "-", "...", "?!", "n/a", "N/A.", "idk", "I don’t know", "Dunno", "not sure."]
)
def test_an_answer_without_content_is_empty(answer):
    assert is_empty(answer)


@pytest.mark.parametrize(
    "answer", ["no", "No.", "nothing", "none", "nah", "na", "👍", ":(", "5", "学校", "I don't know anyone"]
)
def test_a_short_answer_with_content_is_not_empty(answer):
    assert not is_empty(answer)


@pytest.mark.parametrize(
    "answer", ["No", "Na", "nope", "football", "PE", "Beeston", "👍", "", "Zoë", "Tesco café"]
)
def test_one_or_two_words_are_never_called_foreign(answer):
    assert is_english(answer)


@pytest.mark.parametrize("answer", ["学校", "школа", "نہیں"])
def test_another_script_is_foreign_however_short(answer):
    assert not is_english(answer)


def test_most_sentences_in_the_languages_of_english_schools_are_recognised():
    missed = [text for texts in FOREIGN_HELD_OUT.values() for text in texts if is_english(text)]
    assert len(missed) <= 5, missed
    assert sum(map(len, FOREIGN_HELD_OUT.values())) == 96


def test_no_childs_english_is_called_foreign():
    assert [text for text in ENGLISH_TUNE + ENGLISH_HELD_OUT if not is_english(text)] == []
    assert len(ENGLISH_HELD_OUT) == 60


def test_the_sentences_used_for_tuning_are_recognised():
    missed = [text for texts in FOREIGN_TUNE.values() for text in texts if is_english(text)]
    assert missed == ["meri teacher bohat achi hai"]
