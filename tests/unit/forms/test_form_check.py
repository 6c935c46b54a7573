"""The form check: one small form for each thing it finds."""

import pytest

from consultations.forms.form_check import check_form
from consultations.forms.form_check.tokens import columns_named, compared, tokens_of
from consultations.forms.questionnaire import Choice, Question, Questionnaire
from tests.unit.forms.forms import YES_NO, asked, codes, findings, form, only, questionnaire


def test_a_sound_form_has_nothing_to_say():
    survey = """
        type | name | label | relevant | constraint | constraint_message | outcome | frame
        select_one yn | safe | Do you feel safe? | | | | safe |
        text | why | You said ${safe}. Why? | ${safe} = 'no' | string-length(.) < 500 | Too long. | safe | why
        """

    assert findings(form(survey, YES_NO), outcomes={"safe"}) == []


# Expressions


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("text | q | Q? | (${a} = '' | | | |", "relevant"),
        ("text | q | Q? | | (. = '' | | |", "constraint"),
        ("calculate | q | | | | (1 + 1 | |", "calculation"),
        ("select_one yn | q | Q? | | | | (name = 'yes' |", "choice_filter"),
        ("text | q | Q? | | | | | (${a} = ''", "required"),
        ("begin_group | q | Q | (${a} = '' | | | |\ntext | p | P? |\nend_group |", "relevant"),
    ],
)
def test_every_expression_is_compiled_and_its_character_passed_on(row, column):
    faults = findings(asked(f"text | a | A? |\n{row}"))

    places = [(fault.place.line, fault.place.column) for fault in faults if fault.place.character]
    assert (4, column) in places


def test_an_unknown_function_is_a_fault_in_its_cell():
    faults = findings(asked("text | a | A? |\ntext | q | Q? | lenght(${a}) > 1"))

    assert [(fault.level, fault.place.column) for fault in faults if fault.place.character] == [
        ("error", "relevant")
    ]


def test_a_lookup_in_a_list_that_is_not_there_suggests_the_nearest():
    looked_up = "calculate | c | | | | instance('{}')/root/item[name = ${{q}}]/label"
    rows = "select_one yn | q | Q? |\n" + looked_up

    assert only(asked(rows.format("yns")), "unknown_list").fix == "Did you mean “yn”?"
    assert "unknown_list" not in codes(asked(rows.format("yn")))


def test_an_unknown_name_suggests_the_nearest():
    fault = only(asked("text | reason | A? |\ntext | q | Q? | ${raeson} != ''"), "unknown_name")

    assert (fault.place.line, fault.place.column, fault.place.character) == (4, "relevant", 1)
    assert fault.fix == "Did you mean “reason”?"


@pytest.mark.parametrize("column", ["label", "hint", "constraint_message"])
def test_names_in_words_are_checked_too(column):
    rows = f"type | name | {'label | ' if column != 'label' else ''}{column}\ntext | q | "
    fault = only(
        form(rows + ("Hello | " if column != "label" else "") + "You said ${nothing}"), "unknown_name"
    )

    assert (fault.place.column, fault.place.character) == (column, 10)


def test_names_in_the_words_of_a_choice_are_checked_too():
    choices = "list_name | name | label\nyn | yes | As ${nobody} said"

    assert only(asked("select_one yn | q | Q?", choices), "unknown_name").place.sheet == "choices"


def test_a_note_has_no_value():
    assert only(asked("note | n | Hello |\ntext | q | Q? | ${n} = ''"), "reference_to_note").place.line == 4


def test_a_group_has_no_value():
    rows = "begin_group | g | G |\ntext | p | P? |\nend_group |\ntext | q | Q? | ${g} = ''"

    assert only(asked(rows), "reference_to_group").place.line == 6


def test_what_is_not_recorded_may_be_named_but_is_blank():
    fault = only(asked("deviceid | id | |\ntext | q | Q? | ${id} = ''"), "reference_left_out")

    assert (fault.level, "always blank" in fault.message, fault.place.line) == ("warning", True, 4)


def test_the_day_and_the_start_have_a_value():
    assert "reference_left_out" not in codes(asked("today | day | |\ntext | q | Q? | ${day} > '2020-01-01'"))


