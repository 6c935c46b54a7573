"""Questions that nobody can come to."""

import pytest

from tests.unit.forms.forms import asked, codes, findings, only

AGE = "integer | age | Age? | | . >= 4 and . <= 25 |\nselect_one yn | safe | Safe? | | | |\n"


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("${safe} = 'maybe'", "“maybe” is not a choice of “safe”"),
        ("selected(${safe}, 'maybe')", "“maybe” is not a choice of “safe”"),
        ("${safe} = 'yes' and ${safe} = 'no'", "what cannot be"),
        ("${safe} = 'yes' and not(selected(${safe}, 'yes'))", "what cannot be"),
        ("${safe} = 'yes' and ${safe} != 'yes'", "what cannot be"),
        ("${age} > 12 and ${age} < 10", "what cannot be"),
        ("${age} > 12 and ${age} <= 12", "what cannot be"),
        ("${age} > 12 and ${age} < 13", "what cannot be"),
        ("${age} = 12 and 12 < ${age}", "what cannot be"),
        ("not(${age} <= 12 or ${age} > 3)", "what cannot be"),
        ("${age} > 30", "what cannot be"),
        ("(${age} > 12 or ${safe} = 'yes') and ${age} < 12 and ${safe} = 'no'", "what cannot be"),
    ],
)
def test_a_condition_that_no_answers_meet_is_a_warning(condition, why):
    fault = only(asked(AGE + f"text | q | Q? | {condition}"), "never_asked")

    assert (fault.level, fault.place.line, why in fault.message) == ("warning", 5, True), fault.message


@pytest.mark.parametrize(
    "condition",
    [
        "${safe} = 'yes' or ${safe} = 'no'",
        "${safe} != 'yes' and ${safe} != 'no'",
        "${safe} = ''",
        "${age} >= 12 and ${age} <= 12",
        "${age} > 5 and ${age} >= 7 and ${age} <= 7",
        "${age} > 12 and ${age} < 14",
        "not(${safe} = 'yes')",
        "${age} + 1 > 30",
        "count(${age}) = 1 and ${age} = 12",
        "${safe} = ${age} and ${age} = 4",
    ],
)
def test_a_condition_that_some_answers_meet_is_left_alone(condition):
    assert "never_asked" not in codes(asked(AGE + f"text | q | Q? | {condition}"))


def test_what_hangs_on_a_question_nobody_comes_to_is_lost_too():
    rows = "text | p | P? | ${age} > 30 |\ntext | q | Q? | ${p} != '' |\ntext | r | R? | ${p} = '' |"
    faults = [fault for fault in findings(asked(AGE + rows)) if fault.code == "never_asked"]

    assert [(fault.place.line, "“p” either" in fault.message) for fault in faults] == [(5, False), (6, True)]


def test_a_group_that_nobody_comes_to_is_said_once():
    rows = (
        "begin_group | g | G | ${age} > 30 |\ntext | p | P? | | |\ntext | q | Q? | ${p} = 'a' |\nend_group |"
    )

    assert only(asked(AGE + rows), "never_asked").place.line == 5


def test_a_group_around_counts():
    rows = "begin_group | g | G | ${age} < 10 |\ntext | p | P? | ${age} > 12 | |\nend_group |"

    assert only(asked(AGE + rows), "never_asked").place.line == 6


def test_each_time_round_a_repeat_is_another_value():
    rows = """
        begin_repeat | r | R |
        select_one yn | s | S? |
        end_repeat | | |
        text | q | Q? | ${s} = 'yes' and ${s} = 'no'
        """

    assert "never_asked" not in codes(asked(rows))


@pytest.mark.parametrize("condition", ["false()", "0", "1 = 2", "not( true() )"])
def test_a_question_nobody_comes_to_is_a_remark(condition):
    fault = only(asked(f"text | p | P? |\ntext | q | Q? | {condition}"), "never_asked")

    assert (fault.level, "“q”" in fault.message) == ("info", True)
