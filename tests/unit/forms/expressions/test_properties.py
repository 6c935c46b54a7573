"""What holds for every expression that anyone may type, and for every answer that anyone may give."""

import math
from contextlib import suppress
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.errors import TogetherError
from consultations.forms.expressions import Context, ExpressionFault, compile_expression, format_number
from consultations.forms.expressions.functions import FUNCTIONS
from tests.unit.forms.expressions.trees import answers_context, tree_of_xml

VALUES = ["${a}", "${blank}", "1", "-2.5", "'x'", "'2026-03-29'", "''", "true()", "last()", "today()", " "]
STEPS = [".", "..", "/", "//", "*", "@id", "b", "text()", "node()", "ancestor::"]
SIGNS = ["and", "or", "div", "mod", "+", "-", "=", "!=", "<", ">=", "|", "(", ")", "[", "]", ","]
PIECES = [*VALUES, *STEPS, *SIGNS, *(f"{name}(" for name in FUNCTIONS)]
TREE = tree_of_xml('<d><a id="1">3</a><b>x<c>2026-01-01</c></b><b/><!--c--></d>')

operands = st.sampled_from(
    ["${a}", "${blank}", "${none}", "1", "0", "-7.5", "'x'", "''", "'2026-10-25'", "today()", "//b", "."]
)
operators = st.sampled_from(["+", "-", "*", " div ", " mod ", "=", "!=", "<", ">", " and ", " or "])
functions = st.sampled_from([function for function in FUNCTIONS.values() if function.fewest < 5])


def operations(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(inner, operators, inner).map("".join).map("({})".format)


def calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    arguments = st.lists(inner, min_size=5, max_size=5)
    return st.builds(lambda f, given: f"{f.name}({', '.join(given[: f.fewest])})", functions, arguments)


grammatical = st.recursive(operands, lambda inner: operations(inner) | calls(inner), max_leaves=8)


def context() -> Context:
    answers = {"a": ["14", "x"], "blank": ""}
    return answers_context(answers, node=TREE.children[0], instance=lambda name: TREE)


def evaluated(source: str) -> None:
    """Compile and evaluate in every way; only errors of this project may come out."""
    fault = fault_of(source)
    if fault is not None:
        assert 1 <= fault.character <= len(source) + 1
        assert fault.message
        assert fault.fix
        return
    expression = compile_expression(source)
    for evaluate in (expression.value, expression.boolean, expression.text, expression.number):
        with suppress(TogetherError):
            evaluate(context())


def fault_of(source: str) -> ExpressionFault | None:
    try:
        compile_expression(source)
    except ExpressionFault as fault:
        return fault
    return None


@given(st.text(max_size=60))
def test_any_text_compiles_or_is_a_fault(source: str) -> None:
    evaluated(source)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_heap_of_tokens_compiles_or_is_a_fault(source: str) -> None:
    evaluated(source)


@given(grammatical)
def test_any_sound_expression_evaluates_without_surprise(source: str) -> None:
    evaluated(source)


@given(st.text(alphabet="ab19-\\^$.*+?()[]{}|&~<>:!=pPLkuxwdsbz,'éſ", max_size=20))
def test_any_pattern_compiles_or_is_a_fault(pattern: str) -> None:
    fault = fault_of(f"regex('abc-12', \"{pattern}\")")

    assert fault is None or fault.code == "expression.regex"


@settings(max_examples=30)
@given(
    st.integers(1, 600),
    st.sampled_from(["({})", "not({})", "-({})", "${{a}}[{}]", "1 + ({})", "if({}, 1, 2)"]),
)
def test_no_depth_exhausts_the_stack(depth: int, shape: str) -> None:
    source = "1"
    for _ in range(depth):
        source = shape.format(source)
    evaluated(source)


READ_AN_ANSWER = [
    "${a} >= 13",
    "${a} = '2026-01-01'",
    "date(${a})",
    "format-date(${a}, '%a %e')",
    "round(${a}, 1)",
    "selected(${a}, 'x')",
    "decimal-time(${a})",
    "substr(${a}, ${a})",
    "regex(${a}, '^x')",
]


@given(
    st.text(max_size=40) | st.from_regex(r"[0-9]{1,5}-[0-9]{1,2}-[0-9]{1,2}(T[0-9:.]{4,12}[-+Z0-9:]{0,6})?")
)
def test_no_answer_breaks_an_expression(answer: str) -> None:
    context = answers_context({"a": answer})
    for source in READ_AN_ANSWER:
        assert compile_expression(source).text(context) is not None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_survives_being_stored_as_text(number: float) -> None:
    stored = answers_context({"a": format_number(number)})

    assert compile_expression("number(${a})").number(stored) == number


@given(st.dates(), st.integers(-400, 400))
def test_adding_days_to_a_date_moves_it_by_as_many_days(day: date, days: int) -> None:
    context = answers_context({"day": str(day), "days": str(days)})
    back = compile_expression("date(${day} + ${days}) - ${days} - ${day}")

    assert math.isclose(back.number(context), 0, abs_tol=1e-6) or math.isnan(back.number(context))