def test_a_refused_question_is_not_called_unknown_as_well():
    assert "unknown_name" not in codes(asked("image | photo | Photo |\ntext | q | Q? | ${photo} != ''"))


def test_answers_of_last_time_are_blank_and_said():
    content = asked("text | q | Q? | ${last-saved#q} = ''")

    assert (only(content, "last_saved").level, only(content, "last_saved").place.column) == (
        "warning",
        "relevant",
    )
    assert questionnaire(content).questions()[0].relevant == "'' = ''"


def test_an_answer_asked_later_is_a_warning():
    fault = only(asked("text | q | Q? | ${later} = ''\ntext | later | L? |"), "asked_later")

    assert (fault.level, "row 4" in fault.message) == ("warning", True)


# Rings


def test_a_ring_is_named_in_its_order():
    fault = only(asked("calculate | a | | | | ${b} + 1\ncalculate | b | | | | ${a} + 1"), "reference_cycle")

    assert "a → b → a" in fault.message
    assert (fault.place.line, fault.place.column) == (3, "calculation")


def test_a_longer_ring_begins_at_its_first_row_and_goes_the_way_of_the_names():
    rows = "\n".join(f"calculate | {a} | | | | ${{{b}}} + 1" for a, b in ["ca", "ab", "bc"])

    assert "c → a → b → c" in only(asked(rows), "reference_cycle").message


def test_a_question_that_waits_for_itself_is_a_ring():
    assert "q → q" in only(asked("text | q | Q? | ${q} = ''"), "reference_cycle").message


def test_a_group_that_waits_for_its_own_question_is_a_ring():
    rows = "begin_group | g | G | ${q} = ''\ntext | q | Q? |\nend_group |"

    assert "g → q → g" in only(asked(rows), "reference_cycle").message


def test_two_rings_are_both_named():
    rows = "\n".join(f"calculate | {a} | | | | ${{{b}}} + 1" for a, b in ["ab", "ba", "cd", "dc"])

    assert codes(asked(rows)).count("reference_cycle") == 2


def test_a_constraint_on_ones_own_answer_is_no_ring():
    assert "reference_cycle" not in codes(asked("integer | q | Q? | | ${q} > 1"))


# Choices


def test_a_missing_list_suggests_the_nearest():
    fault = only(asked("select_one yno | q | Q?"), "list_missing")

    assert (fault.fix, fault.place.column) == ("Did you mean “yn”?", "type")


def test_a_list_without_choices_is_an_error():
    assert "list_empty" in codes(asked("select_one x | q | Q?", "list_name | name | label\nx | | Nameless"))


def test_a_list_that_nobody_uses_is_a_warning():
    fault = only(asked("text | q | Q?"), "list_unused")

    assert (fault.level, fault.place.line) == ("warning", 6)


def test_a_choice_that_stands_there_twice_names_the_first_row():
    fault = only(asked("select_one yn | q | Q?", YES_NO + "yn | yes | Again"), "duplicate_choice")

    assert ("row 6" in fault.message, fault.place.line) == (True, 8)


def test_a_space_in_a_choice_matters_only_where_several_are_taken():
    choices = "list_name | name | label\nx | not sure | Not sure"

    assert "“not_sure”" in only(asked("select_multiple x | q | Q?", choices), "space_in_choice").fix
    assert "space_in_choice" not in codes(asked("select_one x | q | Q?", choices))


def test_a_choice_without_a_label_shows_its_name():
    content = asked("select_one x | q | Q?", "list_name | name | label\nx | yes |")

    assert only(content, "choice_without_label").level == "warning"
    assert questionnaire(content).choice_lists["x"][0].label == {"en": "yes"}


def test_a_label_too_long_for_a_button_is_a_warning():
    content = asked(
        "select_one x | q | Q?", f"list_name | name | label\nx | a | {'a' * 60}\nx | b | {'b' * 61}"
    )

    assert only(content, "label_too_long").place.line == 7


