"""Rows of the survey sheet become questions and groups; what cannot be asked is refused by name."""

import pytest

from consultations.forms.questionnaire import Group, words
from tests.unit.forms.forms import YES_NO, codes, findings, form, only, questionnaire


def test_a_questionnaire_reads_back_as_it_was_written():
    read = questionnaire(
        form(
            """
            type | name | label | hint | required | relevant | outcome
            begin_group | school | Your school | | | |
            select_one yn | safe | Do you feel safe? | At school. | yes | | safe
            text | why | Why is that? | | no | ${safe} = 'no' | safe
            end_group | | | | | |
            """,
            YES_NO,
            "form_title | form_id | version\nSafe at school | safe_school | 3",
        )
    )

    group = read.items[0]
    assert (read.title, read.name, read.version) == ("Safe at school", "safe_school", "3")
    assert isinstance(group, Group)
    assert group.label == {"en": "Your school"}
    safe, why = group.items
    assert (safe.name, safe.type, safe.choices, safe.required) == ("safe", "select_one", "yn", "true()")
    assert (safe.hint, safe.outcome, safe.row) == ({"en": "At school."}, "safe", 4)
    assert (why.required, why.relevant) == ("", "${safe} = 'no'")
    assert [choice.name for choice in read.choice_lists["yn"]] == ["yes", "no"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("string", "text"),
        ("int", "integer"),
        ("trigger", "acknowledge"),
        ("select one yn", "select_one"),
        ("select all that apply from yn", "select_multiple"),
        ("select_multiple  yn", "select_multiple"),
    ],
)
def test_every_spelling_of_a_type_is_understood(written, meant):
    read = questionnaire(form(f"type | name | label\n{written} | q | Well?", YES_NO))

    assert read.questions()[0].type == meant


@pytest.mark.parametrize("begin", ["begin_group", "begin group"])
def test_groups_may_be_written_with_a_space_or_an_underscore(begin):
    end = begin.replace("begin", "end")
    read = questionnaire(form(f"type | name | label\n{begin} | g | G\ntext | q | Well?\n{end} | |"))

    assert read.items[0].kind == "group"


@pytest.mark.parametrize(
    "written",
    [
        "image", "photo", "audio", "video", "file", "geopoint", "geotrace", "geoshape", "barcode", "rank yn",
        "time", "dateTime", "likert", "select_one_from_file towns.csv", "select_one_external yn", "audit",
        "xml-external", "osm", "background-audio", "begin_repeat",
    ],
)  # fmt: skip
def test_a_type_that_is_not_asked_is_refused_by_name_with_a_way_out(written):
    end = "\nend_repeat | |" if "repeat" in written else ""
    fault = only(
        form(f"type | name | label\ntext | a | A?\n{written} | q | Well?{end}", YES_NO), "type_not_supported"
    )

    assert written in fault.message
    assert (fault.level, fault.place.line, fault.place.column) == ("error", 4, "type")
    assert fault.fix


def test_a_misspelt_type_names_the_nearest():
    fault = only(form("type | name | label\ntxet | q | Well?"), "unknown_type")

    assert "“text”" in fault.fix


def test_a_select_without_its_list_says_how_to_write_one():
    fault = only(form("type | name | label\nselect_one | q | Well?"), "select_without_list")

    assert "`select_one yes_no`" in fault.fix


def test_or_other_is_refused_with_what_to_write_instead():
    fault = only(form("type | name | label\nselect_one yn or_other | q | Well?", YES_NO), "or_other")

    assert "“Other” choice" in fault.fix


def test_choices_made_of_earlier_answers_are_refused():
    assert "choices_from_answers" in codes(form("type | name | label\nselect_one ${a} | q | Well?", YES_NO))


def test_when_a_form_was_filled_in_is_left_out_and_said():
    content = form("type | name | label\nstart | start |\ntoday | today |\ntext | q | Well?")

    assert [question.name for question in questionnaire(content).questions()] == ["q"]
    assert codes(content).count("metadata_left_out") == 2


@pytest.mark.parametrize(
    "kind", ["deviceid", "phonenumber", "username", "email", "simserial", "subscriberid"]
)
def test_what_could_tell_who_a_child_is_is_never_recorded(kind):
    content = form(f"type | name | label\n{kind} | who |\ntext | q | Well?")

    fault = only(content, "metadata_left_out")
    assert (fault.level, "who a child is" in fault.message) == ("info", True)
    assert len(questionnaire(content).questions()) == 1


@pytest.mark.parametrize(
    ("written", "kept"),
    [("yes", "true()"), ("TRUE", "true()"), ("true()", "true()"), ("no", ""), ("False", ""), ("", "")],
)
def test_required_is_yes_or_no(written, kept):
    read = questionnaire(form(f"type | name | label | required\ntext | q | Well? | {written}"))

    assert read.questions()[0].required == kept


def test_required_may_be_a_condition():
    rows = "type | name | label | required\ntext | a | A? |\ntext | q | Well? | ${a} != ''"

    assert questionnaire(form(rows)).questions()[1].required == "${a} != ''"


