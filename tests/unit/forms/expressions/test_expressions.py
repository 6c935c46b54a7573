"""What expressions mean, and what is said about those that mean nothing."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.forms.expressions import (
    FUNCTIONS,
    Context,
    ExpressionFault,
    Node,
    compile_expression,
    format_number,
)
from tests.builders import LONDON

JUNE = datetime(2026, 6, 5, 23, 30, tzinfo=UTC)  # half past midnight on the 6th in London


def context(answers: Mapping[str, str] | None = None, node: Node | None = None, **more: object) -> Context:
    leaves = {name: (Node.leaf(name, value),) for name, value in (answers or {}).items()}
    return Context(
        node=node if node is not None else Node.leaf("here", ""),
        resolve=lambda name: leaves.get(name, ()),
        now=JUNE,
        zone=LONDON,
        random=lambda: 0.25,
        new_id=lambda: "an-id",
        **more,  # type: ignore[arg-type]
    )


ANSWERS = {
    "age": "12",
    "topics": "buses parks",
    "name": "",
    "safe": "no",
    "born": "2014-03-02",
    "much": "2.50",
}


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("${age} >= 11 and ${age} <= 15", True),
        ("${age} > 12", False),
        ("${age} = 12.0", True),
        ("${age} = '12.0'", False),
        ("${much} = 2.5", True),
        ("selected(${topics}, 'parks') and not(selected(${topics}, 'park'))", True),
        ("${safe} = 'no' or ${name} = 'x'", True),
        ("${name} = ''", True),
        ("${missing} = ''", True),
        ("${missing} != ''", False),
        ("${name} > 3", False),
        ("not(${name})", True),
        ("${safe}", True),
        ("if(${age} < 18, 'child', 'adult') = 'child'", True),
        ("${born} < today()", True),
        ("${born} >= '2014-03-02'", True),
        ("date(${born}) + 1 = date('2014-03-03')", True),
        ("format-date(today(), '%Y-%m-%d') = '2026-06-06'", True),
        ("regex(${age}, '^[0-9]{1,2}$')", True),
        ("regex('a-b', '^[\\w-\\.]+$')", True),
        ("count-selected(${topics}) = 2", True),
        ("coalesce(${name}, ${safe}) = 'no'", True),
        ("true() and (false() or 1)", True),
        ("-3 < -2 and 2 - -2 = 4", True),
        ("7 mod 2 = 1 and -7 mod 2 = -1 and 7 div 2 = 3.5", True),
        ("1 div 0 > 1000000", True),
        ("0 div 0 = 0 div 0", False),
    ],
)
def test_truth(expression: str, holds: bool) -> None:
    assert compile_expression(expression).boolean(context(ANSWERS)) is holds


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("concat('Hello ', ${safe})", "Hello no"),
        ("${age} + 1", "13"),
        ("${name} + 1", "NaN"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("1 div 3", "0.3333333333333333"),
        ("1000000 * 1000000 * 10000000000", "10000000000000000000000"),
        ("round(2.345, 2)", "2.35"),
        ("int((today() - date(${born})) div 365.25)", "12"),
        ("substr('bullying', 0, 4)", "bull"),
        ("substring('bullying', 2, 3)", "ull"),
        ("translate('cat', 'abc', 'AB')", "At"),
        ("normalize-space('  too   many  ')", "too many"),
        ("join(', ', 'a', 'b')", "a, b"),
        ("uuid()", "an-id"),
        ("random()", "0.25"),
        ("once('first')", "first"),
        ("date('2026-13-01')", "Invalid Date"),
        ("now()", "2026-06-06T00:30:00.000+01:00"),
        ("jr:choice-name('no', '${safe}')", "No, not really"),
        ("position()", "1"),
    ],
)
def test_text(expression: str, text: str) -> None:
    words = {("no", "safe"): "No, not really"}
    around = context(ANSWERS, choice_label=lambda value, name: words[value, name])
    assert compile_expression(expression).text(around) == text


def item(**columns: str) -> Node:
    return Node("item", children=[Node.leaf(name, value) for name, value in columns.items()])


def test_a_choice_filter_looks_at_the_columns_of_each_choice() -> None:
    keep = compile_expression("town = ${town} or name = 'other'")
    choices = [
        item(name="park", town="crewe"),
        item(name="pool", town="nantwich"),
        item(name="other", town=""),
    ]
    kept = [keep.boolean(context({"town": "crewe"}, choice)) for choice in choices]
    assert kept == [True, False, True]


def test_a_choice_list_can_be_looked_up() -> None:
    places = Node("instance", children=[Node("root", children=[item(name="park", label="The park")])])
    look_up = compile_expression("instance('places')/root/item[name = ${place}]/label")
    around = context({"place": "park"}, instance={"places": places}.get)
    assert (look_up.text(around), look_up.instances) == ("The park", {"places"})


def test_the_place_that_a_predicate_counts_from_is_the_current_one() -> None:
    tree = Node(
        "data", children=[Node("person", children=[Node.leaf("age", age)]) for age in ("4", "9", "15")]
    )
    last = compile_expression("/person[last()]/age + count(/person[age > 5])")
    assert last.number(context(node=tree)) == 17


def test_an_expression_says_what_it_reads() -> None:
    expression = compile_expression("selected(${topics}, 'x') and ${age} > int(${ much })")
    assert expression.references == {"topics", "age", "much"}
    assert expression.functions == {"selected", "int"}


@pytest.mark.parametrize(
    ("expression", "code", "character"),
    [
        ("${age} == 3", "double_equals", 8),
        ("${a} = 1 && ${b} = 2", "and_signs", 10),
        ("${a} || ${b}", "or_signs", 6),
        ("!${a}", "exclamation", 1),
        ("{age} > 3", "bare_braces", 1),
        ("$age > 3", "bare_dollar", 1),
        ("${age} = “x”", "smart_quotes", 10),
        ("${age} = 'x", "open_quotes", 10),
        ("selected(${a}, 'x'", "open_bracket", 9),
        ("${a} = 1)", "extra_bracket", 9),
        ("${a} =", "something_missing", 7),
        ("${a} ${b}", "unexpected", 6),
        ("selectd(${a}, 'x')", "unknown_function", 1),
        ("1 + pulldata('a', 'b')", "refused_function", 5),
        ("selected(${a})", "wrong_arguments", 1),
        ("true(1)", "wrong_arguments", 1),
        ("count('a')", "not_nodes", 7),
        ("regex(${a}, '[')", "bad_pattern", 13),
        ("regex(${a}, '(a+)+')", "runaway_pattern", 13),
        ("", "something_missing", 1),
        ("(" * 100 + "1" + ")" * 100, "too_deep", 61),
    ],
)
def test_a_fault_says_where_it_is(expression: str, code: str, character: int) -> None:
    with pytest.raises(ExpressionFault) as found:
        compile_expression(expression)
    assert (found.value.code, found.value.character) == (code, character)
    assert found.value.fix


def test_the_nearest_function_is_suggested() -> None:
    with pytest.raises(ExpressionFault, match="Did you mean “selected”"):
        compile_expression("selectd(${a}, 'x')")


PIECES = st.sampled_from(
    [*"()[]{}$'\"<>=!*/|+-.,@: \n", "${a}", "and", "or", "1", ".5", "''", "..", *FUNCTIONS, "x"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=40))
def test_any_text_is_an_expression_or_a_fault(source: str) -> None:
    try:
        value = compile_expression(source).text(context({"a": "1"}))
    except ExpressionFault as fault:
        value = fault.message
    assert isinstance(value, str)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_it_was_written(number: float) -> None:
    written = format_number(number)
    assert "e" not in written
    assert math.isclose(float(written), number, rel_tol=1e-15, abs_tol=5e-324)
