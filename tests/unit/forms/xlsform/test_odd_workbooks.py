"""Workbooks as they really come: each works, or says where it does not and what to do."""

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from tests.unit.forms.forms import codes, findings, form, only, questionnaire, workbook

HEADINGS: list[object] = ["type", "name", "label"]
YES_NO: list[list[object]] = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]
SAFE: list[object] = ["select_one yn", "safe", "Safe?"]


def conditioned(condition: str) -> bytes:
    """A form whose row 3 has this condition."""
    survey = [[*HEADINGS, "relevant"], SAFE, ["text", "why", "Why?", condition]]
    return workbook(survey=survey, choices=YES_NO)


def labelled(label: object) -> bytes:
    return workbook(survey=[HEADINGS, SAFE, ["text", "why", label]], choices=YES_NO)


def arranged(content: bytes, arrange) -> bytes:
    """The workbook after something was done with its sheets."""
    book = load_workbook(io.BytesIO(content))
    arrange(book)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_merged_headings_say_which_cells_stand_under_none():
    survey = [[*HEADINGS, None], ["text", "q", "Well?", "Hm?"]]
    content = arranged(workbook(survey=survey), lambda book: book["survey"].merge_cells("C1:D1"))

    assert only(content, "cell_without_heading").place.row == 2


def test_merged_types_say_which_row_has_none():
    survey = [HEADINGS, ["text", "q", "Well?"], [None, "r", "And?"]]
    content = arranged(workbook(survey=survey), lambda book: book["survey"].merge_cells("A2:A3"))

    assert only(content, "missing_type").place.row == 3


def test_a_hidden_sheet_is_read_and_said():
    def hide(book):
        book["choices"].sheet_state = "veryHidden"

    content = arranged(labelled("Why?"), hide)

    assert (only(content, "hidden_sheet").level, only(content, "hidden_sheet").place.sheet) == (
        "info",
        "choices",
    )
    assert len(questionnaire(content).choice_lists["yn"]) == 2


def test_numbers_in_cells_are_names_of_choices_as_people_see_them():
    choices = [["list_name", "name", "label"], ["n", 1, "One"], ["n", 2.0, 2], ["n", "03", "Three"]]
    survey = [[*HEADINGS, "relevant"], ["select_one n", "q", "Which?"], ["text", "t", "T?", "${q} = 1"]]
    read = questionnaire(workbook(survey=survey, choices=choices))

    assert [one.name for one in read.choice_lists["n"]] == ["1", "2", "03"]


@pytest.mark.parametrize("made", [date(2026, 5, 1), datetime.fromisoformat("2026-05-01T10:30")])
def test_a_date_that_excel_made_of_a_label_is_said(made):
    fault = only(labelled(made), "cell_is_date")

    assert (fault.level, fault.place.row, fault.place.column) == ("warning", 3, "label")


def test_a_date_that_excel_made_of_a_choice_is_said_and_one_that_is_meant_is_not():
    choices = [["list_name", "name", "label"], ["n", date(2026, 5, 1), "1-5"], ["n", "more", "More"]]
    survey = [[*HEADINGS, "default"], ["select_one n", "q", "Which?"], ["date", "d", "D?", date(2026, 5, 1)]]
    content = workbook(survey=survey, choices=choices)

    assert only(content, "cell_is_date").place.sheet == "choices"
    assert questionnaire(content).questions()[1].default == "2026-05-01"


@pytest.mark.parametrize("space", [" ", "\u00a0", "\n"])
def test_spaces_around_a_cell_are_not_seen(space):
    survey = [
        [f"type{space}", f"name{space}", f"label{space}", "relevant"],
        [f"select_one{space.replace(chr(10), ' ')}yn{space}", f"safe{space}", "Safe?"],
        ["text", "why", "Why?", f"${{safe}} ={space}'yes'"],
    ]
    choices = [["list_name", "name", "label"], [f"yn{space}", f"yes{space}", "Yes"], ["yn", "no", "No"]]
    content = workbook(survey=survey, choices=choices)

    assert [fault for fault in findings(content) if fault.level == "error"] == []
    assert [one.name for one in questionnaire(content).choice_lists["yn"]] == ["yes", "no"]