def test_required_maybe_is_a_fault():
    fault = only(form("type | name | label | required\ntext | q | Well? | maybe"), "required_unclear")

    assert (fault.place.line, fault.place.column) == (3, "required")


def test_typographic_quotes_in_expressions_are_made_straight_and_those_in_words_kept():
    rows = "type | name | label | relevant\ntext | a | A? |\ntext | q | “Well?” | ${a} = ‘yes’"
    question = questionnaire(form(rows)).questions()[1]

    assert (question.relevant, words(question.label, "en", "en")) == ("${a} = 'yes'", "“Well?”")


@pytest.mark.parametrize("written", ["start=0 end=10 step=2", "start=0, end=10; step=2"])
def test_parameters_are_read_with_spaces_commas_or_semicolons_between(written):
    read = questionnaire(form(f"type | name | label | parameters\nrange | q | How much? | {written}"))

    assert read.questions()[0].parameters == {"start": "0", "end": "10", "step": "2"}


def test_parameters_that_cannot_be_read_are_a_fault():
    assert "bad_parameters" in codes(form("type | name | label | parameters\nrange | q | Well? | 0 to 10"))


def test_a_fixed_default_is_kept_and_one_to_be_worked_out_is_refused():
    rows = "type | name | label | default\n{} | q | Well? | {}"

    assert questionnaire(form(rows.format("text", "well-being"))).questions()[0].default == "well-being"
    assert "`calculate`" in only(form(rows.format("date", "today()")), "dynamic_default").fix


def test_a_question_with_a_calculation_and_no_words_is_worked_out_in_silence():
    rows = "type | name | label | calculation\ninteger | a | How old? |\ninteger | b | | ${a} + 1"

    assert questionnaire(form(rows)).questions()[1].type == "calculate"


def test_a_hidden_row_with_a_calculation_is_worked_out_whatever_its_label():
    rows = "type | name | label | calculation\ninteger | a | How old? |\nhidden | b | NO_LABEL | ${a} + 1"

    assert questionnaire(form(rows)).questions()[1].type == "calculate"


def test_a_calculation_on_a_question_that_people_see_is_said_and_left_aside():
    content = form(
        "type | name | label | calculation\ninteger | a | How old? |\ninteger | b | So? | ${a} + 1"
    )

    assert only(content, "calculation_not_used").place.line == 4
    assert questionnaire(content).questions()[1].calculation == ""


def test_a_note_may_go_without_a_name_but_a_question_may_not():
    faults = findings(form("type | name | label\nnote | | Hello\ntext | | Well?"))

    assert [fault.place.line for fault in faults if fault.code == "missing_name"] == [4]


def test_a_hint_alone_is_asked():
    content = form("type | name | label | hint\ntext | q | | Well?")

    question = questionnaire(content).questions()[0]
    assert (question.label, question.hint) == ({"en": "Well?"}, {})
    assert only(content, "hint_for_label").level == "warning"


def test_a_row_without_a_type_is_a_fault_when_it_has_a_name_and_a_remark_when_not():
    content = form("type | name | label | remark\n | | | ask Sam\ntext | q | Well? |\n | p | Eh? |")

    assert only(content, "row_without_type").level == "info"
    assert only(content, "missing_type").place.line == 5


def test_a_disabled_row_is_left_out():
    content = form("type | name | label | disabled\ntext | p | Eh? | yes\ntext | q | Well? |")

    assert [question.name for question in questionnaire(content).questions()] == ["q"]
    assert "disabled_row" in codes(content)


def test_a_group_that_never_ends_is_said_at_its_beginning():
    fault = only(form("type | name | label\nbegin_group | g | G\ntext | q | Well?"), "group_not_closed")

    assert (fault.place.line, "“g”" in fault.message) == (3, True)


def test_an_end_without_a_beginning_is_said_where_it_stands():
    fault = only(form("type | name | label\ntext | q | Well?\nend_group | |"), "end_without_begin")

    assert fault.place.line == 4


def test_an_end_of_another_kind_names_the_row_where_the_open_one_began():
    rows = "type | name | label\nbegin_group | g | G\ntext | q | Well?\nend_repeat | |"

    assert "row 3" in only(form(rows), "end_of_another_kind").message


def test_an_end_with_another_name_is_a_warning():
    rows = "type | name | label\nbegin_group | g | G\ntext | q | Well?\nend_group | h |"

    assert only(form(rows), "end_of_another_name").level == "warning"


def test_a_group_without_questions_is_a_warning_but_not_when_its_rows_were_refused():
    empty = "type | name | label\nbegin_group | g | G\nend_group | |\ntext | q | Well?"
    refused = "type | name | label\nbegin_group | g | G\nimage | p | P\nend_group | |\ntext | q | Well?"

    assert only(form(empty), "empty_group").place.line == 3
    assert "empty_group" not in codes(form(refused))


def test_an_outcome_on_a_group_is_said_to_be_lost():
    rows = (
        "type | name | label | outcome\nbegin_group | g | G | safe\ntext | q | Well? | safe\nend_group | | |"
    )

    assert "each question" in only(form(rows), "outcome_on_group").fix