@pytest.mark.parametrize(
    "condition",
    [
        "${q} = 'yess'",
        "${q} != 'yess'",
        "'yess' = ${q}",
        "selected(${q}, 'yess')",
        "not(selected( ${q} ,'yess' ))",
    ],
)
def test_a_value_that_is_no_choice_suggests_the_nearest(condition):
    fault = only(asked(f"select_one yn | q | Q? |\ntext | p | P? | {condition}"), "value_not_in_list")

    assert (fault.fix, fault.place.line) == ("Did you mean “yes”?", 4)
    assert condition[fault.place.character - 1 :].startswith("'yess'")


def test_a_constraint_may_speak_of_its_own_choices():
    rows = "select_multiple yn | q | Q? | | not(selected(., 'maybe')) and . != 'yes no'"

    assert codes(asked(rows)).count("value_not_in_list") == 1


@pytest.mark.parametrize("condition", ["${q} = ''", "${q} = 'yes'", "${t} = 'yess'", "${q} = ${t}"])
def test_other_comparisons_are_left_alone(condition):
    rows = f"select_one yn | q | Q? |\ntext | t | T? |\ntext | p | P? | {condition}"

    assert "value_not_in_list" not in codes(asked(rows))


def test_a_filter_on_an_unknown_column_suggests_the_nearest():
    choices = "list_name | name | label | town\nx | a | A | leeds"
    fault = only(
        asked("text | t | T? |\nselect_one x | q | Q? | | | | twon = ${t}", choices), "unknown_filter_column"
    )

    assert (fault.fix, fault.place.column, fault.place.character) == (
        "Did you mean “town”?",
        "choice_filter",
        1,
    )


@pytest.mark.parametrize("filtering", ["town = ${t}", "name != 'a'", "selected(town, ${t}) and true()"])
def test_a_filter_on_columns_that_are_there_is_sound(filtering):
    choices = "list_name | name | label | town\nx | a | A | leeds"

    assert "unknown_filter_column" not in codes(
        asked(f"text | t | T? |\nselect_one x | q | Q? | | | | {filtering}", choices)
    )


def test_a_filter_without_choices_is_a_warning():
    assert "filter_without_choices" in codes(asked("text | q | Q? | | | | name = 'a' |"))


def test_a_default_must_be_one_of_the_choices():
    rows = "type | name | label | default\nselect_one yn | q | Q? | yess"

    assert only(form(rows, YES_NO), "default_not_a_choice").fix == "Did you mean “yes”?"


@pytest.mark.parametrize(
    ("kind", "default", "fits"),
    [
        ("integer", "foo", False),
        ("integer", "12", True),
        ("date", "2020-01-31", True),
        ("date", "soon", False),
    ],
)
def test_a_default_must_be_an_answer_that_someone_could_give(kind, default, fits):
    content = form(f"type | name | label | default\n{kind} | q | Q? | {default}")

    assert ("default_does_not_fit" not in codes(content)) is fits


# The check by itself, and its words of expressions


def test_a_questionnaire_from_elsewhere_can_be_checked_too():
    questions = (Question("q", "select_one", {"en": "Q?"}, choices="yn"), Question("q", "text", {"en": "Q?"}))
    whole = Questionnaire("f", "F", "1", "en", ("en",), questions, {"yn": (Choice("yes", {"en": "Yes"}),)})

    assert {fault.code for fault in check_form(whole)} == {
        "duplicate_name",
        "text_without_outcome",
        "text_without_frame",
    }


def test_words_of_an_expression_know_their_kind_and_place():
    kinds = [(token.kind, token.text, token.character) for token in tokens_of("${ a } >= 1.5 and x('b')")]

    assert kinds == [
        ("reference", "a", 1),
        ("symbol", ">=", 8),
        ("number", "1.5", 11),
        ("name", "and", 15),
        ("name", "x", 19),
        ("symbol", "(", 20),
        ("string", "b", 21),
        ("symbol", ")", 24),
    ]


def test_steps_of_a_path_are_no_columns():
    assert [token.text for token in columns_named("instance('a')/root/item[b = current()/../c]")] == ["b"]


def test_a_comparison_inside_a_string_is_no_comparison():
    assert list(compared("concat('${a} = ', \"'b'\")")) == []