@pytest.mark.parametrize("written", ["“yes”", "‘yes’", "’yes’"])
def test_curly_quotes_in_a_condition_work(written):
    content = conditioned(f"${{safe}} = {written}")

    assert questionnaire(content).questions()[1].relevant.strip("'\"yes") == "${safe} = "
    assert {"never_asked", "value_not_in_list"}.isdisjoint(codes(content))


@pytest.mark.parametrize("written", ["„yes”", "«yes»", "`yes`", "´yes´", "′yes′", "＂yes＂"])
def test_other_quotes_say_which_to_write(written):
    fault = only(conditioned(f"${{safe}} = {written}"), "expression.symbol")

    assert (fault.place.row, fault.place.character, "straight quotes" in fault.fix) == (3, 11, True)


@pytest.mark.parametrize("written", ["${ safe }", "${safe }", "${ safe}", "${safe\u00a0}"])
def test_spaces_inside_a_reference_are_said_where_odk_only_refuses(written):
    for content, column in ((conditioned(f"{written} = 'yes'"), "relevant"), (labelled(written), "label")):
        fault = only(content, "space_in_reference")
        assert (fault.level, fault.place.row, fault.place.column) == ("error", 3, column)
        assert fault.fix == "Write `${safe}`."
        assert "odk_refuses" not in codes(content)


def test_a_reference_that_does_not_end_is_said_where_it_begins():
    fault = only(labelled("You said ${safe, why?"), "reference_not_closed")

    assert (fault.level, fault.place.row, fault.place.character) == ("error", 3, 10)


@pytest.mark.parametrize("condition", ["'${safe}' = 'yes'", "\"${safe} = 'yes'\"", "not('${safe}' = 'yes')"])
def test_a_question_in_quotes_is_words(condition):
    content = conditioned(condition)

    assert only(content, "reference_in_quotes").place.row == 3
    assert "never_asked" not in codes(content)


@pytest.mark.parametrize(
    ("condition", "shown"),
    [("${safe} = 'yes' or 'no'", "'no'"), ("${safe} = 1 or 2", "2"), ("'yes'", "'yes'")],
)
def test_a_value_compared_with_nothing_always_holds(condition, shown):
    assert f"“{shown}”" in only(conditioned(condition), "lonely_value").message


@pytest.mark.parametrize(
    "condition",
    [
        "${safe} = 'yes' or ${safe} = 'no'",
        "jr:choice-name(${safe}, '${safe}') = 'Yes'",
        "1",
        "selected(${safe}, 'yes') and true()",
    ],
)
def test_sound_conditions_have_no_slips(condition):
    assert {"lonely_value", "reference_in_quotes", "space_in_reference"}.isdisjoint(
        codes(conditioned(condition))
    )


def test_a_value_with_a_space_at_its_end_is_no_choice():
    assert only(conditioned("${safe} = 'yes '"), "value_not_in_list").fix == "Did you mean “yes”?"


@pytest.mark.parametrize("column", [0, 1, 3])
def test_what_cannot_be_seen_is_said(column):
    row: list[object] = ["text", "why", "Why?", "${safe} = 'yes'"]
    row[column] = f"{row[column]}\u200b"
    content = workbook(survey=[[*HEADINGS, "relevant"], SAFE, row], choices=YES_NO)
    fault = only(content, "unseen_letter")

    assert (fault.place.row, "zero width space" in fault.message) == (3, True)


def test_two_choices_with_the_same_words_are_said():
    choices = [*YES_NO, ["yn", "aye", "yes."]]
    fault = only(workbook(survey=[HEADINGS, SAFE], choices=choices), "same_label")

    assert (fault.level, fault.place.row, "row 2" in fault.message) == ("warning", 4, True)


