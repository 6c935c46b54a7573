"""The form check of words, names and what each type needs."""

import pytest

from tests.unit.forms.forms import YES_NO, asked, codes, form, only, questionnaire

# Words


def test_a_question_needs_words():
    assert only(asked("text | q |"), "missing_label").place.line == 3
    assert "missing_label" not in codes(asked("hidden | h |\ntext | q | Q?"))


def test_a_constraint_without_a_message_is_a_warning():
    assert only(asked("integer | q | Q? | | . > 1"), "constraint_without_message").level == "warning"


def test_missing_translations_name_the_languages():
    survey = """
        type | name | label::English (en) | label::Polski (pl) | label::Cymraeg (cy)
        text | p | P? | P? | P?
        text | q | Q? | |
        """
    fault = only(form(survey), "translation_missing")

    assert (fault.level, fault.place.line, "pl and cy" in fault.message) == ("warning", 4, True)


def test_a_column_missing_altogether_in_a_language_is_said_once():
    survey = "type | name | label::English (en) | label::Polski (pl)\nselect_one yn | q | Q? | Q?"
    choices = YES_NO.replace("| label", "| label::English (en)")
    fault = only(form(survey, choices), "translation_missing")

    assert (fault.place.sheet, "`label::pl`" in fault.fix) == ("choices", True)


# Names


def test_a_name_that_stands_in_two_groups_is_kept_with_its_groups_name():
    rows = "text | q | Q? |\nbegin_group | g | G |\ntext | q | Q? |\nend_group |"
    fault = only(asked(rows), "duplicate_name")

    assert (fault.level, "“g_q”" in fault.message, fault.place.line) == ("warning", True, 5)
    assert [one.name for one in questionnaire(asked(rows)).questions()] == ["q", "g_q"]


def test_paths_follow_the_names_that_were_changed():
    rows = """
        begin_group | a | A |
        text | q | Q? |
        end_group | | |
        begin_group | b | B |
        text | q | Q? |
        text | r | R? | ../q = 'x' and /data/a/q = 'y' and /data/b/q = 'z'
        end_group | | |
        text | s | S? | /data/b/q = '' or ../b/q = ''
        """
    read = questionnaire(asked(rows)).questions()

    assert [one.name for one in read] == ["q", "b_q", "r", "s"]
    assert read[2].relevant == "../b_q = 'x' and /data/a/q = 'y' and /data/b/b_q = 'z'"
    assert read[3].relevant == "/data/b/b_q = '' or ../b/b_q = ''"


def test_two_rows_side_by_side_cannot_share_a_name():
    assert only(asked("text | q | Q? |\ntext | q | Q? |"), "duplicate_name").level == "error"


def test_a_question_keeps_its_name_before_a_group():
    elsewhere = "begin_group | g | G |\ntext | g | Q? |\nend_group |"
    beside = "text | g | Q? |\nbegin_group | g | G |\ntext | q | Q? |\nend_group |"

    assert [one.name for one in questionnaire(asked(elsewhere)).questions()] == ["g"]
    assert questionnaire(asked(elsewhere)).items[0].name == "g_outside"
    assert only(asked(beside), "duplicate_name").level == "error"


@pytest.mark.parametrize("name", ["1st", "how safe", "a!", "-a", "ask?"])
def test_an_invalid_name_says_what_is_allowed(name):
    fault = only(asked(f"text | {name} | Q?"), "invalid_name")

    assert "letters, digits, underscores" in fault.fix


@pytest.mark.parametrize("name", ["_1st", "how-safe", "a.b", "święto"])
def test_a_valid_name_is_left_alone(name):
    assert "invalid_name" not in codes(asked(f"text | {name} | Q?"))


def test_the_name_meta_is_reserved():
    assert only(asked("text | meta | Q?"), "reserved_name").level == "error"


# Content


def test_a_calculation_needs_one():
    assert (
        only(asked("calculate | c | |\ntext | q | Q?"), "missing_calculation").place.column == "calculation"
    )


def test_a_required_note_is_a_warning():
    assert only(asked("note | n | Hello | | | | | yes\ntext | q | Q?"), "required_note").level == "warning"


@pytest.mark.parametrize("given", ["start=5 end=5", "step=0", "start=a"])
def test_a_scale_that_does_not_work_is_an_error(given):
    fault = only(form(f"type | name | label | parameters\nrange | q | Q? | {given}"), "bad_range")

    assert (fault.place.column, "`start=0 end=10 step=1`" in fault.fix) == ("parameters", True)


def test_a_scale_of_more_than_ten_steps_is_a_warning():
    rows = "type | name | label | parameters\nrange | q | Q? | start=0 end={}"

    assert only(form(rows.format(11)), "many_steps").level == "warning"
    assert "many_steps" not in codes(form(rows.format(10)))


def test_parameters_without_use_are_a_remark():
    rows = "type | name | label | parameters\n{} | q | Q? | {}"

    assert only(form(rows.format("text", "rows=3")), "parameters_not_used").level == "info"
    assert "parameters_not_used" not in codes(form(rows.format("select_one yn", "randomize=true"), YES_NO))


def test_an_outcome_must_be_one_of_the_plan():
    content = form("type | name | label | outcome\ntext | q | Q? | saef")

    assert only(content, "unknown_outcome", outcomes={"safe", "heard"}).fix == "Did you mean “safe”?"
    assert "unknown_outcome" not in codes(content)


def test_an_outcome_like_no_other_lists_those_of_the_plan():
    content = form("type | name | label | outcome\ntext | q | Q? | xyz")

    assert "heard and safe" in only(content, "unknown_outcome", outcomes={"safe", "heard"}).fix


def test_text_without_an_outcome_is_said_by_row_or_once_for_a_form_without_outcomes():
    none = form("type | name | label\ntext | p | P?\ntext | q | Q?")
    some = form("type | name | label | outcome\ntext | p | P? | safe\ntext | q | Q? |")

    assert only(none, "text_without_outcome").place.line == 3
    assert only(some, "text_without_outcome").place.line == 4


def test_text_without_a_frame_is_said_with_the_frame_that_it_is_taken_for():
    none = form("type | name | label\ntext | p | What is good?\ntext | q | Q?")
    some = form("type | name | label | frame\ntext | p | P? | Good\ntext | q | What should we change? |")

    assert "take it for “good”" in only(none, "text_without_frame").message
    assert "take it for “improve”" in only(some, "text_without_frame").message
    assert only(some, "text_without_frame").place.line == 4


def test_a_frame_that_does_not_exist_is_an_error():
    content = form("type | name | label | frame\ntext | q | Q? | impove")

    assert only(content, "unknown_frame").fix == "Did you mean “improve”?"


def test_a_form_that_asks_nothing_is_a_warning():
    assert only(asked("note | n | Hello"), "nothing_to_ask").level == "warning"
