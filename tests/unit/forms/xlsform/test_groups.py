"""Groups: each begins, ends and holds questions, or it is said where not."""

from tests.unit.forms.forms import codes, form, only


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
    refused = "type | name | label\nbegin_group | g | G\nvideo | p | P\nend_group | |\ntext | q | Well?"

    assert only(form(empty), "empty_group").place.line == 3
    assert "empty_group" not in codes(form(refused))


def test_an_outcome_on_a_group_is_said_to_be_lost():
    rows = (
        "type | name | label | outcome\nbegin_group | g | G | safe\ntext | q | Well? | safe\nend_group | | |"
    )

    assert "each question" in only(form(rows), "outcome_on_group").fix
