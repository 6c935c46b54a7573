"""What people write who know other tools: types in capitals or by other names, titles above the headings."""

import pytest

from consultations.forms.question_types import QUESTION_TYPES
from consultations.forms.xlsform.other_words import OTHER_WORDS
from tests.unit.forms.forms import YES_NO, codes, findings, form, only, workbook


def errors(content: bytes | str) -> list[str]:
    return [fault.code for fault in findings(content) if fault.level == "error"]


def one_row(kind: str) -> str:
    return form(f"type | name | label\n{kind} | q | Well?", YES_NO)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Text", "text"),
        ("NOTE", "note"),
        ("Integer", "integer"),
        ("Select One yn", "select one yn"),
        ("SELECT_ONE yn", "select_one yn"),
        ("Select_Multiple yn", "select_multiple yn"),
        ("Rank yn", "rank yn"),
    ],
)
def test_a_type_in_capitals_says_what_to_write_and_nothing_else(written, right):
    content = one_row(written)

    assert only(content, "type_in_capitals").fix == f"Write `{right}`."
    assert errors(content) == ["type_in_capitals"]
    assert ("list_unused" in codes(content)) is ("yn" not in written)


def test_a_group_in_capitals_has_no_further_errors():
    content = form("type | name | label\nBegin Group | g | G\ntext | q | Well?\nEnd Group | |")

    assert errors(content) == ["type_in_capitals", "type_in_capitals"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("yes_no", "select_one yn"),
        ("dropdown", "select_one yn"),
        ("Dropdown yn", "select_one yn"),
        ("multiple choice", "select_one yn"),
        ("radio", "select_one yn"),
        ("checkbox", "select_multiple yn"),
        ("number", "integer"),
        ("Paragraph", "text"),
        ("E-mail", "text"),
        ("slider", "range"),
        ("section", "begin_group"),
        ("group", "begin_group"),
        ("repeat", "begin_repeat"),
        ("yn", "select_one yn"),
    ],
)
def test_a_word_of_another_tool_gets_the_right_type(written, meant):
    fault = only(one_row(written), "unknown_type")

    assert (fault.level, f"`{meant}`" in fault.fix, "Did you mean" in fault.fix) == ("error", True, False)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("begin_score", "select_one"),
        ("score__row", "select_one"),
        ("end_rank", "rank"),
        ("rank__level", "rank"),
    ],
)
def test_a_type_of_kobotoolbox_alone_says_what_to_ask_instead(written, meant):
    fix = only(one_row(written), "unknown_type").fix

    assert fix.startswith("KoboToolbox alone knows it.")
    assert f"`{meant}`" in fix


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("select_one: yn", "select_one yn"),
        ("select_one(yn)", "select_one yn"),
        ("select_many yn", "select_multiple yn"),
        ("select_one yn other", "select_one yn"),
        ("rank", "rank yes_no"),
    ],
)
def test_a_list_that_is_named_otherwise_is_found(written, meant):
    assert f"`{meant}`" in only(one_row(written), "select_without_list").fix


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("skip logic", "relevant"),
        ("Show if", "relevant"),
        ("Validation", "constraint"),
        ("Mandatory?", "required"),
        ("Help", "hint"),
    ],
)
def test_a_heading_of_another_tool_says_which_is_meant(heading, meant):
    rows = "type | name | label | {}\ntext | q | Well? |"

    assert f"“{meant}”" in only(form(rows.format(heading)), "misspelt_column").fix
    both = form(f"type | name | label | {meant} | {heading}\ntext | q | Well? | |")
    assert "own_column" in codes(both)


def test_missing_headings_are_looked_for_among_those_of_other_tools():
    fault = only(form("Question type | Question | ID\ntext | Well? | q"), "missing_column")

    assert fault.fix == "Write “type” for “Question type” and “name” for “ID”."


def test_the_words_of_other_tools_are_no_types_themselves_and_lead_to_some():
    assert set(OTHER_WORDS.values()) <= {*QUESTION_TYPES, "begin_group", "begin_repeat"}
    assert not set(OTHER_WORDS) & set(QUESTION_TYPES)


def test_what_odk_takes_from_the_telephone_is_no_question():
    fault = only(one_row("email"), "metadata_is_not_asked")

    assert (fault.level, "`text`" in fault.fix) == ("warning", True)
    assert "metadata_is_not_asked" not in codes(form("type | name | label\nemail | q |\ntext | t | T?"))


@pytest.mark.parametrize("first", ["english", "English", "en"])
def test_one_language_under_two_names_is_a_warning(first):
    content = form(f"type | name | label::{first} | label::English (en)\ntext | q | Hi? | Well?")
    fault = only(content, "same_language")

    assert (fault.level, fault.place.line, fault.place.column) == ("warning", 2, "label::English (en)")


def test_two_languages_are_two():
    survey = (
        "type | name | label::English (en) | label::Polski (pl) | hint::English (en)\ntext | q | A | B | C"
    )

    assert "same_language" not in codes(form(survey))


SURVEY: list[list[object]] = [["type", "name", "label"], ["select_one yn", "q", "Well?"]]
CHOICES: list[list[object]] = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]


@pytest.mark.parametrize("titles", [[["Our survey"]], [["Our survey", None, "2026"], []]])
@pytest.mark.parametrize("sheet", ["survey", "choices", "settings"])
def test_a_title_above_the_headings_says_where_they_are(titles, sheet):
    sheets = {"survey": SURVEY, "choices": CHOICES, "settings": [["form_title"], ["Safe"]]}
    fault = only(workbook(**{**sheets, sheet: [*titles, *sheets[sheet]]}), "headings_below")

    row = len(titles) + 1
    assert (fault.level, fault.place.row, fault.place.sheet) == ("error", row, sheet)
    assert f"row {row}" in fault.message
    assert "Delete the rows above" in fault.fix


def test_a_sheet_without_any_headings_says_which_are_missing():
    assert "missing_column" in codes(workbook(survey=[["Our survey"], ["text", "q", "Well?"]]))
