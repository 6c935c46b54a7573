"""What is wrong in an expression is said in plain words, at its character, with what to write instead."""

import pytest

from consultations.forms.expressions import ExpressionFault, compile_expression


def fault_of(source: str) -> ExpressionFault:
    with pytest.raises(ExpressionFault) as raised:
        compile_expression(source)
    return raised.value


@pytest.mark.parametrize(
    ("source", "character", "fix"),
    [
        ("${age} == 13", 8, "“=”"),
        ("${age} > 12 && ${age} < 18", 13, "“and”"),
        ("${age} < 5 || ${age} > 18", 12, "“or”"),
        ("!${agreed}", 1, "not(…)"),
        ("${age} <> 3", 8, "“!=”"),
        ("${age} => 3", 8, "“>=”"),
        ("${age} =< 3", 8, "“<=”"),
        ("${age} > = 3", 10, "“>=” with no space"),
        ("${age} ≥ 3", 8, "“>=”"),
        ("${age} &gt; 3", 8, "“>”"),
        ("{age} > 3", 1, "${age}"),
        ("$age > 3", 1, "${age}"),
        ("$ {age} > 3", 1, "${name}"),
        ("${my age} > 3", 1, "no spaces"),
        ("${school} = “yes”", 13, "straight quotes"),
        ("${school} = ‘yes’", 13, "straight quotes"),
        ("${a} – ${b}", 6, "hyphen"),
        ("${a} ÷ 2", 6, "“div”"),
        ("${a} / 2", 8, "“div”"),
        ("${a}/${b}", 6, "“div”"),
        ("${a} % 2", 6, "“mod”"),
        ("${a} ^ 2", 6, "pow"),
        ("if(${a} = 1; 2; 3)", 12, "comma"),
        ("${a} = 1 AND ${b} = 1", 10, "“and” in small letters"),
        ("${a} is 1", 6, "“=”"),
        ("not ${a}", 5, "not(${a})"),
        ("selected(${topics} 'school')", 20, "comma"),
        ("${last-saved#age} > 3", 1, "Ask the question here"),
    ],
)
def test_a_common_mistake_gets_its_correction(source: str, character: int, fix: str) -> None:
    fault = fault_of(source)

    assert fix in fault.fix
    assert fault.character == character


@pytest.mark.parametrize(
    ("source", "character", "words"),
    [
        ("", 1, "nothing here"),
        ("   ", 1, "nothing here"),
        ("1 +", 4, "missing after “+”"),
        ("* ", 0, ""),
        ("and", 0, ""),
        ("(1 + 2", 1, "never closed"),
        ("1 + 2)", 6, "closes nothing"),
        ("(1 + 2]", 7, "does not fit"),
        ("item[1", 5, "never closed"),
        ("concat('it's')", 13, "never closed"),
        ("${a} ${b}", 6, "nothing between"),
        ("${a}, ${b}", 5, "comma"),
        ("a/", 3, "name is missing"),
        ("sideways::a", 1, "sideways"),
        ("#", 1, "“#”"),
    ],
)
def test_broken_syntax_is_refused_where_it_breaks(source: str, character: int, words: str) -> None:
    if not words:
        assert (
            compile_expression(source).source == source
        )  # looks odd, is sound: a wildcard, a question's column
        return
    fault = fault_of(source)

    assert words in fault.message
    assert fault.character == character


def test_an_apostrophe_inside_quotes_is_told_from_a_quote() -> None:
    assert 'double quotes: "it\'s"' in fault_of("${a} = 'it's'").fix
    assert "double" not in fault_of("${a} = 'yes").fix


def test_an_unknown_function_is_named_with_the_nearest_known_one() -> None:
    fault = fault_of("1 + selectd(${topics}, 'school')")

    assert "selectd()" in fault.message
    assert fault.fix == "Did you mean selected()?"
    assert fault.character == 5


@pytest.mark.parametrize("name", ["pulldata", "search", "base64-decode", "geofence", "intersects"])
def test_a_function_that_is_left_out_on_purpose_is_refused_with_the_reason(name: str) -> None:
    fault = fault_of(f"{name}('list', 'a', 'b')")

    assert fault.code == "expression.unsupported"
    assert f"{name}() at character 1 is not supported: " in fault.message
    assert fault.fix


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("selected(${a})", "takes 2 values, not 1"),
        ("today(1)", "takes nothing between its brackets, not 1"),
        ("round(1, 2, 3)", "takes 1 to 2 values, not 3"),
        ("join()", "takes at least 1 value, not 0"),
        ("weighted-checklist(1, 2, 3)", "takes 2 values, or more in pairs, not 3"),
        ("indexed-repeat(${a}, ${b})", "takes 3 values, or more in pairs, not 2"),
    ],
)
def test_a_wrong_number_of_arguments_is_counted(source: str, words: str) -> None:
    assert words in fault_of(source).message


@pytest.mark.parametrize(
    "source", ["count(1)", "sum('a')", "${a} | 2", "'a'/b", "position(true())", "(1 + 1)[1]"]
)
def test_a_value_where_a_question_or_path_is_needed_is_refused(source: str) -> None:
    assert fault_of(source).code == "expression.nodes"


@pytest.mark.parametrize("source", ["format-date(today(), '%d %Q')", "format-date-time(now(), '%H%')"])
def test_a_date_format_that_means_nothing_is_refused(source: str) -> None:
    assert fault_of(source).code == "expression.date-format"


@pytest.mark.parametrize(
    "pattern", ["[z-a]", "(", "a{2,1}", "*", "[abc", r"\p{Klingon}", "(a+)+", r"(\w*)*$", "ab\\"]
)
def test_a_pattern_that_cannot_be_used_is_refused(pattern: str) -> None:
    fault = fault_of(f"regex(${{a}}, '{pattern}')")

    assert fault.code == "expression.regex"
    assert fault.character == 13


@pytest.mark.parametrize(
    "source", ["(" * 400 + "1" + ")" * 400, "not(" * 400 + "1" + ")" * 400, "a" + "[b" * 400]
)
def test_brackets_too_deep_are_a_fault_and_not_a_crash(source: str) -> None:
    assert fault_of(source).code == "expression.depth"


def test_a_long_row_of_comparisons_is_a_fault() -> None:
    assert fault_of("1" + " = 1" * 2000).code == "expression.depth"


@pytest.mark.parametrize("operator", [" or ", " and ", " + ", " * ", " | ", "/", "//", " - -"])
def test_a_long_row_of_any_other_operator_is_fine(operator: str) -> None:
    assert compile_expression(operator.join(["a"] * 3000)).columns >= {"a"}
