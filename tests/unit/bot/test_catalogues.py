"""Every language says everything, in words a child can read, and says how far it can be trusted."""

from dataclasses import replace

import pytest

from bot import wording
from bot.catalogues import check, files, tidy
from bot.catalogues.compile import marks
from bot.catalogues.files import SOURCE, Sentence
from consultations.forms.readability import grade, syllables, too_hard
from consultations.translations import Mark, compiled, mark_of


def sentence(key: str, words: str, mark: Mark | None = None) -> Sentence:
    return Sentence(key, words, mark, safety=False, picture=None)


@pytest.mark.parametrize("language", files.languages())
def test_nothing_is_wrong_in_a_catalogue(language: str) -> None:
    assert check.faults(language) == []


@pytest.mark.parametrize("language", files.languages())
def test_what_the_program_reads_is_what_is_written(language: str) -> None:
    assert files.po_file(language).with_suffix(".mo").read_bytes() == compiled(files.catalogue(language))


def test_the_marks_that_the_program_reads_are_those_in_the_comments() -> None:
    assert wording.MARKS.read_text(encoding="utf-8") == marks()


@pytest.mark.parametrize("language", [one for one in files.languages() if one != SOURCE])
def test_a_catalogue_is_written_as_tidy_writes_it(language: str) -> None:
    assert files.po_file(language).read_bytes() == tidy.tidied(language)


def test_every_picture_is_there() -> None:
    pictures = wording.CATALOGUES.parent / "static" / "pictures"
    drawn = {file.stem for file in pictures.glob("*.svg")}
    assert {one.picture for one in files.sentences(SOURCE).values() if one.picture} <= drawn


def test_a_sentence_that_a_language_lacks_is_named() -> None:
    english = {"a": sentence("a", "One."), "b": sentence("b", "Two.")}
    assert list(check.missing({"a": sentence("a", "Jeden."), "b": sentence("b", "")}, english)) == [
        "b is missing: Two."
    ]


def test_a_placeholder_that_differs_is_named() -> None:
    english = {"a": sentence("a", "{number} of {total}")}
    assert list(check.differing({"a": sentence("a", "{number} z {liczba}")}, english)) == [
        "a must have these placeholders: {number}, {total}. It says: {number} z {liczba}"
    ]


def test_a_word_that_means_two_commands_is_named() -> None:
    own = {one.key: one for one in (sentence("words.stop", "koniec"), sentence("words.done", "Koniec!|już"))}
    assert list(check.ambiguous(own)) == ["“koniec” means stop and done."]


def test_a_sentence_without_a_mark_is_named() -> None:
    drafted = sentence("a", "Jeden.", Mark(None, None, "1234567"))
    assert list(check.unmarked({"a": drafted})) == []
    assert list(check.unmarked({"a": replace(drafted, mark=None)})) == [
        "a is marked neither machine-drafted nor reviewed."
    ]


def test_a_review_lasts_until_the_english_changes() -> None:
    english = sentence("help", "Call 999.")
    reviewed = sentence(
        "help", "Zadzwoń 999.", Mark("Interpreter", "2026-12-01", files.fingerprint("Call 999."))
    )
    assert files.is_reviewed(reviewed, english)
    assert not files.is_reviewed(reviewed, replace(english, words="Call 999 now."))


def test_the_mark_of_a_sentence_is_read_from_its_comments() -> None:
    assert mark_of(["Ways around", "machine-drafted from 1a2b3c4"]) == Mark(None, None, "1a2b3c4")
    assert mark_of(["reviewed by Interpreter on 2026-12-01"]) == Mark("Interpreter", "2026-12-01", None)
    assert mark_of(["reviewed by nobody"]) is None


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("stop", 1),
        ("answer", 2),
        ("language", 2),
        ("messages", 3),
        ("changed", 1),
        ("people", 2),
        ("idea", 3),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_what_is_hard_to_read_is_refused() -> None:
    hard = "Participation in consultations necessitates authorisation by responsible individuals."
    assert grade("The cat sat on the mat. The dog ran to the cat.") < 1
    assert list(too_hard(hard)) == [f"Flesch-Kincaid grade {grade(hard):.1f}"]
    assert list(too_hard("Go on. Go on. Go on. Go on.")) == ["4 sentences"]
    assert list(too_hard("We " + "go " * 15 + "on.")) == [f"a sentence of 17 words: We {'go ' * 15}on"]
    assert list(too_hard("Accountability")) == ["the long word “Accountability”"]