def test_the_same_words_under_different_filters_are_none():
    choices = [
        ["list_name", "name", "label", "county"],
        ["t", "a", "Ash", "kent"],
        ["t", "b", "Ash", "devon"],
    ]
    survey = [HEADINGS, ["select_one t", "q", "Which?"]]

    assert "same_label" not in codes(workbook(survey=survey, choices=choices))


def test_names_that_two_groups_share_are_kept_apart():
    survey = [
        HEADINGS,
        ["begin_group", "g", "G"], ["text", "q", "Q?"], ["end_group"],
        ["begin_group", "h", "H"], ["text", "q", "Q?"], ["end_group"],
    ]  # fmt: skip
    content = workbook(survey=survey)

    assert only(content, "duplicate_name").place.row == 6
    assert [one.name for one in questionnaire(content).questions()] == ["q", "h_q"]


def test_choices_without_the_heading_list_name_say_so():
    content = workbook(survey=[HEADINGS, SAFE], choices=[["name", "label"], ["yes", "Yes"]])

    assert "“list_name”" in only(content, "missing_column").message
    assert "list_name" in only(content, "list_missing").fix


def test_a_form_without_settings_works():
    assert questionnaire(labelled("Why?")).title == "form"


def test_settings_under_each_other_say_how_to_turn_them():
    settings = [["form_title", "Safe at school"], ["form_id", "safe"]]
    content = workbook(survey=[HEADINGS, SAFE], choices=YES_NO, settings=settings)

    assert (only(content, "settings_sideways").level, only(content, "settings_sideways").place.row) == (
        "warning",
        2,
    )


def test_sheets_by_other_names_are_known_by_their_headings():
    faults = {fault.message: fault for fault in findings(workbook(Sheet1=[HEADINGS, SAFE], Sheet2=YES_NO))}

    survey, choices = (faults[f"The sheet “{name}” is not read."] for name in ("Sheet1", "Sheet2"))
    assert (survey.level, "“survey”" in survey.fix) == ("error", True)
    assert (choices.level, "“choices”" in choices.fix) == ("warning", True)


@pytest.mark.parametrize(("length", "said"), [(1000, False), (1001, True), (32_000, True)])
def test_a_very_long_text_is_said(length, said):
    assert ("text_too_long" in codes(labelled("w" * length))) is said


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_text_with_the_line_ends_of_windows(end, mark):
    tables = mark + form("type | name | label\ntext | q | Well?").replace("\n", end)
    commas = f"{mark}type,name,label{end}text,q,Well?{end}"

    assert questionnaire(tables.encode()).questions()[0].label == {"en": "Well?"}
    assert "CSV" in only(commas.encode(), "not_a_spreadsheet").message


@pytest.mark.parametrize(
    ("condition", "right"),
    [
        ("${day} < 2020-01-31", "2020-01-31"),
        ("today() > 2020-1-5", "2020-01-05"),
        ("${day} < '31/1/2020'", "2020-01-31"),
        ("${day} < date('31.01.2020')", "2020-01-31"),
    ],
)
def test_a_day_that_is_none_to_odk_is_said(condition, right):
    survey = [[*HEADINGS, "relevant"], ["date", "day", "Which day?"], ["text", "q", "Q?", condition]]
    fault = only(workbook(survey=survey), "day_unclear")

    assert (fault.level, fault.place.row, f"`date('{right}')`" in fault.fix) == ("warning", 3, True)


@pytest.mark.parametrize(
    "condition", ["${safe} = '2020-01-31'", "2020 - ${safe} > 18", "10-2-3 = 5", "2020-1e999-1 = 5"]
)
def test_days_and_sums_that_are_meant_are_left_alone(condition):
    assert "day_unclear" not in codes(conditioned(condition))


def test_a_comma_in_a_number_says_to_write_a_full_stop():
    assert "full stop" in only(conditioned("${safe} < 2,5"), "expression.unexpected").fix
