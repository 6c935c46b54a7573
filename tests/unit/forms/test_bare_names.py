"""Names without their sign: conditions that can never hold, and words that show `$(name)`."""

import pytest

from tests.unit.forms.forms import YES_NO, asked, codes, findings, form, only

SAFE = "select_one yn | safe | Safe? |\ninteger | age | Age? |\n"


@pytest.mark.parametrize(
    ("condition", "fix", "character"),
    [
        ('safe = "yes"', "Write `${safe}`.", 1),
        ("${safe} = yes", "Put it in quotes: `'yes'`.", 11),
        ("no != ${safe}", "Put it in quotes: `'no'`.", 1),
        ("selected(${safe}, yes)", "Put it in quotes: `'yes'`.", 19),
        ("selected(safe, 'yes')", "Write `${safe}`.", 10),
        ("${age} > 12 and (safe = 'yes')", "Write `${safe}`.", 18),
        ("safe", "Write `${safe}`.", 1),
        ("${safe} = TRUE", "Write `true()`.", 11),
        ("${safe} != null", "Write `''`, quotes with nothing between.", 12),
    ],
)
def test_a_bare_name_for_which_a_condition_can_never_hold_is_an_error(condition, fix, character):
    fault = only(asked(SAFE + f"text | q | Q? | {condition}"), "bare_name")

    assert (fault.level, fault.fix, "can never hold" in fault.message) == ("error", fix, True)
    assert (fault.place.line, fault.place.column, fault.place.character) == (5, "relevant", character)


def test_a_constraint_that_names_its_own_question_wants_a_full_stop():
    fault = only(asked("integer | age | Age? | | age > 3"), "bare_name")

    assert (fault.level, fault.place.column) == ("error", "constraint")
    assert "`.`, or `${age}`" in fault.fix


@pytest.mark.parametrize(
    "condition",
    ["${age} > 12 or safe = 'yes'", "not(safe = 'yes')", "string-length(safe) > 1", "${safe} = perhaps"],
)
def test_a_bare_name_is_a_warning_where_the_condition_may_hold_or_the_name_is_unknown(condition):
    assert only(asked(SAFE + f"text | q | Q? | {condition}"), "bare_name").level == "warning"


def test_a_name_that_is_a_question_and_a_choice_offers_both():
    fault = only(asked("select_one yn | yes | Q? |\ntext | q | Q? | ${yes} = yes"), "bare_name")

    assert "`${yes}`" in fault.fix
    assert "`'yes'`" in fault.fix


def test_a_bare_name_in_a_calculation_is_a_warning():
    fault = only(asked(SAFE + "calculate | c | | | | age + 1 | |"), "bare_name")

    assert (fault.level, fault.fix) == ("warning", "Write `${age}`.")


@pytest.mark.parametrize(
    "condition",
    [
        "${safe} = 'age'",
        "../safe = 'yes'",
        "current()/../safe = 'yes'",
        "count(instance('yn')/root/item[name = 'yes']) > 0",
        "true()",
        "${age} div 2 > 3 and ${age} mod 2 = 0",
    ],
)
def test_names_in_strings_paths_and_brackets_are_left_alone(condition):
    assert "bare_name" not in codes(asked(SAFE + f"text | q | Q? | {condition}"))


def test_a_group_may_name_what_stands_in_it():
    rows = "begin_group | g | G | q = 'a' |\ntext | q | Q? |\nend_group |"

    assert "bare_name" not in codes(asked(rows))


@pytest.mark.parametrize(
    ("filtering", "fix"), [("name = safe", "Write `${safe}`."), ("name = yes", "Put it in quotes: `'yes'`.")]
)
def test_a_filter_that_names_a_question_or_a_choice_says_how_to_write_it(filtering, fix):
    rows = f"{SAFE}select_one yn | q | Q? | | | | {filtering}"

    assert only(asked(rows), "unknown_filter_column").fix == fix


@pytest.mark.parametrize("slip", ["$(age)", "$( age )", "{age}", "{{age}}", "$age", "$ {age}"])
@pytest.mark.parametrize("column", ["label", "hint", "constraint_message", "guidance_hint"])
def test_words_that_name_a_question_without_its_sign_are_a_warning(slip, column):
    headings = "type | name | label" + (f" | {column}" if column != "label" else "")
    words = f"You are {slip}." if column == "label" else f"Hello | You are {slip}."
    fault = only(form(f"{headings}\ninteger | age | Age? |\ntext | q | {words}"), "name_in_words")

    assert (fault.level, fault.place.line, fault.place.column) == ("warning", 4, column)
    assert "Write `${age}`" in fault.fix


def test_words_of_a_choice_are_looked_at_too():
    choices = "list_name | name | label\nyn | yes | As $(q) said"

    assert only(asked("select_one yn | q | Q?", choices), "name_in_words").place.sheet == "choices"


@pytest.mark.parametrize("words", ["You are ${age}.", "It costs $5.", "{ages} $(ages) $aged", "Page (age)"])
def test_other_words_are_left_alone(words):
    assert "name_in_words" not in codes(asked(f"integer | age | Age? |\ntext | q | {words}"))


def test_one_slip_in_a_condition_is_said_once():
    rows = SAFE + "text | q | Q? | safe = 'yes' and safe != 'no'\ntext | p | P? | ${q} != ''"

    assert [fault.code for fault in findings(asked(rows)) if fault.level == "error"] == ["bare_name"]
    assert "never_asked" not in codes(asked(rows))


def test_a_sound_form_has_no_bare_names():
    assert "bare_name" not in codes(asked(SAFE + "text | q | Q? | ${safe} = 'yes'", YES_NO))
