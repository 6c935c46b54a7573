"""What Python says on pages: in the language of the page, in the right form, and English to programs."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from jinja2 import Environment

from admin_api.catalogues import files
from admin_api.catalogues.sources import Source
from admin_api.translation import speaking
from admin_api.translation.speaking import counted, message, speak, translate, words_of
from consultations.errors import Refused, worded
from consultations.translations import compiled, written
from tests.page_languages import forget

POLISH = ("{number} osoba w {place}", "{number} osoby w {place}", "{number} osób w {place}")


@pytest.fixture
def polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Polish of three sentences, spoken."""
    words = Catalog("pl")
    words.add("Late", "Spóźnione")
    words.add("By {day}", "Do {day}")
    words.add(("{number} person in {place}", "{number} people in {place}"), POLISH)
    file = tmp_path / "pl" / "LC_MESSAGES" / "pages.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(compiled(words))
    monkeypatch.setattr(speaking, "CATALOGUES", tmp_path)
    forget()
    speak("pl")
    yield
    speak("en")
    forget()


def people_in(number: int) -> str:
    return counted("{number} person in {place}", "{number} people in {place}", number, place="X")


def test_english_has_two_forms() -> None:
    assert [people_in(number) for number in (0, 1, 2, 1200)] == [
        "0 people in X",
        "1 person in X",
        "2 people in X",
        "1,200 people in X",
    ]


@pytest.mark.usefixtures("polish")
def test_a_language_has_its_own_forms() -> None:
    assert [people_in(number) for number in (1, 3, 5, 22)] == [
        "1 osoba w X",
        "3 osoby w X",
        "5 osób w X",
        "22 osoby w X",
    ]


@pytest.mark.usefixtures("polish")
def test_what_is_not_translated_is_english() -> None:
    assert counted("{number} day", "{number} days", 5) == "5 days"
    assert translate("Early") == "Early"


@pytest.mark.usefixtures("polish")
def test_an_error_with_a_value_is_said_in_the_language_of_the_page_and_kept_in_english() -> None:
    error = Refused("late", worded("By {day}", day="1 May"))
    assert words_of(error) == "Do 1 May"
    assert (str(error), json.dumps(error.message)) == ("By 1 May", '"By 1 May"')


@pytest.mark.usefixtures("polish")
def test_a_constant_is_said_where_it_is_shown_and_english_where_it_is_kept() -> None:
    late = message("Late")
    page = Environment(autoescape=True).from_string(
        "{{ late }}, {{ late ~ '!' }}, {{ 'x' if late == 'Late' }}"
    )
    assert page.render(late=late) == "Spóźnione, Spóźnione!, x"
    assert (f"{late}.", str(late), translate(late)) == ("Spóźnione.", "Spóźnione", "Spóźnione")
    assert json.dumps({late: late}) == '{"Late": "Late"}'
    assert translate(message("By {day}"), day="5") == "Do 5"


def test_what_a_translation_brings_is_escaped() -> None:
    page = Environment(autoescape=True).from_string("{{ it }}")
    assert page.render(it=message("<b>&")) == "&lt;b&gt;&amp;"


def test_a_catalogue_keeps_every_form_and_names_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "HERE", tmp_path)
    file = files.po_file("pl")
    file.parent.mkdir(parents=True)
    file.write_bytes(written("pl", Catalog("pl", header_comment="# x")))
    found = [Source("{number} day", ["templates/public/x.html"], many="{number} days")]
    file.write_bytes(files.updated("pl", found))
    assert list(files.faults("pl", found)) == ["missing: {number} day"]
    filled = file.read_text().replace('[0] ""', '[0] "{number} dzień"').replace('[1] ""', '[1] "dni"')
    file.write_text(filled)
    assert list(files.faults("pl", found)) == ["missing: {number} day"]
    file.write_text(filled.replace('[2] ""', '[2] "{numer} dni"'))
    assert list(files.faults("pl", found)) == ["not the marks of “{number} day”: {numer} dni"]
    file.write_text(filled.replace('[2] ""', '[2] "{number} dni"'))
    assert list(files.faults("pl", found)) == []
    assert file.read_bytes().count(b"msgstr[") == files.updated("pl", found).count(b"msgstr[") == 3
