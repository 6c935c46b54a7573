"""What is edited in a page goes on in Excel: written as an XLSForm and read again, it is the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from consultations.forms.questionnaire import Group, Item, Questionnaire
from consultations.forms.xlsform import Allowed, read_form
from consultations.forms.xlsform.writing import to_xlsx

ROOT = Path(__file__).parents[4]
FORMS = [
    *sorted((ROOT / "examples" / "questionnaires").glob("*.md")),
    *sorted((ROOT / "tests" / "oracle" / "forms").glob("*.md")),
]
ALL = Allowed(frozenset({"image", "audio", "file"}), locations=True)


def without_rows(questionnaire: Questionnaire) -> Questionnaire:
    def bare(item: Item) -> Item:
        if isinstance(item, Group):
            return replace(item, row=0, items=tuple(map(bare, item.items)))
        return replace(item, row=0)

    lists = {
        name: tuple(replace(one, row=0) for one in every)
        for name, every in questionnaire.choice_lists.items()
    }
    return replace(questionnaire, items=tuple(map(bare, questionnaire.items)), choice_lists=lists)


def again(questionnaire: Questionnaire) -> Questionnaire:
    return read_form(to_xlsx(questionnaire), "again.xlsx", allowed=ALL).questionnaire


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_comes_back_as_it_was(file: Path) -> None:
    read = read_form(file.read_bytes(), file.name, allowed=ALL).questionnaire
    assert without_rows(again(read)) == without_rows(read)


def test_whatever_stands_in_a_cell_comes_back_as_text() -> None:
    text = "| survey |\n| | type | name | label | why_required | required | outcome |\n"
    text += "| | text | q | =1+1 | @home | yes | A |\n| | text | r | http://x.example | -3 | yes | A |\n"
    read = read_form(text, "odd.md").questionnaire
    assert without_rows(again(read)) == without_rows(read)


def test_two_languages_keep_their_names_and_the_default() -> None:
    text = "| survey |\n| | type | name | label::Polski (pl) | label::English (en) |\n"
    text += "| | text | q | Co? | What? |\n| settings |\n| | default_language |\n| | Polski (pl) |\n"
    read = read_form(text, "two.md").questionnaire
    assert (read.default_language, again(read).default_language) == ("pl", "pl")
    assert again(read).questions()[0].label == {"pl": "Co?", "en": "What?"}
