"""Sheets are found by their names, and slips in the names are said."""

from tests.unit.forms.forms import YES_NO, codes, only, questionnaire, table

SURVEY = "type | name | label\nselect_one yn | q | Well?"


def test_sheets_are_found_in_any_case_and_any_order():
    content = table("Choices", YES_NO) + "\n" + table("SURVEY", SURVEY)

    assert questionnaire(content).questions()[0].name == "q"


def test_a_misspelt_sheet_names_the_one_meant():
    fault = only(table("survey", SURVEY) + "\n" + table("choises", YES_NO), "misspelt_sheet")

    assert (fault.level, "“choices”" in fault.fix) == ("warning", True)


def test_a_misspelt_survey_is_an_error():
    fault = only(table("surveys", SURVEY) + "\n" + table("choices", YES_NO), "misspelt_sheet")

    assert (fault.level, "“survey”" in fault.fix) == ("error", True)


def test_a_workbook_without_a_survey_is_refused():
    assert "no_survey_sheet" in codes(table("choices", YES_NO) + "\n" + table("plan", "a | b\n1 | 2"))


def test_an_only_sheet_is_the_survey_whatever_it_is_called():
    content = table("Sheet1", "type | name | label\ntext | q | Well?")

    assert questionnaire(content).questions()[0].name == "q"
    assert only(content, "sheet_name").level == "warning"


def test_own_sheets_are_left_alone():
    content = "\n".join([table("survey", SURVEY), table("choices", YES_NO), table("minutes", "a | b\n1 | 2")])

    assert only(content, "own_sheet").level == "info"


def test_a_sheet_begun_with_an_underscore_is_nobodys_slip():
    content = "\n".join([table("survey", SURVEY), table("choices", YES_NO), table("_choices", YES_NO)])

    assert not {"misspelt_sheet", "own_sheet"} & set(codes(content))


def test_entities_are_refused():
    content = "\n".join(
        [table("survey", SURVEY), table("choices", YES_NO), table("entities", "dataset\ntrees")]
    )

    assert only(content, "sheet_not_supported").level == "error"


def test_a_sheet_that_stands_there_twice_is_refused():
    content = "\n".join([table("survey", SURVEY), table("choices", YES_NO), table("Survey", SURVEY)])

    assert "duplicate_sheet" in codes(content)
