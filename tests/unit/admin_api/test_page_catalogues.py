"""The catalogues of the pages are in step with the pages, whole, and compiled as they are written."""

from pathlib import Path

import pytest

from admin_api.catalogues import files
from admin_api.catalogues.sources import Source, sources
from admin_api.translation import speaking
from consultations.translations import compiled

LANGUAGES = files.languages()


@pytest.fixture(scope="module")
def found() -> list[Source]:
    return sources()


@pytest.fixture
def polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The .po of a language of its own, empty."""
    monkeypatch.setattr(files, "HERE", tmp_path)
    file = files.po_file("pl")
    file.parent.mkdir(parents=True)
    file.write_text('msgid ""\nmsgstr ""\n"Language: pl\\n"\n')
    return file


def public(*texts: str) -> list[Source]:
    return [Source(text, ["templates/public/x.html"]) for text in texts]


def test_the_template_for_translators_has_what_the_pages_say(found: list[Source]) -> None:
    """If not: python3 dev.py run python -m admin_api.catalogues"""
    assert files.POT.read_bytes() == files.template(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_in_step_with_the_pages(language: str, found: list[Source]) -> None:
    assert files.po_file(language).read_bytes() == files.updated(language, found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_sentence_is_there_with_all_that_belongs_to_it(
    language: str, found: list[Source]
) -> None:
    assert list(files.faults(language, found)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_reads_is_what_is_written(language: str) -> None:
    written = files.catalogue(language)
    assert files.po_file(language).with_suffix(".mo").read_bytes() == compiled(written)


def test_which_languages_people_have_read_is_what_their_marks_say(found: list[Source]) -> None:
    assert speaking.REVIEWED.read_text() == files.reviewed(found)


def test_sentences_are_found_in_templates_and_in_python(found: list[Source]) -> None:
    places = {one.text: one.places for one in found}
    assert "templates/public/words.html" in places["Here is what some hard words mean."]
    assert places["Some people"] == ["views_asks.py"]
    assert "templates/staff/macros.html" in places["Where it stands"]
    assert not next(one for one in found if one.text == "Where it stands").public
    assert not [text for text in places if "</p" in text or "govuk-" in text]


def test_a_new_sentence_stands_there_empty_and_one_that_is_gone_is_kept(polish: Path) -> None:
    polish.write_bytes(
        files.updated("pl", public("One.")).replace(b'"One."\nmsgstr ""', b'"One."\nmsgstr "Raz."')
    )
    polish.write_bytes(files.updated("pl", public("Something else altogether.")))
    assert b'#~ msgid "One."\n#~ msgstr "Raz."' in polish.read_bytes()
    assert b'msgid "Something else altogether."\nmsgstr ""' in polish.read_bytes()
    assert files.updated("pl", public("Something else altogether.")) == polish.read_bytes()
    assert b"# machine-drafted\n" in files.updated("pl", public("One."))


def test_what_a_changed_sentence_was_begun_from_is_not_used(polish: Path) -> None:
    text = files.updated("pl", public("You can skip a question."))
    polish.write_bytes(
        text.replace(b'question."\nmsgstr ""', 'question."\nmsgstr "Możesz pominąć."'.encode())
    )
    polish.write_bytes(files.updated("pl", public("You can skip any question.")))
    assert b"#, fuzzy" in polish.read_bytes()
    assert list(files.faults("pl", public("You can skip any question."))) == [
        "missing: You can skip any question."
    ]
    assert b"pomin" not in compiled(files.catalogue("pl"))


def test_what_is_missing_or_lost_is_named(polish: Path) -> None:
    english = public("Call <1>0800 1111</1>.", "By {day}", "Two.")
    text = files.updated("pl", english).decode()
    text = text.replace('1111</1>."\nmsgstr ""', '1111</1>."\nmsgstr "Tel. <1>0800 1112</1>."')
    polish.write_text(text.replace('{day}"\nmsgstr ""', '{day}"\nmsgstr "Do {dnia}"'))
    assert list(files.faults("pl", english)) == [
        "missing: Two.",
        "0800 1111 is not in: Tel. <1>0800 1112</1>.",
        "not the marks of “By {day}”: Do {dnia}",
    ]


def test_a_language_is_reviewed_when_a_role_has_read_every_public_sentence(polish: Path) -> None:
    staff = Source("Staff", ["templates/staff/x.html"])
    english = [*public("One.", "Two."), staff]
    text = files.updated("pl", english).decode().replace('msgstr ""\n\n', 'msgstr "Raz."\n\n')
    polish.write_text(text.rstrip().removesuffix('msgstr ""') + 'msgstr "Dwa."\n')
    assert files.reviewed(english) == "[]\n"
    read = polish.read_text().replace("#. public", "# reviewed by Interpreter on 2026-12-01\n#. public")
    polish.write_text(read)
    assert files.reviewed(english) == '["pl"]\n'
