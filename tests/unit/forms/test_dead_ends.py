"""Where nobody gets further: no answer is right, no choice is left, a repeat goes round for ever."""

import pytest

from tests.unit.forms.forms import asked, codes, findings, form, only

TOWNS = """
list_name | name | label | county
town | crewe | Crewe | cheshire
town | leeds | Leeds | yorkshire
county | cheshire | Cheshire |
county | yorkshire | Yorkshire |
"""


def constrained(kind: str, constraint: str, required: str = "yes", parameters: str = "") -> str:
    rows = f"{kind} | q | Q? | {constraint} | Hm. | {required} | {parameters}"
    headings = "type | name | label | constraint | constraint_message | required | parameters"
    return form(f"{headings}\n{rows}", TOWNS)


@pytest.mark.parametrize(
    ("kind", "constraint"),
    [
        ("integer", ". > 10 and . < 5"),
        ("integer", ". > 5 and . < 6"),
        ("decimal", ". >= 10 and . < 10"),
        ("integer", "(. > 10 and . < 5) or (. > 3 and . < 3)"),
        ("integer", ". = 3 and . = 4"),
        ("select_one town", ". = 'paris'"),
        ("range", ". > 10"),
        ("integer", "1 = 2"),
    ],
)
def test_a_required_question_that_no_answer_fits_is_an_error(kind, constraint):
    fault = only(constrained(kind, constraint), "no_answer_fits")

    assert (fault.level, fault.place.line, fault.place.column) == ("error", 3, "constraint")


def test_without_required_people_can_skip_it_so_it_is_a_warning():
    fault = only(constrained("integer", ". > 10 and . < 5", "no"), "no_answer_fits")

    assert (fault.level, "skip" in fault.message) == ("warning", True)


@pytest.mark.parametrize(
    ("kind", "constraint"),
    [
        ("integer", ". > 10 or . < 5"),
        ("integer", ". > 4 and . < 6"),
        ("decimal", ". > 5 and . < 6"),
        ("integer", "(. > 10 and . < 5) or . = 88"),
        ("select_one town", ". = 'leeds'"),
        ("range", ". > 9"),
        ("text", "regex(., '^a') and string-length(.) < 5"),
        ("integer", ". > 10 and ${q} < string-length('a')"),
    ],
)
def test_a_constraint_that_some_answer_fits_is_left_alone(kind, constraint):
    assert "no_answer_fits" not in codes(constrained(kind, constraint))


def test_a_question_inside_a_repeat_is_looked_at_each_time_round():
    rows = """
        begin_repeat | r | R |
        integer | q | Q? | | . > 10 and . < 5 | | | yes
        end_repeat | | |
        """

    assert only(asked(rows), "no_answer_fits").level == "error"


def test_a_question_that_is_asked_of_nobody_may_have_any_constraint():
    assert "no_answer_fits" not in codes(asked("integer | q | Q? | false() | . > 10 and . < 5 | | | yes"))


@pytest.mark.parametrize(
    "filtering",
    [
        "county='nowhere'",
        "county = 'cheshire' and county = 'yorkshire'",
        "county = ${town}",
        "name = 'paris'",
        "false()",
        "not(county != 'nowhere')",
    ],
)
def test_a_filter_that_leaves_no_choice_is_a_warning(filtering):
    rows = f"select_one town | town | T? |\nselect_one town | q | Q? | | | | {filtering} |"
    fault = only(asked(rows, TOWNS), "no_choice_left")

    assert (fault.level, fault.place.line, fault.place.column) == ("warning", 4, "choice_filter")


@pytest.mark.parametrize(
    "filtering",
    [
        "county = 'cheshire'",
        "county = ${county}",
        "county != 'nowhere'",
        "contains(county, 'x')",
        "county = ${county} or county = 'nowhere'",
        "not(county = 'nowhere')",
    ],
)
def test_a_filter_that_leaves_a_choice_for_somebody_is_left_alone(filtering):
    rows = f"select_one county | county | C? |\nselect_one town | q | Q? | | | | {filtering} |"

    assert "no_choice_left" not in codes(asked(rows, TOWNS))


def test_a_filter_with_an_unknown_column_is_said_once():
    found = [fault.code for fault in findings(asked("select_one town | q | Q? | | | | cuonty='a' |", TOWNS))]

    assert ("unknown_filter_column" in found, "no_choice_left" in found) == (True, False)


@pytest.mark.parametrize(("count", "said"), [("101", "100 times at most"), ("1e9", "100"), ("0", "never")])
def test_a_repeat_of_a_number_that_is_not_asked_is_a_warning(count, said):
    begin = f"type | name | label | repeat_count\nbegin_repeat | r | R | {count}"
    fault = only(form(f"{begin}\ntext | q | Q? |\nend_repeat | | |"), "repeat_count")

    assert (fault.level, fault.place.line, fault.place.column) == ("warning", 3, "repeat_count")
    assert said in fault.message


@pytest.mark.parametrize("count", ["1", "100", "${n}", ""])
def test_other_repeats_are_left_alone(count):
    rows = f"""
        type | name | label | repeat_count
        integer | n | N? |
        begin_repeat | r | R | {count}
        text | q | Q? |
        end_repeat | | |
        """

    assert "repeat_count" not in codes(form(rows))
